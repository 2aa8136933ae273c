package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Weights;
import unfurl.math.Seed;

class KolmogorovSmirnovTest {
    private static Distribution of(double[] values, double... weights) {
        return Distribution.of("x", i -> values[i], Weights.of(weights));
    }

    /// F is 0.25 from 0, 0.75 from 2 and 1 from 3; G is 0.5 from 1 and 1 from 2. |F − G| is 0.25 in [0, 1),
    /// 0.25 in [1, 2) and 0.25 in [2, 3). N_eff is 16/6 and 2, so n = (16/6·2)/(16/6 + 2) = 8/7.
    @Test
    @DisplayName("distance and effective number of events are those computed by hand")
    void byHand() {
        Distribution f = of(new double[] {0, 2, 3}, 1, 2, 1);
        Distribution g = of(new double[] {1, 2}, 3, 3);
        KolmogorovSmirnov test = KolmogorovSmirnov.of(f, g);
        assertThat(test.distance()).isCloseTo(0.25, within(1e-15));
        assertThat(test.nEff()).isCloseTo(8 / 7.0, within(1e-15));
        assertThat(KolmogorovSmirnov.of(g, f)).isEqualTo(test);
    }

    @Test
    @DisplayName("a sample beside itself has the distance 0 and p = 1; disjoint samples have the distance 1")
    void extremes() {
        Distribution f = of(new double[] {0, 2, 3}, 1, 2, 1);
        assertThat(KolmogorovSmirnov.of(f, f).distance()).isZero();
        assertThat(KolmogorovSmirnov.of(f, f).pValue()).isEqualTo(1);
        assertThat(KolmogorovSmirnov.of(f, of(new double[] {4, 5}, 1, 1)).distance())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a rising function of the observable and a factor of the weights change nothing")
    void invariance() {
        var seed = Seed.of(5);
        Weights weights = Weights.tabulate(200, i -> 1 + seed.child("w").uniform(i));
        Distribution f = Distribution.of("x", seed.child("f")::gaussian, weights);
        Distribution g = Distribution.of("x", seed.child("g")::gaussian, Weights.ones(200));
        Distribution risenF = Distribution.of("x", i -> Math.exp(seed.child("f").gaussian(i)), weights.times(1024));
        Distribution risenG = Distribution.of("x", i -> Math.exp(seed.child("g").gaussian(i)), Weights.ones(200));
        assertThat(KolmogorovSmirnov.of(risenF, risenG)).isEqualTo(KolmogorovSmirnov.of(f, g));
    }

    /// 2 Σ (−1)ᵏ⁻¹ exp(−2k²x²) to 60 terms with Python's decimal at 40 digits; the last two are the 5 % and
    /// 1 % points of Smirnov's table.
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.963945243664875",
        "0.828, 0.499329621193801",
        "1.0, 0.269999671677355",
        "1.3581, 0.049999630431667",
        "1.6276, 0.010001537333061"
    })
    @DisplayName("the limiting distribution has its known values")
    void limit(double x, double expected) {
        assertThat(KolmogorovSmirnov.survival(x)).isCloseTo(expected, within(1e-14));
    }

    @Test
    @DisplayName("the two series agree where they meet, and the tail is never above 1 nor rising")
    void series() {
        double below = KolmogorovSmirnov.survival(Math.nextDown(1.0));
        assertThat(KolmogorovSmirnov.survival(1.0)).isCloseTo(below, within(1e-14));
        double last = 1;
        for (double x = 0; x < 4; x += 0.01) {
            double p = KolmogorovSmirnov.survival(x);
            assertThat(p).isBetween(0.0, last);
            last = p;
        }
    }

    /// Weights that do not depend on the observable make weighted samples of one distribution. Of 2,000
    /// toys the part below p = 0.1 has the standard deviation √(0.1·0.9/2000) = 0.0067, of which 4 are
    /// allowed; the limit is conservative by about 1/√n, 0.01 here, for finite n.
    @Test
    @DisplayName("p-values of weighted toys are uniform")
    void toys() {
        int low = 0;
        for (int toy = 0; toy < 2000; toy++) {
            var seed = Seed.of(11).child(toy);
            Weights weights = Weights.tabulate(300, i -> seed.child("w").uniform(i) < 0.5 ? 1 : 3);
            Distribution f = Distribution.of("x", seed.child("f")::gaussian, weights);
            Distribution g = Distribution.of("x", seed.child("g")::gaussian, Weights.ones(400));
            low += KolmogorovSmirnov.of(f, g).pValue() < 0.1 ? 1 : 0;
        }
        assertThat(low / 2000.0).isBetween(0.1 - 0.027 - 0.01, 0.1 + 0.027);
    }
}
