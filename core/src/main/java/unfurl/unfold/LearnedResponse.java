package unfurl.unfold;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Sums;
import unfurl.math.Workers;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;

/// A response ratio learned from events that were simulated with several detectors, by classifiers that know the
/// parameters: of gen and reco, over one of gen alone. The ratio of a fake is one classifier's, of reco.
///
/// It knows the parameters between the least and the greatest that were simulated, and is asked for no others.
///
/// Source: arXiv:2409.10421, section 3.2; classifiers that know parameters: Cranmer, Pavez, Louppe, arXiv:1506.02169.
public final class LearnedResponse implements ResponseRatio {
    /// Of a difference, relative to the range: networks calculate with 24 bits.
    private static final double STEP = 0.01;

    private final DetectorSample nominal;
    private final List<Range> ranges;
    private final boolean keepsEfficiency;
    private final ClassifiedEvents classified;

    /// Where a parameter was simulated.
    ///
    /// @param parameter its name
    /// @param low       the least
    /// @param high      the greatest
    public record Range(String parameter, double low, double high) {
        /// How far it reaches.
        public double width() {
            return high - low;
        }

        /// Whether a value lies in it, as the samples have it.
        public boolean contains(double value) {
            return (float) value >= (float) low && (float) value <= (float) high;
        }

        /// A value in it.
        ///
        /// @param part 0 for the least, 1 for the greatest
        public double at(double part) {
            return low + part * width();
        }
    }

    /// What is learned of the efficiency.
    public enum Efficiency {
        /// No parameter changes it: densities are of detected events, at each gen.
        KEPT,
        /// It follows the parameters: the yields of detected events are learned, per event at gen.
        LEARNED
    }

    /// What is learned, each a ratio of the samples to the nominal simulation that knows θ.
    ///
    /// @param joint of gen, reco and θ, of matched events
    /// @param gen   of gen and θ
    /// @param reco  of reco and θ, of fakes where there are some
    public record Classifiers(Ratio joint, Ratio gen, Optional<Ratio> reco) {}

    /// What was learned before.
    ///
    /// @param simulation  the nominal one, at whose events it is asked for
    /// @param ranges      where it was learned
    /// @param efficiency  what θ does to it
    public LearnedResponse(
            UnfoldingProblem.Simulation simulation,
            List<Range> ranges,
            Efficiency efficiency,
            Classifiers classifiers) {
        this.nominal = nominal(simulation, ranges);
        this.ranges = List.copyOf(ranges);
        this.keepsEfficiency = efficiency == Efficiency.KEPT;
        this.classified = ClassifiedEvents.of(nominal, classifiers);
    }

    private static DetectorSample nominal(UnfoldingProblem.Simulation simulation, List<Range> ranges) {
        return DetectorSample.at(
                simulation,
                ranges.stream().map(Range::parameter).toList(),
                ranges.stream().mapToDouble(Range::low).toArray());
    }

    /// Learns it.
    ///
    /// Samples of the nominal simulation's own events in other detectors have them in the same order: an event is
    /// on one side where networks validate.
    ///
    /// @param estimator  of smooth ratios, as step 3 goes by their derivatives
    /// @param simulation the nominal one, at whose events it is asked for
    /// @param samples    at several θ, or of events with θ of their own
    /// @param efficiency what θ does to it
    /// @throws InputException when a parameter has one value in all samples, or fakes are in some samples alone
    public static LearnedResponse learn(
            RatioEstimator estimator,
            UnfoldingProblem.Simulation simulation,
            List<DetectorSample> samples,
            Efficiency efficiency,
            Seed seed,
            Workers workers) {
        List<Range> ranges =
                ranges(samples.stream().map(DetectorSample::selectedTheta).toList());
        DetectorSample nominal = nominal(simulation, ranges);
        boolean kept = efficiency == Efficiency.KEPT;
        Function<DetectorSample, Weights> matched = DetectorSample::matchedWeight;
        Function<DetectorSample, Weights> fakes = DetectorSample::fakeWeight;
        Function<DetectorSample, Weights> ofGen = kept ? matched : DetectorSample::genWeight;
        Function<DetectorSample, Weights> ofReco = kept ? fakes : DetectorSample::genWeight;
        boolean haveFakes = haveFakes(nominal, samples);
        var training = new ResponseTraining(estimator, nominal, samples, seed, workers);
        var classifiers = new Classifiers(
                training.learn("joint", DetectorSample::both, matched, ofGen),
                training.learn("gen", sample -> sample.simulation().gen(), ofGen, ofGen),
                haveFakes
                        ? Optional.of(training.learn(
                                "reco", sample -> sample.simulation().reco(), fakes, ofReco))
                        : Optional.empty());
        return new LearnedResponse(simulation, ranges, efficiency, classifiers);
    }

    /// (p) the parameters of samples, and between which values they have them.
    ///
    /// @param samples the parameters of the events of each that are in a selection
    /// @throws InputException when a parameter has one value in all samples
    public static List<Range> ranges(List<Features> samples) {
        List<String> names = samples.getFirst().names();
        return IntStream.range(0, names.size())
                .mapToObj(k -> range(names.get(k), k, samples))
                .toList();
    }

    private static Range range(String parameter, int k, List<Features> samples) {
        double[] values = samples.stream()
                .flatMapToDouble(theta -> IntStream.range(0, theta.rows()).mapToDouble(i -> theta.get(i, k)))
                .toArray();
        DoubleSummaryStatistics seen = Arrays.stream(values).summaryStatistics();
        var range = new Range(parameter, decimal(seen.getMin()), decimal(seen.getMax()));
        if (!(range.low < range.high)) {
            throw new InputException(
                    "the nuisance parameter '%s' is %s in all samples; a learned response needs it at several values"
                            .formatted(parameter, range.low));
        }
        return range;
    }

    /// The shortest number that has the same `float`: 0.7, where the features have 0.699999988.
    private static double decimal(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }

    private static boolean haveFakes(DetectorSample nominal, List<DetectorSample> samples) {
        boolean wanted = nominal.fakes().count() > 0;
        for (DetectorSample sample : samples) {
            if (wanted != sample.fakes().count() > 0) {
                throw new InputException(
                        "the simulation has %d events that pass the reco selection alone, and a sample for its response %d; allowed are such events in both, or in neither"
                                .formatted(
                                        nominal.fakes().count(), sample.fakes().count()));
            }
        }
        return wanted;
    }

    @Override
    public int events() {
        return nominal.size();
    }

    @Override
    public List<String> parameters() {
        return ranges.stream().map(Range::parameter).toList();
    }

    /// (p) where it was learned.
    public List<Range> ranges() {
        return ranges;
    }

    @Override
    public boolean keepsEfficiency() {
        return keepsEfficiency;
    }

    /// @throws InputException outside the range of a parameter
    @Override
    public double[] log(double[] theta, Workers workers) {
        requireWithin(theta);
        return anywhere(theta, workers);
    }

    /// By central differences.
    ///
    /// @throws InputException outside the range of a parameter
    @Override
    public double[][] gradient(double[] theta, Workers workers) {
        requireWithin(theta);
        return Differences.central(theta, steps(), point -> anywhere(point, workers));
    }

    private double[] steps() {
        return ranges.stream().mapToDouble(range -> STEP * range.width()).toArray();
    }

    private void requireWithin(double[] theta) {
        for (int k = 0; k < theta.length; k++) {
            Range range = ranges.get(k);
            if (!range.contains(theta[k])) {
                throw new InputException(
                        "the response is asked for at '%s' = %s; it was learned from samples at %s … %s and is known there alone"
                                .formatted(range.parameter, theta[k], range.low, range.high));
            }
        }
    }

    private double[] anywhere(double[] theta, Workers workers) {
        double[] log = unnormalised(theta, workers);
        if (keepsEfficiency) {
            normalise(log, nominal.matchedWeight());
            normalise(log, nominal.fakeWeight());
        }
        return log;
    }

    private double[] unnormalised(double[] theta, Workers workers) {
        return log(DetectorSample.everywhere(parameters(), theta, events()), workers);
    }

    /// Makes the mean of w that of any w that keeps the yield, 1: the derivative of what the mean lacks would be taken
    /// for one of the likelihood.
    private static void normalise(double[] log, Weights weight) {
        double mean = logMean(log, weight);
        for (int i = 0; i < log.length; i++) {
            log[i] -= weight.get(i) == 0 ? 0 : mean;
        }
    }

    private static double logMean(double[] log, Weights weight) {
        return Math.log(Sums.sum(log.length, i -> weight.get(i) == 0 ? 0 : weight.get(i) * Math.exp(log[i]))
                / weight.sum());
    }

    /// What was learned.
    public Classifiers classifiers() {
        return classified.classifiers();
    }

    /// (m) the ratio of a sample to the nominal simulation at gen, of its matched events at their parameters; 0 of
    /// others. Without it, a sample of another spectrum at gen has the nominal one.
    ///
    /// @throws InputException when the classifier was held at its bound, or learned nothing there
    public Weights atGen(DetectorSample sample, Workers workers) {
        return ClassifiedEvents.of(sample, classifiers()).atGen(sample.theta(), workers);
    }

    /// (n) log w of each event at parameters of its own.
    ///
    /// @param theta (n × p)
    /// @throws InputException when a classifier was held at its bound, or learned nothing there
    public double[] log(Features theta, Workers workers) {
        return classified.log(theta, workers);
    }

    /// (p × m) ∂ log w/∂θ at the matched events of a sample, each at its own parameters. That of the mean by which w is
    /// divided is taken at their mean parameters.
    double[][] scores(DetectorSample sample, Workers workers) {
        Weights weight = nominal.matchedWeight();
        double[][] ofMean = Differences.central(sample.meanTheta(), steps(), theta ->
                new double[] {logMean(unnormalised(theta, workers), weight)});
        ClassifiedEvents events = ClassifiedEvents.of(sample, classifiers());
        double[][] scores = Differences.central(
                new double[ranges.size()], steps(), by -> events.log(sample.thetaPlus(by), workers));
        for (int k = 0; k < scores.length; k++) {
            double[] score = scores[k];
            double mean = ofMean[k][0];
            Arrays.setAll(score, i -> score[i] - mean);
        }
        return scores;
    }
}
