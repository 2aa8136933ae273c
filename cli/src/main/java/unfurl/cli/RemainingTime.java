package unfurl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import unfurl.unfold.Stage;

/// How long a run will still take, from the epochs and the time of the steps that are over.
///
/// A step of a stage is expected to take as many epochs and seconds as the earlier steps of its stage did on
/// average, or, when there are none, as all earlier steps did. Of the step that is going on, the epochs that
/// are over count at their own pace. Before the first step is over nothing is known. Not for several threads.
final class RemainingTime {
    private record Finished(Stage stage, double seconds, int epochs) {}

    private final List<Finished> finished = new ArrayList<>();

    /// Adds a step that is over.
    ///
    /// @param seconds that it took
    /// @param epochs  of all of its networks
    void add(Stage stage, double seconds, int epochs) {
        finished.add(new Finished(stage, seconds, epochs));
    }

    /// The seconds until the last step is over; empty while nothing is known.
    ///
    /// @param stage   of the step that is going on
    /// @param later   how many steps come after it
    /// @param seconds since it began
    /// @param epochs  of it that are over, of all networks
    OptionalDouble seconds(Stage stage, int later, double seconds, int epochs) {
        if (finished.isEmpty()) {
            return OptionalDouble.empty();
        }
        double remaining = ofCurrent(stage, seconds, epochs);
        Stage next = stage;
        for (int i = 0; i < later; i++) {
            next = next.next();
            remaining += expectedSeconds(next);
        }
        return OptionalDouble.of(remaining);
    }

    private double ofCurrent(Stage stage, double seconds, int epochs) {
        List<Finished> alike = alike(stage);
        double expected = alike.stream().mapToInt(Finished::epochs).average().orElse(0);
        return epochs > 0 && expected > 0
                ? Math.max(0, expected - epochs) * seconds / epochs
                : Math.max(0, expectedSeconds(stage) - seconds);
    }

    /// The part of a step that is over, 0 to 1, by epochs where it has some; 0 while nothing is known.
    double part(Stage stage, double seconds, int epochs) {
        if (finished.isEmpty()) {
            return 0;
        }
        double remaining = ofCurrent(stage, seconds, epochs);
        return seconds + remaining > 0 ? seconds / (seconds + remaining) : 0;
    }

    private double expectedSeconds(Stage stage) {
        return alike(stage).stream().mapToDouble(Finished::seconds).average().orElse(0);
    }

    private List<Finished> alike(Stage stage) {
        List<Finished> same = finished.stream().filter(f -> f.stage == stage).toList();
        return same.isEmpty() ? finished : same;
    }
}
