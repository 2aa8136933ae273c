package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// What every unfolding method keeps to.
///
/// A method is judged by its unfolded spectrum in [#BINS] bins of gen. Where it has no random choices,
/// spectra that must agree agree to rounding. Where it has, they agree within the spread between seeds
/// that the test itself measures: with S seeds on either side the difference of two means of S, in units
/// of its estimated error, follows Student's distribution with 2(S−1) degrees of freedom. At S = 4 it
/// exceeds [#STUDENT] with probability 0.0005, in one of the 6 bins with 0.003.
/// The spread itself, of the mean of S, may be [#SPREAD] of the total, and [#SYSTEMATIC] of the total is
/// allowed on top: a sample of twice as many rows is trained in other batches. That this is tight enough is
/// tested: methods that ignore weights, zeros and signs are off by 0.06 of the total at least, and fail.
interface UnfoldingContract {
    List<Double> EDGES = List.of(-0.8, -0.3, 0.2, 0.7, 1.2);
    int BINS = EDGES.size() + 1;
    int ITERATIONS = 2;
    int SEEDS = 4;
    double STUDENT = 6.8;
    double SPREAD = 0.03;
    double SYSTEMATIC = 0.005;
    LinearGaussian TOY = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);

    /// The factor ν of each simulated event after [#ITERATIONS] iterations.
    Weights push(UnfoldingProblem problem, Seed seed, Workers workers);

    /// Whether the method makes random choices.
    boolean random();

    /// Checks that no yield is lost on the way from the data to the result.
    void assertTotalsConserved(UnfoldingProblem problem);

    /// How many events the method needs to be quick and stable.
    default int events() {
        return 4000;
    }

    default Events events(long seed) {
        return Events.draw(TOY, events(), seed);
    }

    @Test
    default void weightTwoIsTheEventTwice() {
        assertSameSpectrum(twice(), heavy());
    }

    @Test
    default void weightZeroIsTheEventAbsent() {
        assertSameSpectrum(fewer(), weightless());
    }

    @Test
    default void orderOfEventsIsIrrelevant() {
        Events events = events(3);
        assertSameSpectrum(events, events.shuffled(1));
    }

    @Test
    default void negativeWeightsSubtract() {
        assertSameSpectrum(events(2), split());
    }

    /// What the tests of weights are worth: a method that does not look at the weights, but at what the
    /// mutation makes of them, fails them, even where its yield is set right.
    @Test
    default void testsOfWeightsNoticeAMethodThatIgnoresThem() {
        assertNoticed(twice(), heavy(), weight -> 1);
        assertNoticed(fewer(), weightless(), weight -> weight == 0 ? 1 : weight);
        assertNoticed(events(2), split(), Math::abs);
    }

    private void assertNoticed(Events expected, Events actual, DoubleUnaryOperator mutation) {
        Events seen = actual.replaced(
                e -> List.of(e.withWeights(mutation.applyAsDouble(e.genWeight()))),
                e -> List.of(new Events.Measured(e.reco(), mutation.applyAsDouble(e.weight()))));
        assertThatThrownBy(() -> assertSameSpectrum(expected, actual, seen)).isInstanceOf(AssertionError.class);
    }

    private Events twice() {
        return chosen(1, e -> List.of(e, e), e -> List.of(e, e));
    }

    private Events heavy() {
        return chosen(1, e -> List.of(e.times(2)), e -> List.of(e.times(2)));
    }

    private Events fewer() {
        return chosen(2, e -> List.of(), e -> List.of());
    }

    private Events weightless() {
        return chosen(2, e -> List.of(e.times(0)), e -> List.of(e.times(0)));
    }

    /// Each chosen event as one and a half of it less one half.
    private Events split() {
        return chosen(2, e -> List.of(e.times(1.5), e.times(-0.5)), e -> List.of(e.times(1.5), e.times(-0.5)));
    }

    /// Events of which some are replaced: by where they are, and not alike in simulation and data, so that
    /// what replaces them moves the prior, the ratio at reco and the answer. A third of those there stay as
    /// they are: without any, simulation and data would not overlap.
    private Events chosen(
            long seed,
            Function<Events.Simulated, List<Events.Simulated>> simulated,
            Function<Events.Measured, List<Events.Measured>> measured) {
        return events(seed)
                .replaced(
                        e -> e.gen() > 0.3 && mostly(e.gen()) ? simulated.apply(e) : List.of(e),
                        e -> e.reco() < -0.2 && mostly(e.reco()) ? measured.apply(e) : List.of(e));
    }

    /// A background that is as many data events again, taken off, leaves the data.
    @Test
    default void backgroundIsTakenOff() {
        Events events = events(5);
        List<Events.Measured> extra = events.background();
        var polluted = new java.util.ArrayList<>(events.data());
        polluted.addAll(extra);
        var subtracted = new java.util.ArrayList<>(events.background());
        subtracted.addAll(extra);
        assertSameSpectrum(events, new Events(events.simulation(), polluted, subtracted));
    }

    @Test
    default void sameSeedGivesTheSameBitsWithOneAndTwoThreads() {
        UnfoldingProblem problem = events(6).problem();
        try (var one = new Workers(1);
                var two = new Workers(2)) {
            Weights first = push(problem, Seed.of(1), one);
            assertThat(push(problem, Seed.of(1), two)).isEqualTo(first);
            assertThat(push(problem, Seed.of(1), one)).isEqualTo(first);
        }
    }

    @Test
    default void totalsAreConserved() {
        assertTotalsConserved(events(7).problem());
    }

    /// Near ν = 1 an iteration is ν ← ν + M(r − 1 − (ν − 1) folded), with M an average over events, so
    /// that k of them amplify the fluctuations of a bin's counts by at most k. Those of d data and s
    /// simulated events are √(1/d + 1/s). The mean of five draws is 1 within Student's bound for 4
    /// degrees of freedom and p = 0.001.
    @Test
    default void dataLikeTheSimulationGiveWeightsOfOne() {
        var closure = new LinearGaussian(1, 0, 1, 0, 1, 0, 0.5, 0.7, 0.1, 0);
        int draws = 5;
        double[][] excess = new double[draws][];
        for (int draw = 0; draw < draws; draw++) {
            Events events = Events.draw(closure, events(), 100 + draw);
            UnfoldingProblem problem = events.problem();
            double[] prior = spectrum(problem, Weights.ones(problem.size()));
            double[] unfolded = spectrum(problem, pushOf(problem, draw));
            excess[draw] = IntStream.range(0, BINS)
                    .mapToDouble(b -> unfolded[b] / prior[b] - 1)
                    .toArray();
            for (int b = 0; b < BINS; b++) {
                double error = ITERATIONS * Math.sqrt(2 / (0.7 * prior[b]));
                assertThat(excess[draw][b]).isCloseTo(0, within(4 * error));
            }
        }
        for (int b = 0; b < BINS; b++) {
            int bin = b;
            double[] ofBin = Arrays.stream(excess).mapToDouble(e -> e[bin]).toArray();
            double bound = 8.6 * deviation(ofBin) / Math.sqrt(draws);
            assertThat(mean(ofBin))
                    .as("bin %d of %s", b, Arrays.toString(ofBin))
                    .isCloseTo(0, within(bound));
        }
    }

    private static boolean mostly(double position) {
        return Seed.of(99).uniform(Double.doubleToLongBits(position)) < 2.0 / 3;
    }

    private Weights pushOf(UnfoldingProblem problem, long seed) {
        try (var workers = new Workers(1)) {
            return push(problem, Seed.of(seed), workers);
        }
    }

    private double[] spectrum(UnfoldingProblem problem, Weights push) {
        double[] spectrum = new double[BINS];
        for (int i : problem.passGen().indices()) {
            int bin = Collections.binarySearch(EDGES, (double) problem.gen().get(i, 0));
            spectrum[bin < 0 ? -bin - 1 : bin + 1] += problem.genWeight().get(i) * push.get(i);
        }
        return spectrum;
    }

    private void assertSameSpectrum(Events expected, Events actual) {
        assertSameSpectrum(expected, actual, actual);
    }

    /// @param seen the actual events as the method sees them; the spectrum is of the actual ones
    private void assertSameSpectrum(Events expected, Events actual, Events seen) {
        int seeds = random() ? SEEDS : 1;
        double[][] wanted = spectra(expected, expected, seeds, 10);
        double[][] found = spectra(actual, seen, seeds, 20);
        double total = Arrays.stream(wanted)
                .mapToDouble(s -> Arrays.stream(s).sum())
                .average()
                .orElseThrow();
        if (!seen.equals(actual)) {
            setYields(found, total);
        }
        for (int b = 0; b < BINS; b++) {
            int bin = b;
            double[] left = Arrays.stream(wanted).mapToDouble(s -> s[bin]).toArray();
            double[] right = Arrays.stream(found).mapToDouble(s -> s[bin]).toArray();
            double spread = Math.hypot(deviation(left), deviation(right)) / Math.sqrt(seeds);
            // The spread is itself to be small: a method that differs by more between seeds would pass anything.
            assertThat(spread).isLessThan(SPREAD * total);
            assertThat(mean(right))
                    .as("bin %d: %s and %s", b, Arrays.toString(left), Arrays.toString(right))
                    .isCloseTo(mean(left), within(random() ? SYSTEMATIC * total + STUDENT * spread : 1e-11 * total));
        }
    }

    private static void setYields(double[][] spectra, double total) {
        for (double[] spectrum : spectra) {
            double factor = total / Arrays.stream(spectrum).sum();
            Arrays.setAll(spectrum, bin -> factor * spectrum[bin]);
        }
    }

    private double[][] spectra(Events events, Events seen, int seeds, long firstSeed) {
        UnfoldingProblem problem = events.problem();
        UnfoldingProblem method = seen.problem();
        return IntStream.range(0, seeds)
                .mapToObj(s -> spectrum(problem, pushOf(method, firstSeed + s)))
                .toArray(double[][]::new);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /// The sample standard deviation; 0 of one value.
    private static double deviation(double... values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    }
}
