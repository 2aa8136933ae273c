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
        assertThat(chiSquare.pValue().orElseThrow())
                .isCloseTo(Math.exp(-5), within(1e-15)); // χ² survival of 2 degrees is exp(−χ²/2)
    }

    @Test
    void survivalKeepsItsSmallTail() {
        ChiSquare far = ChiSquare.of(new double[] {30, 0}, Covariance.diagonal(1, 1));
        assertThat(far.pValue().orElseThrow()).isPositive().isCloseTo(Math.exp(-450), within(Math.exp(-450) * 1e-12));
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
        ChiSquare nothing = ChiSquare.of(new double[1], Covariance.diagonal(0));
        assertThat(nothing.value()).isZero();
        assertThat(nothing.degreesOfFreedom()).isZero();
        assertThat(nothing.pValue()).hasValue(1);
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
            low += ChiSquare.of(d, covariance).pValue().orElseThrow() < 0.1 ? 1 : 0;
        }
        assertThat(low / 2000.0).isCloseTo(0.1, within(0.027));
    }

    /// V of K replicas of a Gaussian has an inverse that is too large by (K−1)/(K−n−2) on average: χ² of an
    /// independent D has the mean n with the factor. Of 4,000 toys its relative standard deviation is below
    /// 1.2/√4000, of which 4
    /// are allowed.
    @Test
    void hartlapsFactorMakesTheMeanRight() {
        int replicas = 20;
        int bins = 5;
        double sum = 0;
        double plain = 0;
        for (int toy = 0; toy < 4000; toy++) {
            var seed = Seed.of(31).child(toy);
            List<double[]> all = new ArrayList<>();
            for (int k = 0; k <= replicas; k++) {
                all.add(new double[bins]);
                for (int i = 0; i < bins; i++) {
                    all.get(k)[i] = seed.child(k).gaussian(i);
                }
            }
            double[] difference = all.removeLast();
            Covariance few = Covariance.ofReplicas(all);
            ChiSquare corrected =
                    ChiSquare.of(difference, CovarianceSum.ofReplicas(few, replicas), ChiSquare.Inverse.HARTLAP);
            sum += corrected.value() / 4000;
            plain += ChiSquare.of(difference, few).value() / 4000;
            assertThat(corrected.correction()).isCloseTo((20 - 5 - 2) / 19.0, within(1e-4));
        }
        assertThat(sum).isCloseTo(bins, within(4 * 1.2 / Math.sqrt(4000) * bins));
        assertThat(plain).isGreaterThan(6.5); // 5·19/13 = 7.3
        Covariance few = Covariance.ofReplicas(List.of(new double[] {1, 0}, new double[] {0, 1}, new double[] {3, 3}));
        assertThatThrownBy(
                        () -> ChiSquare.of(new double[2], CovarianceSum.ofReplicas(few, 3), ChiSquare.Inverse.HARTLAP))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining(
                        "2 degrees of freedom need more than 4 replicas, and the covariance is known only as well as from 3.0");
    }

    /// C = [[1, 0.8], [0.8, 1]]: p = 2, tr C² = 2·(1 + 0.64) = 3.28, n = 9; ρ = (0·3.28 + 4)/(9·(3.28 −
    /// 2)) = 0.3472…
    @Test
    void shrinkageIsThatOfTheFormula() {
        Covariance covariance = Covariance.of(2, (i, j) -> i == j ? 1 : 0.8).scaled(i -> i == 0 ? 3 : 1);
        double rho = 4 / (9 * 1.28);
        assertThat(covariance.shrinkage(10)).isCloseTo(rho, within(1e-14));
        assertThat(covariance.shrunk(10).get(0, 1)).isCloseTo((1 - rho) * 2.4, within(1e-14));
        assertThat(covariance.shrunk(10).get(0, 0)).isEqualTo(9);
        ChiSquare shrunk = ChiSquare.of(
                new double[] {3, 1}, CovarianceSum.ofReplicas(covariance, 10), ChiSquare.Inverse.SHRINKAGE);
        // pulls (1, 1) along the eigenvector of 1 + c: 2/(1 + c)
        assertThat(shrunk.value()).isCloseTo(2 / (1 + (1 - rho) * 0.8), within(1e-13));
        assertThat(shrunk.pValue()).isEmpty();
        assertThat(shrunk.withoutPValue()).hasValue("how χ² is distributed after shrinkage is not known");
        assertThat(shrunk.inverse()).hasToString("shrinkage");
        assertThat(Covariance.diagonal(1, 4).shrinkage(5)).isEqualTo(1);
    }

    @Test
    void shrinkageGivesFewReplicasFullRank() {
        List<double[]> replicas = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            double[] replica = new double[12];
            for (int i = 0; i < 12; i++) {
                replica[i] = Seed.of(6).child(k).gaussian(i);
            }
            replicas.add(replica);
        }
        Covariance few = Covariance.ofReplicas(replicas);
        assertThat(few.rank()).isEqualTo(3);
        assertThat(few.shrunk(4).rank()).isEqualTo(12);
    }

    @Test
    void rankCountsDirectionsWhateverTheUnits() {
        Covariance shift = Covariance.ofShift(1e-6, 0, 5);
        assertThat(shift.rank()).isEqualTo(1);
        assertThat(shift.plus(Covariance.diagonal(0, 0, 1e-3)).rank()).isEqualTo(2);
        assertThat(Covariance.diagonal(0, 0).rank()).isZero();
        assertThat(Covariance.ofShifts(List.of(new double[] {1, 2}, new double[] {3, -1})))
                .isEqualTo(Covariance.ofShift(1, 2).plus(Covariance.ofShift(3, -1)));
        assertThat(shift.block(1, 2)).isEqualTo(Covariance.diagonal(0, 25));
        assertThat(shift.correlations().get(0, 2)).isCloseTo(1, within(1e-15));
        assertThatThrownBy(() -> Covariance.diagonal(1, -1).rank()).isInstanceOf(NumericalException.class);
    }

    /// A result that discriminates less than the data at reco passes, one that discriminates more fails;
    /// the reco data have χ²/dof = 2.
    @Test
    void theBottomLineIsThatUnfoldingAddsNoInformation() {
        ChiSquare reco = ChiSquare.of(new double[] {2, 2, 2, 2}, Covariance.diagonal(2, 2, 2, 2));
        ChiSquare weaker = ChiSquare.of(new double[] {1, 1}, Covariance.diagonal(1, 1));
        ChiSquare stronger = ChiSquare.of(new double[] {4, 4}, Covariance.diagonal(1, 1));
        assertThat(new BottomLine(reco, weaker).passes()).isTrue();
        assertThat(new BottomLine(reco, weaker).ratio()).isCloseTo(0.5, within(1e-13));
        assertThat(new BottomLine(reco, stronger).passes()).isFalse();
        assertThat(new BottomLine(reco, reco).passes()).isTrue();
        // Equal χ²/dof of fewer degrees of freedom discriminates less: exp(−2) is above the p-value of 8 with 4.
        ChiSquare fewer = ChiSquare.of(new double[] {2, 2}, Covariance.diagonal(2, 2));
        assertThat(new BottomLine(reco, fewer).passes()).isTrue();
        ChiSquare far = ChiSquare.of(new double[] {1e3, 0}, Covariance.diagonal(1, 1));
        ChiSquare farther = ChiSquare.of(new double[] {2e3, 0}, Covariance.diagonal(1, 1));
        assertThat(new BottomLine(far, farther).passes()).isFalse();
        assertThat(new BottomLine(farther, far).passes()).isTrue();
        ChiSquare none = ChiSquare.of(new double[1], Covariance.diagonal(0));
        assertThatThrownBy(() -> new BottomLine(reco, none)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void covariancesFollowLinearMaps() {
        Covariance v = Covariance.of(2, (i, j) -> i == j ? 1 + i : 0.5);
        Covariance sum = v.mapped(x -> new double[] {x[0] + x[1], x[0] - x[1], x[1]});
        assertThat(sum.get(0, 0)).isEqualTo(4); // 1 + 2 + 2·0.5
        assertThat(sum.get(1, 1)).isEqualTo(2); // 1 + 2 − 2·0.5
        assertThat(sum.get(0, 2)).isEqualTo(2.5); // 2 + 0.5
        assertThat(sum.get(2, 1)).isEqualTo(-1.5); // 0.5 − 2
        assertThat(Covariance.ofShift(1, -2).get(0, 1)).isEqualTo(-2);
        Covariance replicas = Covariance.ofReplicas(List.of(new double[] {1, 0}, new double[] {3, 0}));
        assertThat(replicas).isEqualTo(Covariance.diagonal(2, 0));
    }
}
