package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// Expected numbers are from `reference.py` (numpy 2.4.6, scipy 1.17.1).
class DistributionTest {
    private static final double[] X = {3, 1, 2, 2, 5, -1};
    private static final Distribution LEFT = Distribution.of("x", i -> X[i], Weights.of(0.5, 1.5, 1, 2, 0.25, 0.75));

    @Test
    void quantilesAreTheInverseOfTheDistributionFunction() {
        double[] probabilities = {0, 0.1, 0.125, 0.13, 0.4, 0.5, 0.9, 0.99, 1};
        double[] expected = {-1, -1, -1, 1, 2, 2, 3, 5, 5};
        for (int i = 0; i < expected.length; i++) {
            assertThat(LEFT.quantile(probabilities[i])).isEqualTo(expected[i]);
        }
        assertThat(LEFT.total()).isEqualTo(6);
        assertThat(LEFT.mean()).isCloseTo(1.5833333333333333, within(1e-15));
        assertThat(LEFT.standardDeviation()).isCloseTo(1.288302069478359, within(1e-15));
    }

    /// Of six units of weight −1 and 1 hold 2.25, 2 the next 3: a value that holds several cuts is one of them.
    @Test
    void cutsPartEqualWeights() {
        assertThat(LEFT.cuts(3)).containsExactly(1, 2);
        assertThat(LEFT.cuts(12)).containsExactly(-1, 1, 2, 3);
        assertThat(LEFT.cuts(1)).isEmpty();
    }

    @Test
    void wassersteinAgreesWithTheReferenceAndIsSymmetric() {
        double[] y = {2.5, 0, 4};
        Distribution right = Distribution.of("x", i -> y[i], Weights.of(1, 2, 0.5));
        assertThat(LEFT.wasserstein(right)).isCloseTo(1.0714285714285716, within(1e-15));
        assertThat(right.wasserstein(LEFT)).isCloseTo(1.0714285714285716, within(1e-15));
        assertThat(LEFT.wasserstein(LEFT)).isEqualTo(0);
    }

    /// A shift by δ moves every event by δ; rounding of 2·10⁴ terms.
    @Test
    void aShiftIsAsFarAsItsLength() {
        Seed seed = Seed.of(2);
        Weights weights = Weights.tabulate(10_000, i -> seed.uniform(i));
        Distribution here = Distribution.of("x", i -> seed.child("x").gaussian(i), weights);
        Distribution there = Distribution.of("x", i -> seed.child("x").gaussian(i) + 0.25, weights.times(3));
        assertThat(here.wasserstein(there)).isCloseTo(0.25, within(1e-11));
    }

    @Test
    void weightTwoIsTheEventTwiceAndWeightZeroTheEventAbsent() {
        double[] values = {1, 2, 3, Double.NaN};
        double[] repeated = {1, 1, 2, 3};
        Distribution weighted = Distribution.of("x", i -> values[i], Weights.of(2, 1, 1, 0));
        Distribution again = Distribution.of("x", i -> repeated[i], Weights.ones(4));
        assertThat(weighted.wasserstein(again)).isEqualTo(0);
        for (double p = 0; p <= 1; p += 0.125) {
            assertThat(weighted.quantile(p)).isEqualTo(again.quantile(p));
        }
    }

    @Test
    void reweightingIsSortingAgain() {
        Weights other = Weights.of(1, 0, 3, -0.5, 2, 7);
        Distribution again = Distribution.of("x", i -> X[i], other);
        assertThat(LEFT.reweighted(other).wasserstein(again)).isEqualTo(0);
        assertThat(LEFT.reweighted(other).mean()).isEqualTo(again.mean());
        assertThatThrownBy(() -> again.reweighted(Weights.ones(6))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesTheBinsOfTheFieldsComparisons() {
        Distribution uniform = Distribution.of("x", i -> i, Weights.ones(1000));
        Axis axis = uniform.equalBins("GeV", 25, 0.005, 0.995);
        assertThat(axis.bins()).isEqualTo(25);
        assertThat(axis.edge(0)).isEqualTo(4); // 5 of the 1,000 values are at most 4
        assertThat(axis.edge(25)).isEqualTo(994);
        assertThatThrownBy(() -> Distribution.of("N", i -> 7, Weights.ones(3)).equalBins("", 25, 0.005, 0.995))
                .isInstanceOf(InputException.class);
    }

    @Test
    void refusesWhatHasNoDistribution() {
        assertThatThrownBy(() -> Distribution.of("x", i -> i / 0.0, Weights.ones(2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x is NaN for event 0");
        assertThatThrownBy(() -> Distribution.of("x", i -> i, Weights.of(1, -1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sum to 0.0");
    }
}
