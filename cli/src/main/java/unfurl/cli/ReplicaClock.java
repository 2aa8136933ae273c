package unfurl.cli;

import java.util.OptionalDouble;

/// How long the rest of a run's replicas will take, by those that are over.
final class ReplicaClock {
    private final double began;
    private final int before;

    /// @param now    seconds
    /// @param before how many were finished by an earlier process
    ReplicaClock(double now, int before) {
        this.began = now;
        this.before = before;
    }

    /// The seconds that are left; unknown until one is over.
    OptionalDouble left(double now, int done, int replicas) {
        return done == before
                ? OptionalDouble.empty()
                : OptionalDouble.of((now - began) / (done - before) * (replicas - done));
    }

    /// What is said when they begin; empty when there are none to unfold.
    ///
    /// @param nominal seconds that the nominal unfolding took, NaN when it was not done now: a replica
    ///                takes about as long, since what one loses by working alone others gain at its side
    static String begin(int done, int replicas, double nominal) {
        if (done == replicas) {
            return "";
        }
        String finished = done == 0 ? "" : ", %d of them finished".formatted(done);
        String time = Double.isNaN(nominal) ? "" : ", about " + Shown.time(nominal * (replicas - done));
        return Shown.plural(replicas, "replica") + finished + time;
    }

    /// What is said when one is over.
    static String line(String name, int done, int replicas, OptionalDouble left) {
        String rest = left.isPresent() && done < replicas ? "  %s left".formatted(Shown.time(left.getAsDouble())) : "";
        return "replica %d/%d  %s%s".formatted(done, replicas, name, rest);
    }
}
