package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// What an interval promises: the share of toys in which it holds the expected result.
///
/// @param width in standard deviations to either side
/// @param low   the least share that 1,000 toys may find
/// @param high  the greatest
record Promise(String name, double width, double low, double high) {
    static final Promise ONE = new Promise("68 %", 1, 0.65, 0.71);
    static final Promise TWO = new Promise("95 %", 1.959964, 0.93, 0.97);

    /// Requires that of fewer toys, whose share fluctuates by a binomial error: three of them are allowed in each bin,
    /// and one in the mean of the bins, which share fluctuations.
    ///
    /// @param shares of each bin
    void requireOfFew(String what, int toys, double... shares) {
        double below = Math.sqrt(low * (1 - low) / toys);
        double above = Math.sqrt(high * (1 - high) / toys);
        for (int bin = 0; bin < shares.length; bin++) {
            assertThat(shares[bin]).as("%s, %s, bin %d", what, name, bin).isBetween(low - 3 * below, high + 3 * above);
        }
        assertThat(Arrays.stream(shares).average().orElseThrow())
                .as("%s, %s, mean", what, name)
                .isBetween(low - below, high + above);
    }
}
