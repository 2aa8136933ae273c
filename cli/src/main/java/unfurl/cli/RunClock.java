package unfurl.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import unfurl.unfold.Stage;

/// How long a whole run will still take, the nominal unfolding and all replicas, from its first epoch on.
///
/// A replica is expected to take as long as the nominal unfolding does from begin to end: what it loses by
/// working on one thread, others gain at its side. Not for several threads.
final class RunClock {
    private final LongSupplier nanoTime;
    private final RemainingTime remaining = new RemainingTime();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private Stage stage = Stage.STEP_1;
    private int done;
    private int steps;
    private int maxEpochs;
    private long began;
    private int replicas;

    /// @param nanoTime a clock
    RunClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// How many replicas will be unfolded after the nominal unfolding.
    void plan(int replicas) {
        this.replicas = replicas;
    }

    /// A step begins.
    ///
    /// @param done  steps that are over
    /// @param steps steps in all
    void step(String name, int done, int steps) {
        this.stage = stage(name);
        this.done = done;
        this.steps = steps;
        begin();
    }

    private void begin() {
        began = nanoTime.getAsLong();
        epochs.clear();
        maxEpochs = 0;
    }

    /// An epoch of a network is over.
    void epoch(int member, int members, int epoch, int maxEpochs) {
        this.maxEpochs = members * maxEpochs;
        epochs.put(member, epoch);
    }

    /// A step is over.
    void stepDone() {
        RemainingTime.Current current = current();
        remaining.add(current.stage(), current.seconds(), current.epochs());
        done++;
        stage = stage.next();
        begin();
    }

    /// Seconds since the step began.
    double seconds() {
        return 1e-9 * (nanoTime.getAsLong() - began);
    }

    /// The seconds that are left of the run; empty until an epoch or a step is over.
    OptionalDouble left() {
        if (!remaining.isKnown(current())) {
            return OptionalDouble.empty();
        }
        double nominal = done < steps ? remaining.seconds(current(), steps - done - 1) : 0;
        return OptionalDouble.of(nominal + (replicas == 0 ? 0 : replicas * replica()));
    }

    /// The seconds that a replica is expected to take of the run; NaN while nothing is known.
    double replica() {
        return steps == 0 ? Double.NaN : remaining.whole(current(), steps);
    }

    /// The part of the nominal unfolding that is over, 0 to 1.
    double part() {
        return (done + remaining.part(current())) / steps;
    }

    /// Whether there are replicas to come.
    boolean hasReplicas() {
        return replicas > 0;
    }

    /// What is said of the time that is left: `5:10 left with 28 replicas`; empty while nothing is known.
    String words() {
        String with = replicas == 0 ? "" : " with " + Shown.plural(replicas, "replica");
        OptionalDouble left = left();
        return left.isEmpty() ? "" : "%s left%s".formatted(Shown.time(left.getAsDouble()), with);
    }

    private static Stage stage(String name) {
        return Stream.of(Stage.values())
                .filter(stage -> stage.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no step '%s'".formatted(name)));
    }

    private RemainingTime.Current current() {
        int over = epochs.values().stream().mapToInt(Integer::intValue).sum();
        return new RemainingTime.Current(stage, seconds(), over, maxEpochs);
    }
}
