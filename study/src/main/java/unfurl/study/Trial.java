package unfurl.study;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioFit;
import unfurl.reweight.RatioSample;

/// Fits to a part of a sample, of which the last ones are timed. In the first Java still compiles, so that one thread
/// works
/// on
/// it alone; then all threads fit at once, as they do while replicas are unfolded. Nothing of it is kept.
///
/// @param rows   of each of the last fits
/// @param spent  seconds of all
/// @param perRow seconds of one of the last fits and its evaluation, for each row; of those before them where other
///               work on the machine held the last ones up
record Trial(int rows, double spent, double perRow) {
    private static final int FIRST = 1000;
    private static final int MOST = 20_000;
    /// Seconds of fits at once after which no others begin if Java has compiled, and if it has not.
    private static final double ENOUGH = 3;
    private static final double LONGEST = 2 * ENOUGH;
    /// The part of the run after which no others begin.
    private static final double LITTLE = 0.1;
    /// While a row takes less than this part of what it took in the fits before, Java has not compiled yet.
    private static final double SETTLED = 0.9;

    /// After the first fit, fits of a thousand rows, of twice as many and so on, until they have taken three seconds
    /// and are no faster than those before, or have taken six, or a tenth of the run.
    ///
    /// @param nanoTime a clock
    /// @param run      the seconds of the run, given those of a row
    /// @return empty when a fit fails: the run itself will say why
    static Optional<Trial> of(
            RatioEstimator estimator,
            RatioSample sample,
            Seed seed,
            Workers workers,
            LongSupplier nanoTime,
            DoubleUnaryOperator run) {
        int[] present = sample.present().indices();
        int rows = Math.min(FIRST, present.length);
        try (var alone = new Workers(1)) {
            double first = seconds(estimator, part(sample, present, rows), seed, alone, nanoTime);
            double atOnce = 0;
            double before = first / rows;
            while (true) {
                double seconds = seconds(estimator, part(sample, present, rows), seed, workers, nanoTime);
                atOnce += seconds;
                double perRow = seconds / rows;
                double enough = perRow > SETTLED * before ? ENOUGH : LONGEST;
                if (atOnce > Math.min(enough, LITTLE * run.applyAsDouble(perRow))) {
                    return Optional.of(new Trial(rows, first + atOnce, Math.min(perRow, before)));
                }
                before = perRow;
                rows = Math.min(2 * rows, Math.min(MOST, present.length));
            }
        } catch (NumericalException | InputException failed) {
            return Optional.empty();
        }
    }

    /// Rows at equal distances.
    private static RatioSample part(RatioSample sample, int[] present, int rows) {
        var chosen = new boolean[sample.features().rows()];
        for (int i = 0; i < rows; i++) {
            chosen[present[(int) ((long) i * present.length / rows)]] = true;
        }
        Mask mask = Mask.of(chosen.length, row -> chosen[row]);
        return new RatioSample(
                sample.features().select(mask),
                sample.numerator().select(mask),
                sample.denominator().select(mask));
    }

    private static double seconds(
            RatioEstimator estimator, RatioSample part, Seed seed, Workers workers, LongSupplier nanoTime) {
        Mask all = Mask.all(part.features().rows());
        long began = nanoTime.getAsLong();
        workers.run(workers.threads(), thread -> {
            RatioFit fit = estimator.fit(part, Optional.empty(), seed.child(thread), workers, FitProgress.NONE);
            fit.ratio().at(part.features(), all, workers);
        });
        return 1e-9 * (nanoTime.getAsLong() - began);
    }
}
