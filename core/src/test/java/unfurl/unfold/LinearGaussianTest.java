package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.math.Seed;

/// The exact answers. The numbers of the worked example were computed independently, to five digits, when
/// the project was designed; the recursion m ← m + K(μ − m), s² ← s²(1−K) + K²(σ²+ε²) with K = s²/(s²+ε²)
/// gives the others.
class LinearGaussianTest {
    private static final double ROUNDING = 0.5e-5 + 1e-9;

    @ParameterizedTest
    @CsvSource({"1, .16000, .87727", "2, .19019, .83412", "3, .19741, .81583", "5, .19980, .80359", "10, .20000, .80009"
    })
    void worksTheExample(int iteration, double mean, double std) {
        assertMoments(LinearGaussian.standard(1), 0, iteration, mean, std, ROUNDING);
        assertMoments(LinearGaussian.standard(4), 3, iteration, mean, std, ROUNDING);
        assertMoments(LinearGaussian.standard(1).withDetector(0.4, 0.2, 0.3), 0, iteration, mean, std, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"5, .19863, .80384", "20, .2, .8"})
    void worksTheExampleWithSlopedEfficiency(int iteration, double mean, double std) {
        var sloped = LinearGaussian.standard(4).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        // At iteration 20 the reference is rounded to what it converges to: within 10⁻⁴.
        assertMoments(sloped, 0, iteration, mean, std, iteration == 5 ? ROUNDING : 1e-4);
    }

    /// An efficiency along one dimension leaves the others alone.
    @Test
    void slopeMovesTheFirstDimensionAlone() {
        var flat = LinearGaussian.standard(3);
        var sloped = flat.withDetector(LinearGaussian.SLOPED, 0, 0);
        assertThat(sloped.exact(3).get(2).mean().subList(1, 3))
                .isEqualTo(flat.exact(3).get(2).mean().subList(1, 3));
        assertThat(sloped.exact(3).get(2).mean().getFirst())
                .isNotEqualTo(flat.exact(3).get(2).mean().getFirst());
    }

    @Test
    void followsTheRecursionForOtherParameters() {
        double m = -0.3;
        double v = 0.7 * 0.7;
        double noise = 1.1 * 1.1;
        double truthMean = 0.5;
        double truthVariance = 0.9 * 0.9;
        var toy = new LinearGaussian(2, m, 0.7, truthMean, 0.9, 0, 1.1, 0.5, 0, 0);
        for (int iteration = 1; iteration <= 6; iteration++) {
            double gain = v / (v + noise);
            m += gain * (truthMean - m);
            v = v * (1 - gain) + gain * gain * (truthVariance + noise);
            assertMoments(toy, 1, iteration, m, Math.sqrt(v), 1e-12);
        }
    }

    /// Along the diagonal of two dimensions with correlation ρ the problem is one-dimensional with
    /// variances times 1 + ρ, and across it with 1 − ρ; a dimension's variance is the mean of the two.
    @Test
    void correlationFollowsFromThePrincipalAxes() {
        double correlation = 0.6;
        var toy = new LinearGaussian(2, 0, 1, 0.2, 0.8, correlation, 0.5, 1, 0, 0);
        var along = new LinearGaussian(
                1, 0, Math.sqrt(1 + correlation), 0.2, 0.8 * Math.sqrt(1 + correlation), 0, 0.5, 1, 0, 0);
        var across = new LinearGaussian(
                1, 0, Math.sqrt(1 - correlation), 0, 0.8 * Math.sqrt(1 - correlation), 0, 0.5, 1, 0, 0);
        for (int k = 0; k < 4; k++) {
            double s = along.exact(4).get(k).std().getFirst();
            double t = across.exact(4).get(k).std().getFirst();
            assertMoments(
                    toy, 0, k + 1, along.exact(4).get(k).mean().getFirst(), Math.sqrt((s * s + t * t) / 2), 1e-12);
        }
    }

    /// A slope that does nothing where all events are: far to the right every event is detected.
    @Test
    void slopeFarAwayIsFlat() {
        var flat = new LinearGaussian(1, 40, 1, 40.2, 0.8, 0, 0.1, 1, 0, 0);
        var sloped = flat.withDetector(LinearGaussian.SLOPED, 0, 0);
        assertMoments(
                sloped,
                0,
                4,
                flat.exact(4).get(3).mean().getFirst(),
                flat.exact(4).get(3).std().getFirst(),
                1e-7);
    }

    @Test
    void eventsHaveTheMomentsTheyAreDrawnFrom() {
        var toy = new LinearGaussian(2, 0.5, 2, 0, 1, 0.5, 0.5, 0.6, 0.25, 0);
        int n = 200_000;
        var events = toy.simulation(n, Seed.of(3));
        var x = events.column("x1", "test");
        var y = events.column("x2", "test");
        double mean = 0;
        double square = 0;
        double product = 0;
        double smeared = 0;
        int passGen = 0;
        int passReco = 0;
        for (int i = 0; i < n; i++) {
            mean += x.at(i) / n;
            square += (x.at(i) - 0.5) * (x.at(i) - 0.5) / n;
            product += (x.at(i) - 0.5) * (y.at(i) - 0.5) / n;
            double off = events.column("x1_reco", "test").at(i) - x.at(i);
            smeared += off * off / n;
            passGen += (int) events.column("pass_truth", "test").at(i);
            passReco += (int) events.column("pass_reco", "test").at(i);
        }
        // Five standard errors: σ/√n, √2·σ²/√n, σ²√(1+ρ²)/√n and √(p(1−p)/n).
        double root = Math.sqrt(n);
        assertThat(mean).isCloseTo(0.5, within(5 * 2 / root));
        assertThat(square).isCloseTo(4, within(5 * 4 * Math.sqrt(2) / root));
        assertThat(product).isCloseTo(2, within(5 * 4 * Math.sqrt(1.25) / root));
        assertThat(smeared).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2) / root));
        assertThat(passGen / (double) n).isCloseTo(0.75, within(5 * Math.sqrt(0.75 * 0.25) / root));
        assertThat(passReco / (double) n).isCloseTo(0.6, within(5 * Math.sqrt(0.6 * 0.4) / root));
    }

    @Test
    void refusesWhatHasNoAnswer() {
        assertThatThrownBy(() -> LinearGaussian.standard(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("dimensions is 0.0; allowed is 1…24");
        assertThatThrownBy(() -> LinearGaussian.standard(1).withDetector(1.5, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("efficiency is 1.5");
        var narrow = new LinearGaussian(1, 0, 1, 0.2, 0.8, 0, 1e-4, LinearGaussian.SLOPED, 0, 0);
        assertThatThrownBy(() -> narrow.exact(1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("too narrow");
    }

    private static void assertMoments(
            LinearGaussian toy, int dimension, int iteration, double mean, double std, double tolerance) {
        LinearGaussian.Moments moments = toy.exact(iteration).getLast();
        assertThat(moments.mean().get(dimension)).isCloseTo(mean, within(tolerance));
        assertThat(moments.std().get(dimension)).isCloseTo(std, within(tolerance));
    }
}
