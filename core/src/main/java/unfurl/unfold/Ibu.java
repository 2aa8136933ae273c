package unfurl.unfold;

import java.util.List;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.hist.Grid;
import unfurl.math.Matrix;

/// Iterative Bayesian unfolding of a binned spectrum, with the covariance of its result.
///
/// With t_e the data less background times the simulated purity A_e/(A_e + F_e), one iteration is
/// ν_c ← ν_c · Σ_e A_ce r_e / A_c with r_e = t_e / Σ_c A_ce ν_c, and the spectrum is G_c ν_c: the published formula
/// with
/// the prior written as G_c ν_c. It starts from ν = 1, the simulation.
///
/// Source: G. D'Agostini, NIM A 362 (1995) 487, eqs. (4)–(6); covariance by exact linear propagation through all
/// iterations, as T. Adye, arXiv:1105.1160, section 5, but by one backward pass for each bin of the result, so that no
/// matrix larger than C × E is needed at a time and C × C·E in all.
public final class Ibu {
    private final Grid genGrid;
    private final int causes;
    private final int effects;
    private final double[][] matched;
    private final double[][] matchedVariance;
    private final double[] matchedOfCause;
    private final double[] matchedOfEffect;
    private final double[] gen;
    private final double[] genSquares;
    private final double[] missVariance;
    private final double[] fakes;
    private final double[] fakeVariance;
    private final double[] data;
    private final double[] dataVariance;

    /// What is taken to fluctuate in the simulation.
    public enum SimulationStatistics {
        /// Every count, so the prior and the efficiencies too: what a bootstrap of the simulated events does.
        POISSON,
        /// Where the events of a gen bin end up, their number being given: D'Agostini's smearing term.
        MULTINOMIAL
    }

    /// Bins a problem.
    ///
    /// @param genGrid  cells of the gen features, flows included
    /// @param recoGrid cells of the reco features, flows included
    /// @throws InputException when a gen cell has events but no matched ones: it cannot be unfolded
    public Ibu(UnfoldingProblem problem, Grid genGrid, Grid recoGrid) {
        this.genGrid = genGrid;
        causes = genGrid.cells();
        effects = recoGrid.cells();
        matched = new double[causes][effects];
        matchedVariance = new double[causes][effects];
        matchedOfCause = new double[causes];
        matchedOfEffect = new double[effects];
        gen = new double[causes];
        genSquares = new double[causes];
        missVariance = new double[causes];
        fakes = new double[effects];
        fakeVariance = new double[effects];
        data = new double[effects];
        dataVariance = new double[effects];
        int[] cause = genGrid.locate(problem.size(), problem.gen()::get);
        int[] effect = recoGrid.locate(problem.reco().rows(), problem.reco()::get);
        addSimulation(problem, cause, effect);
        addDetected(problem, effect);
        for (int c = 0; c < causes; c++) {
            if (gen[c] > 0 && !(matchedOfCause[c] > 0)) {
                throw new InputException(
                        "gen bin %d has a yield of %s but none of its events passes reco: it cannot be unfolded"
                                .formatted(c, gen[c]));
            }
        }
    }

    private void addSimulation(UnfoldingProblem problem, int[] cause, int[] effect) {
        for (int i = 0; i < problem.size(); i++) {
            double w = problem.genWeight().get(i);
            double v = problem.recoWeight().get(i);
            boolean passGen = problem.passGen().get(i);
            boolean passReco = problem.passReco().get(i);
            if (passGen) {
                gen[cause[i]] += w;
                genSquares[cause[i]] += w * w;
                missVariance[cause[i]] += passReco ? 0 : w * w;
            }
            if (passGen && passReco) {
                matched[cause[i]][effect[i]] += v;
                matchedVariance[cause[i]][effect[i]] += v * v;
                matchedOfCause[cause[i]] += v;
                matchedOfEffect[effect[i]] += v;
            } else if (passReco) {
                fakes[effect[i]] += v;
                fakeVariance[effect[i]] += v * v;
            }
        }
    }

    private void addDetected(UnfoldingProblem problem, int[] effect) {
        int n = problem.size();
        Weights numerator = problem.detectorNumerator();
        for (int i = n; i < numerator.size(); i++) {
            data[effect[i]] += numerator.get(i);
            dataVariance[effect[i]] += numerator.get(i) * numerator.get(i);
        }
    }

    /// The result after some iterations.
    ///
    /// @param grid     the cells of the result
    /// @param spectrum (C) unfolded yield of each cell
    /// @param data     (C × C) covariance from the data's and background's Σw²
    /// @param simulation (C × C) covariance from the simulation's statistics
    public record Result(Grid grid, Weights spectrum, Matrix data, Matrix simulation) {
        /// The sum of the two covariances.
        public Matrix covariance() {
            return data.plus(simulation);
        }
    }

    /// Unfolds.
    ///
    /// @param iterations at least 1
    public Result unfold(int iterations, SimulationStatistics statistics) {
        Trace trace = forward(iterations);
        Gradient[] gradients = new Gradient[causes];
        for (int c = 0; c < causes; c++) {
            gradients[c] = backward(trace, c, statistics);
        }
        var spectrum = Weights.tabulate(causes, c -> gen[c] * trace.push.get(iterations)[c]);
        Matrix ofData = symmetric((a, b) -> {
            double sum = 0;
            for (int e = 0; e < effects; e++) {
                sum += gradients[a].data[e] * gradients[b].data[e] * dataVariance[e];
            }
            return sum;
        });
        Matrix ofSimulation = symmetric((a, b) -> simulationCovariance(gradients[a], gradients[b], statistics));
        return new Result(genGrid, spectrum, ofData, ofSimulation);
    }

    /// ν, and the ratios r that led to it, after each iteration.
    private record Trace(List<double[]> push, List<double[]> ratio) {}

    private Trace forward(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, not " + iterations);
        }
        double[][] push = new double[iterations + 1][causes];
        double[][] ratio = new double[iterations][effects];
        java.util.Arrays.fill(push[0], 1);
        for (int k = 0; k < iterations; k++) {
            for (int e = 0; e < effects; e++) {
                double folded = folded(push[k], e);
                ratio[k][e] = folded == 0 ? 0 : data[e] * purity(e) / folded;
            }
            for (int c = 0; c < causes; c++) {
                push[k + 1][c] = matchedOfCause[c] == 0 ? 0 : push[k][c] * pulled(ratio[k], c) / matchedOfCause[c];
            }
        }
        return new Trace(List.of(push), List.of(ratio));
    }

    private double purity(int e) {
        return matchedOfEffect[e] == 0 ? 0 : matchedOfEffect[e] / (matchedOfEffect[e] + fakes[e]);
    }

    private double folded(double[] push, int e) {
        double sum = 0;
        for (int c = 0; c < causes; c++) {
            sum += matched[c][e] * push[c];
        }
        return sum;
    }

    private double pulled(double[] ratio, int c) {
        double sum = 0;
        for (int e = 0; e < effects; e++) {
            sum += matched[c][e] * ratio[e];
        }
        return sum;
    }

    /// Derivatives of one bin of the result.
    private final class Gradient {
        final double[] data = new double[effects];
        final double[] purified = new double[effects];
        final double[][] matched = new double[causes][effects];
        final double[] missed = new double[causes];
        final double[] fakes = new double[effects];
    }

    private Gradient backward(Trace trace, int bin, SimulationStatistics statistics) {
        var gradient = new Gradient();
        int iterations = trace.ratio.size();
        if (statistics == SimulationStatistics.POISSON && matchedOfCause[bin] > 0) {
            double push = trace.push.get(iterations)[bin];
            gradient.missed[bin] = push;
            java.util.Arrays.fill(gradient.matched[bin], push);
        }
        double[] pushGradient = new double[causes];
        pushGradient[bin] = gen[bin];
        for (int k = iterations - 1; k >= 0; k--) {
            pushGradient = backThroughIteration(trace, k, pushGradient, gradient);
        }
        for (int e = 0; e < effects; e++) {
            backThroughPurity(gradient, e);
        }
        return gradient;
    }

    private double[] backThroughIteration(Trace trace, int k, double[] after, Gradient gradient) {
        double[] push = trace.push.get(k);
        double[] ratio = trace.ratio.get(k);
        double[] before = new double[causes];
        double[] ratioGradient = new double[effects];
        for (int c = 0; c < causes; c++) {
            if (after[c] == 0 || matchedOfCause[c] == 0) {
                continue;
            }
            double growth = pulled(ratio, c) / matchedOfCause[c];
            before[c] = after[c] * growth;
            double scale = after[c] * push[c] / matchedOfCause[c];
            for (int e = 0; e < effects; e++) {
                gradient.matched[c][e] += scale * (ratio[e] - growth);
                ratioGradient[e] += scale * matched[c][e];
            }
        }
        for (int e = 0; e < effects; e++) {
            double folded = folded(push, e);
            if (folded == 0) {
                continue;
            }
            gradient.purified[e] += ratioGradient[e] / folded;
            double foldedGradient = -ratioGradient[e] * ratio[e] / folded;
            for (int c = 0; c < causes; c++) {
                gradient.matched[c][e] += foldedGradient * push[c];
                before[c] += foldedGradient * matched[c][e];
            }
        }
        return before;
    }

    private void backThroughPurity(Gradient gradient, int e) {
        gradient.data[e] = gradient.purified[e] * purity(e);
        double all = matchedOfEffect[e] + fakes[e];
        if (all == 0) {
            return;
        }
        gradient.fakes[e] = -gradient.purified[e] * data[e] * matchedOfEffect[e] / (all * all);
        double perMatched = gradient.purified[e] * data[e] * fakes[e] / (all * all);
        for (int c = 0; c < causes; c++) {
            gradient.matched[c][e] += perMatched;
        }
    }

    private double simulationCovariance(Gradient a, Gradient b, SimulationStatistics statistics) {
        double sum = 0;
        for (int c = 0; c < causes; c++) {
            sum += switch (statistics) {
                case POISSON -> a.missed[c] * b.missed[c] * missVariance[c] + poisson(a, b, c);
                case MULTINOMIAL -> multinomial(a, b, c);
            };
        }
        for (int e = 0; e < effects; e++) {
            sum += a.fakes[e] * b.fakes[e] * fakeVariance[e];
        }
        return sum;
    }

    private double poisson(Gradient a, Gradient b, int c) {
        double sum = 0;
        for (int e = 0; e < effects; e++) {
            sum += a.matched[c][e] * b.matched[c][e] * matchedVariance[c][e];
        }
        return sum;
    }

    /// cov(A_ce, A_ce') = (Σw²/Σw)·(A_ce δ − A_ce A_ce'/G_c).
    private double multinomial(Gradient a, Gradient b, int c) {
        if (gen[c] == 0) {
            return 0;
        }
        double meanA = 0;
        double meanB = 0;
        double product = 0;
        for (int e = 0; e < effects; e++) {
            double share = matched[c][e] / gen[c];
            meanA += share * a.matched[c][e];
            meanB += share * b.matched[c][e];
            product += share * a.matched[c][e] * b.matched[c][e];
        }
        return genSquares[c] * (product - meanA * meanB);
    }

    private Matrix symmetric(Matrix.Element element) {
        double[][] values = new double[causes][causes];
        for (int a = 0; a < causes; a++) {
            for (int b = 0; b <= a; b++) {
                values[a][b] = element.at(a, b);
                values[b][a] = values[a][b];
            }
        }
        return Matrix.tabulate(causes, causes, (i, j) -> values[i][j]);
    }
}
