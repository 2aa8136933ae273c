package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unfurl.hist.Hotelling;
import unfurl.hist.JoinedBins;
import unfurl.report.figure.Numbers;

/// What statistics alone do to the difference of result and truth: bootstraps of both halves, each with its
/// truth and with networks of its own. No test's own change is in it.
///
/// Differences are relative to the truth, so that those of the undistorted problem serve distorted ones too.
///
/// @param observables how many
/// @param results     (bootstraps) spectra of each result
/// @param truths      (bootstraps) those of each truth
record ValidationStatistics(int observables, List<ValidationSpectra> results, List<ValidationSpectra> truths) {
    /// Bootstraps for each bin that is tested: so many that T² has its power.
    private static final int BOOTSTRAPS_PER_BIN = 5;

    /// Copies the lists.
    ValidationStatistics {
        results = List.copyOf(results);
        truths = List.copyOf(truths);
    }

    /// A part of the result and how well it agrees with the truth.
    ///
    /// @param of   what is compared: `yield`, or an observable's number
    /// @param test T² of it
    record Comparison(String of, Hotelling test) {}

    /// The relative error of the yield's difference.
    double yieldError() {
        return deviation(Numbers.tabulate(results.size(), b -> difference(results.get(b), truths.get(b))));
    }

    /// (bins) the relative errors of result less truth; NaN where a bootstrap has an empty bin.
    Numbers errors(int observable) {
        int bins = results.getFirst().sums().get(observable).size();
        return Numbers.tabulate(
                bins,
                bin -> deviation(Numbers.tabulate(
                        results.size(),
                        b -> results.get(b).sums().get(observable).get(bin)
                                        / truths.get(b).sums().get(observable).get(bin)
                                - 1)));
    }

    /// (bins) the relative errors of the result alone, with those of the data in it.
    Numbers resultErrors(int observable) {
        Numbers first = results.getFirst().sums().get(observable);
        return Numbers.tabulate(first.size(), bin -> {
            Numbers values = Numbers.tabulate(
                    results.size(), b -> results.get(b).sums().get(observable).get(bin));
            return deviation(values) * values.size() / Math.abs(values.sum());
        });
    }

    /// (bins) the relative errors that the measurement will have, with the whole simulation and as many data as
    /// there are.
    ///
    /// The variance of result less truth is the chance of the detector's answers to the events of both halves,
    /// which is the same in each; one half of it is what the simulation's half adds to the result, whose other
    /// variance is that of the data. A method that hardly looks at the data breaks this: the simulation is then
    /// given half of the result's variance, more than which it never has.
    ///
    /// @param ofData       by what the data's variance is to be multiplied
    /// @param ofSimulation by what the simulation's is
    Numbers measurementErrors(int observable, double ofData, double ofSimulation) {
        Numbers both = resultErrors(observable);
        Numbers answers = errors(observable);
        return Numbers.tabulate(both.size(), bin -> {
            double all = both.get(bin) * both.get(bin);
            double difference = answers.get(bin) * answers.get(bin);
            double simulation = 0.5 * (Double.isFinite(difference) ? Math.min(all, difference) : all);
            return Math.sqrt(ofData * (all - simulation) + ofSimulation * simulation);
        });
    }

    /// The error of the difference of a distortion's mean shape between result and truth.
    double meanError(int distortion) {
        return deviation(Numbers.tabulate(
                results.size(),
                b -> results.get(b).means().get(distortion)
                        - truths.get(b).means().get(distortion)));
    }

    /// Yields, and the shape of each observable where its bins can be compared.
    ///
    /// @param names of the observables
    List<Comparison> compare(ValidationSpectra result, ValidationSpectra truth, List<String> names) {
        var all = new ArrayList<Comparison>();
        List<double[]> yields = new ArrayList<>();
        for (int b = 0; b < results.size(); b++) {
            yields.add(new double[] {difference(results.get(b), truths.get(b))});
        }
        all.add(new Comparison("yield", Hotelling.of(new double[] {difference(result, truth)}, yields)));
        for (int o = 0; o < observables; o++) {
            String name = names.get(o);
            shape(result, truth, o).ifPresent(test -> all.add(new Comparison(name, test)));
        }
        return all;
    }

    private Optional<Hotelling> shape(ValidationSpectra result, ValidationSpectra truth, int observable) {
        int most = Math.max(2, results.size() / BOOTSTRAPS_PER_BIN);
        var groups =
                JoinedBins.ofEqualContent(truth.sums().get(observable).stream().toArray(), most);
        if (groups.count() < 2) {
            return Optional.empty();
        }
        var replicas = new ArrayList<double[]>();
        for (int b = 0; b < results.size(); b++) {
            replicas.add(shape(results.get(b), truths.get(b), observable, groups));
        }
        return Optional.of(Hotelling.of(shape(result, truth, observable, groups), replicas));
    }

    /// The relative difference of the shapes in all groups but the last, which the others settle.
    private static double[] shape(
            ValidationSpectra result, ValidationSpectra truth, int observable, JoinedBins groups) {
        double[] mine = shares(result.sums().get(observable), groups);
        double[] other = shares(truth.sums().get(observable), groups);
        double[] difference = new double[mine.length - 1];
        Arrays.setAll(difference, i -> mine[i] / other[i] - 1);
        return difference;
    }

    private static double[] shares(Numbers bins, JoinedBins groups) {
        double total = bins.sum();
        return groups.sums(bins.stream().map(content -> content / total).toArray());
    }

    private static double difference(ValidationSpectra result, ValidationSpectra truth) {
        return result.total() / truth.total() - 1;
    }

    /// The standard deviation of replicas.
    static double deviation(Numbers values) {
        double mean = values.sum() / values.size();
        return Math.sqrt(values.map(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1));
    }
}
