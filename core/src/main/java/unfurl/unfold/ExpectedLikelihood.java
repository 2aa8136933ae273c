package unfurl.unfold;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// What step 3 maximises: the expected log-likelihood of gen and reco together, and the prior,
///
///     Q(θ') = Σ v·w(θ)·pull·log w(θ') − Σ v·push·w(θ') + log prior(θ')
///
/// over simulated events that pass reco. The second sum is the expected yield, with the push of the same iteration's
/// step 2: the likelihood is that of a Poisson process, so that an efficiency that depends on θ is counted. Where it
/// does not, the sum is known to be constant and is left out.
///
/// Source: arXiv:2409.10421, algorithm 1, step 3, for events that are all detected; Meng, Rubin, Biometrika 80 (1993)
/// 267, for the maximisation of one part after the other.
final class ExpectedLikelihood {
    private static final int MOST_ITERATIONS = 100;
    /// A step of so many standard deviations is none.
    private static final double CLOSE = 1e-6;
    /// Nor is one of so many along which Q does not rise, since its rise, half the square of this, may be lost in the
    /// rounding of a response that is calculated with 24 bits.
    private static final double CLOSE_ENOUGH = 0.1;
    private static final double SHORTEST = 1e-6;
    private static final double ARMIJO = 1e-4;

    private final UnfoldingProblem problem;
    private final Nuisances nuisances;
    private final Workers workers;
    private final int[] free;
    private final double[] start;
    private final Weights pulled;
    private final Weights pushed;
    private final boolean yieldIsKnown;

    /// @param pulled (n) v·w(θ)·pull
    /// @param pushed (n) v·push
    /// @param theta  (p) θ
    ExpectedLikelihood(
            UnfoldingProblem problem,
            Nuisances nuisances,
            Weights pulled,
            Weights pushed,
            double[] theta,
            Workers workers) {
        this.problem = problem;
        this.nuisances = nuisances;
        this.workers = workers;
        this.free = nuisances.free();
        this.start = theta.clone();
        this.pulled = pulled;
        this.pushed = pushed;
        this.yieldIsKnown = problem.response().keepsEfficiency();
    }

    /// The function at a θ.
    final class Point {
        private final double[] theta;
        private final double[] expected;
        private final double value;

        private Point(double[] theta) {
            this.theta = theta;
            double[] log = problem.response().log(theta, workers);
            this.expected = new double[log.length];
            Arrays.setAll(expected, i -> pushed.get(i) == 0 ? 0 : pushed.get(i) * Math.exp(log[i]));
            this.value = Sums.sum(log.length, i -> pulled.get(i) == 0 ? 0 : pulled.get(i) * log[i])
                    - (yieldIsKnown ? 0 : Sums.of(expected))
                    + nuisances.logPrior(theta);
        }

        double value() {
            return value;
        }

        Derivatives derivatives() {
            return new Derivatives(this);
        }
    }

    /// Its derivatives at a θ.
    final class Derivatives {
        private final double[] theta;
        private final double[] gradient;
        private final RealMatrix curvature;

        private Derivatives(Point point) {
            this.theta = point.theta;
            double[] expected = point.expected;
            double[][] slope = problem.response().gradient(theta, workers);
            int n = expected.length;
            this.gradient = nuisances.priorSlope(theta);
            Arrays.setAll(
                    gradient,
                    k -> gradient[k]
                            + Sums.sum(n, i -> (pulled.get(i) - (yieldIsKnown ? 0 : expected[i])) * slope[k][i]));
            this.curvature = Symmetric.squares(
                            slope, expected, IntStream.range(0, n).toArray())
                    .add(nuisances.priorInformation(theta));
        }

        /// (p)
        double[] gradient() {
            return gradient.clone();
        }

        /// (p) the Newton step of the parameters that are free to move, with the expected information of gen and reco
        /// together, and that of the priors.
        double[] step() {
            return nuisances.step(theta, gradient, curvature);
        }

        /// Of a step in standard deviations: whether each parameter moves by less.
        private boolean isShort(double[] step, double limit) {
            return Arrays.stream(free).allMatch(k -> Math.abs(step[k]) * Math.sqrt(curvature.getEntry(k, k)) < limit);
        }

        /// By how much Q rises from here to another θ as long as its slope stays.
        private double promised(double[] other) {
            double promised = 0;
            for (int k = 0; k < other.length; k++) {
                promised += gradient[k] * (other[k] - theta[k]);
            }
            return promised;
        }
    }

    Point at(double[] theta) {
        return new Point(theta);
    }

    /// (p) the θ' of the greatest Q within the ranges; parameters that are not free stay as they are.
    ///
    /// Newton steps with the expected information, which is positive, each shortened until Q rises; a parameter at
    /// its bound stays there while Q rises beyond.
    ///
    /// @throws NumericalException when it does not converge, or its slope is not that of Q
    double[] maximum() {
        Point here = at(start);
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            Derivatives derivatives = here.derivatives();
            double[] step = derivatives.step();
            Optional<Point> better =
                    derivatives.isShort(step, CLOSE) ? Optional.empty() : uphill(here, derivatives, step);
            if (better.isEmpty()) {
                if (derivatives.isShort(step, CLOSE_ENOUGH)) {
                    return here.theta;
                }
                throw new NumericalException(
                        "the likelihood of the nuisance parameters %s does not rise from %s along its slope, by the step %s: its response ratio is not finite or not smooth there"
                                .formatted(nuisances.names(), Arrays.toString(here.theta), Arrays.toString(step)));
            }
            here = better.get();
        }
        throw new NumericalException("the nuisance parameters %s do not converge within %d steps: they are at %s"
                .formatted(nuisances.names(), MOST_ITERATIONS, Arrays.toString(here.theta)));
    }

    /// The farthest of ever shorter steps along which Q rises as much as its slope promises; empty when none does,
    /// within rounding.
    private Optional<Point> uphill(Point here, Derivatives derivatives, double[] step) {
        for (double part = 1; part > SHORTEST; part /= 2) {
            Point there = at(nuisances.within(here.theta, step, part));
            if (there.value - here.value > ARMIJO * derivatives.promised(there.theta)) {
                return Optional.of(there);
            }
        }
        return Optional.empty();
    }
}
