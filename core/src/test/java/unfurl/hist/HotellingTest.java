package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.math.Seed;

class HotellingTest {
    /// Two replicas ±1 have the variance 2, and t = D/√2 is a Cauchy number: p = 1 − 2/π atan t.
    @Test
    @DisplayName("one bin and two replicas are Student's t of one degree of freedom")
    void cauchy() {
        Hotelling test = Hotelling.of(new double[] {3}, List.of(new double[] {-1}, new double[] {1}));
        assertThat(test.value()).isCloseTo(4.5, within(1e-12));
        assertThat(test.pValue()).isCloseTo(1 - 2 / Math.PI * Math.atan(3 / Math.sqrt(2)), within(1e-12));
    }

    /// The quartiles of the Cauchy distribution are ∓1.
    @Test
    @DisplayName("an interval of two replicas reaches as far as Cauchy's quartiles")
    void reach() {
        assertThat(Hotelling.reach(0.5, 2)).isCloseTo(1, within(1e-12));
    }

    /// 2,000 trials: the share below 0.1 has a standard deviation of √(0.09/2000) = 0.0067.
    @Test
    @DisplayName("p-values of few replicas and correlated bins are uniform")
    void uniform() {
        Seed seed = Seed.of(5);
        int below = 0;
        for (int trial = 0; trial < 2000; trial++) {
            var drawn = new ArrayList<double[]>();
            for (int k = 0; k < 11; k++) {
                long at = 4L * (11L * trial + k);
                double common = seed.gaussian(at);
                drawn.add(new double[] {
                    common + seed.gaussian(at + 1), common + seed.gaussian(at + 2), seed.gaussian(at + 3)
                });
            }
            below += Hotelling.of(drawn.getFirst(), drawn.subList(1, 11)).pValue() < 0.1 ? 1 : 0;
        }
        assertThat(below / 2000.0).isCloseTo(0.1, within(4 * 0.0067));
    }

    @Test
    @DisplayName("as many bins as replicas are refused")
    void tooFew() {
        assertThatThrownBy(() -> Hotelling.of(new double[] {1, 1}, List.of(new double[2], new double[2])))
                .isInstanceOf(NumericalException.class)
                .hasMessage("T² of 2 bins needs more than 2 replicas, and there are 2");
    }
}
