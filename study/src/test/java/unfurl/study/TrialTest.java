package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioSample;

/// A trial with a clock that goes as fast as is said, and what is made of it.
class TrialTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(7 * SECOND);
    private final List<Integer> fitted = new ArrayList<>();

    /// An estimator that takes that long for each row.
    private RatioEstimator taking(double secondsPerRow) {
        var counting = new Counting();
        return (sample, previous, seed, workers, progress) -> {
            fitted.add(sample.features().rows());
            now.addAndGet((long) (SECOND * secondsPerRow * sample.features().rows()));
            return counting.fit(sample, previous, seed, workers, progress);
        };
    }

    /// Every other row has no weight; a third of the others is of the numerator.
    private static RatioSample sample(int rows) {
        return new RatioSample(
                Features.owning(List.of("x"), rows, new float[rows]),
                Weights.tabulate(rows, i -> i % 6 == 0 ? 1 : 0),
                Weights.tabulate(rows, i -> i % 6 == 2 || i % 6 == 4 ? 1 : 0));
    }

    private Optional<Trial> trial(double secondsPerRow, int rows, double runPerRow) {
        try (var workers = new Workers(1)) {
            return Trial.of(
                    taking(secondsPerRow), sample(rows), Seed.of(1), workers, now::get, perRow -> perRow * runPerRow);
        }
    }

    @Test
    @DisplayName(
            "after the first, fits of 1000, 2000, … rows with weight, to 20 000, until they have taken three seconds")
    void doubling() {
        Trial trial = trial(50e-6, 100_000, 1e9).orElseThrow();
        // 0.05 s; then 0.05, 0.1, 0.2, 0.4, 0.8, 1 and 1 s.
        assertThat(fitted).containsExactly(1000, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000);
        assertThat(trial.rows()).isEqualTo(20_000);
        assertThat(trial.spent()).isCloseTo(3.6, within(1e-6));
        assertThat(trial.perRow()).isCloseTo(50e-6, within(1e-12));
    }

    @Test
    @DisplayName("two fits are enough for a run that is over in no time, and for an estimator that is slow")
    void small() {
        assertThat(trial(1e-6, 1800, 5000).orElseThrow().rows()).isEqualTo(900);
        assertThat(fitted).containsExactly(900, 900);
        fitted.clear();
        assertThat(trial(4e-3, 3000, 1e9).orElseThrow().spent()).isCloseTo(8, within(1e-6));
        assertThat(fitted).containsExactly(1000, 1000);
    }

    @Test
    @DisplayName("it takes no more than about a tenth of the run")
    void little() {
        // The run is 10 s: a tenth is over after 0.1 + 0.2 + 0.4 + 0.8 s; and the first took 0.1 s.
        assertThat(trial(1e-4, 100_000, 100_000).orElseThrow().spent()).isCloseTo(1.6, within(1e-6));
    }

    /// An estimator whose fits take so long, by their number from 0.
    private Trial trial(int rows, IntToDoubleFunction seconds) {
        var counting = new Counting();
        RatioEstimator estimator = (sample, previous, seed, workers, progress) -> {
            now.addAndGet((long) (SECOND * seconds.applyAsDouble(fitted.size())));
            fitted.add(sample.features().rows());
            return counting.fit(sample, previous, seed, workers, progress);
        };
        try (var workers = new Workers(1)) {
            return Trial.of(estimator, sample(rows), Seed.of(1), workers, now::get, perRow -> perRow * 1e9)
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("while a row takes less and less time, fits go on, to six seconds at most")
    void settling() {
        // Three seconds are over with the second fit of 20 000 rows, that takes 0.8 of the time of that of 16 000 for
        // each row.
        assertThat(trial(100_000, fit -> 0.5).perRow()).isCloseTo(0.5 / 20_000, within(1e-12));
        assertThat(fitted).containsExactly(1000, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000);
        fitted.clear();
        // 1.7 + 1.445 + 1.228 + 1.044 + 0.887 s.
        trial(2000, fit -> 2 * Math.pow(0.85, fit));
        assertThat(fitted).hasSize(1 + 5);
    }

    @Test
    @DisplayName("the first fit, in which Java compiles, does not count")
    void compiling() {
        Trial trial = trial(2000, fit -> fit == 0 ? 10 : 0.5);
        assertThat(trial.perRow()).isCloseTo(0.5 / 1000, within(1e-12));
        assertThat(trial.spent()).isCloseTo(10 + 7 * 0.5, within(1e-6));
    }

    @Test
    @DisplayName("every thread fits, after the first fit")
    void threads() {
        var fits = new AtomicInteger();
        var counting = new Counting();
        RatioEstimator estimator = (sample, previous, seed, workers, progress) -> {
            fits.incrementAndGet();
            return counting.fit(sample, previous, seed, workers, progress);
        };
        try (var workers = new Workers(3)) {
            Trial.of(estimator, sample(3000), Seed.of(1), workers, System::nanoTime, perRow -> 0);
        }
        assertThat(fits).hasValue(1 + 3);
    }

    @Test
    @DisplayName("a trial that fails says nothing: the run will")
    void failing() {
        RatioEstimator estimator = (sample, previous, seed, workers, progress) -> {
            throw new NumericalException("the loss is not finite");
        };
        try (var workers = new Workers(1)) {
            assertThat(Trial.of(estimator, sample(3000), Seed.of(1), workers, System::nanoTime, perRow -> 0))
                    .isEmpty();
        }
    }

    private static List<Fits> parts(double... rows) {
        return IntStream.range(0, rows.length)
                .mapToObj(i -> new Fits(1, rows[i]))
                .toList();
    }

    @Test
    @DisplayName("the data keep every thread busy, and so does a part alone; of several each thread takes the next")
    void seconds() {
        var work = new Workload(parts(12), parts(100, 0), parts(), parts(10, 10, 10, 5, 4), new Fits(20, 100));
        // 12/3 and 100/3 rows; then two threads with 10 + 10 and 10 + 5 + 4 rows.
        assertThat(work.seconds(0.5, 3, 2)).isCloseTo(0.5 * (12 / 3.0 + 100 / 3.0 + 20), within(1e-12));
        assertThat(work.seconds(0.5, 3, 9)).isCloseTo(0.5 * (12 / 3.0 + 100 / 3.0 + 10), within(1e-12));
        assertThat(work.ofTemplates().all()).isEqualTo(new Fits(1, 12));
        assertThat(work.all()).isEqualTo(new Fits(8, 151));
    }

    @Test
    @DisplayName("an unfolding of the data that is finished is none")
    void finished() {
        var work = new Workload(parts(), List.of(Fits.NONE, new Fits(1, 3)), parts(), parts(), new Fits(20, 100));
        assertThat(work.nominal()).hasSize(1);
    }
}
