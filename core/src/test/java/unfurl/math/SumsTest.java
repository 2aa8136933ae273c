package unfurl.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumsTest {
    /// Half the distance from 1 to the next double.
    private static final double UNIT_ROUNDOFF = 0x1p-53;

    private static final int BLOCK = 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1023, 1024, 1025, 4096, 100_001})
    @DisplayName("a sum of terms of all sizes and both signs errs by at most one block's rounding")
    void errsByOneBlocksRounding(int n) {
        Seed seed = Seed.of(1).child("sums");
        assertWithinOneBlock(n, i -> Math.scalb(seed.gaussian(i), (int) (seed.uniform(n + (long) i) * 60) - 30));
    }

    @Test
    @DisplayName("a large number and its negative, a block apart, leave what lies between")
    void cancellationAcrossBlocksIsExact() {
        int n = 3 * BLOCK;
        double sum = Sums.sum(n, i -> i == 0 ? 1e16 : i == BLOCK ? 1 : i == 2 * BLOCK ? -1e16 : 0);
        assertThat(sum).isEqualTo(1);
    }

    @Test
    @DisplayName("ten million tenths err by no more than one block's rounding")
    void manyTenths() {
        int n = 10_000_000;
        double tenth = 0.1;
        double exact = BigDecimal.valueOf(n).multiply(new BigDecimal(tenth)).doubleValue();
        assertThat(Sums.sum(n, i -> tenth)).isCloseTo(exact, within(BLOCK * UNIT_ROUNDOFF * exact));
    }

    @Test
    @DisplayName("a sum beyond the range of double is infinite, one that meets NaN is NaN")
    void beyondTheRange() {
        assertThat(Sums.sum(5000, i -> 1e305)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Sums.sum(5000, i -> -1e305)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Sums.sum(5000, i -> i == 3 ? Double.POSITIVE_INFINITY : 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Sums.sum(5000, i -> i == 3 ? Double.NaN : 1)).isNaN();
    }

    /// |error| ≤ (B−1)·u·Σ|x| from the plain sums within blocks of B, and 2u·Σ|x| from Neumaier's sum over them.
    private static void assertWithinOneBlock(int n, IntToDoubleFunction term) {
        var exact = BigDecimal.ZERO;
        double absolute = 0;
        for (int i = 0; i < n; i++) {
            exact = exact.add(new BigDecimal(term.applyAsDouble(i)));
            absolute += Math.abs(term.applyAsDouble(i));
        }
        double bound = (BLOCK + 1) * UNIT_ROUNDOFF * absolute;
        assertThat(Sums.sum(n, term)).isCloseTo(exact.doubleValue(), within(bound));
    }

    /// Sizes around the block of 1,024 terms.
    @Test
    void sumsOfArraysHaveTheBitsOfSumsOfTerms() {
        for (int n : new int[] {0, 1, 1023, 1024, 1025, 5000}) {
            double[] a = new double[n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                a[i] = Math.sin(i) * Math.exp(i % 40);
                b[i] = Math.cos(3 * i);
            }
            assertThat(Sums.of(a)).isEqualTo(Sums.sum(n, i -> a[i]));
            assertThat(Sums.ofProducts(a, b)).isEqualTo(Sums.sum(n, i -> a[i] * b[i]));
        }
    }
}
