package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.math.Workers;

/// A response ratio made one that keeps the efficiency: w over its mean over reco at each gen, and that of a fake over
/// the mean of all fakes.
///
/// The logarithm of the mean is a function cᵀψ of gen, with the c for which Σ v·w·ψ = Σ v·ψ. The derivative of that is
/// Σ v·w·ψ·∂log w = 0, so that both hold exactly.
///
/// Source: J.-C. Deville, C.-E. Särndal, J. Am. Stat. Assoc. 87 (1992) 376, the multiplicative case.
///
/// @param ratio   of any mean
/// @param problem whose simulated events have it
record NormalisedResponse(ResponseRatio ratio, UnfoldingProblem problem) implements ResponseRatio {
    private static final int MOST_STEPS = 100;
    private static final double CONVERGED = 1e-9;
    private static final Functions ONE = new Functions() {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void at(int row, double[] out) {
            out[0] = 1;
        }
    };

    private record Group(Functions functions, Mask events) {
        int[] rows() {
            return events.indices();
        }
    }

    /// Those whose mean is a function of gen, and the fakes.
    private List<Group> groups() {
        Mask seen = Mask.of(events(), i -> problem.recoWeight().get(i) != 0);
        return List.of(
                new Group(Basis.ofGen(problem, 0), problem.matched().and(seen)),
                new Group(ONE, problem.fakes().and(seen)));
    }

    @Override
    public int events() {
        return ratio.events();
    }

    @Override
    public List<String> parameters() {
        return ratio.parameters();
    }

    @Override
    public boolean keepsEfficiency() {
        return true;
    }

    /// @throws NumericalException when the mean is not found
    @Override
    public double[] log(double[] theta, Workers workers) {
        double[] log = ratio.log(theta, workers);
        groups().forEach(group -> normalise(log, group, workers));
        return log;
    }

    /// By Newton's method, in steps that change no weight by more than a factor e.
    private void normalise(double[] log, Group group, Workers workers) {
        double[] nominal = problem.recoWeight().toArray();
        double largest = 1;
        for (int step = 0; largest > CONVERGED; step++) {
            if (step == MOST_STEPS) {
                throw new NumericalException(
                        "the means of the response ratio of %s at gen are not found in %d steps; the last changed a logarithm by %s"
                                .formatted(parameters(), MOST_STEPS, largest));
            }
            double[] weight = weight(log);
            double[] excess = weight.clone();
            Arrays.setAll(excess, i -> weight[i] - nominal[i]);
            double[] sums = group.functions.sums(group.rows(), excess, workers);
            double[] change = fitted(group, weight, MatrixUtils.createColumnRealMatrix(sums), workers)[0];
            largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double part = Math.min(1, 1 / largest);
            Arrays.setAll(log, i -> log[i] - part * change[i]);
        }
    }

    @Override
    public double[][] gradient(double[] theta, Workers workers) {
        double[][] slopes = ratio.gradient(theta, workers);
        double[] weight = weight(log(theta, workers));
        for (Group group : groups()) {
            RealMatrix moments = group.functions.moments(group.rows(), weight, slopes, workers);
            double[][] means = fitted(group, weight, moments, workers);
            for (int k = 0; k < slopes.length; k++) {
                double[] slope = slopes[k];
                double[] mean = means[k];
                Arrays.setAll(slope, i -> slope[i] - mean[i]);
            }
        }
        return slopes;
    }

    /// (q × n) what has these moments with the functions, by least squares; 0 of other rows.
    ///
    /// @param moments (size × q)
    private static double[][] fitted(Group group, double[] weight, RealMatrix moments, Workers workers) {
        RealMatrix c = Symmetric.inverseOfAnyUnits(group.functions.gram(group.rows(), weight, workers))
                .multiply(moments);
        double[][] out = new double[moments.getColumnDimension()][weight.length];
        group.functions.combine(group.rows(), c, out, workers);
        return out;
    }

    /// (n) v·w.
    private double[] weight(double[] log) {
        double[] weight = problem.recoWeight().toArray();
        Arrays.setAll(weight, i -> weight[i] == 0 ? 0 : weight[i] * Math.exp(log[i]));
        return weight;
    }
}
