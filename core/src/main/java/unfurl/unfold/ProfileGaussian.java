package unfurl.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// The problem with a nuisance parameter that has an exact answer: Gaussian gen x, and two Gaussian measurements of
/// it, y1 = x + N(0, smearing²) and y2 = x + N(0, θ²), of which the second has a resolution θ that is not known.
///
/// Every event is detected. y1 alone tells nothing of θ, and neither does y2 alone: any θ goes with some spectrum.
///
/// Source: arXiv:2409.10421, section 4.1, for the problem; the exact course of EM is that of a normal mixture.
///
/// @param priorMean  mean of the simulation's gen
/// @param priorStd   its standard deviation, positive
/// @param truthMean  mean of nature's gen
/// @param truthStd   its standard deviation, positive
/// @param smearing   standard deviation of y1 about x, positive
/// @param simulated  θ of the simulation, positive
/// @param truth      θ of nature, positive
public record ProfileGaussian(
        double priorMean,
        double priorStd,
        double truthMean,
        double truthStd,
        double smearing,
        double simulated,
        double truth) {
    /// The name of the parameter.
    public static final String THETA = "theta";

    /// log w, of the columns that [#simulation] has.
    public static final String LOG_RATIO_PATTERN = "log(%1$s/theta) + 0.5*(y2_reco - x)^2*(1/%1$s^2 - 1/theta^2)";

    /// The values of the worked example: gen N(0, 1), truth N(0.8, 1), smearing 1, θ 1 in the simulation and 1.5 in
    /// nature.
    public static ProfileGaussian standard() {
        return new ProfileGaussian(0, 1, 0.8, 1, 1, 1, 1.5);
    }

    /// @throws InputException when a value is outside its range
    public ProfileGaussian {
        requirePositive("priorStd", priorStd);
        requirePositive("truthStd", truthStd);
        requirePositive("smearing", smearing);
        requirePositive("simulated", simulated);
        requirePositive("truth", truth);
    }

    private static void requirePositive(String key, double value) {
        if (!(value > 0)) {
            throw new InputException("%s is %s; allowed is positive".formatted(key, value));
        }
    }

    /// Simulated events.
    ///
    /// @return columns `x`, `x_reco` (y1), `y2_reco`
    public Table simulation(int events, Seed seed) {
        return simulation(events, simulated, seed);
    }

    /// The same simulation with another detector.
    ///
    /// @param theta its θ
    public Table simulation(int events, double theta, Seed seed) {
        return events("simulation", events, priorMean, priorStd, i -> theta, seed);
    }

    /// The same simulation with a detector of each event: θ is uniform between two values.
    ///
    /// @return the same columns, and `theta`
    public Table simulation(int events, double low, double high, Seed seed) {
        Seed own = seed.child(THETA);
        float[] theta = new float[events];
        for (int i = 0; i < events; i++) {
            theta[i] = (float) (low + (high - low) * own.uniform(i));
        }
        Table seen = events("simulation", events, priorMean, priorStd, i -> theta[i], seed);
        return Table.of(
                seen.source(),
                Stream.concat(seen.columns().stream(), Stream.of(Column.owning(THETA, theta)))
                        .toList());
    }

    /// Nature: the same columns.
    public Table nature(int events, Seed seed) {
        return events("nature", events, truthMean, truthStd, i -> truth, seed);
    }

    private Table events(String source, int events, double mean, double std, IntToDoubleFunction theta, Seed seed) {
        Seed gen = seed.child("gen");
        Seed first = seed.child("y1");
        Seed second = seed.child("y2");
        float[] x = new float[events];
        float[] y1 = new float[events];
        float[] y2 = new float[events];
        for (int i = 0; i < events; i++) {
            x[i] = (float) (mean + std * gen.gaussian(i));
            y1[i] = (float) (x[i] + smearing * first.gaussian(i));
            y2[i] = (float) (x[i] + theta.applyAsDouble(i) * second.gaussian(i));
        }
        return Table.of(
                source, List.of(Column.owning("x", x), Column.owning("x_reco", y1), Column.owning("y2_reco", y2)));
    }

    /// log w of simulated events at a θ.
    ///
    /// @param simulation as [#simulation(int, Seed)] gives it
    public double[] logRatio(Table simulation, double theta) {
        Column x = simulation.column("x", "the response ratio");
        Column y2 = simulation.column("y2_reco", "the response ratio");
        double curvature = 0.5 * (1 / (simulated * simulated) - 1 / (theta * theta));
        double constant = Math.log(simulated / theta);
        double[] out = new double[simulation.rows()];
        Arrays.setAll(out, i -> constant + curvature * (y2.at(i) - x.at(i)) * (y2.at(i) - x.at(i)));
        return out;
    }

    /// The problem, with the response ratio in closed form.
    ///
    /// @param events simulated ones, and as many of data
    public UnfoldingProblem problem(int events, Seed seed) {
        Table simulation = simulation(events, seed.child("simulation"));
        Table nature = nature(events, seed.child("nature"));
        Mask all = Mask.all(events);
        Weights ones = Weights.ones(events);
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(gen(simulation), reco(simulation), all, all, ones, ones),
                        new UnfoldingProblem.Detected(reco(nature), ones),
                        UnfoldingProblem.Detected.none(List.of("y1", "y2")))
                .withResponse(
                        new ClosedResponse(events, List.of(THETA), true, theta -> logRatio(simulation, theta[0])));
    }

    private static Features gen(Table table) {
        return features(table, List.of("x"));
    }

    private static Features reco(Table table) {
        return features(table, List.of("x_reco", "y2_reco"));
    }

    private static Features features(Table table, List<String> names) {
        List<Column> columns =
                names.stream().map(name -> table.column(name, "the problem")).toList();
        float[] values = new float[table.rows() * columns.size()];
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                values[i * columns.size() + j] = (float) columns.get(j).at(i);
            }
        }
        return Features.owning(names, table.rows(), values);
    }

    /// Where EM is after an iteration, for infinitely many events.
    ///
    /// @param theta the nuisance parameter
    /// @param mean  of the unfolded gen
    /// @param std   its standard deviation
    public record Exact(double theta, double mean, double std) {}

    /// The exact course of EM.
    ///
    /// With the posterior of x given y, normal of precision A = 1/s² + 1/ε² + 1/θ² and linear in y, the next mean
    /// and variance of gen and the next θ² are the means of x, of (x − m)² and of (y2 − x)² over data and
    /// posterior.
    ///
    /// @param start θ⁰
    /// @return after each iteration
    public List<Exact> exact(double start, int iterations) {
        var course = new ArrayList<Exact>();
        double mean = priorMean;
        double variance = priorStd * priorStd;
        double square = start * start;
        double first = smearing * smearing;
        for (int k = 0; k < iterations; k++) {
            double precision = 1 / variance + 1 / first + 1 / square;
            double ofFirst = 1 / first / precision;
            double ofSecond = 1 / square / precision;
            double ofMean = 1 / variance / precision;
            double next = ofMean * mean + (ofFirst + ofSecond) * truthMean;
            // Variances over the data of the posterior mean, and of y2 less it.
            double spread = spread(ofFirst, ofSecond);
            double distance = truthMean - next;
            double residual = spread(-ofFirst, 1 - ofSecond);
            square = 1 / precision + residual + distance * distance;
            mean = next;
            variance = 1 / precision + spread;
            course.add(new Exact(Math.sqrt(square), mean, Math.sqrt(variance)));
        }
        return course;
    }

    /// The variance over the data of a·y1 + b·y2.
    private double spread(double a, double b) {
        return (a + b) * (a + b) * truthStd * truthStd + a * a * smearing * smearing + b * b * truth * truth;
    }
}
