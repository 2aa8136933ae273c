package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

/// Events with detectors that a response is not to learn from, and the others: of several samples the one nearest to
/// the
/// middle of the ranges, of one sample a middle part of the ranges that is a fifth of their volume.
///
/// @param describe in words
record HeldOutDetector(DetectorSample held, List<DetectorSample> rest, String describe) {
    private static final double PART = 0.2;
    private static final int FEWEST_SAMPLES = 3;

    /// @throws InputException when there are two samples
    static HeldOutDetector of(List<DetectorSample> samples, List<LearnedResponse.Range> ranges) {
        if (samples.size() == 1) {
            return middle(samples.getFirst(), ranges);
        }
        if (samples.size() < FEWEST_SAMPLES) {
            throw new InputException(
                    "%d samples of a nuisance parameter; its response needs at least %d, so that it can be checked at one that it was not learned from"
                            .formatted(samples.size(), FEWEST_SAMPLES));
        }
        DetectorSample held = samples.stream()
                .min(Comparator.comparingDouble(sample -> distance(sample, 0, ranges)))
                .orElseThrow();
        var rest = new ArrayList<>(samples);
        rest.remove(held);
        String where = IntStream.range(0, ranges.size())
                .mapToObj(k -> "'%s' = %.4g"
                        .formatted(ranges.get(k).parameter(), held.theta().get(0, k)))
                .collect(Collectors.joining(", "));
        return new HeldOutDetector(held, rest, where);
    }

    private static HeldOutDetector middle(DetectorSample sample, List<LearnedResponse.Range> ranges) {
        double part = Math.pow(PART, 1.0 / ranges.size()) / 2;
        Mask within = Mask.of(sample.size(), i -> distance(sample, i, ranges) <= part);
        String where = ranges.stream()
                .map(range ->
                        "'%s' in %.4g … %.4g".formatted(range.parameter(), range.at(0.5 - part), range.at(0.5 + part)))
                .collect(Collectors.joining(", "));
        return new HeldOutDetector(sample.where(within), List.of(sample.where(within.not())), where);
    }

    /// From the middle of the ranges, in units of their widths, of the parameter that is farthest.
    private static double distance(DetectorSample sample, int event, List<LearnedResponse.Range> ranges) {
        return IntStream.range(0, ranges.size())
                .mapToDouble(k ->
                        Math.abs(sample.theta().get(event, k) - ranges.get(k).at(0.5))
                                / ranges.get(k).width())
                .max()
                .orElseThrow();
    }

    /// What can be compared.
    ///
    /// @param sample numerator: the held-out events with the nominal spectrum at gen; denominator: the
    ///               nominal ones, weighted, with the same sum
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
        Features nominal = simulation.gen().beside(simulation.reco());
        Features other = held.simulation().gen().beside(held.simulation().reco());
        Features both = nominal.followedBy(other);
        int n = from.size();
        double scale = to.sum() / from.sum();
        var sample = new RatioSample(
                both,
                Weights.tabulate(both.rows(), i -> i < n ? 0 : to.get(i - n)),
                Weights.tabulate(both.rows(), i -> i < n ? from.get(i) * scale : 0),
                n);
        return new Pair(sample, perEvent(response, simulation, from, to));
    }

    private double perEvent(
            LearnedResponse response, UnfoldingProblem.Simulation simulation, Weights from, Weights to) {
        return from.sum()
                / to.sum()
                * of(held, response).sum()
                / of(
                                DetectorSample.at(
                                        simulation,
                                        response.parameters(),
                                        new double[response.parameters().size()]),
                                response)
                        .sum();
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
