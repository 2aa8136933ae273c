package unfurl.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import unfurl.study.Forecast;
import unfurl.unfold.Stage;

/// How long a whole run will still take, the nominal unfolding and all replicas, from its first epoch on.
///
/// A replica is expected to take what a forecast said, as one of many side by side; without a forecast as long as the
/// nominal unfolding from begin to end, whose threads may wait for each other. Not for several threads.
final class RunClock {
    private final LongSupplier nanoTime;
    private final RemainingTime remaining = new RemainingTime();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private Stage stage = Stage.STEP_1;
    private int done;
    private int steps;
    private int maxEpochs;
    private long began;
    private int choosing;
    private int replicas;
    private double sizeOfChoosing;
    private double sizeOfReplica = 1;
    private double sideBySide = Double.NaN;

    /// @param nanoTime a clock
    RunClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// What will be unfolded after the first unfolding of the data.
    void forecast(Forecast forecast) {
        choosing = forecast.choosing();
        sizeOfChoosing = forecast.choosingSize();
        replicas = forecast.replicas();
        sizeOfReplica = replicas == 0 ? 1 : forecast.replicasSize() / replicas;
        sideBySide = forecast.time().map(Forecast.Time::unfolding).orElse(Double.NaN);
    }

    /// How many replicas will be unfolded after the nominal unfolding; the number of iterations is known.
    void plan(int replicas) {
        this.replicas = replicas;
        choosing = 0;
        sizeOfChoosing = 0;
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
        double later = sizeOfChoosing + afterChoosing();
        return OptionalDouble.of(nominal + (later == 0 ? 0 : later * whole()));
    }

    /// The seconds of an unfolding of the data after the first one; NaN while nothing is known.
    private double whole() {
        if (!Double.isNaN(sideBySide)) {
            return sideBySide;
        }
        return steps == 0 ? Double.NaN : remaining.whole(current(), steps);
    }

    /// The seconds that a replica, or one by which the number of iterations is chosen, is expected to take of the run;
    /// NaN while nothing is known.
    double replica() {
        return whole() * (choosing > 0 ? sizeOfChoosing / choosing : sizeOfReplica);
    }

    /// What comes after the number of iterations is chosen, in unfoldings of the data.
    private double afterChoosing() {
        return replicas * sizeOfReplica + (choosing > 0 ? 1 : 0);
    }

    /// What comes after those by which the number of iterations is chosen, each worth as much as one of them.
    double after() {
        return choosing > 0 ? afterChoosing() / (sizeOfChoosing / choosing) : 0;
    }

    /// The part of the nominal unfolding that is over, 0 to 1.
    double part() {
        return (done + remaining.part(current())) / steps;
    }

    /// Whether there are replicas to come.
    boolean hasReplicas() {
        return choosing + replicas > 0;
    }

    /// What is said of the time that is left: `5:10 left with 28 replicas`, with those by which the number of
    /// iterations is chosen; empty while nothing is known.
    String words() {
        OptionalDouble left = left();
        if (left.isEmpty()) {
            return "";
        }
        String with = hasReplicas() ? " with " + Shown.plural(choosing + replicas, "replica") : "";
        return (choosing > 0 ? "at most " : "") + "%s left%s".formatted(Shown.time(left.getAsDouble()), with);
    }

    /// The same as a sentence of its own: `about 5:10 left with 28 replicas`.
    String estimate() {
        return (choosing > 0 ? "" : "about ") + words();
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
