package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// The detector of a problem, which depends on nuisance parameters.
///
/// It keeps the problem of the last θ, for which all steps of an iteration ask.
final class VariedDetector {
    private final UnfoldingProblem problem;
    private final ResponseRatio ratio;
    private volatile Optional<Known> last = Optional.empty();

    private record Known(List<Double> theta, UnfoldingProblem problem) {}

    VariedDetector(UnfoldingProblem problem, ResponseRatio ratio) {
        this.problem = problem;
        this.ratio = ratio;
    }

    ResponseRatio ratio() {
        return ratio;
    }

    /// The problem with the detector of θ, which is known.
    UnfoldingProblem at(List<Double> theta, Workers workers) {
        Optional<Known> kept = last.filter(known -> known.theta.equals(theta));
        if (kept.isPresent()) {
            return kept.get().problem;
        }
        double[] point = theta.stream().mapToDouble(t -> t).toArray();
        UnfoldingProblem made = problem.withKnownDetector(weight(point, workers));
        last = Optional.of(new Known(List.copyOf(theta), made));
        return made;
    }

    /// (n) v·w(θ).
    private Weights weight(double[] theta, Workers workers) {
        double[] log = ratio.log(theta, workers);
        Weights nominal = problem.recoWeight();
        double[] weight = new double[log.length];
        Arrays.setAll(weight, i -> nominal.get(i) == 0 ? 0 : nominal.get(i) * Math.exp(log[i]));
        return Weights.of(ratio.keepsEfficiency() ? calibrated(weight, theta, workers) : weight);
    }

    /// With what is known of any w that keeps the efficiency: its mean over y at an x is 1, and so the mean of its
    /// derivatives is 0. Importance weights of few events in the tails fulfil neither.
    private double[] calibrated(double[] weight, double[] theta, Workers workers) {
        int[] rows = problem.matched().indices();
        Functions basis = Basis.ofGen(problem, 0);
        double[] nominal = basis.sums(rows, problem.recoWeight().toArray(), workers);
        double[] wanted = Arrays.copyOf(nominal, basis.size() * (1 + theta.length));
        return Calibration.of(basis.andTimes(ratio.gradient(theta, workers)), rows, weight, wanted, workers);
    }
}
