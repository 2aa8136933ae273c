package unfurl.bench;

import java.util.Arrays;
import java.util.List;
import unfurl.NumericalException;
import unfurl.hist.Covariance;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// Whether the covariances of some observables together are those of a histogram for each column of
/// weights.
///
/// @param measurement what they are of
/// @param queries     the observables
record StatisticsGate(Measurement measurement, List<Query> queries) {
    /// Both add the same numbers in the same order; what they make of the sums differs by rounding.
    private static final double ROUNDING = 1e-9;

    /// @throws NumericalException when an element differs by more than rounding, relative to the errors
    void check(Workers workers) {
        Breakdown breakdown = measurement.breakdown(queries, workers);
        for (WeightGroup group : measurement.head().groups()) {
            if (!(group.recipe() instanceof Recipe.Nominal)) {
                require(group, breakdown.uncertainty(group.name()).covariance(), expected(group));
            }
        }
    }

    private static void require(WeightGroup group, Covariance found, Covariance expected) {
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < expected.size(); j++) {
                double scale = expected.error(i) * expected.error(j);
                double difference = Math.abs(found.get(i, j) - expected.get(i, j));
                if (!(difference <= ROUNDING * scale)) {
                    throw new NumericalException(
                            "the covariance of '%s' has %s for the bins %d and %d, and a histogram for each column gives %s; no time is given for it"
                                    .formatted(group.name(), found.get(i, j), i, j, expected.get(i, j)));
                }
            }
        }
    }

    private Covariance expected(WeightGroup group) {
        double[] nominal = values(measurement.head().nominalColumn());
        List<double[]> all = group.columns().stream().map(this::values).toList();
        int count = all.size();
        Covariance plain = Covariance.of(nominal.length, (i, j) -> switch (group.recipe()) {
            case Recipe.Ensemble ignored -> spread(all, i, j) / count * Math.PI / 2;
            case Recipe.Bootstrap ignored -> spread(all, i, j);
            case Recipe.Hessian ignored -> shifts(all, nominal, i, j);
            case Recipe.UpDown ignored -> shifts(all, nominal, i, j) / 2;
            case Recipe.TwoPoint(boolean correlated) -> correlated || i == j ? shifts(all, nominal, i, j) : 0;
            case Recipe.DataDriven ignored -> closure(all, nominal, i) * closure(all, nominal, j);
            case Recipe.LuminosityScale ignored -> 0; // the spectra are normalised
            case Recipe.Nominal ignored -> 0;
            case Recipe.Toys ignored -> spread(all, i, j);
            case Recipe.Nuisances ignored -> throw absent(group);
            case Recipe.SampleStatistics ignored -> throw absent(group);
        });
        boolean binByBin = group.recipe() instanceof Recipe.TwoPoint || group.recipe() instanceof Recipe.DataDriven;
        return binByBin ? keepingIntegrals(plain, nominal) : plain;
    }

    /// Of a change x of normalised values v in bins of widths b there remains x − v·(b·x).
    private Covariance keepingIntegrals(Covariance plain, double[] values) {
        return plain.mapped(change -> {
            double[] kept = change.clone();
            int first = 0;
            for (Query query : queries) {
                double integral = 0;
                for (int bin = 0; bin < query.axis().bins(); bin++) {
                    integral += query.axis().width(bin) * change[first + bin];
                }
                for (int bin = 0; bin < query.axis().bins(); bin++) {
                    kept[first + bin] -= values[first + bin] * integral;
                }
                first += query.axis().bins();
            }
            return kept;
        });
    }

    private static IllegalStateException absent(WeightGroup group) {
        return new IllegalStateException("the problem has no '%s'".formatted(group.name()));
    }

    private double[] values(String column) {
        return queries.stream()
                .flatMapToDouble(query -> Arrays.stream(
                        measurement.spectrum(query, measurement.weights(column)).values()))
                .toArray();
    }

    private static double spread(List<double[]> all, int i, int j) {
        double meanI = all.stream().mapToDouble(v -> v[i]).average().orElseThrow();
        double meanJ = all.stream().mapToDouble(v -> v[j]).average().orElseThrow();
        return all.stream().mapToDouble(v -> (v[i] - meanI) * (v[j] - meanJ)).sum() / (all.size() - 1);
    }

    private static double shifts(List<double[]> all, double[] nominal, int i, int j) {
        return all.stream()
                .mapToDouble(v -> (v[i] - nominal[i]) * (v[j] - nominal[j]))
                .sum();
    }

    private static double closure(List<double[]> all, double[] nominal, int i) {
        return (all.getFirst()[i] - all.getLast()[i]) * nominal[i] / all.getLast()[i];
    }
}
