package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Binned;
import unfurl.hist.Covariance;
import unfurl.hist.Sliced;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;

/// Follows the recipes for the bins of one or several spectra, one after the other.
///
/// @param head       the groups of weights
/// @param queries    what was asked
/// @param spectra    the nominal weights' answers
/// @param statistics the covariance of the finite sample
/// @param replicas   the values with the weights of each column
record Combination(
        Head head, List<Query> queries, List<Spectrum> spectra, Covariance statistics, Map<String, double[]> replicas) {
    static Combination of(Measurement measurement, List<Query> queries, Workers workers) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("no spectrum was asked for");
        }
        Head head = measurement.head();
        Weights nominal = measurement.nominal();
        Binned[] located = new Binned[queries.size()];
        Spectrum[] spectra = new Spectrum[queries.size()];
        workers.run(located.length, i -> {
            Query query = queries.get(i);
            located[i] = located(measurement, query, workers);
            spectra[i] = query.spectrum(located[i].histogram(nominal), head.normalisation());
        });
        List<Binned> all = List.of(located);
        Covariance statistics = located.length == 1
                ? spectra[0].covariance()
                : ofValues(List.of(spectra), Binned.ofSample(all, nominal, workers));
        double[][] sums = Binned.sums(all, columns(measurement), workers);
        return of(head, List.copyOf(queries), List.of(spectra), statistics, sums);
    }

    /// The slices share no event, so that their statistics have nothing in common.
    static Combination of(Measurement measurement, SlicedQuery sliced, Workers workers) {
        Head head = measurement.head();
        Sliced located = sliced.located(measurement.events(), workers);
        List<Spectrum> spectra = located.histograms(measurement.nominal()).stream()
                .map(histogram -> sliced.query().spectrum(histogram, head.normalisation()))
                .toList();
        int bins = sliced.query().axis().bins();
        Covariance statistics = Covariance.of(
                bins * spectra.size(),
                (i, j) -> i / bins == j / bins
                        ? spectra.get(i / bins).covariance().get(i % bins, j % bins)
                        : 0);
        return of(head, sliced.queries(), spectra, statistics, located.sums(columns(measurement), workers));
    }

    /// @param sums for each column of weights Σw of the cells of all queries, flows included
    private static Combination of(
            Head head, List<Query> queries, List<Spectrum> spectra, Covariance statistics, double[][] sums) {
        List<String> names = names(head);
        var replicas = new HashMap<String, double[]>();
        for (int k = 0; k < sums.length; k++) {
            replicas.put(names.get(k), values(queries, sums[k]));
        }
        return new Combination(head, queries, spectra, statistics, replicas);
    }

    private static List<String> names(Head head) {
        return head.groups().stream().flatMap(group -> group.columns().stream()).toList();
    }

    private static List<Column> columns(Measurement measurement) {
        return names(measurement.head()).stream()
                .map(name -> measurement.events().column(name, "the weights"))
                .toList();
    }

    private static Binned located(Measurement measurement, Query query, Workers workers) {
        Mask counted = query.where()
                .map(condition -> condition.select(measurement.events(), workers))
                .orElseGet(() -> Mask.all(measurement.events().rows()));
        return Binned.of(query.axis(), query.observable().evaluate(measurement.events(), workers), counted, workers);
    }

    /// The values of the bins of all queries.
    ///
    /// @param sums Σw of the cells of all queries, flows included
    private static double[] values(List<Query> queries, double[] sums) {
        double[] values =
                new double[queries.stream().mapToInt(q -> q.axis().bins()).sum()];
        int from = 0;
        int to = 0;
        for (Query query : queries) {
            int bins = query.axis().bins();
            double[] one = Spectrum.values(
                    query.axis(), Arrays.copyOfRange(sums, from + 1, from + 1 + bins), query.normalised());
            System.arraycopy(one, 0, values, to, bins);
            from += bins + 2;
            to += bins;
        }
        return values;
    }

    /// The covariance of the values when that of Σw is given. Of a normalised spectrum with p = h/H, the
    /// change of a value is that of its h less p times that of H, over H and the width.
    static Covariance ofValues(List<Spectrum> spectra, Covariance ofSums) {
        double[] units = spectra.stream()
                .flatMapToDouble(spectrum -> {
                    double total =
                            spectrum.isNormalised() ? spectrum.histogram().inside() : 1;
                    return IntStream.range(0, spectrum.bins())
                            .mapToDouble(bin -> total * spectrum.axis().width(bin));
                })
                .toArray();
        return new NormalisedBins(spectra).held(ofSums.scaled(i -> 1 / units[i]));
    }

    Breakdown breakdown() {
        var groups = new ArrayList<WeightGroup>();
        head.groups().stream()
                .filter(group -> !(group.recipe() instanceof Recipe.Nominal))
                .forEach(groups::add);
        if (groups.stream().noneMatch(group -> group.recipe().isOfEvents())) {
            groups.add(Breakdown.SAMPLE);
        }
        return new Breakdown(
                spectra,
                groups,
                groups.stream()
                        .map(group -> new Uncertainty(group.name(), covariance(group), oneShift(group)))
                        .toList(),
                statistics,
                new NuisanceBins(this).bySource());
    }

    Covariance covariance(WeightGroup group) {
        List<String> columns = group.columns();
        return switch (group.recipe()) {
            case Recipe.Nominal ignored -> Covariance.diagonal(new double[nominal().length]);
            case Recipe.SampleStatistics ignored -> statistics;
            case Recipe.LuminosityScale ignored -> Covariance.ofShift(ofLuminosity());
            case Recipe.Ensemble ensemble ->
                ofReplicas(columns).times(varianceOfCentre(ensemble.centre()) / columns.size());
            case Recipe.Bootstrap ignored -> ofReplicas(columns);
            case Recipe.Toys ignored -> ofReplicas(columns);
            case Recipe.Hessian ignored -> ofShifts(columns);
            case Recipe.UpDown ignored -> ofShifts(columns).times(0.5);
            case Recipe.Nuisances nuisances -> ofNuisances(nuisances.effects());
            case Recipe.TwoPoint twoPoint -> held(twoPoint(shift(columns.getFirst()), twoPoint.correlated()));
            case Recipe.DataDriven ignored -> held(Covariance.ofShift(closure(columns.getFirst(), columns.getLast())));
        };
    }

    /// The shift of a group that is one nuisance.
    private Optional<Shift> oneShift(WeightGroup group) {
        List<String> columns = group.columns();
        return switch (group.recipe()) {
            case Recipe.LuminosityScale ignored -> Optional.of(Shift.symmetric(ofLuminosity()));
            case Recipe.Hessian ignored
            when columns.size() == 1 -> Optional.of(Shift.symmetric(shift(columns.getFirst())));
            case Recipe.UpDown ignored
            when columns.size() == 2 -> Optional.of(Shift.of(shift(columns.getFirst()), shift(columns.getLast())));
            case Recipe.Nuisances nuisances ->
                ofOne(List.copyOf(upAndDown(nuisances.effects()).values()));
            case Recipe.TwoPoint twoPoint
            when twoPoint.correlated() -> Optional.of(Shift.symmetric(held(shift(columns.getFirst()))));
            case Recipe.DataDriven ignored ->
                Optional.of(Shift.symmetric(held(closure(columns.getFirst(), columns.getLast()))));
            case Recipe.TwoPoint ignored -> Optional.empty();
            case Recipe.Hessian ignored -> Optional.empty();
            case Recipe.UpDown ignored -> Optional.empty();
            case Recipe.Nominal ignored -> Optional.empty();
            case Recipe.SampleStatistics ignored -> Optional.empty();
            case Recipe.Ensemble ignored -> Optional.empty();
            case Recipe.Bootstrap ignored -> Optional.empty();
            case Recipe.Toys ignored -> Optional.empty();
        };
    }

    private static Optional<Shift> ofOne(List<double[][]> nuisances) {
        return nuisances.size() == 1
                ? Optional.of(Shift.of(nuisances.getFirst()[0], nuisances.getFirst()[1]))
                : Optional.empty();
    }

    private double[] held(double[] change) {
        return new NormalisedBins(spectra).held(change);
    }

    /// What was put together bin by bin, with the integral of normalised spectra at 1.
    private Covariance held(Covariance covariance) {
        return new NormalisedBins(spectra).held(covariance);
    }

    private double[] nominal() {
        return replicas.get(head.nominalColumn());
    }

    private double[] ofLuminosity() {
        double relative = head.luminosity().map(Luminosity::relativeUncertainty).orElse(0.0);
        double[] shift = nominal().clone();
        int at = 0;
        for (Spectrum spectrum : spectra) {
            for (int bin = 0; bin < spectrum.bins(); bin++) {
                shift[at++] *= spectrum.isNormalised() ? 0 : relative;
            }
        }
        return shift;
    }

    private static double varianceOfCentre(Recipe.Centre centre) {
        return switch (centre) {
            case MEAN -> 1;
            case MEDIAN -> Math.PI / 2;
        };
    }

    private Covariance ofReplicas(List<String> columns) {
        return Covariance.ofReplicas(columns.stream().map(replicas::get).toList());
    }

    private Covariance ofShifts(List<String> columns) {
        return Covariance.ofShifts(columns.stream().map(this::shift).toList());
    }

    private Covariance ofNuisances(List<Recipe.Effect> effects) {
        return Covariance.ofShifts(upAndDown(effects).values().stream()
                        .flatMap(Arrays::stream)
                        .toList())
                .times(0.5);
    }

    /// The shifts up and down of each nuisance. Effects of one move together: theirs are added.
    private Map<String, double[][]> upAndDown(List<Recipe.Effect> effects) {
        var sums = new LinkedHashMap<String, double[][]>();
        for (Recipe.Effect effect : effects) {
            double[][] upAndDown = sums.computeIfAbsent(effect.nuisance(), name -> new double[2][nominal().length]);
            double[] up = shift(effect.columns().getFirst());
            double[] down = shift(effect.columns().getLast());
            double opposite = effect.columns().size() == 1 ? -1 : 1;
            for (int i = 0; i < up.length; i++) {
                upAndDown[0][i] += up[i];
                upAndDown[1][i] += opposite * down[i];
            }
        }
        return sums;
    }

    private static Covariance twoPoint(double[] shift, boolean correlated) {
        return correlated
                ? Covariance.ofShift(shift)
                : Covariance.diagonal(Arrays.stream(shift).map(d -> d * d).toArray());
    }

    private double[] shift(String column) {
        double[] shift = replicas.get(column).clone();
        double[] nominal = nominal();
        Arrays.setAll(shift, i -> shift[i] - nominal[i]);
        return shift;
    }

    private double[] closure(String unfolded, String target) {
        double[] shift = replicas.get(unfolded).clone();
        double[] wanted = replicas.get(target);
        double[] nominal = nominal();
        for (int i = 0; i < shift.length; i++) {
            if (wanted[i] == 0 && (shift[i] != 0 || nominal[i] != 0)) {
                throw new NumericalException(
                        "the closure's target %s is 0 in bin %d of %s".formatted(target, i, spectra));
            }
            shift[i] = wanted[i] == 0 ? 0 : (shift[i] - wanted[i]) * nominal[i] / wanted[i];
        }
        return shift;
    }
}
