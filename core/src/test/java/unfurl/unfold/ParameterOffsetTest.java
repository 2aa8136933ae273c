package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.Ratio;
import unfurl.unfold.UnfoldingProblem.Simulation;

/// Responses that are off by what is known. y is N(x + b, θ²): a resolution θ and a shift b, 1 and 0 in the nominal
/// simulation.
class ParameterOffsetTest {
    private static final int EVENTS = 40_000;
    private static final Workers WORKERS = new Workers(2);
    private static final List<LearnedResponse.Range> RANGES =
            List.of(new LearnedResponse.Range("theta", 0.8, 1.2), new LearnedResponse.Range("b", -0.5, 0.5));

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /// @param mean   of gen
    /// @param weight of all events
    private static DetectorSample sample(double mean, double theta, double b, double weight) {
        Seed seed = Seed.of(8).child("sample");
        float[] x = new float[EVENTS];
        float[] y = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = (float) (mean + seed.child("x").gaussian(i));
            y[i] = (float) (x[i] + b + theta * seed.child("y").gaussian(i));
        }
        Weights weights = Weights.tabulate(EVENTS, i -> weight);
        return DetectorSample.at(
                new Simulation(
                        Features.owning(List.of("x"), EVENTS, x),
                        Features.owning(List.of("y"), EVENTS, y),
                        Mask.all(EVENTS),
                        Mask.all(EVENTS),
                        weights,
                        weights),
                List.of("theta", "b"),
                theta,
                b);
    }

    /// The exact ratio at parameters that are off, times any number.
    private static LearnedResponse response(double scale, double shift) {
        Ratio joint = (features, rows, workers) -> new Evaluation(
                Weights.tabulate(features.rows(), i -> {
                    double theta = scale * features.get(i, 2);
                    double distance = features.get(i, 1) - features.get(i, 0);
                    double moved = (distance - features.get(i, 3) - shift) / theta;
                    return 1.3 * features.get(i, 2) / theta * Math.exp(distance * distance / 2 - moved * moved / 2);
                }),
                0,
                0);
        return response(joint, ratio(0, 0));
    }

    private static Ratio ratio(int clipped, int unsupported) {
        return (features, rows, workers) -> new Evaluation(Weights.ones(features.rows()), clipped, unsupported);
    }

    private static LearnedResponse response(Ratio joint, Ratio gen) {
        return new LearnedResponse(
                sample(0, 1, 0, 1).simulation(),
                RANGES,
                LearnedResponse.Efficiency.KEPT,
                new LearnedResponse.Classifiers(joint, gen, Optional.empty()));
    }

    /// The information of an event is 2/θ² and 1/θ²; the mean of w by which it is divided is of as many nominal events.
    @Test
    @DisplayName("the exact response is off by nothing, with an error that is by the information, at any spectrum")
    void exact() {
        for (double weight : new double[] {1, 0.25}) {
            List<ParameterOffset> found = ParameterOffset.of(response(1, 0), sample(0.7, 1.1, 0.2, weight), WORKERS);
            assertThat(found).extracting(ParameterOffset::parameter).containsExactly("theta", "b");
            assertThat(found.get(0).error()).isCloseTo(1.1 / Math.sqrt(2.0 * EVENTS), within(1e-4));
            assertThat(found.get(1).error()).isCloseTo(1.1 / Math.sqrt(EVENTS), within(1e-4));
            assertThat(found).allSatisfy(one -> {
                assertThat(Math.abs(one.offset())).isLessThan(5 * one.error());
                assertThat(one.isRefused()).isFalse();
            });
        }
    }

    /// With m = (y − x − b)/σ, σ = 1.05·θ, the score is (m² − 1)/θ. At θ = 1 the mean of m² is 1/1.05², that of the
    /// score
    /// 0.9070 − 1 and that of its square 3·0.9070² − 2·0.9070 + 1 = 1.6540.
    @Test
    @DisplayName("a resolution that is taken 5 % too large gives a θ that is too small, and is refused")
    void resolution() {
        ParameterOffset theta = ParameterOffset.of(response(1.05, 0), sample(0.7, 1, 0, 1), WORKERS)
                .getFirst();
        assertThat(theta.offset()).isCloseTo(-0.0930 / 1.6540, within(5 * theta.error()));
        assertThat(theta.isRefused()).isTrue();
    }

    /// With m = z − 0.1 the scores are m² − 1 and m, of means 0.01 and −0.1, and of squares 2.0401, 1.01 and, of both,
    /// −0.201.
    @Test
    @DisplayName("of several parameters each is found: a shift that is taken too large moves its own alone")
    void shift() {
        List<ParameterOffset> found = ParameterOffset.of(response(1, 0.1), sample(-0.4, 1, 0, 1), WORKERS);
        assertThat(found.get(0).offset())
                .isCloseTo(-0.00495, within(5 * found.get(0).error()));
        assertThat(found.get(1).offset())
                .isCloseTo(-0.1000, within(5 * found.get(1).error()));
        assertThat(found.get(1).isRefused()).isTrue();
    }

    @Test
    @DisplayName("a parameter on which nothing depends is not found")
    void nothing() {
        assertThat(ParameterOffset.of(response(ratio(0, 0), ratio(0, 0)), sample(0, 1, 0, 1), WORKERS))
                .isEmpty();
    }

    @Test
    @DisplayName("events at the bound of a classifier are refused with their number, and so is a ratio of 0")
    void unknown() {
        assertThatThrownBy(() -> response(ratio(3, 0), ratio(0, 0)).log(new double[] {1, 0}, WORKERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("of 40000 events, the response's classifier of gen and reco has 3 at its bound");
        Ratio zero = (features, rows, workers) ->
                new Evaluation(Weights.tabulate(features.rows(), i -> i == 7 || i == 9 ? 0 : 1), 0, 0);
        assertThatThrownBy(() -> response(zero, ratio(0, 0)).log(new double[] {1, 0}, WORKERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not finite in 2 events, the first of them event 7 (-Infinity)");
    }

    @Test
    @DisplayName(
            "refused is what is beyond three errors and beyond 5 % of the range, and told what is beyond two and half a fit's")
    void bounds() {
        assertThat(new ParameterOffset("b", 1, -0.06, 0.019).isRefused()).isTrue();
        assertThat(new ParameterOffset("b", 1, -0.06, 0.021).isRefused()).isFalse();
        assertThat(new ParameterOffset("b", 1, 0.04, 0.001).isRefused()).isFalse();
        assertThat(new ParameterOffset("b", 1, -0.03, 0.014).warning(0.05))
                .get()
                .asString()
                .startsWith("the learned response is off in 'b' by -0.030 ± 0.014")
                .endsWith("the fit's error of 0.050");
        assertThat(new ParameterOffset("b", 1, -0.03, 0.016).warning(0.05)).isEmpty();
        assertThat(new ParameterOffset("b", 1, -0.03, 0.014).warning(0.061)).isEmpty();
    }
}
