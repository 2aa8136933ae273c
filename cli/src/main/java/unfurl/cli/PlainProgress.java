package unfurl.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import unfurl.unfold.OmniFold;

/// Progress where there is no terminal: a line for each part of the run and for each finished step.
final class PlainProgress implements ProgressDisplay {
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final Farewell atExit;
    private int iterations;
    private long began;
    private double nominal = Double.NaN;
    private ReplicaClock clock = new ReplicaClock(0, 0);

    private PlainProgress(PrintWriter err, String farewell, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.atExit = Farewell.of(() -> print(farewell));
    }

    /// Plain lines.
    ///
    /// @param err      takes the lines
    /// @param farewell said when the process is told to stop
    /// @param nanoTime a clock
    static PlainProgress open(PrintWriter err, String farewell, LongSupplier nanoTime) {
        return new PlainProgress(err, farewell, nanoTime);
    }

    @Override
    public void phase(String what) {
        print(what);
    }

    @Override
    public void step(int iteration, int ofIterations, String step, int done, int steps) {
        iterations = ofIterations;
        began = nanoTime.getAsLong();
    }

    @Override
    public void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss) {}

    @Override
    public void stepDone(OmniFold.Info info) {
        double seconds = 1e-9 * (nanoTime.getAsLong() - began);
        nominal = Double.isNaN(nominal) ? seconds : nominal + seconds;
        print(ProgressDisplay.line(info, iterations, seconds));
    }

    @Override
    public void replicas(int done, int replicas) {
        clock = new ReplicaClock(1e-9 * nanoTime.getAsLong(), done);
        String line = ReplicaClock.begin(done, replicas, nominal);
        nominal = Double.NaN;
        if (!line.isEmpty()) {
            print(line);
        }
    }

    @Override
    public void replicaDone(String name, int done, int replicas) {
        print(ReplicaClock.line(name, done, replicas, clock.left(1e-9 * nanoTime.getAsLong(), done, replicas)));
    }

    @Override
    public void note(String line) {
        print(line);
    }

    private void print(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {
        atExit.close();
        err.flush();
    }
}
