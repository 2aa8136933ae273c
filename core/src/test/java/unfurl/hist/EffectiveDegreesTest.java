package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.hist.ChiSquare.Inverse;
import unfurl.hist.CovarianceSum.Part;
import unfurl.math.Seed;

class EffectiveDegreesTest {
    private static Covariance correlated(int bins, double correlation, double size) {
        return Covariance.of(bins, (i, j) -> size * Math.pow(correlation, Math.abs(i - j)));
    }

    /// With V/2 from each of two lots of K − 1 = 24, the sum has the variance of one of 48: for parts
    /// that are multiples of each other the formula is that, since f is one number: f = 1 + n f/48.
    @Test
    @DisplayName("one source has K − 1 degrees, two equal ones the sum, and what is known counts as infinitely many")
    void algebra() {
        Covariance v = correlated(5, 0.5, 1);
        assertThat(CovarianceSum.ofReplicas(v, 25).degreesOfFreedom()).isEqualTo(24);
        Part part = Part.ofReplicas(v, 25);
        assertThat(new CovarianceSum(List.of(part, part)).degreesOfFreedom()).isCloseTo(48, within(0.01));
        assertThat(CovarianceSum.known(v).degreesOfFreedom()).isInfinite();
        double withKnown = CovarianceSum.ofReplicas(v, 25).plus(Part.known(v)).degreesOfFreedom();
        assertThat(withKnown).isBetween(75.0, 120.0); // to first order (1 + 1)²·24 = 96
    }

    /// One direction has no correlations: f = 1 + V₁ Q/ν₁ with Q = 1/(V₁/f + V₂). For V₁ = 3, V₂ = 1,
    /// ν₁ = 10, x = 1/f solves x = 1 − x·3/(10 (3x + 1)), 30x² − 17x − 10 = 0.
    @Test
    @DisplayName("one bin of two sources is the solution of a quadratic equation")
    void quadratic() {
        double x = (17 + Math.sqrt(17 * 17 + 1200)) / 60;
        double mean = 4 / (3 * x + 1);
        var sum = CovarianceSum.ofReplicas(Covariance.diagonal(3), 11).plus(Part.known(Covariance.diagonal(1)));
        assertThat(sum.degreesOfFreedom()).isCloseTo(mean / (mean - 1), within(1e-3));
    }

    @Test
    @DisplayName("it depends neither on units nor on a large shift that is known")
    void invariant() {
        Covariance v = correlated(6, 0.3, 1);
        CovarianceSum sum = CovarianceSum.ofReplicas(v, 25).plus(Part.known(correlated(6, 0.6, 0.3)));
        double before = sum.degreesOfFreedom();
        double[] units = {1, 10, 1e-3, 7, 1e4, 2};
        assertThat(sum.map(c -> c.scaled(i -> units[i])).degreesOfFreedom()).isCloseTo(before, within(1e-3 * before));
        double shifted = CovarianceSum.ofReplicas(v, 25)
                .plus(Part.known(Covariance.ofShift(100, 100, 100, 100, 100, 100)))
                .degreesOfFreedom();
        // One of six directions is known and five are of 24: (36 + 6)/((25 + 5)/24) = 33.6 to first order.
        assertThat(shifted).isBetween(24.0, 40.0);
    }

    /// D and the replicas of each source are drawn anew in each of the trials. The share below p has
    /// the standard deviation √(p(1 − p)/trials), of which 4 are allowed. With one source T² has
    /// Hotelling's distribution, and with two of one covariance and one number of replicas it has that
    /// of ν = 48; what is estimated for ν is 47.6 ± 0.9 with 5 bins, which takes 0.0003 from the share
    /// (200,000 trials).
    @ParameterizedTest(name = "{0} bins, {1} + {2} replicas")
    @CsvSource({"5, 25, 0", "10, 25, 0", "20, 25, 0", "5, 25, 25", "10, 25, 25", "24, 25, 25"})
    @DisplayName("of true predictions one in twenty has a p-value below 0.05")
    void calibrated(int bins, int first, int second) {
        int trials = 20_000 / bins;
        int below = 0;
        for (int trial = 0; trial < trials; trial++) {
            var normal = new Normal(Seed.of(2024).child(bins).child(second).child(trial), bins);
            var sum = CovarianceSum.ofReplicas(Covariance.ofReplicas(normal.draw(first, 1)), first);
            double[] difference = normal.draw(1, Math.sqrt(second > 0 ? 2 : 1)).getFirst();
            if (second > 0) {
                sum = sum.plus(Part.ofReplicas(Covariance.ofReplicas(normal.draw(second, 1)), second));
            }
            ChiSquare test = ChiSquare.of(difference, sum, Inverse.PSEUDO_INVERSE);
            below += test.pValue().orElseThrow() < 0.05 ? 1 : 0;
        }
        assertThat(below / (double) trials).isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / trials)));
    }

    /// A source of four networks with a third of the variance, a large shift that is known, and bins
    /// that are known beside others that are not. No formula is exact here; an independent computation
    /// of 1,500 trials each (numpy) had shares of 0.02 to 0.06. The bound is three binomial errors above
    /// 0.06.
    @ParameterizedTest(name = "{0} bins, an ensemble of {1}, shift {2}, known {3}")
    @CsvSource({"10, 4, 0, 0", "24, 4, 0, 0", "24, 16, 0, 0", "10, 0, 10, 0", "24, 0, 10, 0", "24, 0, 0, 3"})
    @DisplayName("sources of unlike numbers and sizes reject no true prediction too often")
    void unlike(int bins, int ensemble, double shift, double known) {
        int trials = 200;
        int below = 0;
        for (int trial = 0; trial < trials; trial++) {
            var normal = new Normal(Seed.of(7).child(bins).child(ensemble).child(trial), bins);
            double[] difference = normal.draw(1, Math.sqrt(2)).getFirst();
            CovarianceSum sum = CovarianceSum.ofReplicas(Covariance.ofReplicas(normal.draw(25, 1)), 25)
                    .plus(Part.ofReplicas(Covariance.ofReplicas(normal.draw(25, 1)), 25));
            if (ensemble > 0) {
                sum = sum.plus(Part.ofReplicas(Covariance.ofReplicas(normal.draw(ensemble, 1)), ensemble));
                add(difference, normal.draw(1, 1).getFirst());
            }
            double[] one = normal.draw(1, 1).getFirst();
            double[] extra = new double[bins];
            Arrays.setAll(extra, i -> i % 2 == 0 ? known * one[i] : 0);
            sum = sum.plus(Part.known(normal.covariance(i -> i % 2 == 0 ? known : 0)));
            add(difference, extra);
            double[] shifts = new double[bins];
            Arrays.fill(shifts, shift);
            sum = sum.plus(Part.known(Covariance.ofShift(shifts)));
            double size = shift * normal.draw(1, 1).getFirst()[0];
            Arrays.setAll(difference, i -> difference[i] + size);
            ChiSquare test = ChiSquare.of(difference, sum, Inverse.PSEUDO_INVERSE);
            below += test.pValue().orElseThrow() < 0.05 ? 1 : 0;
        }
        assertThat(below / (double) trials).isLessThan(0.06 + 3 * Math.sqrt(0.06 * 0.94 / trials));
    }

    private static void add(double[] sum, double[] other) {
        Arrays.setAll(sum, i -> sum[i] + other[i]);
    }

    /// With 24 bins and 25 replicas V is regular and says nothing: the mean of T² does not exist for n
    /// = K − 1.
    @Test
    @DisplayName("too few replicas for the bins have no p-value, and the reason is given")
    void tooFew() {
        var normal = new Normal(Seed.of(3), 24);
        Covariance few = Covariance.ofReplicas(normal.draw(25, 1));
        ChiSquare test =
                ChiSquare.of(normal.draw(1, 1).getFirst(), CovarianceSum.ofReplicas(few, 25), Inverse.PSEUDO_INVERSE);
        assertThat(test.pValue()).isEmpty();
        assertThat(test.withoutPValue().orElseThrow())
                .isEqualTo(
                        "24 degrees of freedom need more than 26 replicas, and the covariance is known only as well as from 25.0");
        Covariance fewer = Covariance.ofReplicas(normal.draw(10, 1));
        ChiSquare hidden =
                ChiSquare.of(normal.draw(1, 1).getFirst(), CovarianceSum.ofReplicas(fewer, 10), Inverse.PSEUDO_INVERSE);
        assertThat(hidden.degreesOfFreedom()).isEqualTo(9);
        assertThat(hidden.withoutPValue())
                .hasValue("the replicas give variance to 9 of the 24 directions that the bins have");
        assertThat(hidden.covarianceDegrees()).isNaN();
        assertThat(CovarianceSum.ofReplicas(fewer, 10).degreesOfFreedom()).isNaN();
    }

    /// Bins that always move together have fewer directions than bins, whatever the replicas: p is that
    /// of n = 1.
    @Test
    @DisplayName("a bin that repeats another is no direction that replicas hide")
    void repeated() {
        var normal = new Normal(Seed.of(4), 1);
        List<double[]> twice = normal.draw(12, 1).stream()
                .map(x -> new double[] {x[0], 2 * x[0]})
                .toList();
        List<double[]> once = twice.stream().map(x -> new double[] {x[0]}).toList();
        ChiSquare both = ChiSquare.of(
                new double[] {1.5, 3},
                CovarianceSum.ofReplicas(Covariance.ofReplicas(twice), 12),
                Inverse.PSEUDO_INVERSE);
        assertThat(both.degreesOfFreedom()).isEqualTo(1);
        assertThat(both.pValue().orElseThrow())
                .isCloseTo(Hotelling.of(new double[] {1.5}, once).pValue(), within(1e-4));
    }

    /// Independent normal vectors of which neighbours have the correlation ½: x_i = √¾ z_i + ½ x_{i−1}.
    private static final class Normal {
        private final Seed seed;
        private final int bins;
        private long at;

        Normal(Seed seed, int bins) {
            this.seed = seed;
            this.bins = bins;
        }

        List<double[]> draw(int count, double size) {
            List<double[]> all = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                double[] x = new double[bins];
                for (int i = 0; i < bins; i++) {
                    double z = size * seed.gaussian(at++);
                    x[i] = i == 0 ? z : Math.sqrt(0.75) * z + x[i - 1] / 2;
                }
                all.add(x);
            }
            return all;
        }

        Covariance covariance(java.util.function.IntToDoubleFunction factor) {
            return correlated(bins, 0.5, 1).scaled(factor);
        }
    }
}
