package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BinomialTestTest {
    /// Of four fair coins none is heads with 1/16, at most one with 5/16; two or more, and two or fewer, with 11/16.
    @Test
    @DisplayName("p-values of four coins are those of counting")
    void coins() {
        assertThat(BinomialTest.pValue(0, 4, 0.5)).isCloseTo(2.0 / 16, within(1e-12));
        assertThat(BinomialTest.pValue(1, 4, 0.5)).isCloseTo(10.0 / 16, within(1e-12));
        assertThat(BinomialTest.pValue(2, 4, 0.5)).isEqualTo(1);
        assertThat(BinomialTest.pValue(4, 4, 0.5)).isCloseTo(2.0 / 16, within(1e-12));
    }

    @Test
    @DisplayName("the tail of a certain failure is the power of its probability")
    void tail() {
        assertThat(BinomialTest.pValue(30, 30, 0.68)).isCloseTo(2 * Math.pow(0.68, 30), within(1e-15));
    }
}
