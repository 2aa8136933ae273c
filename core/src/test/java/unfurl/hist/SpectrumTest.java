package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Weights;

/// Numbers named "reference" come from `reference.py` beside this test's resources (numpy 2.4.6, scipy
/// 1.17.1).
class SpectrumTest {
    static final Axis AXIS = Axis.of("pT", "GeV", 0, 1, 2, 4, 7, 8);
    static final Histogram P = histogram(new double[] {10, 25, 40, 20, 5}, new double[] {1.5, 3, 6, 2, 0.7});
    static final Histogram Q = histogram(new double[] {14, 22, 30, 26, 8}, new double[] {0.9, 2, 1, 4, 0.3});

    private static Histogram histogram(double[] sums, double[] squares) {
        return histogram(sums, squares, 1000);
    }

    static Histogram histogram(double[] sums, double[] squares, double underflow) {
        double[] withFlows = new double[sums.length + 2];
        double[] squaresWithFlows = new double[sums.length + 2];
        System.arraycopy(sums, 0, withFlows, 1, sums.length);
        System.arraycopy(squares, 0, squaresWithFlows, 1, sums.length);
        withFlows[0] = underflow;
        squaresWithFlows[0] = underflow;
        return Histogram.ofSums(Grid.of(AXIS), withFlows, squaresWithFlows, new long[sums.length + 2]);
    }

    @Test
    void theAbsoluteSpectrumIsPerUnitOfTheAxis() {
        Spectrum spectrum = Spectrum.absolute(P, "fb");
        assertThat(spectrum.value(2)).isEqualTo(20);
        assertThat(spectrum.error(2)).isCloseTo(Math.sqrt(6) / 2, within(1e-15));
        assertThat(spectrum.unit()).isEqualTo("fb/GeV");
        assertThat(spectrum.nEff(1)).isCloseTo(625.0 / 3, within(1e-12));
        assertThat(spectrum.sumWeights(4)).isEqualTo(5);
        assertThat(spectrum.isNormalised()).isFalse();
    }

    @Test
    void unitsAreWrittenAsPhysicistsDo() {
        Histogram pure = Histogram.of(Axis.of("N", "", 0, 1), i -> 0, Weights.ones(1));
        Histogram compound = Histogram.of(Axis.of("a", "m/s", 0, 1), i -> 0, Weights.ones(1));
        assertThat(Spectrum.absolute(pure, "fb").unit()).isEqualTo("fb");
        assertThat(Spectrum.normalised(pure).unit()).isEmpty();
        assertThat(Spectrum.normalised(P).unit()).isEqualTo("1/GeV");
        assertThat(Spectrum.absolute(compound, "").unit()).isEqualTo("1/(m/s)");
    }

    /// The reference's rounding: five terms of order 1.
    @Test
    void theNormalisedErrorsKnowOfTheTotal() {
        Spectrum spectrum = Spectrum.normalised(P);
        assertThat(spectrum.error(2)).isCloseTo(0.00909945053286186, within(1e-15));
        assertThat(spectrum.covariance().correlation(0, 2)).isCloseTo(-0.3199425460891618, within(1e-14));
        double integral = 0;
        for (int i = 0; i < 5; i++) {
            integral += spectrum.value(i) * AXIS.width(i);
        }
        assertThat(integral).isCloseTo(1, within(1e-15));
    }

    /// Algebra: Σᵢ pᵢ = 1 exactly, so every row of the covariance of the fractions sums to 0.
    @Test
    void aNormalisedTotalHasNoVariance() {
        Covariance covariance = Spectrum.normalised(P).covariance();
        for (int i = 0; i < 5; i++) {
            double sum = 0;
            for (int j = 0; j < 5; j++) {
                sum += covariance.get(i, j) * AXIS.width(j);
            }
            assertThat(sum).isCloseTo(0, within(1e-18));
        }
    }

    /// Algebra: of a change x there remains x − v (b·x), of which b·x is 0; in the only bin with content 0.
    @Test
    void whatRemainsOfAChangeKeepsTheIntegral() {
        Spectrum spectrum = Spectrum.normalised(P);
        double[] change = {1, -2, 0.5, 3, 4};
        double integral = IntStream.range(0, 5)
                .mapToDouble(i -> change[i] * AXIS.width(i))
                .sum();
        double[] kept = spectrum.held(change);
        for (int i = 0; i < 5; i++) {
            assertThat(kept[i]).isCloseTo(change[i] - spectrum.value(i) * integral, within(1e-14));
        }
        assertThat(Spectrum.absolute(P, "fb").held(change)).containsExactly(change);
        var axis = Axis.of("x", "", 0, 0.3, 1);
        double[] sums = {0, 7, 0, 0};
        Spectrum only = Spectrum.normalised(Histogram.ofSums(Grid.of(axis), sums, sums, new long[4]));
        assertThat(only.held(new double[] {0.7, 0})).containsExactly(0, 0);
    }

    /// Algebra: with two bins p = a/(a+b) and σ_p² = (b²σ_a² + a²σ_b²)/(a+b)⁴; with one bin it is 0.
    @Test
    void twoBinsFollowTheBinomialFormula() {
        var axis = Axis.of("x", "", 0, 1, 2);
        double[] sums = {0, 3, 7, 0};
        double[] squares = {0, 2, 5, 0};
        Spectrum spectrum =
                Spectrum.normalised(Histogram.ofSums(Grid.of(axis), sums, squares, new long[] {0, 1, 1, 0}));
        assertThat(spectrum.error(0)).isCloseTo(Math.sqrt(49 * 2 + 9 * 5) / 100, within(1e-16));
        assertThat(spectrum.covariance().correlation(0, 1)).isCloseTo(-1, within(1e-14));
    }

    @Test
    void normalisedChiSquareLosesOneDegreeOfFreedom() {
        ChiSquare chiSquare = Spectrum.normalised(P).chiSquare(Spectrum.normalised(Q));
        assertThat(chiSquare.value()).isCloseTo(39.98130278777298, within(1e-10));
        assertThat(chiSquare.degreesOfFreedom()).isEqualTo(4);
        assertThat(chiSquare.pValue().orElseThrow()).isCloseTo(4.367132070766761e-08, within(1e-17));
        assertThat(chiSquare.outside()).isLessThan(1e-15);
    }

    @Test
    void chiSquareUsesTheFullCovariance() {
        double[] h = P.binSums();
        Covariance scale = Covariance.ofShift(h).times(0.017 * 0.017);
        Spectrum p = Spectrum.absolute(P, "fb");
        Spectrum withScale = p.with(p.covariance().plus(scale.scaled(i -> 1 / AXIS.width(i))));
        ChiSquare chiSquare = withScale.chiSquare(Spectrum.absolute(Q, "fb"));
        assertThat(chiSquare.value()).isCloseTo(37.64615788684559, within(1e-10));
        assertThat(chiSquare.pValue().orElseThrow()).isCloseTo(4.44394801212547e-07, within(1e-16));
        assertThat(chiSquare.degreesOfFreedom()).isEqualTo(5);
    }

    @Test
    void anEmptyTotalCannotBeNormalised() {
        Histogram nothing = Histogram.of(AXIS, i -> 0, Weights.of());
        assertThatThrownBy(() -> Spectrum.normalised(nothing))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("cannot normalise 'pT'");
    }
}
