package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.NumericalException;
import unfurl.math.Seed;

class SpectralTest {
    private static List<double[]> shifts(int count, int bins) {
        var shifts = new ArrayList<double[]>();
        for (int k = 0; k < count; k++) {
            Seed seed = Seed.of(11).child(count).child(k);
            shifts.add(IntStream.range(0, bins)
                    .mapToDouble(i -> Math.pow(10, i % 7 - 3) * seed.gaussian(i))
                    .toArray());
        }
        return shifts;
    }

    @ParameterizedTest(name = "{0} shifts of {1} bins")
    @CsvSource({"1, 1", "1, 40", "2, 3", "5, 40", "19, 40", "20, 40", "21, 40", "39, 40", "60, 40", "24, 240"})
    @DisplayName("random shifts have as many directions as there are, at most one a bin")
    void shiftsInGeneralPosition(int count, int bins) {
        assertThat(Covariance.ofShifts(shifts(count, bins)).rank()).isEqualTo(Math.min(count, bins));
        // Of K replicas the mean takes one.
        if (count > 1) {
            assertThat(Covariance.ofReplicas(shifts(count, bins)).rank()).isEqualTo(Math.min(count - 1, bins));
        }
    }

    /// n bins with the correlation 1 − ε between any two: the eigenvalues are n − (n − 1)ε and, n − 1 times, ε.
    @ParameterizedTest(name = "{0} bins, {1} of the largest eigenvalue")
    @CsvSource({"2, 2e-10, 2", "2, 0.5e-10, 1", "30, 2e-10, 30", "30, 0.5e-10, 1", "30, 1e-13, 1"})
    @DisplayName("an eigenvalue counts from 1e-10 of the largest on, whichever way it is found")
    void tolerance(int bins, double relative, int rank) {
        Covariance covariance = Covariance.of(bins, (i, j) -> i == j ? 1 : 1 - bins * relative);
        assertThat(covariance.rank())
                .isEqualTo(rank)
                .isEqualTo(Spectral.of(covariance).rank());
    }

    @Test
    @DisplayName("bins without variance have no direction, and a negative variance is refused")
    void withoutVariance() {
        assertThat(Covariance.diagonal(0, 0).rank()).isZero();
        assertThat(Covariance.diagonal(0, 3, 0, 1, 2).rank()).isEqualTo(3);
        assertThatThrownBy(() -> Covariance.diagonal(1, -1).rank()).isInstanceOf(NumericalException.class);
    }

    /// Relative to the errors of the two bins; 10⁻¹⁴ of the variances, on average over 240 bins, may be left
    /// out.
    private static double worst(Covariance covariance, List<double[]> shifts) {
        Covariance back = Covariance.ofShifts(shifts);
        double worst = 0;
        for (int i = 0; i < covariance.size(); i++) {
            for (int j = 0; j < covariance.size(); j++) {
                double difference = back.get(i, j) - covariance.get(i, j);
                worst = Math.max(worst, Math.abs(difference) / (covariance.error(i) * covariance.error(j)));
            }
        }
        return worst;
    }

    @ParameterizedTest(name = "{0} shifts of {1} bins")
    @CsvSource({"1, 1", "2, 3", "5, 40", "40, 40", "60, 40", "24, 240"})
    @DisplayName("the shifts of a covariance give it back, and are as few as its directions")
    void shiftsGiveItBack(int count, int bins) {
        Covariance covariance = Covariance.ofShifts(shifts(count, bins));
        assertThat(covariance.shifts()).hasSize(Math.min(count, bins));
        assertThat(worst(covariance, covariance.shifts())).isLessThan(240 * 1e-14);
    }

    @Test
    @DisplayName("a covariance of one shift gives that shift up to its sign, and one of bins apart each bin's error")
    void simpleShifts() {
        double[] shift = {3, 0, -0.5, 0.125};
        double[] found = Covariance.ofShift(shift).shifts().getFirst();
        double sign = Math.signum(found[0]);
        for (int i = 0; i < shift.length; i++) {
            assertThat(sign * found[i]).isEqualTo(shift[i]);
        }
        assertThat(Covariance.ofShift(shift).isDiagonal()).isFalse();
        Covariance diagonal = Covariance.diagonal(4, 0, 9);
        assertThat(diagonal.shifts()).containsExactlyInAnyOrder(new double[] {2, 0, 0}, new double[] {0, 0, 3});
        assertThat(diagonal.isDiagonal()).isTrue();
        assertThat(Covariance.diagonal(0, 0).shifts()).isEmpty();
    }
}
