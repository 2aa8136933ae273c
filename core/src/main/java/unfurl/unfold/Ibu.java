package unfurl.unfold;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Matrix;

/// Iterative Bayesian unfolding of a binned spectrum, with the covariance of its result.
///
/// With t_e the data less background times the simulated purity A_e/(A_e + F_e), one iteration is
/// ν_c ← ν_c · Σ_e A_ce r_e / A_c with r_e = t_e / Σ_c A_ce ν_c, and the spectrum is G_c ν_c: the published
/// formula with the prior written as G_c ν_c. It starts from ν = 1, the simulation.
///
/// Source: G. D'Agostini, NIM A 362 (1995) 487, eqs. (4)–(6); covariance by exact linear propagation
/// through all iterations, as T. Adye, arXiv:1105.1160, section 5, but by one backward pass for each bin
/// of the result, so that C × C·E numbers are kept and never (C·E)².
public final class Ibu {
    private static final double LOST_LIMIT = 0.05;

    private final Grid genGrid;
    private final int causes;
    private final int effects;
    private final double[][] matched;
    private final double[][] matchedVariance;
    private final double[][] matchedCross;
    private final double[] matchedOfCause;
    private final double[] matchedOfEffect;
    private final double[] gen;
    private final double[] genSquares;
    private final double[] fakes;
    private final double[] fakeVariance;
    private final double[] data;
    private final double[] dataVariance;
    private final double lost;

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
    /// @throws InputException when a gen cell has events but no matched ones: it cannot be unfolded; or when more
    ///                        than 5 % of the data lie in reco cells without simulated events
    public Ibu(UnfoldingProblem problem, Grid genGrid, Grid recoGrid) {
        this.genGrid = genGrid;
        causes = genGrid.cells();
        effects = recoGrid.cells();
        matched = new double[causes][effects];
        matchedVariance = new double[causes][effects];
        matchedCross = new double[causes][effects];
        matchedOfCause = new double[causes];
        matchedOfEffect = new double[effects];
        gen = new double[causes];
        genSquares = new double[causes];
        fakes = new double[effects];
        fakeVariance = new double[effects];
        data = new double[effects];
        dataVariance = new double[effects];
        int[] cause = genGrid.locate(problem.size(), problem.gen()::get);
        int[] effect = recoGrid.locate(problem.reco().rows(), problem.reco()::get);
        addSimulation(problem, cause, effect);
        addDetected(problem.data(), 1, problem.events().firstData(), effect);
        addDetected(problem.background(), -1, problem.events().firstBackground(), effect);
        for (int c = 0; c < causes; c++) {
            if (gen[c] > 0 && !(matchedOfCause[c] > 0)) {
                throw new InputException(
                        "the gen bin %s has a yield of %s but none of its events passes reco: it cannot be unfolded; take wider bins"
                                .formatted(describe(genGrid, c), gen[c]));
            }
        }
        lost = lost();
    }

    private static String describe(Grid grid, int cell) {
        int[] place = grid.place(cell);
        return IntStream.range(0, place.length)
                .mapToObj(d -> {
                    Axis axis = grid.axes().get(d);
                    int bin = place[d] - 1;
                    return "%s in [%s, %s)"
                            .formatted(
                                    axis.label(),
                                    bin < 0 ? "−∞" : axis.edge(bin),
                                    bin == axis.bins() ? "∞" : axis.edge(bin + 1));
                })
                .collect(Collectors.joining(", "));
    }

    private double lost() {
        double lost = 0;
        double all = 0;
        for (int e = 0; e < effects; e++) {
            all += Math.abs(data[e]);
            lost += matchedOfEffect[e] + fakes[e] == 0 ? Math.abs(data[e]) : 0;
        }
        if (lost > LOST_LIMIT * all) {
            throw new InputException(
                    "%.3g %% of the data lie in reco bins without a single simulated event (at most %.0f %% may): the samples do not overlap, or the bins are too fine"
                            .formatted(100 * lost / all, 100 * LOST_LIMIT));
        }
        return lost;
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
            }
            if (passGen && passReco) {
                matched[cause[i]][effect[i]] += v;
                matchedVariance[cause[i]][effect[i]] += v * v;
                matchedCross[cause[i]][effect[i]] += w * v;
                matchedOfCause[cause[i]] += v;
                matchedOfEffect[effect[i]] += v;
            } else if (passReco) {
                fakes[effect[i]] += v;
                fakeVariance[effect[i]] += v * v;
            }
        }
    }

    /// @param sign  1 for what was measured, −1 for what is subtracted
    /// @param first row of the first event
    private void addDetected(Weights weights, int sign, int first, int[] effect) {
        for (int i = 0; i < weights.size(); i++) {
            double weight = weights.get(i);
            if (weight != 0) {
                data[effect[first + i]] += sign * weight;
                dataVariance[effect[first + i]] += weight * weight;
            }
        }
    }

    /// The result after some iterations.
    ///
    /// @param grid     the cells of the result
    /// @param spectrum (C) unfolded yield of each cell
    /// @param data     (C × C) covariance from the data's and background's Σw²
    /// @param simulation (C × C) covariance from the simulation's statistics
    /// @param lost     yield of the data in reco cells without a simulated event, which the result leaves out
    public record Result(Grid grid, Weights spectrum, Matrix data, Matrix simulation, double lost) {
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
        var spectrum = Weights.tabulate(causes, c -> gen[c] * trace.push[iterations][c]);
        Matrix ofData = symmetric((a, b) -> {
            double sum = 0;
            for (int e = 0; e < effects; e++) {
                sum += gradients[a].data[e] * gradients[b].data[e] * dataVariance[e];
            }
            return sum;
        });
        Matrix ofSimulation = covarianceOfSimulation(gradients, statistics);
        return new Result(genGrid, spectrum, ofData, ofSimulation, lost);
    }

    /// What each iteration had.
    private final class Trace {
        /// ν before the first iteration and after each.
        final double[][] push;
        /// Σ_c A_ce ν_c.
        final double[][] folded;
        /// r.
        final double[][] ratio;
        /// The factor Σ_e A_ce r_e / A_c.
        final double[][] growth;

        Trace(int iterations) {
            push = new double[iterations + 1][causes];
            folded = new double[iterations][effects];
            ratio = new double[iterations][effects];
            growth = new double[iterations][causes];
            Arrays.fill(push[0], 1);
        }
    }

    private Trace forward(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, not " + iterations);
        }
        var trace = new Trace(iterations);
        for (int k = 0; k < iterations; k++) {
            double[] folded = trace.folded[k];
            double[] ratio = trace.ratio[k];
            for (int c = 0; c < causes; c++) {
                for (int e = 0; e < effects; e++) {
                    folded[e] += matched[c][e] * trace.push[k][c];
                }
            }
            Arrays.setAll(ratio, e -> folded[e] == 0 ? 0 : data[e] * purity(e) / folded[e]);
            for (int c = 0; c < causes; c++) {
                trace.growth[k][c] = matchedOfCause[c] == 0 ? 0 : dot(matched[c], ratio) / matchedOfCause[c];
                trace.push[k + 1][c] = trace.push[k][c] * trace.growth[k][c];
            }
        }
        return trace;
    }

    private double purity(int e) {
        return matchedOfEffect[e] == 0 ? 0 : matchedOfEffect[e] / (matchedOfEffect[e] + fakes[e]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// Derivatives of one bin of the result.
    private final class Gradient {
        final double[] data = new double[effects];
        final double[] purified = new double[effects];
        final double[][] matched = new double[causes][effects];
        final double[] gen = new double[causes];
        final double[] fakes = new double[effects];

        /// The sum of products over all that fluctuates in the simulation.
        double dot(Gradient other) {
            double sum = Ibu.dot(gen, other.gen) + Ibu.dot(fakes, other.fakes);
            for (int c = 0; c < causes; c++) {
                sum += Ibu.dot(matched[c], other.matched[c]);
            }
            return sum;
        }
    }

    private Gradient backward(Trace trace, int bin, SimulationStatistics statistics) {
        var gradient = new Gradient();
        int iterations = trace.ratio.length;
        double[] pushGradient = new double[causes];
        pushGradient[bin] = gen[bin];
        if (statistics == SimulationStatistics.POISSON) {
            gradient.gen[bin] = trace.push[iterations][bin];
        }
        for (int k = iterations - 1; k >= 0; k--) {
            pushGradient = backThroughIteration(trace, k, pushGradient, gradient);
        }
        for (int e = 0; e < effects; e++) {
            backThroughPurity(gradient, e);
        }
        return gradient;
    }

    private double[] backThroughIteration(Trace trace, int k, double[] after, Gradient gradient) {
        double[] push = trace.push[k];
        double[] ratio = trace.ratio[k];
        double[] before = new double[causes];
        double[] ratioGradient = new double[effects];
        for (int c = 0; c < causes; c++) {
            if (after[c] == 0 || matchedOfCause[c] == 0) {
                continue;
            }
            double growth = trace.growth[k][c];
            before[c] = after[c] * growth;
            double scale = after[c] * push[c] / matchedOfCause[c];
            for (int e = 0; e < effects; e++) {
                gradient.matched[c][e] += scale * (ratio[e] - growth);
                ratioGradient[e] += scale * matched[c][e];
            }
        }
        double[] foldedGradient = new double[effects];
        for (int e = 0; e < effects; e++) {
            double folded = trace.folded[k][e];
            double perFolded = folded == 0 ? 0 : ratioGradient[e] / folded;
            gradient.purified[e] += perFolded;
            foldedGradient[e] = -perFolded * ratio[e];
        }
        for (int c = 0; c < causes; c++) {
            before[c] += dot(matched[c], foldedGradient);
            for (int e = 0; e < effects; e++) {
                gradient.matched[c][e] += foldedGradient[e] * push[c];
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

    private Matrix covarianceOfSimulation(Gradient[] gradients, SimulationStatistics statistics) {
        double[][] values = new double[causes][causes];
        for (int a = 0; a < causes; a++) {
            Gradient spread = switch (statistics) {
                case POISSON -> poisson(gradients[a]);
                case MULTINOMIAL -> multinomial(gradients[a]);
            };
            for (int e = 0; e < effects; e++) {
                spread.fakes[e] = fakeVariance[e] * gradients[a].fakes[e];
            }
            for (int b = 0; b <= a; b++) {
                values[a][b] = spread.dot(gradients[b]);
                values[b][a] = values[a][b];
            }
        }
        return Matrix.tabulate(causes, causes, (i, j) -> values[i][j]);
    }

    /// The covariance of all counts times a gradient: an event adds its gen weight w to its gen bin and
    /// its reco weight v to its cell of A, so the two go up and down together.
    private Gradient poisson(Gradient gradient) {
        var spread = new Gradient();
        for (int c = 0; c < causes; c++) {
            spread.gen[c] = genSquares[c] * gradient.gen[c] + dot(matchedCross[c], gradient.matched[c]);
            for (int e = 0; e < effects; e++) {
                spread.matched[c][e] =
                        matchedVariance[c][e] * gradient.matched[c][e] + matchedCross[c][e] * gradient.gen[c];
            }
        }
        return spread;
    }

    /// The same with cov(A_ce, A_ce') = (Σw²/Σw)·(A_ce δ − A_ce A_ce'/G_c).
    private Gradient multinomial(Gradient gradient) {
        var spread = new Gradient();
        for (int c = 0; c < causes; c++) {
            double mean = gen[c] == 0 ? 0 : dot(matched[c], gradient.matched[c]) / gen[c];
            for (int e = 0; e < effects; e++) {
                double share = gen[c] == 0 ? 0 : matched[c][e] / gen[c];
                spread.matched[c][e] = genSquares[c] * share * (gradient.matched[c][e] - mean);
            }
        }
        return spread;
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
