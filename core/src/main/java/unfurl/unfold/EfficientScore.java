package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// What reco tells of nuisance parameters when the spectrum is not known.
///
/// The score of an event at reco is E[∂ log w/∂θ | y]; of it is taken what some change of the spectrum does as well,
/// E[h(x) | y] of a function h of gen. What is left, the efficient score e(y), has the mean 0 in data and simulation
/// alike at the true θ whatever small error the spectrum has, and its square is the information on θ. Both means are
/// least-squares fits with a [Basis] of reco, and h is in one of gen. Of a response that the bases cannot follow some
/// information is lost, and the errors are larger; they are not wrong.
///
/// Source: P. Bickel, C. Klaassen, Y. Ritov, J. Wellner, "Efficient and adaptive estimation for semiparametric
/// models" (1993), section 4.5, on mixtures; V. Godambe, Ann. Math. Statist. 31 (1960) 1208, for the variance of an
/// estimator that is the zero of a function.
final class EfficientScore {
    /// Random steps in the basis of reco.
    static final int RECO_STEPS = 48;
    /// In that of gen: few, since the basis of reco has to follow the mean of each.
    private static final int GEN_STEPS = 6;
    /// A direction that reco sees no better than this many times the fluctuations of a fit is held back.
    private static final double HELD_BACK = 3;

    private final UnfoldingProblem problem;
    private final Weights push;
    private final Workers workers;
    private final int p;
    private final int[] detected;
    private final int functions;
    private final RealMatrix complete;
    private final RealMatrix information;
    private final double[][] score;
    private final double[] measured;
    private final RealMatrix variance;

    /// @param problem with a response ratio
    /// @param theta   (p) where
    /// @param push    (n) the spectrum
    EfficientScore(UnfoldingProblem problem, List<Double> theta, Weights push, Workers workers) {
        this.problem = problem;
        this.push = push;
        this.workers = workers;
        this.p = theta.size();
        this.detected = problem.passReco().indices();
        double[] weight = weights(theta);
        double[][] slope = padded(
                problem.response().gradient(theta.stream().mapToDouble(t -> t).toArray(), workers));
        Features reco = problem.reco();
        Functions ofReco = new Basis(reco, problem.detected(), RECO_STEPS).on(reco);
        this.functions = ofReco.size();
        RealMatrix inverse = Symmetric.inverse(ofReco.gram(detected, weight, workers));
        RealMatrix ofScore = ofReco.moments(detected, weight, slope, workers);
        RealMatrix ofSpectrum = ofReco.moments(detected, weight, spectrum(weight), workers);
        double least = HELD_BACK * functions / Weights.of(weight).nEff();
        RealMatrix coefficients =
                inverse.multiply(ofScore.subtract(ofSpectrum.multiply(shared(ofSpectrum, ofScore, inverse, least))));
        this.information = Symmetric.of(coefficients.transposeMultiply(ofScore));
        this.complete = Symmetric.squares(slope, weight, detected);
        this.score = new double[p][reco.rows()];
        this.measured = problem.detectorNumerator().toArray();
        int[] all = IntStream.range(0, reco.rows())
                .filter(row -> measured[row] != 0
                        || (row < problem.size() && problem.passReco().get(row)))
                .toArray();
        ofReco.combine(all, coefficients, score, workers);
        this.variance = squares(score, measured, data()).add(squares(residual(slope, weight), weight, detected));
    }

    private int[] data() {
        return IntStream.range(0, measured.length)
                .filter(row -> measured[row] != 0)
                .toArray();
    }

    /// (rows of reco) v·w(θ)·push.
    private double[] weights(List<Double> theta) {
        Weights now = problem.at(theta, workers).recoWeight().times(push);
        return Arrays.copyOf(now.toArray(), problem.reco().rows());
    }

    private double[][] padded(double[][] ofSimulation) {
        return Arrays.stream(ofSimulation)
                .map(values -> Arrays.copyOf(values, problem.reco().rows()))
                .toArray(double[][]::new);
    }

    /// (m × rows of reco) functions of gen, of unit covariance over the weighted events; 0 of fakes.
    private double[][] spectrum(double[] weight) {
        Mask matched = problem.passGen().and(problem.passReco());
        int[] rows = matched.indices();
        Functions ofGen = new Basis(problem.gen(), matched, GEN_STEPS).on(problem.gen());
        var eigen = new EigenDecompositionSymmetric(ofGen.gram(rows, weight, workers));
        double[] values = eigen.getEigenvalues();
        int kept = (int) Arrays.stream(values)
                .filter(v -> v > Symmetric.CUTOFF * values[0])
                .count();
        RealMatrix whitening = new Array2DRowRealMatrix(ofGen.size(), kept);
        for (int k = 0; k < kept; k++) {
            whitening.setColumnVector(k, eigen.getEigenvector(k).mapDivide(Math.sqrt(values[k])));
        }
        double[][] out = new double[kept][weight.length];
        ofGen.combine(rows, whitening, out, workers);
        return out;
    }

    /// (m × p) the h of each parameter: the changes of the spectrum that do most of what the parameter does. Those
    /// that reco does not see beyond the fluctuations of the fits are held back.
    private static RealMatrix shared(RealMatrix ofSpectrum, RealMatrix ofScore, RealMatrix inverse, double least) {
        RealMatrix left = ofSpectrum.transposeMultiply(inverse);
        RealMatrix seen = left.multiply(ofSpectrum);
        for (int k = 0; k < seen.getRowDimension(); k++) {
            seen.addToEntry(k, k, least);
        }
        return Symmetric.inverse(Symmetric.of(seen)).multiply(left.multiply(ofScore));
    }

    /// (p × rows) the score less what calibration ([UnfoldingProblem#at]) does not let fluctuate.
    private double[][] residual(double[][] slope, double[] weight) {
        if (!problem.response().keepsEfficiency()) {
            return score;
        }
        Mask matched = problem.passGen().and(problem.passReco());
        int[] rows = matched.indices();
        Functions known = new Basis(problem.gen(), matched, 0).on(problem.gen()).andTimes(slope);
        RealMatrix c = Symmetric.inverse(known.gram(rows, weight, workers))
                .multiply(known.moments(rows, weight, score, workers));
        double[][] expected = new double[p][weight.length];
        known.combine(rows, c, expected, workers);
        double[][] out = new double[p][];
        for (int k = 0; k < p; k++) {
            double[] all = score[k];
            double[] part = expected[k];
            out[k] = new double[all.length];
            Arrays.setAll(out[k], row -> all[row] - part[row]);
        }
        return out;
    }

    private static RealMatrix squares(double[][] values, double[] weight, int[] rows) {
        double[] squared = new double[weight.length];
        Arrays.setAll(squared, row -> weight[row] * weight[row]);
        return Symmetric.squares(values, squared, rows);
    }

    /// (p) Σ e over data less background, less Σ e over the simulation of a θ with the same spectrum.
    double[] difference(List<Double> theta) {
        double[] weight = weights(theta);
        int[] data = data();
        double[] out = new double[p];
        for (int k = 0; k < p; k++) {
            double[] e = score[k];
            out[k] = Sums.sum(data.length, i -> measured[data[i]] * e[data[i]])
                    - Sums.sum(detected.length, i -> weight[detected[i]] * e[detected[i]]);
        }
        return out;
    }

    /// (p × p) the expected information of the data on θ, the spectrum fitted too.
    RealMatrix information() {
        return information;
    }

    /// (p × p) the same if gen of each event were known.
    RealMatrix complete() {
        return complete;
    }

    /// (p × p) the covariance of [#difference] from the statistics of data, background and simulation.
    RealMatrix variance() {
        return variance;
    }

    /// A part of the complete information that is not told from none.
    double resolution() {
        return 2.0 * functions / detected.length;
    }
}
