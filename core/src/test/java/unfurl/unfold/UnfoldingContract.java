package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
interface UnfoldingContract {
    List<Double> EDGES = List.of(-0.8, -0.3, 0.2, 0.7, 1.2);
    int BINS = EDGES.size() + 1;
    int ITERATIONS = 2;
    int SEEDS = 4;
    double STUDENT = 6.8;
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
        Events once = events(1);
        Events heavy = once.replaced(
                e -> List.of(e.times(chosen(e.reco()) ? 2 : 1)), e -> List.of(e.times(chosen(e.reco()) ? 2 : 1)));
        Events twice = once.replaced(
                e -> chosen(e.reco()) ? List.of(e, e) : List.of(e), e -> chosen(e.reco()) ? List.of(e, e) : List.of(e));
        assertSameSpectrum(twice, heavy);
    }

    @Test
    default void weightZeroIsTheEventAbsent() {
        Events all = events(2);
        Events weightless = all.replaced(
                e -> List.of(e.times(chosen(e.reco()) ? 0 : 1)), e -> List.of(e.times(chosen(e.reco()) ? 0 : 1)));
        Events fewer = all.replaced(
                e -> chosen(e.reco()) ? List.of() : List.of(e), e -> chosen(e.reco()) ? List.of() : List.of(e));
        assertSameSpectrum(fewer, weightless);
    }

    @Test
    default void orderOfEventsIsIrrelevant() {
        Events events = events(3);
        assertSameSpectrum(events, events.shuffled(1));
    }

    @Test
    default void negativeWeightsSubtract() {
        Events events = events(4);
        Events split = events.replaced(
                e -> List.of(e.times(chosen(e.reco()) ? 1.5 : 1), e.times(chosen(e.reco()) ? -0.5 : 0)),
                e -> List.of(e.times(chosen(e.reco()) ? 1.5 : 1), e.times(chosen(e.reco()) ? -0.5 : 0)));
        assertSameSpectrum(events, split);
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

    /// A choice of about a third of the events that has nothing to do with where they are.
    private static boolean chosen(double reco) {
        return Seed.of(99).uniform(Double.doubleToLongBits(reco)) < 0.3;
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
        int seeds = random() ? SEEDS : 1;
        double[][] wanted = spectra(expected, seeds, 10);
        double[][] found = spectra(actual, seeds, 20);
        double total = Arrays.stream(wanted[0]).sum();
        for (int b = 0; b < BINS; b++) {
            int bin = b;
            double[] left = Arrays.stream(wanted).mapToDouble(s -> s[bin]).toArray();
            double[] right = Arrays.stream(found).mapToDouble(s -> s[bin]).toArray();
            double spread = Math.hypot(deviation(left), deviation(right)) / Math.sqrt(seeds);
            // The spread is itself to be small: a method that differs by more between seeds would pass anything.
            assertThat(spread).isLessThan(0.03 * total);
            assertThat(mean(right))
                    .as("bin %d: %s and %s", b, Arrays.toString(left), Arrays.toString(right))
                    .isCloseTo(mean(left), within(random() ? STUDENT * spread : 1e-11 * total));
        }
    }

    private double[][] spectra(Events events, int seeds, long firstSeed) {
        UnfoldingProblem problem = events.problem();
        return IntStream.range(0, seeds)
                .mapToObj(s -> spectrum(problem, pushOf(problem, firstSeed + s)))
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
