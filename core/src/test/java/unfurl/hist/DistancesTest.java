package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.math.Seed;

class DistancesTest {
    private static Histogram bins(double[] sums, double[] squares) {
        return SpectrumTest.histogram(sums, squares, 0);
    }

    /// From `reference.py` (numpy 2.4.6, scipy 1.17.1).
    @Test
    void agreeWithTheReference() {
        assertThat(Distances.triangular(SpectrumTest.P, SpectrumTest.Q).value())
                .isCloseTo(0.0017098381113182226, within(1e-16));
        assertThat(Distances.wasserstein(SpectrumTest.P, SpectrumTest.Q)).isCloseTo(0.34, within(1e-14));
    }

    @Test
    void areZeroForEqualShapesAndOneForDisjointOnes() {
        Histogram p = SpectrumTest.P;
        assertThat(Distances.triangular(p, p.times(2)).value()).isCloseTo(0, within(1e-30));
        assertThat(Distances.wasserstein(p, p.times(2))).isCloseTo(0, within(1e-14));
        Histogram left = bins(new double[] {1, 0, 0, 0, 0}, new double[5]);
        Histogram right = bins(new double[] {0, 0, 0, 0, 3}, new double[5]);
        assertThat(Distances.triangular(left, right).value()).isEqualTo(1);
        assertThat(Distances.wasserstein(left, right)).isEqualTo(7);
    }

    @Test
    void refuseATriangularDiscriminatorOfNegativeFractions() {
        Histogram negative = bins(new double[] {-1, 5, 5, 5, 5}, new double[5]);
        assertThatThrownBy(() -> Distances.triangular(
                        negative, negative.plus(bins(new double[] {0.1, 0, 0, 0, 0}, new double[5]))))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("bin 0");
    }

    /// Toys: two Poisson samples in five bins, 3,000 times. The mean has the standard deviation error/√3000 and
    /// the standard deviation's relative one is about 1/√3000 for a χ²-like shape; four and eight of these are
    /// allowed, and 2 % for the higher orders in 1/n that the formulas leave out.
    @Test
    void floorAndErrorAreThoseOfToys() {
        double[] expected = {400, 900, 1500, 800, 300};
        double[] shifted = {460, 860, 1450, 840, 330};
        assertToys(expected, expected);
        assertToys(expected, shifted);
    }

    private static void assertToys(double[] left, double[] right) {
        int toys = 3000;
        double sum = 0;
        double squares = 0;
        for (int toy = 0; toy < toys; toy++) {
            double value = Distances.triangular(poisson(left, "p", toy), poisson(right, "q", toy))
                    .value();
            sum += value;
            squares += value * value;
        }
        double mean = sum / toys;
        double deviation = Math.sqrt(squares / toys - mean * mean);
        var exact = Distances.triangular(bins(left, left), bins(right, right));
        assertThat(mean)
                .isCloseTo(exact.value() + exact.floor(), within(4 * exact.error() / Math.sqrt(toys) + 0.02 * mean));
        assertThat(deviation).isCloseTo(exact.error(), within((8 / Math.sqrt(toys) + 0.02) * exact.error()));
    }

    /// Normal instead of Poisson counts: means of several hundred, beyond the reach of the Poisson draw's
    /// inversion.
    private static Histogram poisson(double[] mean, String name, int toy) {
        double[] counts = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            counts[i] = mean[i]
                    + Math.sqrt(mean[i]) * Seed.of(21).child(name).child(i).gaussian(toy);
        }
        return bins(counts, counts);
    }
}
