package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;

class WeightsTest {
    private static final Weights WEIGHTS = Weights.of(1, -2, 0, 4);

    @Test
    @DisplayName("the sums are Σw and Σw², signs kept")
    void sums() {
        assertThat(WEIGHTS.sum()).isEqualTo(3);
        assertThat(WEIGHTS.sumOfSquares()).isEqualTo(21);
        assertThat(WEIGHTS.nEff()).isCloseTo(9.0 / 21, within(1e-15)); // (Σw)²/Σw²
    }

    @Test
    @DisplayName("n equal weights are n effective events, in any unit from the smallest to the largest double")
    void nEffHasNoUnit() {
        for (double unit : new double[] {1, 0.1, 1e200, 1e-200, Double.MIN_VALUE, Double.MAX_VALUE}) {
            assertThat(Weights.tabulate(1000, i -> unit).nEff()).isEqualTo(1000);
        }
        assertThat(Weights.of(0, 0).nEff()).isZero();
        assertThat(Weights.of().nEff()).isZero();
        assertThat(Weights.of(1, -1).nEff()).isZero();
    }

    @Test
    @DisplayName("an event of weight 0 is absent from every sum")
    void weightZeroIsAbsent() {
        Weights without = Weights.of(1, -2, 4);
        assertThat(WEIGHTS.sum()).isEqualTo(without.sum());
        assertThat(WEIGHTS.nEff()).isEqualTo(without.nEff());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @DisplayName("a weight that is not finite is refused wherever it arises, and its event named")
    void notFinite(double bad) {
        assertThatThrownBy(() -> Weights.of(1, 1, bad))
                .isInstanceOf(NumericalException.class)
                .hasMessage("the weight of event 2 is " + bad);
        assertThatThrownBy(() -> Weights.ones(2).times(bad)).isInstanceOf(NumericalException.class);
        assertThatThrownBy(() -> Weights.of(1, 1e200).times(Weights.of(1, 1e200)))
                .isInstanceOf(NumericalException.class)
                .hasMessage("the weight of event 1 is Infinity");
    }

    @Test
    @DisplayName("products go event by event")
    void products() {
        assertThat(WEIGHTS.times(WEIGHTS)).isEqualTo(Weights.of(1, 4, 0, 16));
        assertThat(WEIGHTS.times(0.5)).isEqualTo(Weights.of(0.5, -1, 0, 2));
        assertThat(Weights.ones(4).times(WEIGHTS)).isEqualTo(WEIGHTS).hasSameHashCodeAs(WEIGHTS);
    }

    @Test
    @DisplayName("a mask selects events, or sets the others to 0")
    void masks() {
        Mask odd = Mask.of(4, i -> i % 2 == 1);
        assertThat(WEIGHTS.select(odd)).isEqualTo(Weights.of(-2, 4));
        assertThat(WEIGHTS.where(odd)).isEqualTo(Weights.of(0, -2, 0, 4));
    }

    @Test
    @DisplayName("sizes that do not agree are the caller's error, and both are told")
    void sizesMustAgree() {
        assertThatThrownBy(() -> WEIGHTS.times(Weights.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot multiply 4 weights by 3");
        for (int size : new int[] {3, 5}) {
            Mask other = Mask.all(size);
            String message = "cannot apply a mask of %d events to 4".formatted(size);
            assertThatThrownBy(() -> WEIGHTS.select(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> WEIGHTS.where(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    @Test
    @DisplayName("the array given and the array got are copies")
    void arraysAreCopied() {
        double[] given = {1, 2};
        Weights weights = Weights.of(given);
        given[0] = 9;
        weights.toArray()[1] = 9;
        assertThat(weights).isEqualTo(Weights.of(1, 2));
    }
}
