package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.hist.Hotelling;
import unfurl.math.Seed;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;
import unfurl.study.CoverageCount.Promise;

/// Verdicts of invented tests whose truth is known: right methods and wrong ones, thrown 100 times.
class ValidationJudgeTest {
    private static final Seed SEED = Seed.of(20261127);
    private static final int TRIALS = 100;
    private static final int BOOTSTRAPS = 30;
    private static final int BINS = 10;

    private static Map<Verdict, Integer> verdicts(IntFunction<Verdict> trial) {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        for (int i = 0; i < TRIALS; i++) {
            counts.merge(trial.apply(i), 1, Integer::sum);
        }
        return counts;
    }

    /// The standard deviation of so many normal numbers.
    private static double deviation(Seed seed) {
        return ValidationStatistics.deviation(Numbers.tabulate(BOOTSTRAPS, seed::gaussian));
    }

    /// Results that are Gaussian about the truth, with a correlation of 1/2 between bins, and errors of 30
    /// bootstraps that are a factor too small.
    private static Verdict coverage(Promise promise, int toys, double factor, Seed seed) {
        var pulls = new ArrayList<Numbers>();
        for (int toy = 0; toy < toys; toy++) {
            Seed own = seed.child(toy);
            double common = own.gaussian(BINS);
            pulls.add(Numbers.tabulate(
                    BINS,
                    bin -> Math.sqrt(0.5)
                            * Math.abs(own.gaussian(bin) + common)
                            / (factor * deviation(own.child(bin)))));
        }
        Numbers errors = Numbers.tabulate(BINS, bin -> 0.05);
        double reach = Hotelling.reach(promise.probability(), BOOTSTRAPS);
        return ValidationJudge.coverage(CoverageCount.of(promise, pulls, errors, reach), 2)
                .verdict();
    }

    private static Map<Verdict, Integer> coverages(Promise promise, int toys, double factor) {
        Seed seed = SEED.child("coverage").child(toys);
        return verdicts(i -> coverage(promise, toys, factor, seed.child(i)));
    }

    /// With 200 toys the mean share has an error of 0.02 (0.68) and 0.008 (0.95): a right method is off by more
    /// than what passes, 2 · 0.03 − 0.02 and 2 · 0.02 − 0.008, in 4 and less than 1 of 100, and by the threshold
    /// of a failure, 3.5 errors, in 1 of 2,000. Bounds are those of 100 trials.
    @Test
    @DisplayName("right intervals pass with enough toys and hardly ever fail")
    void rightIntervals() {
        var narrow = coverages(new Promise(0.68, 0.03), 200, 1);
        assertThat(narrow.get(Verdict.FAILED)).isLessThanOrEqualTo(2);
        assertThat(narrow.get(Verdict.PASSED)).isGreaterThan(85);
        var wide = coverages(new Promise(0.95, 0.02), 200, 1);
        assertThat(wide.get(Verdict.FAILED)).isLessThanOrEqualTo(2);
        assertThat(wide.get(Verdict.PASSED)).isGreaterThan(85);
        assertThat(coverages(new Promise(0.68, 0.03), 30, 1).get(Verdict.FAILED))
                .isLessThanOrEqualTo(2);
    }

    /// Errors 28 % too small make 0.68 0.526 and 0.95 0.842: 8 and 7 errors off with 200 toys.
    @Test
    @DisplayName("intervals of errors that are 28 % too small fail with enough toys and never pass")
    void wrongIntervals() {
        for (Promise promise : List.of(new Promise(0.68, 0.03), new Promise(0.95, 0.02))) {
            assertThat(coverages(promise, 200, 0.72).get(Verdict.FAILED)).isEqualTo(TRIALS);
            assertThat(coverages(promise, 30, 0.72).get(Verdict.PASSED)).isLessThanOrEqualTo(2);
        }
    }

    private static Map<Verdict, Integer> recoveries(double share, double error) {
        var none = List.of(new ValidationStatistics.Comparison("yield", new Hotelling(1, 1, BOOTSTRAPS, 0.4)));
        Seed seed = SEED.child("recovery");
        return verdicts(i -> {
            var recovery = new ValidationRecovery(
                    share + error * seed.gaussian(i), error * deviation(seed.child(i)), BOOTSTRAPS);
            return ValidationJudge.recovery(recovery, ValidationJudge.TOLERANCE, 26, none)
                    .verdict();
        });
    }

    /// Half of a distortion is 10 errors of 5 % off, where a failure of 26 tests asks for 4.8.
    @Test
    @DisplayName(
            "a recovered distortion passes where it is known well, half of one fails, and one known badly tells nothing")
    void recovered() {
        assertThat(recoveries(1, 0.03).get(Verdict.PASSED)).isGreaterThan(97);
        assertThat(recoveries(1, 0.2).get(Verdict.FAILED)).isZero();
        assertThat(recoveries(1, 0.2).get(Verdict.PASSED)).isZero();
        assertThat(recoveries(0.5, 0.05).get(Verdict.FAILED)).isGreaterThan(97);
        assertThat(recoveries(0.5, 0.25).get(Verdict.PASSED)).isZero();
    }

    /// A squared pull of known shift and an error of 30 bootstraps has F's distribution of 1 and 29 degrees of
    /// freedom, the mean 29/27 and the variance 2.6; 10,000 of them, and words with two decimals.
    @Test
    @DisplayName("a shift of one error is one error, however few bootstraps gave it")
    void shift() {
        int bins = 10_000;
        Seed seed = SEED.child("shift");
        Numbers shifts = Numbers.tabulate(bins, seed::gaussian);
        Numbers errors = Numbers.tabulate(bins, bin -> deviation(seed.child(bin)));
        String reason = ValidationJudge.shift(shifts, errors, BOOTSTRAPS).reason();
        double pulls = Double.parseDouble(reason.replaceAll(".*moves by ([0-9.]+) .*", "$1"));
        assertThat(pulls * pulls).isCloseTo(1, within(4 * Math.sqrt(2.6 / bins) + 0.01));
    }

    /// A counting experiment with efficiency 0.9 and no smearing: of N events in each half, the result n/ε̂ has the
    /// relative variance 1/(εN) of the data and (1 − ε)/(εN) of the simulation's efficiency; with 10 times the
    /// data and twice the simulation they are a tenth and a half of that. 4,000 bootstraps know a standard
    /// deviation to 1/√8000, and its half, which the difference with the truth gives, to twice that: 4 of these.
    @Test
    @DisplayName("errors of the halves become those of the measurement, data and simulation each by its own numbers")
    void measurementErrors() {
        double events = 2000;
        double efficiency = 0.9;
        Seed seed = SEED.child("counting");
        var results = new ArrayList<ValidationSpectra>();
        var truths = new ArrayList<ValidationSpectra>();
        for (int b = 0; b < 4000; b++) {
            double found = normal(seed, 4L * b, efficiency * events);
            double missed = normal(seed, 4L * b + 1, (1 - efficiency) * events);
            double simulated = normal(seed, 4L * b + 2, efficiency * events);
            double lost = normal(seed, 4L * b + 3, (1 - efficiency) * events);
            results.add(spectra(found * (simulated + lost) / simulated));
            truths.add(spectra(found + missed));
        }
        var statistics = new ValidationStatistics(1, results, truths);
        double ofData = 1 / efficiency / events;
        double ofSimulation = (1 - efficiency) / efficiency / events;
        assertThat(statistics.measurementErrors(0, 1, 1).first())
                .isCloseTo(Math.sqrt(ofData + ofSimulation), within(0.05 * Math.sqrt(ofData)));
        assertThat(statistics.measurementErrors(0, 1, 0).first())
                .isCloseTo(Math.sqrt(ofData), within(0.05 * Math.sqrt(ofData)));
        assertThat(statistics.measurementErrors(0, 0.1, 0.5).first())
                .isCloseTo(Math.sqrt(0.1 * ofData + 0.5 * ofSimulation), within(0.05 * Math.sqrt(0.15 * ofData)));
    }

    private static double normal(Seed seed, long at, double mean) {
        return mean + Math.sqrt(mean) * seed.gaussian(at);
    }

    private static ValidationSpectra spectra(double content) {
        return new ValidationSpectra(content, List.of(Numbers.of(content)), List.of(Numbers.of(content)), Numbers.of());
    }
}
