package unfurl.study;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.event.Weights;
import unfurl.report.Nuisance;
import unfurl.report.Nuisances;
import unfurl.report.Profiled;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Range;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.GenMeans;
import unfurl.uncertainty.ParetoTail;
import unfurl.uncertainty.ResponseQuality;
import unfurl.uncertainty.Template;
import unfurl.unfold.NuisanceFit;
import unfurl.unfold.NuisancePrior;

/// What a report says of the nuisance parameters, and of what they do to observables.
final class ProfileReporting {
    /// The fewest bootstraps of which a correlation is shown.
    private static final int FEWEST = 10;

    private final FittedNuisances fitted;
    private final List<ReplicaFile> replicas;
    private final Map<String, ReplicaFile> byName;
    private final Weights run;

    /// @param replicas all that are finished
    /// @param run      (n) yields at gen of the nominal unfolding
    ProfileReporting(FittedNuisances fitted, List<ReplicaFile> replicas, Weights run) {
        this.fitted = fitted;
        this.replicas = replicas;
        this.byName = replicas.stream().collect(Collectors.toMap(ReplicaFile::name, Function.identity()));
        this.run = run;
    }

    List<String> warnings() {
        return fitted.warnings(replicas);
    }

    private List<NuisanceBlock> blocks() {
        return fitted.study().nuisances();
    }

    Nuisances nuisances() {
        NuisanceFit fit = fitted.fit();
        int p = blocks().size();
        return new Nuisances(
                IntStream.range(0, p).mapToObj(this::nuisance).toList(),
                Optional.of(Numbers.tabulate(p * p, i -> fit.correlation(i / p, i % p))),
                starts(),
                Optional.of(new Nuisances.Convergence(
                        fit.slowest().share(),
                        fit.slowest().words() + ".",
                        fitted.nuisances().step() == unfurl.unfold.Nuisances.Step.EM)),
                checks());
    }

    private Nuisance nuisance(int k) {
        NuisanceBlock block = blocks().get(k);
        NuisanceFit.Interval interval = fitted.fit().intervals().get(k);
        return new Nuisance(
                block.name(),
                block.label(),
                trajectory(fitted.course(), k),
                fitted.value(k),
                fitted.fit().error(k),
                interval.low() < interval.high()
                        ? Optional.of(new Range(interval.low(), interval.high()))
                        : Optional.empty(),
                new Range(block.low(), block.high()),
                Optional.of(prior(block)),
                OptionalDouble.of(fitted.fit().ofDataAlone().get(k)));
    }

    private static Nuisance.Prior prior(NuisanceBlock block) {
        return switch (block.prior()) {
            case NuisancePrior.Gaussian(double mean, double width) -> Nuisance.Prior.gaussian(mean, width);
            case NuisancePrior.LogNormal normal ->
                new Nuisance.Prior(
                        normal.describe(), OptionalDouble.of(normal.centre()), OptionalDouble.of(normal.width()));
            case NuisancePrior.Flat ignored -> Nuisance.Prior.flat(block.low(), block.high());
        };
    }

    private List<Nuisances.Start> starts() {
        return replicas.stream()
                .filter(replica -> ReplicaKind.START.has(replica.name()))
                .map(replica -> new Nuisances.Start(IntStream.range(0, blocks().size())
                        .mapToObj(k -> trajectory(replica.course(), k))
                        .toList()))
                .toList();
    }

    private static Numbers trajectory(List<List<Double>> course, int k) {
        return Numbers.tabulate(course.size(), i -> course.get(i).get(k));
    }

    private List<Nuisances.Check> checks() {
        return Stream.of(
                        fitted.detector().templates().byEffect().entrySet().stream()
                                .flatMap(one -> checks(one.getKey(), one.getValue())),
                        fitted.detector().response().stream()
                                .flatMap(one -> new ResponseReporting(one.checks(), fitted.fewestEvents()).rows()),
                        fitted.quality().stream().flatMap(this::checks))
                .flatMap(rows -> rows)
                .toList();
    }

    private static Stream<Nuisances.Check> checks(String effect, TemplateFile template) {
        return template.template().learned().stream()
                .flatMap(checks -> Stream.concat(
                        checks.area().stream()
                                .map(area -> ResponseReporting.area(
                                        effect, "area under the curve of a new classifier", area)),
                        Stream.of(new Nuisances.Check(
                                effect,
                                "effective events",
                                "%.0f".formatted(checks.nEff()),
                                "%.0f or more".formatted(Template.Checks.FEWEST_EVENTS),
                                Verdict.PASSED))));
    }

    private Stream<Nuisances.Check> checks(ResponseQuality quality) {
        String where = "%s\u00a0=\u00a0%s"
                .formatted(quality.parameter(), minus(String.format(Locale.ROOT, "%.4g", quality.theta())));
        double fewest = fitted.fewestEvents();
        var events = new Nuisances.Check(
                where,
                "effective events",
                "%.0f".formatted(quality.nEff()),
                "%.0f or more".formatted(fewest),
                quality.nEff() >= fewest ? Verdict.PASSED : Verdict.FAILED);
        Stream<Nuisances.Check> tail = quality.tail().stream()
                .map(one -> new Nuisances.Check(
                        where,
                        "index of the tail of the weights",
                        minus(String.format(Locale.ROOT, "%.2f ± %.2f", one.index(), one.error())),
                        "an error below %.1f".formatted(ParetoTail.INFINITE_VARIANCE),
                        quality.isHeavy() ? Verdict.FAILED : Verdict.PASSED));
        return Stream.of(Stream.of(events), tail, quality.means().stream().map(means -> means(where, means, quality)))
                .flatMap(rows -> rows);
    }

    private static Nuisances.Check means(String where, GenMeans means, ResponseQuality quality) {
        Closure all = means.all();
        return new Nuisances.Check(
                where,
                "mean of w less 1 in the cell of %s where it is farthest from 0".formatted(all.feature()),
                minus(String.format(
                        Locale.ROOT,
                        "%+.1f ± %.1f %%, p = %.2g",
                        100 * means.largest(),
                        100 * means.error(),
                        all.pValue())),
                quality.keepsEfficiency()
                        ? "%.0f %% on average, or a p of %s".formatted(100 * Closure.LARGEST, Closure.SIGNIFICANT)
                        : "any: the efficiency changes",
                quality.isOff() ? Verdict.FAILED : Verdict.PASSED);
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }

    /// What the parameters do to an observable.
    Profiled of(Study.Observable observable, ObservableHistograms histograms) {
        Numbers nominal = histograms.contents(observable, run);
        Function<String, Optional<Numbers>> contents = replica ->
                Optional.ofNullable(byName.get(replica)).map(file -> histograms.contents(observable, file.weights()));
        List<ReplicaFile> bootstraps = replicas.stream()
                .filter(replica -> ReplicaKind.BOOTSTRAP_DATA.has(replica.name()))
                .toList();
        List<Numbers> varied = bootstraps.stream()
                .map(file -> histograms.contents(observable, file.weights()))
                .toList();
        return new Profiled(
                IntStream.range(0, blocks().size())
                        .mapToObj(k -> {
                            Numbers change = change(k, contents, nominal);
                            return new Profiled.Impact(
                                    blocks().get(k).name(),
                                    blocks().get(k).label(),
                                    change,
                                    change.map(x -> -x),
                                    correlation(k, bootstraps, varied));
                        })
                        .toList(),
                contents.apply(ProfileReplicas.UNPROFILED));
    }

    /// Relative to the result, for one standard deviation.
    private Numbers change(int k, Function<String, Optional<Numbers>> contents, Numbers nominal) {
        Numbers up = contents.apply(blocks().get(k).up()).orElseThrow();
        Numbers down = contents.apply(blocks().get(k).down()).orElseThrow();
        double part = fitted.perError(k);
        return Numbers.tabulate(
                nominal.size(),
                i -> nominal.get(i) == 0 ? Double.NaN : part * (up.get(i) - down.get(i)) / nominal.get(i));
    }

    private static Optional<Numbers> correlation(int k, List<ReplicaFile> bootstraps, List<Numbers> contents) {
        int n = bootstraps.size();
        return n < FEWEST
                ? Optional.empty()
                : Optional.of(Numbers.tabulate(
                        contents.getFirst().size(),
                        bin -> correlation(
                                n,
                                i -> bootstraps.get(i).theta().get(k),
                                i -> contents.get(i).get(bin))));
    }

    private static double correlation(int n, IntToDoubleFunction x, IntToDoubleFunction y) {
        return covariance(n, x, y) / Math.sqrt(covariance(n, x, x) * covariance(n, y, y));
    }

    private static double covariance(int n, IntToDoubleFunction x, IntToDoubleFunction y) {
        double meanX = IntStream.range(0, n).mapToDouble(x).average().orElseThrow();
        double meanY = IntStream.range(0, n).mapToDouble(y).average().orElseThrow();
        return IntStream.range(0, n)
                .mapToDouble(i -> (x.applyAsDouble(i) - meanX) * (y.applyAsDouble(i) - meanY))
                .sum();
    }
}
