package unfurl.cli;

import java.io.PrintWriter;
import unfurl.study.Progress;
import unfurl.unfold.OmniFold;

final class PlainProgress implements Progress {
    private final PrintWriter err;

    PlainProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void phase(String what) {
        err.println(what);
    }

    @Override
    public void step(int iteration, int iterations, String step, int done, int steps) {
        err.printf("iteration %d/%d %s%n", iteration, iterations, step);
    }

    @Override
    public void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss) {}

    @Override
    public void stepDone(OmniFold.Info info) {
        err.printf("  scale %.4f, N_eff %.0f%n", info.scale(), info.nEff());
    }
}
