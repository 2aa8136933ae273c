package unfurl.unfold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Matrix;
import unfurl.math.Seed;

/// The unfolding problem that has an exact answer: Gaussian gen, Gaussian smearing, in any dimension.
///
/// Gen is N(prior), truth N(truth) and reco = gen + N(0, smearing²) in each of d dimensions, with one
/// correlation ρ between any two gen dimensions. An event is detected with probability ε, flat or rising
/// along the first dimension as ε(x) = 0.3 + 0.7/(1 + e^−x). A share of the events fails the gen
/// selection whatever its gen, so that those of them that are detected are fakes. Background is N(1,
/// 1.5²) in every reco dimension.
///
/// Fakes and background do not move the exact answer, and neither does a flat efficiency.
///
/// Source: the EM update of a normal prior under a normal response, e.g. Kalman, J. Basic Eng. 82 (1960) 35.
///
/// @param dimensions  d, from 1 to 24
/// @param priorMean   mean of the simulation's gen in every dimension
/// @param priorStd    its standard deviation, positive
/// @param truthMean   mean of nature's gen in every dimension
/// @param truthStd    its standard deviation, positive
/// @param correlation ρ between two gen dimensions, in [0, 1)
/// @param smearing    standard deviation of the resolution, positive
/// @param efficiency  detection probability in (0, 1], or [#SLOPED]
/// @param fakes       share of the events that fail the gen selection, in [0, 1)
/// @param background  expected background events per data event, in [0, 1)
public record LinearGaussian(
        int dimensions,
        double priorMean,
        double priorStd,
        double truthMean,
        double truthStd,
        double correlation,
        double smearing,
        double efficiency,
        double fakes,
        double background) {
    /// The efficiency 0.3 + 0.7/(1 + e^−x) of the first dimension.
    public static final double SLOPED = -1;

    private static final double BACKGROUND_MEAN = 1;
    private static final double BACKGROUND_STD = 1.5;
    private static final int MOST_POINTS = 5000;

    /// The values of the worked example: prior N(0, 1), truth N(0.2, 0.8²), smearing 0.5, everything
    /// detected.
    ///
    /// @param dimensions d
    public static LinearGaussian standard(int dimensions) {
        return new LinearGaussian(dimensions, 0, 1, 0.2, 0.8, 0, 0.5, 1, 0, 0);
    }

    /// The same problem with another detector.
    public LinearGaussian withDetector(double otherEfficiency, double otherFakes, double otherBackground) {
        return new LinearGaussian(
                dimensions,
                priorMean,
                priorStd,
                truthMean,
                truthStd,
                correlation,
                smearing,
                otherEfficiency,
                otherFakes,
                otherBackground);
    }

    /// @throws InputException when a value is outside its range
    public LinearGaussian {
        require(dimensions >= 1 && dimensions <= 24, "dimensions", dimensions, "1…24");
        require(priorStd > 0, "priorStd", priorStd, "positive");
        require(truthStd > 0, "truthStd", truthStd, "positive");
        require(correlation >= 0 && correlation < 1, "correlation", correlation, "0 ≤ ρ < 1");
        require(smearing > 0, "smearing", smearing, "positive");
        require(efficiency == SLOPED || (efficiency > 0 && efficiency <= 1), "efficiency", efficiency, "0…1 or sloped");
        require(fakes >= 0 && fakes < 1, "fakes", fakes, "0 ≤ fakes < 1");
        require(background >= 0 && background < 1, "background", background, "0 ≤ background < 1");
    }

    private static void require(boolean holds, String key, double value, String allowed) {
        if (!holds) {
            throw new InputException("%s is %s; allowed is %s".formatted(key, value, allowed));
        }
    }

    /// The observables' names: `x`, or `x1` … `xd`.
    public List<String> names() {
        return dimensions == 1
                ? List.of("x")
                : IntStream.rangeClosed(1, dimensions).mapToObj(i -> "x" + i).toList();
    }

    /// Simulated events with gen, reco and both flags.
    ///
    /// @return columns NAME, NAME_reco, `pass_truth`, `pass_reco`, `event_id`
    public Table simulation(int events, Seed seed) {
        return events("simulation", events, priorMean, priorStd, seed);
    }

    /// Nature: the same columns as the simulation, of the true distribution.
    public Table nature(int events, Seed seed) {
        return events("nature", events, truthMean, truthStd, seed);
    }

    /// Background events: reco alone.
    ///
    /// @return columns NAME_reco
    public Table backgroundEvents(int events, Seed seed) {
        var columns = new ArrayList<Column>();
        for (int d = 0; d < dimensions; d++) {
            Seed stream = seed.child("background").child(d);
            float[] reco = new float[events];
            for (int i = 0; i < events; i++) {
                reco[i] = (float) (BACKGROUND_MEAN + BACKGROUND_STD * stream.gaussian(i));
            }
            columns.add(Column.owning(names().get(d) + "_reco", reco));
        }
        return Table.of("background", columns);
    }

    private Table events(String source, int events, double mean, double std, Seed seed) {
        var columns = new ArrayList<Column>();
        boolean[] passReco = new boolean[events];
        Seed common = seed.child("common");
        Seed detection = seed.child("efficiency");
        Seed selection = seed.child("fakes");
        for (int d = 0; d < dimensions; d++) {
            Seed own = seed.child("gen").child(d);
            Seed smear = seed.child("smearing").child(d);
            float[] gen = new float[events];
            float[] reco = new float[events];
            for (int i = 0; i < events; i++) {
                double shared = correlation == 0 ? 0 : Math.sqrt(correlation) * common.gaussian(i);
                double x = mean + std * (Math.sqrt(1 - correlation) * own.gaussian(i) + shared);
                gen[i] = (float) x;
                reco[i] = (float) (x + smearing * smear.gaussian(i));
                passReco[i] = d == 0 ? detection.uniform(i) < efficiencyAt(x) : passReco[i];
            }
            columns.add(Column.owning(names().get(d), gen));
            columns.add(Column.owning(names().get(d) + "_reco", reco));
        }
        boolean[] passGen = new boolean[events];
        long[] id = new long[events];
        for (int i = 0; i < events; i++) {
            passGen[i] = selection.uniform(i) >= fakes;
            id[i] = i;
        }
        columns.add(Column.owning("pass_truth", passGen));
        columns.add(Column.owning("pass_reco", passReco));
        columns.add(Column.owning("event_id", id));
        return Table.of(source, columns);
    }

    /// The probability to detect an event of that first coordinate.
    public double efficiencyAt(double x) {
        return efficiency == SLOPED ? 0.3 + 0.7 / (1 + Math.exp(-x)) : efficiency;
    }

    /// A ready problem with as many simulated as true events; the background template has as many events
    /// as are expected in the data.
    public UnfoldingProblem problem(int events, Seed seed) {
        return problem(events, events, seed);
    }

    /// The same with other numbers of simulated and of true events.
    public UnfoldingProblem problem(int simulated, int trueEvents, Seed seed) {
        Table simulation = simulation(simulated, seed.child("simulation"));
        Table nature = nature(trueEvents, seed.child("nature"));
        Mask detected = flags(nature, "pass_reco");
        int backgroundEvents = (int) Math.round(background * detected.count());
        Features data = features(nature.select(detected), "_reco")
                .followedBy(features(backgroundEvents(backgroundEvents, seed.child("data")), "_reco"));
        Features template = features(backgroundEvents(backgroundEvents, seed.child("template")), "_reco");
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        features(simulation, ""),
                        features(simulation, "_reco"),
                        flags(simulation, "pass_truth"),
                        flags(simulation, "pass_reco"),
                        Weights.ones(simulated),
                        Weights.ones(simulated)),
                new UnfoldingProblem.Detected(data, Weights.ones(data.rows())),
                new UnfoldingProblem.Detected(template, Weights.ones(template.rows())));
    }

    private static Mask flags(Table table, String name) {
        Column column = table.column(name, "the example");
        return Mask.of(table.rows(), i -> column.longAt(i) == 1);
    }

    private Features features(Table table, String suffix) {
        float[] values = new float[table.rows() * dimensions];
        for (int d = 0; d < dimensions; d++) {
            Column column = table.column(names().get(d) + suffix, "the example");
            for (int i = 0; i < table.rows(); i++) {
                values[i * dimensions + d] = (float) column.at(i);
            }
        }
        return Features.owning(names(), table.rows(), values);
    }

    /// The unfolded distribution after some iterations.
    ///
    /// @param mean (d) of each dimension
    /// @param std  (d) of each dimension
    public record Moments(List<Double> mean, List<Double> std) {}

    /// The exact result of unfolding infinitely many events, after 1 … iterations iterations.
    ///
    /// @throws IllegalArgumentException for a sloped efficiency with correlated dimensions: no closed form
    public List<Moments> exact(int iterations) {
        if (efficiency == SLOPED && correlation > 0) {
            throw new IllegalArgumentException(
                    "no exact answer for a sloped efficiency with correlation " + correlation);
        }
        List<Moments> closed = closedForm(iterations);
        if (efficiency != SLOPED) {
            return closed;
        }
        List<Moments> first = quadrature(iterations);
        return IntStream.range(0, iterations)
                .mapToObj(k -> new Moments(
                        replaceFirst(closed.get(k).mean(), first.get(k).mean().getFirst()),
                        replaceFirst(closed.get(k).std(), first.get(k).std().getFirst())))
                .toList();
    }

    private static List<Double> replaceFirst(List<Double> values, double first) {
        var out = new ArrayList<>(values);
        out.set(0, first);
        return List.copyOf(out);
    }

    /// K = S(S+E)⁻¹, m ← m + K(μ − m), S ← S − K·S + K(Σ+E)Kᵀ.
    private List<Moments> closedForm(int iterations) {
        RealMatrix noise = MatrixUtils.createRealIdentityMatrix(dimensions).scalarMultiply(smearing * smearing);
        RealMatrix observed = covariance(truthStd).add(noise);
        RealMatrix covariance = covariance(priorStd);
        RealMatrix mean = constant(priorMean);
        var out = new ArrayList<Moments>();
        for (int k = 0; k < iterations; k++) {
            RealMatrix gain = covariance.multiply(MatrixUtils.inverse(covariance.add(noise)));
            mean = mean.add(gain.multiply(constant(truthMean).subtract(mean)));
            covariance = covariance
                    .subtract(gain.multiply(covariance))
                    .add(gain.multiply(observed).multiply(gain.transpose()));
            RealMatrix m = mean;
            RealMatrix s = covariance;
            out.add(new Moments(
                    IntStream.range(0, dimensions)
                            .mapToObj(d -> m.getEntry(d, 0))
                            .toList(),
                    IntStream.range(0, dimensions)
                            .mapToObj(d -> Math.sqrt(s.getEntry(d, d)))
                            .toList()));
        }
        return out;
    }

    private RealMatrix covariance(double std) {
        Matrix m = Matrix.tabulate(dimensions, dimensions, (i, j) -> std * std * (i == j ? 1 : correlation));
        RealMatrix out = MatrixUtils.createRealMatrix(dimensions, dimensions);
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j < dimensions; j++) {
                out.setEntry(i, j, m.get(i, j));
            }
        }
        return out;
    }

    private RealMatrix constant(double value) {
        RealMatrix out = MatrixUtils.createRealMatrix(dimensions, 1);
        for (int i = 0; i < dimensions; i++) {
            out.setEntry(i, 0, value);
        }
        return out;
    }

    /// One dimension with an efficiency that depends on x, by the trapezoidal rule on a grid over ±8 standard
    /// deviations. For a Gaussian the rule's error is 2·exp(−2π²(σ/step)²): 5·10⁻⁹ at a step of σ.
    private List<Moments> quadrature(int iterations) {
        double reach = 8 * Math.max(priorStd, truthStd) + smearing + Math.abs(truthMean - priorMean);
        double narrowest = Math.min(smearing, Math.min(priorStd, truthStd));
        double wanted = Math.max(801, Math.ceil(2 * reach / narrowest) + 1);
        if (wanted > MOST_POINTS) {
            throw new InputException(
                    "the exact answer for a sloped efficiency needs a grid of %.0f points (at most %d): %s is too narrow beside %s"
                            .formatted(wanted, MOST_POINTS, narrowest, reach));
        }
        int points = (int) wanted;
        double step = 2 * reach / (points - 1);
        double[] x = grid(points, i -> priorMean - reach + i * step);
        double[] result = grid(points, i -> normal(x[(int) i], priorMean, priorStd));
        double[] truth = grid(points, i -> normal(x[(int) i], truthMean, truthStd));
        double[][] response = new double[points][];
        for (int i = 0; i < points; i++) {
            double at = x[i];
            response[i] = grid(points, j -> step * normal(x[(int) j], at, smearing));
        }
        double[] observed = detected(truth, x, response);
        var out = new ArrayList<Moments>();
        for (int k = 0; k < iterations; k++) {
            double[] simulated = detected(result, x, response);
            double[] before = result;
            result = grid(points, i -> {
                double pulled = 0;
                for (int j = 0; j < points; j++) {
                    pulled += simulated[j] < 1e-280 ? 0 : response[(int) i][j] * observed[j] / simulated[j];
                }
                return before[(int) i] * pulled;
            });
            out.add(moments(x, result));
        }
        return out;
    }

    private double[] detected(double[] density, double[] x, double[][] response) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double found = density[i] * efficiencyAt(x[i]);
            for (int j = 0; j < x.length; j++) {
                out[j] += found * response[i][j];
            }
        }
        return out;
    }

    private static Moments moments(double[] x, double[] density) {
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < x.length; i++) {
            sum += density[i];
            first += density[i] * x[i];
            second += density[i] * x[i] * x[i];
        }
        double mean = first / sum;
        return new Moments(List.of(mean), List.of(Math.sqrt(second / sum - mean * mean)));
    }

    private static double[] grid(int points, DoubleUnaryOperator value) {
        return IntStream.range(0, points)
                .mapToDouble(i -> value.applyAsDouble(i))
                .toArray();
    }

    private static double normal(double x, double mean, double std) {
        double t = (x - mean) / std;
        return Math.exp(-0.5 * t * t) / (std * Math.sqrt(2 * Math.PI));
    }
}
