package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Matrix;
import unfurl.math.Seed;

/// The covariance of IBU against bootstraps and finite differences, and its limits.
class IbuTest {
    private static final LinearGaussian TOY = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
    private static final Grid GEN = Grid.of(Axis.equal("x", "", 4, -1, 1.4));
    private static final Grid RECO = Grid.of(Axis.equal("x", "", 6, -1.2, 1.6));
    private static final int ITERATIONS = 3;
    private static final int REPLICAS = 800;

    private static Ibu.Result unfold(Events events, Ibu.SimulationStatistics statistics) {
        return new Ibu(events.problem(), GEN, RECO).unfold(ITERATIONS, statistics);
    }

    private static Weights spectrum(Events events) {
        return unfold(events, Ibu.SimulationStatistics.POISSON).spectrum();
    }

    /// Events with scale factors: reco weights between 0.8 and 1.2 that are not the gen weights.
    private static Events events() {
        Seed scale = Seed.of(77);
        return Events.draw(TOY, 4000, 31)
                .replaced(
                        e -> List.of(e.withRecoWeight(0.8 + 0.4 * scale.uniform(Double.doubleToLongBits(e.reco())))),
                        List::of);
    }

    @Test
    void covarianceOfTheDataIsThatOfABootstrap() {
        Events events = events();
        var replicas = new ArrayList<Weights>();
        for (int k = 0; k < REPLICAS; k++) {
            replicas.add(spectrum(new Events(
                    events.simulation(), poisson(events.data(), k, "data"), poisson(events.background(), k, "bkg"))));
        }
        assertCovariance(unfold(events, Ibu.SimulationStatistics.POISSON).data(), replicas);
    }

    @Test
    void covarianceOfTheSimulationIsThatOfABootstrap() {
        Events events = events();
        var replicas = new ArrayList<Weights>();
        for (int k = 0; k < REPLICAS; k++) {
            Seed draws = Seed.of(1).child("simulation").child(k);
            var drawn = new ArrayList<Events.Simulated>();
            for (int i = 0; i < events.simulation().size(); i++) {
                drawn.add(events.simulation().get(i).times(draws.poisson(i, 1)));
            }
            replicas.add(spectrum(new Events(drawn, events.data(), events.background())));
        }
        assertCovariance(unfold(events, Ibu.SimulationStatistics.POISSON).simulation(), replicas);
    }

    /// With the number of events in each gen bin given, the toy draws the events of each gen bin anew
    /// from that bin.
    @Test
    void multinomialCovarianceIsThatOfDrawingEachGenBinAnew() {
        Events events = Events.draw(TOY.withDetector(LinearGaussian.SLOPED, 0, 0.1), 4000, 31);
        var byBin = new ArrayList<List<Events.Simulated>>();
        for (int c = 0; c < GEN.cells(); c++) {
            int cell = c;
            byBin.add(events.simulation().stream()
                    .filter(e -> GEN.axes().getFirst().cell((float) e.gen()) == cell)
                    .toList());
        }
        var replicas = new ArrayList<Weights>();
        for (int k = 0; k < REPLICAS; k++) {
            Seed draws = Seed.of(2).child(k);
            var drawn = new ArrayList<Events.Simulated>();
            for (List<Events.Simulated> bin : byBin) {
                for (int i = 0; i < bin.size(); i++) {
                    drawn.add(bin.get((int) (draws.uniform(drawn.size()) * bin.size())));
                }
            }
            replicas.add(spectrum(new Events(drawn, events.data(), events.background())));
        }
        assertCovariance(unfold(events, Ibu.SimulationStatistics.MULTINOMIAL).simulation(), replicas);
    }

    private static List<Events.Measured> poisson(List<Events.Measured> events, int replica, String sample) {
        Seed draws = Seed.of(1).child(sample).child(replica);
        var drawn = new ArrayList<Events.Measured>();
        for (int i = 0; i < events.size(); i++) {
            drawn.add(events.get(i).times(draws.poisson(i, 1)));
        }
        return drawn;
    }

    /// An element of a sample covariance of K replicas has the variance (V_ab² + V_aa V_bb)/K. Five of
    /// its standard deviations, and 5 % for the curvature that a linear propagation leaves out.
    private static void assertCovariance(Matrix expected, List<Weights> replicas) {
        int n = expected.rows();
        double[] mean = new double[n];
        for (Weights replica : replicas) {
            for (int c = 0; c < n; c++) {
                mean[c] += replica.get(c) / replicas.size();
            }
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                double found = 0;
                for (Weights replica : replicas) {
                    found += (replica.get(a) - mean[a]) * (replica.get(b) - mean[b]) / (replicas.size() - 1);
                }
                double scale = Math.sqrt(expected.get(a, a) * expected.get(b, b));
                double v = expected.get(a, b);
                double error = Math.sqrt((v * v + scale * scale) / replicas.size());
                assertThat(found).as("element %d, %d", a, b).isCloseTo(v, within(5 * error + 0.05 * scale));
            }
        }
    }

    /// Scaling one event by 1 + δ, with δ of variance 1, adds (∂U/∂δ)² to the variance of U: so does a
    /// Poisson count of mean 1 to first order. The covariance is the sum over events, here by finite
    /// differences.
    @ParameterizedTest
    @EnumSource(Ibu.SimulationStatistics.class)
    void covarianceIsTheSumOfSquaredDerivatives(Ibu.SimulationStatistics statistics) {
        Events events = Events.draw(TOY, 300, 41)
                .replaced(e -> List.of(e.withRecoWeight(1 + 0.3 * Math.sin(50 * e.reco()))), List::of);
        Ibu.Result result = unfold(events, statistics);
        assertMatrix(result.data(), sumOfSquares(events, false));
        if (statistics == Ibu.SimulationStatistics.POISSON) {
            assertMatrix(result.simulation(), sumOfSquares(events, true));
        }
        assertThat(result.covariance()).isEqualTo(result.data().plus(result.simulation()));
    }

    private static Matrix sumOfSquares(Events events, boolean simulation) {
        int n = GEN.cells();
        double[][] sum = new double[n][n];
        int measured = events.data().size();
        int count = simulation
                ? events.simulation().size()
                : measured + events.background().size();
        double step = 1e-4;
        for (int i = 0; i < count; i++) {
            Weights up = spectrum(scaled(events, simulation, i, 1 + step));
            Weights down = spectrum(scaled(events, simulation, i, 1 - step));
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    sum[a][b] += (up.get(a) - down.get(a)) * (up.get(b) - down.get(b)) / (4 * step * step);
                }
            }
        }
        return Matrix.tabulate(n, n, (a, b) -> sum[a][b]);
    }

    private static Events scaled(Events events, boolean simulation, int i, double factor) {
        int measured = events.data().size();
        var simulated = new ArrayList<>(events.simulation());
        var data = new ArrayList<>(events.data());
        var background = new ArrayList<>(events.background());
        if (simulation) {
            simulated.set(i, simulated.get(i).times(factor));
        } else if (i < measured) {
            data.set(i, data.get(i).times(factor));
        } else {
            background.set(i - measured, background.get(i - measured).times(factor));
        }
        return new Events(simulated, data, background);
    }

    /// Central differences of step 10⁻⁴ err by 10⁻⁸ of the third derivative; rounding by 10⁻¹²/10⁻⁴.
    private static void assertMatrix(Matrix expected, Matrix found) {
        for (int a = 0; a < expected.rows(); a++) {
            for (int b = 0; b < expected.rows(); b++) {
                double scale = Math.sqrt(expected.get(a, a) * expected.get(b, b));
                assertThat(found.get(a, b)).isCloseTo(expected.get(a, b), within(1e-6 * scale));
            }
        }
    }

    /// Two hundred bins: gradients of 202·202² doubles are 66 MB, and a covariance over cause × effect
    /// would be 13 GB.
    @Test
    void twoHundredBinsNeedLittleTimeAndMemory() {
        Grid fine = Grid.of(Axis.equal("x", "", 200, -2, 2));
        UnfoldingProblem problem = TOY.problem(200_000, Seed.of(3));
        Ibu.Result result = Assertions.assertTimeout(
                Duration.ofSeconds(30), () -> new Ibu(problem, fine, fine).unfold(4, Ibu.SimulationStatistics.POISSON));
        assertThat(result.covariance().rows()).isEqualTo(202);
        assertThat(Arrays.stream(result.covariance().diagonal()).min().orElse(0))
                .isPositive();
    }

    @Test
    void refusesAGenBinThatIsNeverDetected() {
        var simulation = new ArrayList<>(events().simulation());
        simulation.add(new Events.Simulated(8, 0, true, false, 1, 1));
        Events events = new Events(simulation, events().data(), List.of());
        Grid grid = Grid.of(Axis.of("x", "", -6, 0, 6, 9));
        assertThatThrownBy(() -> new Ibu(events.problem(), grid, RECO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the gen bin x in [6.0, 9.0) has a yield of 1.0")
                .hasMessageContaining("take wider bins");
    }

    /// Data where nothing is simulated are counted; too many are refused.
    @Test
    void dataWhereNothingIsSimulatedAreReported() {
        var data = new ArrayList<>(events().data());
        data.add(new Events.Measured(30, 2));
        Grid grid = Grid.of(Axis.of("x", "", -1, 0, 1, 20));
        Events few = new Events(events().simulation(), data, List.of());
        assertThat(new Ibu(few.problem(), GEN, grid)
                        .unfold(1, Ibu.SimulationStatistics.POISSON)
                        .lost())
                .isEqualTo(2);
        data.add(new Events.Measured(31, 0.1 * data.size()));
        Events many = new Events(events().simulation(), data, List.of());
        assertThatThrownBy(() -> new Ibu(many.problem(), GEN, grid))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("of the data lie in reco bins without a single simulated event");
    }

    @Test
    void needsAnIteration() {
        var ibu = new Ibu(events().problem(), GEN, RECO);
        assertThatThrownBy(() -> ibu.unfold(0, Ibu.SimulationStatistics.POISSON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iterations must be at least 1, not 0");
    }
}
