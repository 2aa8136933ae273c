package unfurl.uncertainty;

import java.util.Arrays;
import java.util.List;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// A Gaussian problem in one dimension with its expected contents in place of events, so that nothing fluctuates.
///
/// A point stands in the middle of each of 0.1 × 0.1 cells of gen x and reco y, with the density there as its
/// weight; the cells are the bins of the method. A sum over points is an integral by the trapezoidal rule, whose
/// error for a Gaussian of width σ is 2 exp(−2π²(σ/0.1)²), nothing for σ above 0.5. Beyond x = ±6 and y = ±9 is
/// less than 10⁻⁸ of a Gaussian of width 1 and mean below 0.3.
///
/// @param gaussian without background and fakes, with everything detected
record ExpectedContents(LinearGaussian gaussian) {
    private static final int GEN = 121;
    private static final int RECO = 181;
    private static final double STEP = 0.1;

    static final int POINTS = GEN * RECO;
    static final OmniFold METHOD = new OmniFold(
            new HistogramEstimator(Grid.of(Axis.equal("y", "", RECO, -9.05, 9.05))),
            new HistogramEstimator(Grid.of(Axis.equal("x", "", GEN, -6.05, 6.05))),
            Misses.STEP_1B,
            0);

    static double x(int point) {
        return STEP * (point / RECO - GEN / 2);
    }

    private static double y(int point) {
        return STEP * (point % RECO - RECO / 2);
    }

    static double normal(double x, double mean, double std) {
        double t = (x - mean) / std;
        return Math.exp(-t * t / 2) / (std * Math.sqrt(2 * Math.PI));
    }

    /// Density of y at a point, given its x, in a detector that shifts everything.
    double response(int point, double shift) {
        return normal(y(point), x(point) + shift, gaussian.smearing());
    }

    /// (n) The simulation's weights for a Gaussian gen distribution.
    Weights simulated(double mean, double std) {
        return Weights.tabulate(POINTS, p -> STEP * STEP * normal(x(p), mean, std) * response(p, 0));
    }

    UnfoldingProblem problem() {
        float[] gen = new float[POINTS];
        float[] reco = new float[POINTS];
        for (int p = 0; p < POINTS; p++) {
            gen[p] = (float) x(p);
            reco[p] = (float) y(p);
        }
        Features measured = Features.owning(List.of("y"), RECO, Arrays.copyOf(reco, RECO));
        double width = Math.hypot(gaussian.truthStd(), gaussian.smearing());
        Mask all = Mask.all(POINTS);
        Weights prior = simulated(gaussian.priorMean(), gaussian.priorStd());
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        Features.owning(List.of("x"), POINTS, gen),
                        Features.owning(List.of("y"), POINTS, reco),
                        all,
                        all,
                        prior,
                        prior),
                new UnfoldingProblem.Detected(
                        measured, Weights.tabulate(RECO, p -> STEP * normal(y(p), gaussian.truthMean(), width))),
                UnfoldingProblem.Detected.none(List.of("y")));
    }
}
