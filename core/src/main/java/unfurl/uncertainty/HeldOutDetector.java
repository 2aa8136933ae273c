package unfurl.uncertainty;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioSample;
import unfurl.unfold.DetectorSample;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.UnfoldingProblem;

/// Events with detectors that a response is not to learn from, and the others: of samples at one θ each the one
/// nearest to the middle of the ranges, and otherwise those in the middle. All events about it are left out, in a part
/// of the ranges that is a fifth of their volume.
///
/// @param held     those that are left out, at one θ if there are such samples
/// @param rest     the samples without what is left out
/// @param describe the parameters that are left out, in words
record HeldOutDetector(DetectorSample held, List<DetectorSample> rest, String describe) {
    private static final double PART = 0.2;

    /// @throws InputException when nothing can be left out
    static HeldOutDetector of(List<DetectorSample> samples, List<LearnedResponse.Range> ranges) {
        double[] middle = ranges.stream().mapToDouble(range -> range.at(0.5)).toArray();
        Optional<DetectorSample> fixed = samples.stream()
                .filter(HeldOutDetector::isFixed)
                .min(Comparator.comparingDouble(sample -> distance(sample, 0, middle, ranges)));
        double[] centre = fixed.map(sample -> theta(sample, 0)).orElse(middle);
        double reach = Math.pow(PART, 1.0 / ranges.size()) / 2;
        DetectorSample held =
                fixed.orElseGet(() -> samples.getFirst().where(within(samples.getFirst(), centre, reach, ranges)));
        List<DetectorSample> rest = samples.stream()
                .map(sample ->
                        sample.where(within(sample, centre, reach, ranges).not()))
                .filter(sample -> sample.matched().count() > 0)
                .toList();
        boolean isEnd = fixed.isPresent() && distance(held, 0, middle, ranges) >= 0.5;
        if (isEnd || held.matched().count() == 0 || rest.isEmpty()) {
            throw new InputException(
                    "the samples of %s cannot check a response that is learned from them: none lies between others (allowed are samples at three values or more, or one sample over a range)"
                            .formatted(ranges.stream()
                                    .map(LearnedResponse.Range::parameter)
                                    .toList()));
        }
        return new HeldOutDetector(held, rest, describe(centre, fixed.isPresent() ? 0 : reach, ranges));
    }

    private static String describe(double[] centre, double reach, List<LearnedResponse.Range> ranges) {
        return IntStream.range(0, centre.length)
                .mapToObj(k -> {
                    var range = ranges.get(k);
                    double by = reach * range.width();
                    return by == 0
                            ? String.format(Locale.ROOT, "'%s' = %.4g", range.parameter(), centre[k])
                            : String.format(
                                    Locale.ROOT,
                                    "'%s' in %.4g … %.4g",
                                    range.parameter(),
                                    centre[k] - by,
                                    centre[k] + by);
                })
                .collect(Collectors.joining(", "));
    }

    private static boolean isFixed(DetectorSample sample) {
        double[] first = theta(sample, 0);
        return IntStream.range(0, sample.size()).allMatch(i -> Arrays.equals(first, theta(sample, i)));
    }

    private static double[] theta(DetectorSample sample, int event) {
        return IntStream.range(0, sample.theta().columns())
                .mapToDouble(k -> sample.theta().get(event, k))
                .toArray();
    }

    private static Mask within(
            DetectorSample sample, double[] centre, double reach, List<LearnedResponse.Range> ranges) {
        return Mask.of(sample.size(), i -> distance(sample, i, centre, ranges) <= reach);
    }

    /// In units of the ranges' widths, of the parameter that is farthest.
    private static double distance(
            DetectorSample sample, int event, double[] centre, List<LearnedResponse.Range> ranges) {
        return IntStream.range(0, centre.length)
                .mapToDouble(k -> Math.abs(sample.theta().get(event, k) - centre[k])
                        / ranges.get(k).width())
                .max()
                .orElseThrow();
    }

    /// What can be compared.
    ///
    /// @param sample numerator: the held-out events with the nominal spectrum at gen; denominator: the nominal
    ///               ones, weighted, with the same sum
    /// @param yield  the sum that the weighted ones had, over that of the others, per event at gen
    record Pair(RatioSample sample, double yield) {}

    /// The nominal simulation as a response says that it is with these detectors, beside them; matched events.
    ///
    /// @param seed of which parameters a nominal event gets
    Pair pair(LearnedResponse response, UnfoldingProblem.Simulation simulation, Seed seed, Workers workers) {
        Weights ratio = response.atGen(held, workers);
        Weights to = held.matchedWeight()
                .times(Weights.tabulate(ratio.size(), i -> ratio.get(i) == 0 ? 0 : 1 / ratio.get(i)));
        double[] log = response.log(drawn(simulation.gen().rows(), seed), workers);
        Weights from = simulation
                .recoWeight()
                .where(simulation.passGen().and(simulation.passReco()))
                .times(Weights.tabulate(log.length, i -> Math.exp(log[i])));
        Features nominal = simulation.gen().besideReco(simulation.reco());
        Features other = held.simulation().gen().besideReco(held.simulation().reco());
        RatioSample sample = Template.pair(nominal, from.times(to.sum() / from.sum()), other, to, from.size());
        return new Pair(sample, perEvent(response, simulation, from, to));
    }

    private double perEvent(
            LearnedResponse response, UnfoldingProblem.Simulation simulation, Weights from, Weights to) {
        double[] any = new double[response.parameters().size()];
        DetectorSample nominal = DetectorSample.at(simulation, response.parameters(), any);
        return from.sum()
                / to.sum()
                * of(held, response).sum()
                / of(nominal, response).sum();
    }

    /// The weights per which yields are counted.
    private static Weights of(DetectorSample sample, LearnedResponse response) {
        return response.keepsEfficiency()
                ? sample.matchedWeight()
                : sample.simulation().genWeight().where(sample.simulation().passGen());
    }

    /// (n × p) parameters of random held-out events.
    private Features drawn(int n, Seed seed) {
        int[] from = held.matched().indices();
        int p = held.theta().columns();
        float[] values = new float[Math.multiplyExact(n, p)];
        for (int i = 0; i < n; i++) {
            int row = from[(int) (seed.uniform(i) * from.length)];
            for (int k = 0; k < p; k++) {
                values[i * p + k] = held.theta().get(row, k);
            }
        }
        return Features.owning(held.theta().names(), n, values);
    }
}
