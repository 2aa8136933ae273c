package unfurl.bench;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import unfurl.cli.Answer;
import unfurl.cli.Shown;
import unfurl.formats.Document;

/// How fast a network trains.
///
/// @param work      what was trained
/// @param members   how many networks side by side
/// @param clock     what `onClock` was measured by, and the peak
/// @param onClock   of an epoch, by that clock
/// @param onWall    of an epoch, by the time of day
/// @param beside    the rate of each epoch over the peak just before and after it
/// @param peak      of the machine on as many threads, in 10⁹ operations a second
/// @param loss      the validation loss after the last epoch; the highest of several members
/// @param gate      what it was held to
/// @param memory    the process's peak in bytes, where known
record TrainAnswer(
        Workload work,
        int members,
        Clock clock,
        Timing onClock,
        Timing onWall,
        List<Double> beside,
        double peak,
        double loss,
        LossGate gate,
        OptionalLong memory)
        implements Answer {
    double gigaflops() {
        return members * work.gigaOperations() / onClock.median();
    }

    /// The median over the epochs of their rate over the peak beside them.
    double fraction() {
        return Median.of(beside);
    }

    /// That of the best round, which a machine that is shared does not reach all the time.
    double fractionOfBest() {
        return gigaflops() / peak;
    }

    @Override
    public Document document() {
        var out = new LinkedHashMap<>(work.document());
        out.put("members", members);
        out.put("secondsPerEpoch", onWall.document());
        out.put("clock", clock);
        out.put("clockSecondsPerEpoch", onClock.document());
        out.put("gigaflops", gigaflops());
        out.put("peakGigaflops", peak);
        out.put("fractionOfPeak", fraction());
        out.put("fractionOfBestPeak", fractionOfBest());
        out.put("finalLoss", loss);
        out.putAll(gate.document());
        out.put("learned", gate.learned(loss));
        memory.ifPresent(bytes -> out.put("peakMemoryBytes", bytes));
        out.put("machine", Machine.document());
        return Document.of("bench train", out);
    }

    @Override
    public void print(PrintWriter out) {
        out.println(work + (members == 1 ? "" : ", " + members + " networks"));
        out.format(
                Locale.ROOT,
                "  epoch     %.4f s (median of %d; %.4f … %.4f), by the time of day %.4f s%n",
                onClock.median(),
                onClock.seconds().size(),
                onClock.least(),
                onClock.most(),
                onWall.median());
        out.format(Locale.ROOT, "  speed     %.1f GFLOP/s%n", gigaflops());
        out.format(
                Locale.ROOT,
                "  peak      %.1f GFLOP/s on %s, multiply-adds in registers of %d bits%n",
                peak,
                Shown.plural(work.threads(), "thread"),
                Peak.vectorBits());
        out.format(
                Locale.ROOT,
                "  fraction  %.3f of the peak beside each epoch (median; %.3f … %.3f), %.3f of the best, both by %s%n",
                fraction(),
                Collections.min(beside),
                Collections.max(beside),
                fractionOfBest(),
                clock.words());
        out.format(
                Locale.ROOT,
                "  loss      %.5f after %d epochs; the exact ratio's is %.5f: %.1f %% of what can be learned, half is required%n",
                loss,
                work.epochs(),
                gate.exact(),
                100 * gate.learned(loss));
        memory.ifPresent(bytes -> out.format(Locale.ROOT, "  memory    %.0f MB at most%n", bytes * 1e-6));
    }
}
