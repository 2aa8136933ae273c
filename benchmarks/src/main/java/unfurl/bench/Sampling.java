package unfurl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/// Samples of what this thread does, by JDK Flight Recorder in the same process.
///
/// On Linux a sample is taken each millisecond of the thread's processor time, or as often as the system's own
/// clock allows; elsewhere Java knows the time of day alone, and takes one each 10 ms.
final class Sampling {
    private static final boolean ON_CPU_TIME =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

    private Sampling() {}

    /// The event that is recorded.
    static String event() {
        return ON_CPU_TIME ? "jdk.CPUTimeSample" : "jdk.ExecutionSample";
    }

    /// What a work gave, and the samples of the thread that did it.
    ///
    /// @param frames of each sample, `package.Class.method`, the top one first
    /// @param failed samples whose frames Java could not tell
    record Result<T>(T answer, List<List<String>> frames, int failed) {}

    /// Does the work on this thread.
    static <T> Result<T> of(Supplier<T> work) {
        try (var recording = new Recording()) {
            recording.enable(event()).withStackTrace().with(ON_CPU_TIME ? "throttle" : "period", period());
            recording.start();
            T answer = work.get();
            recording.stop();
            return result(answer, recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Between two samples, with its unit.
    static String period() {
        return ON_CPU_TIME ? "1 ms" : "10 ms";
    }

    private static <T> Result<T> result(T answer, Recording recording) throws IOException {
        Path file = Files.createTempFile("unfurl-profile", ".jfr");
        try {
            recording.dump(file);
            long own = Thread.currentThread().threadId();
            var frames = new ArrayList<List<String>>();
            int failed = 0;
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(event()) && thread(event) == own) {
                    RecordedStackTrace stack = event.getStackTrace();
                    if (stack == null || stack.getFrames().isEmpty()) {
                        failed++;
                    } else {
                        frames.add(
                                stack.getFrames().stream().map(Sampling::name).toList());
                    }
                }
            }
            return new Result<>(answer, frames, failed);
        } finally {
            Files.delete(file);
        }
    }

    private static long thread(RecordedEvent event) {
        RecordedThread thread = event.getThread(ON_CPU_TIME ? "eventThread" : "sampledThread");
        return thread == null ? -1 : thread.getJavaThreadId();
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }
}
