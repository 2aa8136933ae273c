package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.AreaUnderCurve;
import unfurl.reweight.HistogramEstimator;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.DetectorSample;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.LearnedResponse.Efficiency;
import unfurl.unfold.ParameterOffset;
import unfurl.unfold.UnfoldingProblem.Simulation;

/// A learned response of categories, whose ratios are counts: x and y are 0 or 1, an event with x = 1 is detected with
/// probability 0.5 + 0.2·θ, all others always; y is x with probability 0.9 − 0.2·θ. The nominal θ is 0.
class LearnedResponseTest {
    private static final int EVENTS = 60_000;
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static float[] thetas(double... values) {
        float[] out = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            out[i] = (float) values[i % values.length];
        }
        return out;
    }

    private static DetectorSample sample(String name, double ones, float... theta) {
        Seed seed = Seed.of(11).child(name);
        float[] x = new float[EVENTS];
        float[] y = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = seed.child("x").uniform(i) < ones ? 1 : 0;
            y[i] = seed.child("y").uniform(i) < 0.9 - 0.2 * theta[i] ? x[i] : 1 - x[i];
        }
        Mask detected = Mask.of(EVENTS, i -> x[i] == 0 || seed.child("pass").uniform(i) < 0.5 + 0.2 * theta[i]);
        Weights one = Weights.ones(EVENTS);
        return new DetectorSample(
                new Simulation(
                        Features.owning(List.of("x"), EVENTS, x),
                        Features.owning(List.of("y"), EVENTS, y),
                        Mask.all(EVENTS),
                        detected,
                        one,
                        one),
                Features.owning(List.of("theta"), EVENTS, theta));
    }

    private static Axis bits(String name) {
        return Axis.equal(name, "", 2, -0.5, 1.5);
    }

    /// Cells of θ are as wide as the distance of the samples.
    private static final RatioEstimator COUNTS = counts(Axis.equal("theta", "", 4, -0.25, 1.75));

    private static RatioEstimator counts(Axis theta) {
        return (sample, previous, seed, workers, progress) -> {
            Grid grid =
                    sample.features().columns() == 2 ? Grid.of(bits("x"), theta) : Grid.of(bits("x"), bits("y"), theta);
            return new HistogramEstimator(grid).fit(sample, previous, seed, workers, progress);
        };
    }

    private static List<DetectorSample> samples(double ones, double... thetas) {
        var out = new ArrayList<DetectorSample>();
        for (double theta : thetas) {
            out.add(sample("theta " + theta, ones, thetas(theta)));
        }
        return out;
    }

    private static LearnedResponse learn(DetectorSample nominal, List<DetectorSample> samples, Efficiency efficiency) {
        return LearnedResponse.learn(COUNTS, nominal.simulation(), samples, efficiency, Seed.of(3), WORKERS);
    }

    /// The exact ratio, with the efficiency or at each x.
    private static double exact(double x, double y, double theta, Efficiency efficiency) {
        double ofReco = x == y ? (0.9 - 0.2 * theta) / 0.9 : (0.1 + 0.2 * theta) / 0.1;
        return efficiency == Efficiency.LEARNED && x == 1 ? ofReco * (0.5 + 0.2 * theta) / 0.5 : ofReco;
    }

    /// The least numbers that a ratio divides are the wrong y of x = 1: of 60 000 nominal events, 30 % have x = 1 and a
    /// half of them is detected, a tenth with the wrong y, a third with each of three θ; over four copies that are
    /// nearly independent in θ alone. So at least 900 events: errors of 1/√900 = 3.3 %, and five of them.
    private static void isExact(LearnedResponse response, DetectorSample nominal, Efficiency efficiency, double theta) {
        double[] log = response.log(new double[] {theta}, WORKERS);
        Features x = nominal.simulation().gen();
        Features y = nominal.simulation().reco();
        for (int i = 0; i < 1000; i++) {
            if (nominal.simulation().passReco().get(i)) {
                double exact = exact(x.get(i, 0), y.get(i, 0), theta, efficiency);
                assertThat(Math.exp(log[i]) / exact).isCloseTo(1, within(0.17));
            } else {
                assertThat(log[i]).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Efficiency.class)
    @DisplayName(
            "the ratio is exact at each gen or with the efficiency, also where samples have another spectrum at gen")
    void exact(Efficiency efficiency) {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        LearnedResponse response = learn(nominal, samples(0.6, 0, 0.5, 1), efficiency);
        assertThat(response.keepsEfficiency()).isEqualTo(efficiency == Efficiency.KEPT);
        isExact(response, nominal, efficiency, 0.5);
        isExact(response, nominal, efficiency, 1);
    }

    @Test
    @DisplayName("one sample with a θ of each event is as good as several")
    void ofEachEvent() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        var one = sample("mixed", 0.6, thetas(0, 0.5, 1));
        isExact(learn(nominal, List.of(one), Efficiency.KEPT), nominal, Efficiency.KEPT, 0.5);
    }

    @Test
    @DisplayName("outside what was simulated is an error")
    void outside() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        LearnedResponse response = learn(nominal, samples(0.3, 0, 0.5, 1), Efficiency.KEPT);
        assertThatThrownBy(() -> response.log(new double[] {1.01}, WORKERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'theta' = 1.01")
                .hasMessageContaining("0.0 … 1.0");
        assertThatThrownBy(() -> response.gradient(new double[] {-0.01}, WORKERS))
                .isInstanceOf(InputException.class);
    }

    @Test
    @DisplayName("one value of a parameter is not enough")
    void oneValue() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        assertThatThrownBy(() -> learn(nominal, samples(0.3, 0.5), Efficiency.KEPT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'theta' is 0.5 in all samples");
    }

    @ParameterizedTest
    @EnumSource(Efficiency.class)
    @DisplayName("the checks pass for a good response, with the efficiency too")
    void passes(Efficiency efficiency) {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        // A cell of θ has both 0.45 and 0.56: the one is held out, and the other, 0.11 of the range away, is not.
        List<DetectorSample> samples = samples(0.3, 0, 0.45, 0.56, 1);
        ResponseChecks checks = checks(learn(nominal, samples, efficiency), nominal, samples);
        assertThat(checks.refusal(1000)).isEmpty();
        assertThat(checks.yield()).isCloseTo(1, within(0.02));
        assertThat(checks.heldOut()).isEqualTo("'theta' = 0.4500");
    }

    private static ResponseChecks checks(
            LearnedResponse response, DetectorSample nominal, List<DetectorSample> samples) {
        return ResponseChecks.of(response, COUNTS, nominal.simulation(), samples, Seed.of(4), WORKERS);
    }

    @Test
    @DisplayName("a ratio whose mean at a gen is not 1 is refused")
    void notNormalised() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        List<DetectorSample> samples = samples(0.6, 0, 0.45, 0.56, 1);
        // The samples have twice as many events of x = 1, and the classifier of gen does not see it.
        RatioEstimator blind = (sample, previous, seed, workers, progress) -> {
            if (sample.features().columns() == 3) {
                return COUNTS.fit(sample, previous, seed, workers, progress);
            }
            Grid one = Grid.of(Axis.equal("x", "", 1, -0.5, 1.5), Axis.equal("theta", "", 1, -0.5, 1.5));
            return new HistogramEstimator(one).fit(sample, previous, seed, workers, progress);
        };
        LearnedResponse response =
                LearnedResponse.learn(blind, nominal.simulation(), samples, Efficiency.KEPT, Seed.of(3), WORKERS);
        ResponseChecks checks = checks(response, nominal, samples);
        assertThatThrownBy(() -> checks.require(1000))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the mean of w at a gen is not 1: in 'x'");
    }

    @Test
    @DisplayName("a response is refused that does not hold at parameters that it was not learned from")
    void notClosing() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        List<DetectorSample> samples = samples(0.3, 0, 0.5, 1);
        // A cell of θ has both 0 and 0.5: of what is held out, 0.5, only 0 is known, where y is wrong half as often.
        RatioEstimator coarse = counts(Axis.equal("theta", "", 2, -0.25, 1.75));
        LearnedResponse response =
                LearnedResponse.learn(coarse, nominal.simulation(), samples, Efficiency.KEPT, Seed.of(3), WORKERS);
        ResponseChecks checks = ResponseChecks.of(response, coarse, nominal.simulation(), samples, Seed.of(4), WORKERS);
        assertThat(checks.refusal(1000)).get().asString().startsWith("at 'theta' = 0.5000, which was held out");
    }

    @Test
    @DisplayName(
            "a response is refused that finds another parameter than the true one, which a classifier does not see")
    void off() {
        var checks = new ResponseChecks(
                List.of(),
                Optional.empty(),
                new AreaUnderCurve(0.51, 0.01),
                1,
                "'theta' = 0.5000",
                List.of(new ParameterOffset("theta", 1, -0.06, 0.01)),
                List.of());
        assertThat(checks.refusal(1000))
                .get()
                .asString()
                .contains("at 'theta' = 0.5000, which was held out, 'theta' is found -0.0600 ± 0.010 off");
        assertThat(checks.sentence()).contains("'theta' found -0.0600 ± 0.010 off");
    }

    @Test
    @DisplayName("a response is refused where nothing was learned, with how many events are there")
    void unsupported() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        // No cell of θ that is learned from has what is held out.
        List<DetectorSample> samples = samples(0.3, 0, 0.5, 1);
        LearnedResponse response = learn(nominal, samples, Efficiency.KEPT);
        int matched = samples.get(1).matched().count();
        assertThatThrownBy(() -> checks(response, nominal, samples))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "of %1$d events, the response's classifier of gen has 0 at its bound, and %1$d where it learned nothing"
                                .formatted(matched));
    }

    @Test
    @DisplayName("a response is refused whose weights are worth too few events at an end of the range")
    void tooFew() {
        DetectorSample nominal = sample("nominal", 0.3, thetas(0));
        List<DetectorSample> samples = samples(0.3, 0, 0.45, 0.56, 1);
        ResponseChecks checks = checks(learn(nominal, samples, Efficiency.KEPT), nominal, samples);
        // At θ = 1, y differs from x in 3/10 of the events and in 1/10 of the nominal ones: nEff/n is
        // 1/(0.9·(7/9)² + 0.1·3²) = 0.692, of the 0.7 + 0.3/2 of all events that are detected.
        assertThat(checks.ends().getLast().nEff()).isCloseTo(0.692 * 0.85 * EVENTS, withinPercentage(3));
        assertThat(checks.refusal(40_000)).get().asString().contains("'theta' = 1.0 the weighted simulation is worth");
    }

    /// The sample with a fifth of the events outside the gen selection.
    private static DetectorSample withFakes(DetectorSample sample) {
        Simulation all = sample.simulation();
        Mask inside = Mask.of(EVENTS, i -> i % 5 != 0);
        return new DetectorSample(
                new Simulation(
                        all.gen(),
                        all.reco(),
                        inside,
                        all.passReco(),
                        all.genWeight().where(inside),
                        all.recoWeight()),
                sample.theta());
    }

    /// What part of the fakes has y = 1, or for each event at gen.
    private static double part(DetectorSample sample, Efficiency efficiency) {
        Simulation all = sample.simulation();
        Mask fakes = all.passReco().and(all.passGen().not());
        int ones =
                Mask.of(EVENTS, i -> fakes.get(i) && all.reco().get(i, 0) == 1).count();
        return (double) ones
                / (efficiency == Efficiency.KEPT ? fakes.count() : all.passGen().count());
    }

    /// Of the 12 000 fakes some 3000 have y = 1; a third of them, four times over, has the θ that is asked for. So the
    /// error of what was drawn is 1/√1000 at most; five of them.
    @Test
    @DisplayName("a fake's ratio is that of the fakes at reco, of their shape or of their number")
    void fakes() {
        DetectorSample nominal = withFakes(sample("nominal", 0.5, thetas(0)));
        List<DetectorSample> samples = samples(0.5, 0, 0.5, 1).stream()
                .map(LearnedResponseTest::withFakes)
                .toList();
        for (Efficiency efficiency : Efficiency.values()) {
            double[] log = learn(nominal, samples, efficiency).log(new double[] {1}, WORKERS);
            double exact = part(samples.getLast(), efficiency) / part(nominal, efficiency);
            int one = 0;
            while (nominal.simulation().passGen().get(one)
                    || !nominal.simulation().passReco().get(one)
                    || nominal.simulation().reco().get(one, 0) == 0) {
                one++;
            }
            assertThat(Math.exp(log[one]) / exact).isCloseTo(1, within(0.16));
        }
        assertThatThrownBy(() -> learn(nominal, samples(0.5, 0, 1), Efficiency.KEPT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pass the reco selection alone, and a sample for its response 0");
    }
}
