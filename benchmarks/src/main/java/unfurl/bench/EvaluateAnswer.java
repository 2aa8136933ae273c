package unfurl.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import unfurl.formats.Document;
import unfurl.nn.Activation;

/// How fast a network is evaluated.
///
/// @param network    its widths
/// @param activation of the hidden units
/// @param events     that it was evaluated at
/// @param speeds     on one thread, then on several
/// @param worst      the largest difference from a plain evaluation, as a part of the largest output
/// @param tolerance  what it was held to
/// @param bytes      that an evaluation allocates for an event
/// @param memory     the process's peak in bytes, where known
record EvaluateAnswer(
        Widths network,
        Activation activation,
        int events,
        List<Speed> speeds,
        double worst,
        double tolerance,
        double bytes,
        OptionalLong memory) {
    EvaluateAnswer {
        speeds = List.copyOf(speeds);
    }

    /// On so many threads.
    ///
    /// @param clock   of seconds and peak
    /// @param seconds of an evaluation
    /// @param peak    of the machine, in 10⁹ operations a second
    record Speed(int threads, Clock clock, Timing seconds, double peak) {}

    /// For programs.
    Document document() {
        Map<String, Object> out = Document.entries(
                "network", network.toString(),
                "activation", activation,
                "events", events,
                "results", speeds.stream().map(this::document).toList(),
                "largestDifference", worst,
                "allowedDifference", tolerance,
                "allocatedBytesPerEvent", bytes);
        memory.ifPresent(peak -> out.put("peakMemoryBytes", peak));
        return Document.of("bench evaluate", out);
    }

    private Map<String, Object> document(Speed speed) {
        double seconds = speed.seconds().median();
        double gigaflops = 1e-9 * network.forwardOperations() * events / seconds;
        return Document.entries(
                "threads", speed.threads(),
                "clock", speed.clock(),
                "seconds", speed.seconds().document(),
                "eventsPerSecond", events / seconds,
                "gigaflops", gigaflops,
                "peakGigaflops", speed.peak(),
                "fractionOfPeak", gigaflops / speed.peak());
    }
}
