package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.RealMatrix;
import unfurl.event.Weights;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// What reco tells of nuisance parameters when the spectrum is not known.
///
/// The score of an event at reco is E[∂ log w/∂θ | y]; of it is taken what some change of the spectrum does as well,
/// E[h(x) | y] of a function h of gen. What is left, the efficient score e(y), has the mean 0 in data and simulation
/// alike at the true θ whatever small error the spectrum has, and its square is the information on θ. Both means are
/// least-squares fits with a [Basis] of reco, and h is in one of gen. Of a response that the bases cannot follow some
/// information is lost, and the errors are larger; they are not wrong. Fits of fluctuations find some information where
/// there is none; in directions of θ of which the data tell as good as nothing the efficient score is set to 0.
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
    /// A part of the complete information that is as good as none: EM would need hundreds of iterations.
    private static final double AS_GOOD_AS_NONE = 0.01;

    private final UnfoldingProblem problem;
    private final Weights push;
    private final Workers workers;
    private final int[] detected;
    private final int[] data;
    private final double[] measured;
    private final double[] weight;
    private final int functions;
    private final double[][] score;
    private final RealMatrix complete;
    private final RealMatrix told;
    private final RealMatrix information;
    private final RealMatrix variance;

    /// @param problem with a response ratio
    /// @param theta   (p) where
    /// @param push    (n) the spectrum
    EfficientScore(UnfoldingProblem problem, List<Double> theta, Weights push, Workers workers) {
        this(problem, theta, push, workers, Optional.empty());
    }

    /// @param known (p × p) takes of a change of θ the part of which the data tell something, where it is to be the
    ///              same as at another θ
    private EfficientScore(
            UnfoldingProblem problem, List<Double> theta, Weights push, Workers workers, Optional<RealMatrix> known) {
        this.problem = problem;
        this.push = push;
        this.workers = workers;
        this.detected = problem.passReco().indices();
        this.data = problem.measured().indices();
        this.measured = problem.detectorNumerator().toArray();
        this.weight = weights(theta);
        double[][] slope = slope(theta);
        Functions ofReco = Basis.ofReco(problem, RECO_STEPS);
        this.functions = ofReco.size();
        RealMatrix ofScore = ofReco.moments(detected, weight, slope, workers);
        this.complete = Symmetric.squares(slope, weight, detected);
        RealMatrix all = coefficients(ofReco, ofScore);
        this.told = known.orElseGet(() -> told(Symmetric.of(all.transposeMultiply(ofScore))));
        RealMatrix coefficients = all.multiply(told);
        this.information = Symmetric.of(coefficients.transposeMultiply(ofScore).multiply(told));
        this.score = new double[theta.size()][weight.length];
        ofReco.combine(problem.detected().or(problem.measured()).indices(), coefficients, score, workers);
        this.variance = squares(score, measured, data).add(squares(residual(slope), weight, detected));
    }

    /// (rows of reco) v·w(θ)·push.
    private double[] weights(List<Double> theta) {
        Weights now = problem.at(theta, workers).recoWeight().times(push);
        return problem.overDetector(now).toArray();
    }

    /// (p × rows of reco) ∂ log w/∂θ, and 0 for events of data and background.
    private double[][] slope(List<Double> theta) {
        double[] point = theta.stream().mapToDouble(t -> t).toArray();
        return Arrays.stream(problem.response().gradient(point, workers))
                .map(values -> Arrays.copyOf(values, problem.reco().rows()))
                .toArray(double[][]::new);
    }

    /// (functions × p) what the efficient score is of the functions of reco.
    private RealMatrix coefficients(Functions ofReco, RealMatrix ofScore) {
        RealMatrix inverse = Symmetric.inverse(ofReco.gram(detected, weight, workers));
        RealMatrix ofSpectrum = ofReco.moments(detected, weight, spectrum(), workers);
        double least = HELD_BACK * functions / Weights.of(weight).nEff();
        return inverse.multiply(ofScore.subtract(ofSpectrum.multiply(shared(ofSpectrum, ofScore, inverse, least))));
    }

    /// (p × p) takes of a change of θ the part of which the data tell something.
    private RealMatrix told(RealMatrix found) {
        return Symmetric.relative(found, complete, share -> share < asGoodAsNone() ? 0 : 1)
                .multiply(complete);
    }

    /// (m × rows of reco) functions of gen, of unit covariance over the weighted events; 0 of fakes.
    private double[][] spectrum() {
        int[] rows = problem.matched().indices();
        Functions ofGen = Basis.ofGen(problem, GEN_STEPS);
        RealMatrix whitening = Symmetric.whitening(ofGen.gram(rows, weight, workers));
        double[][] out = new double[whitening.getColumnDimension()][weight.length];
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
    private double[][] residual(double[][] slope) {
        if (!problem.response().keepsEfficiency()) {
            return score;
        }
        int[] rows = problem.matched().indices();
        Functions known = Basis.ofGen(problem, 0).andTimes(slope);
        RealMatrix c = Symmetric.inverseOfAnyUnits(known.gram(rows, weight, workers))
                .multiply(known.moments(rows, weight, score, workers));
        double[][] expected = new double[slope.length][weight.length];
        known.combine(rows, c, expected, workers);
        double[][] out = new double[slope.length][];
        for (int k = 0; k < out.length; k++) {
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

    /// The same at another θ, with the same spectrum, in the directions of which the data tell something here.
    EfficientScore at(double[] theta) {
        return new EfficientScore(problem, Arrays.stream(theta).boxed().toList(), push, workers, Optional.of(told));
    }

    /// (p) Σ e over data less background, less Σ e over the simulation: the slope of the profile likelihood.
    double[] difference() {
        double[] out = new double[score.length];
        for (int k = 0; k < out.length; k++) {
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

    /// A part of the complete information that is as good as none, or is not told from none: fluctuations make twice as
    /// much, beside what the spectrum could do as well and is held back.
    double asGoodAsNone() {
        return Math.max(AS_GOOD_AS_NONE, (2 + HELD_BACK) * functions / detected.length);
    }
}
