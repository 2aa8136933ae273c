package unfurl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import unfurl.unfold.Stage;

/// How long an unfolding will still take, from the epochs and the time of the steps that are over.
///
/// A step of a stage is expected to take as many epochs and seconds as the median of the earlier steps of
/// its stage, or, when there are none, of all earlier steps; the first of all, in which Java still compiles,
/// counts only while there is no other. Of the step that is going on, the epochs that are over count at their own pace,
/// and until a step is over they stand for the others too. Not for several threads.
final class RemainingTime {
    private record Finished(Stage stage, double seconds, int epochs) {}

    /// The step that is going on.
    ///
    /// @param stage     its stage
    /// @param seconds   since it began
    /// @param epochs    that are over, of all networks
    /// @param maxEpochs how many there may be of all networks
    record Current(Stage stage, double seconds, int epochs, int maxEpochs) {
        private Finished atItsPace() {
            return new Finished(stage, seconds * maxEpochs / epochs, maxEpochs);
        }
    }

    private final List<Finished> finished = new ArrayList<>();

    /// Adds a step that is over.
    ///
    /// @param seconds that it took
    /// @param epochs  of all of its networks
    void add(Stage stage, double seconds, int epochs) {
        finished.add(new Finished(stage, seconds, epochs));
    }

    /// Whether there is something to go by: an epoch or a step that is over.
    boolean isKnown(Current current) {
        return !finished.isEmpty() || current.epochs() > 0;
    }

    /// The seconds until the last step is over; NaN while nothing is known.
    ///
    /// @param later how many steps come after the current one
    double seconds(Current current, int later) {
        double remaining = ofCurrent(current);
        Stage next = current.stage();
        for (int i = 0; i < later; i++) {
            next = next.next();
            remaining += expected(next, current, Finished::seconds);
        }
        return remaining;
    }

    /// The seconds of an unfolding with so many steps, from the first on; NaN while nothing is known.
    double whole(Current current, int steps) {
        double all = 0;
        Stage stage = Stage.STEP_1;
        for (int i = 0; i < steps; i++) {
            all += expected(stage, current, Finished::seconds);
            stage = stage.next();
        }
        return all;
    }

    /// The part of a step that is over, 0 to 1, by epochs where it has some; 0 while nothing is known.
    double part(Current current) {
        if (!isKnown(current)) {
            return 0;
        }
        double remaining = ofCurrent(current);
        return current.seconds() + remaining > 0 ? current.seconds() / (current.seconds() + remaining) : 0;
    }

    private double ofCurrent(Current current) {
        double epochs = expected(current.stage(), current, Finished::epochs);
        return current.epochs() > 0 && epochs > 0
                ? Math.max(0, epochs - current.epochs()) * current.seconds() / current.epochs()
                : Math.max(0, expected(current.stage(), current, Finished::seconds) - current.seconds());
    }

    private double expected(Stage stage, Current current, ToDoubleFunction<Finished> what) {
        List<Finished> warm = finished.size() > 1 ? finished.subList(1, finished.size()) : finished;
        List<Finished> same = warm.stream().filter(f -> f.stage == stage).toList();
        List<Finished> alike = !same.isEmpty()
                ? same
                : !warm.isEmpty() ? warm : current.epochs() > 0 ? List.of(current.atItsPace()) : List.of();
        return median(alike.stream().mapToDouble(what).sorted().toArray());
    }

    /// NaN of nothing.
    private static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
