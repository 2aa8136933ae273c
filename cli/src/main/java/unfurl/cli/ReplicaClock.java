package unfurl.cli;

/// How long the rest of a run's replicas will take, by those that are over.
final class ReplicaClock {
    private final double began;
    private final int before;
    private final double after;

    /// @param now    seconds
    /// @param before how many were finished by an earlier process
    /// @param after  what follows them, at most: as many more
    ReplicaClock(double now, int before, double after) {
        this.began = now;
        this.before = before;
        this.after = after;
    }

    /// What is said when they begin; empty when there are none to unfold.
    ///
    /// @param each seconds that one is expected to take, NaN when that is not known
    static String begin(int done, int replicas, double each) {
        if (done == replicas) {
            return "";
        }
        String finished = done == 0 ? "" : ", %d of them finished".formatted(done);
        String time = Double.isNaN(each) ? "" : ", about " + Shown.time(each * (replicas - done));
        return Shown.plural(replicas, "replica") + finished + time;
    }

    /// What is said when one is over.
    String line(String name, double now, int done, int replicas) {
        double left = (now - began) / (done - before) * (replicas - done + after);
        String rest = left > 0 ? "  %s%s left".formatted(after > 0 ? "at most " : "", Shown.time(left)) : "";
        return "replica %d/%d  %s%s".formatted(done, replicas, name, rest);
    }
}
