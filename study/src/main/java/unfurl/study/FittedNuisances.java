package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.uncertainty.ResponseQuality;
import unfurl.unfold.NuisanceFit;
import unfurl.unfold.NuisanceParameter;
import unfurl.unfold.NuisancePrior;
import unfurl.unfold.Nuisances;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// What is known of the nuisance parameters of a study after its nominal unfolding.
///
/// @param study     what is asked
/// @param nuisances the parameters
/// @param fit       what was fitted
/// @param course    (iterations + 1 × p) the parameters before the first iteration and after each
/// @param detector  what had to be learned for them
/// @param quality   of the weights with each parameter one standard deviation below and above what was fitted
record FittedNuisances(
        Study study,
        Nuisances nuisances,
        NuisanceFit fit,
        List<List<Double>> course,
        LearnedDetector detector,
        List<ResponseQuality> quality) {
    /// Another start that ends farther from the fit than this many errors ends elsewhere.
    private static final double ELSEWHERE = 1;
    /// A fit that has farther to go than this many errors has not ended.
    private static final double UNFINISHED = 0.5;

    /// @param end of the nominal unfolding
    static Optional<FittedNuisances> of(
            Study study, Prepared prepared, Checkpoint end, LearnedDetector detector, Workers workers) {
        Nuisances nuisances = prepared.method().nuisances();
        if (nuisances.isEmpty()) {
            return Optional.empty();
        }
        requireKnown(prepared, end.state(), workers);
        NuisanceFit fit = NuisanceFit.of(
                prepared.problem(), nuisances, end.state().theta(), end.state().push(), workers);
        var course = new ArrayList<>(List.of(nuisances.starts()));
        end.records().stream()
                .filter(record -> record.info().stage() == Stage.STEP_3)
                .forEach(record -> course.add(record.info().theta()));
        var fitted = new FittedNuisances(study, nuisances, fit, course, detector, List.of());
        return Optional.of(fitted.withQuality(prepared, end.state().push(), workers));
    }

    private FittedNuisances withQuality(Prepared prepared, Weights push, Workers workers) {
        int p = nuisances.size();
        List<ResponseQuality> found = IntStream.range(0, p)
                .boxed()
                .flatMap(k -> Stream.of(below(k), above(k))
                        .map(value ->
                                ResponseQuality.of(prepared.problem(), push, beside(k, value), k, 2 * p, workers)))
                .toList();
        return new FittedNuisances(study, nuisances, fit, course, detector, found);
    }

    /// (p) what was fitted but for one parameter.
    private List<Double> beside(int k, double value) {
        var theta = new ArrayList<>(fit.values());
        theta.set(k, value);
        return theta;
    }

    /// Refuses parameters that data and priors do not tell, before anything is trained.
    ///
    /// @throws InputException when a direction is not known; the message names it
    static void requireKnown(Prepared prepared, Workers workers) {
        if (!prepared.method().nuisances().isEmpty()) {
            requireKnown(prepared, prepared.method().init(prepared.problem()), workers);
        }
    }

    private static void requireKnown(Prepared prepared, OmniFold.State state, Workers workers) {
        try {
            NuisanceFit.requireKnown(
                    prepared.problem(), prepared.method().nuisances(), state.theta(), state.push(), workers);
        } catch (InputException unknown) {
            throw unknown.askedBy("study: nuisances");
        }
    }

    double value(int k) {
        return fit.values().get(k);
    }

    /// One standard deviation above what was fitted, within the range.
    double above(int k) {
        return Math.min(value(k) + fit.error(k), parameter(k).high());
    }

    /// The same below.
    double below(int k) {
        return Math.max(value(k) - fit.error(k), parameter(k).low());
    }

    private NuisanceParameter parameter(int k) {
        return nuisances.parameters().get(k);
    }

    private List<NuisanceBlock> blocks() {
        return study.nuisances();
    }

    /// Whether the shift of a parameter is published: a flat prior has no width by which it moves.
    private boolean isPublished(int k) {
        return !(parameter(k).prior() instanceof NuisancePrior.Flat);
    }

    /// Whether a replica is published, as the shift of a parameter.
    boolean isShift(String replica) {
        return IntStream.range(0, blocks().size())
                .filter(this::isPublished)
                .mapToObj(k -> blocks().get(k))
                .anyMatch(block -> replica.equals(block.up()) || replica.equals(block.down()));
    }

    /// By what the difference of the two held unfoldings is multiplied to be what the result changes when the parameter
    /// is one standard deviation higher. Their difference to each other counts, and not that to the nominal one,
    /// which begins with another parameter and has come less far after as many iterations.
    double perError(int k) {
        double distance = above(k) - below(k);
        return distance == 0 ? 0 : fit.error(k) / distance;
    }

    /// The same for a prior whose centre is one of its widths higher.
    private double perWidth(int k) {
        return perError(k) * withPrior(k).get(k) / fit.error(k);
    }

    /// (p) how the fit follows the centre of a prior that is one of its widths higher.
    List<Double> withPrior(int k) {
        return fit.perWidth(k, parameter(k).prior());
    }

    /// Shifted results in the place of held ones.
    ///
    /// @param held of replicas, by name of column
    /// @param run  (n) unfolded by the nominal networks
    Map<String, Weights> shifted(Map<String, Weights> held, Weights run) {
        var out = new LinkedHashMap<String, Weights>();
        for (int k = 0; k < blocks().size(); k++) {
            if (isPublished(k)) {
                String up = PublishedWeights.PREFIX + blocks().get(k).up();
                String down = PublishedWeights.PREFIX + blocks().get(k).down();
                out.put(up, shifted(run, perWidth(k), held.get(up), held.get(down)));
                out.put(down, shifted(run, perWidth(k), held.get(down), held.get(up)));
            }
        }
        return out;
    }

    private static Weights shifted(Weights run, double part, Weights to, Weights from) {
        return Weights.tabulate(run.size(), i -> run.get(i) + part * (to.get(i) - from.get(i)));
    }

    /// The published sources of uncertainty.
    List<WeightGroup> groups() {
        return IntStream.range(0, blocks().size())
                .filter(this::isPublished)
                .mapToObj(k -> blocks().get(k))
                .map(block -> new WeightGroup(
                        block.group(),
                        List.of(PublishedWeights.PREFIX + block.up(), PublishedWeights.PREFIX + block.down()),
                        new Recipe.UpDown(),
                        "The prior of %s moved up and down by one of its widths; what the data tell of it is in the statistics of the data."
                                .formatted(block.name())))
                .toList();
    }

    /// What a reader should know.
    ///
    /// @param replicas the finished ones
    List<String> warnings(List<ReplicaFile> replicas) {
        var out = new ArrayList<String>();
        for (int k = 0; k < blocks().size(); k++) {
            double value = value(k);
            if (value == parameter(k).low() || value == parameter(k).high()) {
                out.add("the nuisance parameter '%s' ended at %.6g, an end of its range, where its error is not known"
                        .formatted(blocks().get(k).name(), value));
            }
        }
        IntStream.range(0, blocks().size()).forEach(k -> unfinished(k).ifPresent(out::add));
        for (NuisanceBlock block : blocks()) {
            quality.stream()
                    .filter(one -> one.parameter().equals(block.name()))
                    .flatMap(one -> one.ofTail().stream())
                    .findFirst()
                    .ifPresent(out::add);
        }
        quality.stream().flatMap(one -> one.warning(fewestEvents()).stream()).forEach(out::add);
        detector.response().stream()
                .flatMap(response -> response.checks().offsets().stream())
                .flatMap(
                        offset -> offset.warning(fit.error(study.nuisanceNames().indexOf(offset.parameter()))).stream())
                .forEach(out::add);
        replicas.stream()
                .filter(replica -> ReplicaKind.START.has(replica.name()))
                .flatMap(replica -> elsewhere(replica).stream())
                .forEach(out::add);
        return out;
    }

    /// EM leaves after a step what its rate says; the other goes all the way in each.
    private Optional<String> unfinished(int k) {
        double last = course.getLast().get(k) - course.get(course.size() - 2).get(k);
        double share = fit.slowest().share();
        double left = nuisances.step() == Nuisances.Step.EM ? last * (1 - share) / share : last;
        return Math.abs(left) <= UNFINISHED * fit.error(k)
                ? Optional.empty()
                : Optional.of(
                        "the nuisance parameter '%s' moved by %.2g in the last iteration and may be %.1f of its errors from where it ends: more iterations"
                                .formatted(blocks().get(k).name(), last, Math.abs(left) / fit.error(k)));
    }

    /// Below which a run stops.
    double fewestEvents() {
        return switch (study.method()) {
            case Method.OmniFold omnifold -> omnifold.minimumNEff();
            case Method.Ibu ignored -> 0;
        };
    }

    private List<String> elsewhere(ReplicaFile start) {
        return IntStream.range(0, blocks().size())
                .filter(k -> Math.abs(start.theta().get(k) - value(k)) > ELSEWHERE * fit.error(k))
                .mapToObj(
                        k -> "from another start (%s) the nuisance parameter '%s' ended at %.6g, and not at %.6g ± %.2g"
                                .formatted(
                                        start.name(),
                                        blocks().get(k).name(),
                                        start.theta().get(k),
                                        value(k),
                                        fit.error(k)))
                .toList();
    }
}
