package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.math.Seed;

class ChiSquareTest {
    @Test
    void withoutCorrelationsItIsTheSumOfSquaredPulls() {
        ChiSquare chiSquare = ChiSquare.of(new double[] {2, 3}, Covariance.diagonal(4, 1));
        assertThat(chiSquare.value()).isCloseTo(10, within(1e-13));
        assertThat(chiSquare.degreesOfFreedom()).isEqualTo(2);
        assertThat(chiSquare.pValue()).isCloseTo(Math.exp(-5), within(1e-15)); // χ² survival of 2 degrees is exp(−χ²/2)
    }

    @Test
    void survivalKeepsItsSmallTail() {
        ChiSquare far = ChiSquare.of(new double[] {30, 0}, Covariance.diagonal(1, 1));
        assertThat(far.pValue()).isPositive().isCloseTo(Math.exp(-450), within(Math.exp(-450) * 1e-12));
    }

    @Test
    void theUnitOfABinDoesNotMatterEvenWithoutFullRank() {
        List<double[]> replicas = new ArrayList<>();
        var seed = Seed.of(5);
        for (int k = 0; k < 4; k++) {
            double[] replica = new double[6];
            for (int i = 0; i < 6; i++) {
                replica[i] = seed.child(k).gaussian(i) * (i + 1);
            }
            replicas.add(replica);
        }
        Covariance few = Covariance.ofReplicas(replicas);
        double[] d = {1, -1, 2, 0.5, 0, 3};
        ChiSquare plain = ChiSquare.of(d, few);
        double[] inOtherUnits = {1, -10, 2e-3, 0.5, 0, 3e6};
        double[] factor = {1, 10, 1e-3, 1, 7, 1e6};
        ChiSquare scaled = ChiSquare.of(inOtherUnits, few.scaled(i -> factor[i]));
        assertThat(plain.degreesOfFreedom()).isEqualTo(3);
        assertThat(scaled.degreesOfFreedom()).isEqualTo(3);
        assertThat(scaled.value()).isCloseTo(plain.value(), within(1e-9 * plain.value()));
        assertThat(plain.outside()).isBetween(0.01, 0.99);
    }

    @Test
    void emptyBinsAreLeftOutAndImpossibleOnesRefused() {
        ChiSquare chiSquare = ChiSquare.of(new double[] {0, 2}, Covariance.diagonal(0, 4));
        assertThat(chiSquare.degreesOfFreedom()).isEqualTo(1);
        assertThat(chiSquare.value()).isEqualTo(1);
        assertThat(ChiSquare.of(new double[1], Covariance.diagonal(0))).isEqualTo(new ChiSquare(0, 0, 1, 0));
        assertThatThrownBy(() -> ChiSquare.of(new double[] {1, 2}, Covariance.diagonal(0, 4)))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("bin 0 has the variance 0.0 and differs by 1.0");
    }

    /// Of 2,000 toys the part below p = 0.1 has the standard deviation √(0.1·0.9/2000) = 0.0067; 4 of them
    /// allowed.
    @Test
    void pValuesAreUniformForGaussianToys() {
        Covariance covariance = Covariance.of(3, (i, j) -> i == j ? 2 : 0.7);
        var seed = Seed.of(9);
        int low = 0;
        for (int toy = 0; toy < 2000; toy++) {
            double common = seed.child("common").gaussian(toy) * Math.sqrt(0.7);
            double[] d = new double[3];
            for (int i = 0; i < 3; i++) {
                d[i] = common + seed.child(i).gaussian(toy) * Math.sqrt(1.3);
            }
            low += ChiSquare.of(d, covariance).pValue() < 0.1 ? 1 : 0;
        }
        assertThat(low / 2000.0).isCloseTo(0.1, within(0.027));
    }

    @Test
    void covariancesPropagateThroughJacobians() {
        Covariance v = Covariance.of(2, (i, j) -> i == j ? 1 + i : 0.5);
        Covariance sum = v.propagated(1, (i, j) -> 1);
        assertThat(sum.get(0, 0)).isEqualTo(4); // 1 + 2 + 2·0.5
        assertThat(Covariance.ofShift(1, -2).get(0, 1)).isEqualTo(-2);
        Covariance replicas = Covariance.ofReplicas(List.of(new double[] {1, 0}, new double[] {3, 0}));
        assertThat(replicas).isEqualTo(Covariance.diagonal(2, 0));
    }
}
