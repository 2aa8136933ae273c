package unfurl.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import unfurl.study.Forecast;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Progress where there is no terminal: a line for each part of the run and for each finished step, and for
/// a run with replicas the time that all of it will take: after the second step, and after each iteration.
final class PlainProgress implements ProgressDisplay {
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final Farewell atExit;
    private final RunClock run;
    private int iterations;
    private boolean estimated;
    private ReplicaClock clock = new ReplicaClock(0, 0, 0);

    private PlainProgress(PrintWriter err, String farewell, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.run = new RunClock(nanoTime);
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
    public synchronized void forecast(Forecast forecast) {
        run.forecast(forecast);
        ProgressDisplay.line(forecast).ifPresent(this::print);
    }

    @Override
    public synchronized void plan(int replicas) {
        run.plan(replicas);
    }

    @Override
    public synchronized void step(int iteration, int ofIterations, String step, int done, int steps) {
        iterations = ofIterations;
        run.step(step, done, steps);
    }

    @Override
    public synchronized void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss) {
        run.epoch(member, members, epoch, maxEpochs);
    }

    @Override
    public synchronized void stepDone(OmniFold.Info info) {
        String line = ProgressDisplay.line(info, iterations, run.seconds());
        run.stepDone();
        estimate(info);
        boolean told = run.hasReplicas() && info.stage() == Stage.STEP_2B && info.iteration() < iterations;
        print(told ? line + "  " + run.words() : line);
    }

    /// As soon as a step is over in which Java did not compile, how long a run with replicas will take.
    private void estimate(OmniFold.Info info) {
        if (!estimated && run.hasReplicas() && info.stage() != Stage.STEP_1) {
            estimated = true;
            print(run.estimate());
        }
    }

    @Override
    public void replicas(int done, int replicas) {
        clock = new ReplicaClock(1e-9 * nanoTime.getAsLong(), done, run.after());
        String line = ReplicaClock.begin(done, replicas, run.replica());
        if (!line.isEmpty()) {
            print(line);
        }
    }

    @Override
    public void replicaDone(String name, int done, int replicas) {
        print(clock.line(name, 1e-9 * nanoTime.getAsLong(), done, replicas));
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
