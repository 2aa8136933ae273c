package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.hist.Covariance;

/// Whether a prediction is compatible with a measurement: which sources count, and what few replicas allow.
class CompatibilityTest {
    private static double[] shifted(Breakdown breakdown, String column, double factor, List<Query> queries) {
        double[] values = breakdown.values();
        double[] shift = RandomEvents.slow(queries, column);
        Arrays.setAll(values, i -> values[i] - factor * (shift[i] - values[i]));
        return values;
    }

    private static Covariance none(int bins) {
        return Covariance.diagonal(new double[bins]);
    }

    /// D = 50 δ. With δδᵀ in V, χ² is 50² δᵀ(V₀ + δδᵀ)⁻¹δ, below 50²; without it, it is larger.
    @Test
    @DisplayName("a shift that is its own variance is left out of V, and the result says so")
    void circular() {
        List<Query> queries = RandomEvents.queries(false);
        Breakdown breakdown = RandomEvents.breakdown(queries, 1);
        double[] prediction = shifted(breakdown, "weights_one_0", 50, queries);
        Compatibility guarded = breakdown.test(prediction, none(7), Testing.standard());
        assertThat(guarded.leftOut()).containsExactly("one");
        assertThat(guarded.sources()).hasSize(9).doesNotContain("one");
        Compatibility named =
                breakdown.test(prediction, none(7), Testing.standard().againstTargetOf(List.of("closure")));
        assertThat(named.leftOut()).containsExactly("closure", "one");
        double[] other = prediction.clone();
        other[3] += 0.01 * 50 * breakdown.total().error(3);
        Compatibility apart = breakdown.test(other, none(7), Testing.standard());
        assertThat(apart.leftOut()).isEmpty();
        assertThat(apart.chiSquare().value()).isLessThan(50 * 50.0);
        assertThatThrownBy(() ->
                        breakdown.test(prediction, none(7), Testing.standard().againstTargetOf(List.of("closur"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'closure'?");
    }

    /// D = 5 % of the result, of which the luminosity knows 10 %: without it χ² would be (5
    /// %/statistical error)².
    @Test
    @DisplayName("a prediction that differs by a factor is tested with the luminosity")
    void luminosityStays() {
        Breakdown breakdown = RandomEvents.breakdown(RandomEvents.queries(false), 1);
        double[] prediction = breakdown.values();
        Arrays.setAll(prediction, i -> 1.05 * prediction[i]);
        Compatibility test = breakdown.test(prediction, none(7), Testing.standard());
        assertThat(test.leftOut()).isEmpty();
        assertThat(test.chiSquare().value()).isLessThanOrEqualTo(0.25); // that of the luminosity alone
    }

    /// Σ of the bins' own directions: 3 + 2 of the normalised spectra, of 12 replicas of the bootstrap.
    @Test
    @DisplayName("bins are merged until the replicas know them; one source is known as K − 1 say")
    void merging() {
        List<Query> queries = RandomEvents.queries(true);
        Breakdown breakdown = RandomEvents.breakdown(queries, 1);
        double[] prediction = breakdown.values();
        Testing bootstrap = Testing.standard().with(List.of("bootstrap"));
        Compatibility known = breakdown.test(prediction, none(7), bootstrap.merging());
        // Of 12 replicas 11 − n + 1 are left: most in two bins of each, where n = 2, and that is ten.
        assertThat(known.merged()).hasValue(4);
        assertThat(known.chiSquare().covarianceDegrees()).isEqualTo(11);
        assertThat(known.chiSquare().pValue().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(breakdown
                        .test(prediction, none(7), bootstrap)
                        .chiSquare()
                        .pValue()
                        .orElseThrow())
                .isCloseTo(1, within(1e-9));
        // All sources but that of replicas are known.
        Testing sample = Testing.standard().with(List.of("sample"));
        assertThat(breakdown.test(prediction, none(7), sample.merging()).merged())
                .isEmpty();
        Testing ensemble = Testing.standard().with(List.of("ensemble"));
        Compatibility few = breakdown.test(prediction, none(7), ensemble);
        assertThat(few.chiSquare().pValue()).isEmpty();
        assertThat(few.chiSquare().withoutPValue())
                .hasValue("the replicas give variance to 4 of the 5 directions that the bins have");
        assertThatThrownBy(() -> breakdown.test(prediction, none(7), ensemble.with(ChiSquare.Inverse.HARTLAP)))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("variance to 4 of the 5 directions")
                .hasMessageContaining("take fewer bins, or shrinkage");
        Compatibility merged = breakdown.test(prediction, none(7), ensemble.merging());
        assertThat(merged.merged()).hasValue(4); // two of each: two directions, of 4 degrees of freedom
        assertThat(merged.chiSquare().degreesOfFreedom()).isEqualTo(2);
        assertThat(merged.chiSquare().pValue()).isPresent();
    }

    /// χ² of merged bins is that of the spectrum with fewer edges. Of ν = 4 of five networks there are most
    /// degrees of freedom left in the fewest bins, which are two.
    @Test
    @DisplayName("merged bins are those of fewer edges")
    void mergedAsRebinned() {
        Query fine = Query.of(RandomEvents.X, Axis.of("x", "GeV", 0, 0.5, 1, 1.5, 2, 2.5, 3));
        Testing ensemble = Testing.standard().with(List.of("ensemble"));
        Query coarse = Query.of(RandomEvents.X, Axis.of("x", "GeV", 0, 1.5, 3));
        for (boolean normalised : new boolean[] {false, true}) {
            Breakdown many = RandomEvents.MEASUREMENT.breakdown(normalised ? fine.asNormalised() : fine);
            Breakdown two = RandomEvents.MEASUREMENT.breakdown(normalised ? coarse.asNormalised() : coarse);
            double[] d = {1.1, 1.05, 1, 1, 0.95, 0.9};
            double[] prediction = many.values();
            Arrays.setAll(prediction, i -> prediction[i] * d[i]);
            double[] rebinned = new double[2];
            for (int i = 0; i < 6; i++) {
                rebinned[i / 3] += prediction[i] / 3;
            }
            Compatibility merged = many.test(prediction, none(6), ensemble.merging());
            Compatibility direct = two.test(rebinned, none(2), ensemble);
            assertThat(merged.merged()).hasValue(2);
            assertThat(merged.chiSquare().degreesOfFreedom()).isEqualTo(normalised ? 1 : 2);
            assertThat(merged.chiSquare().value())
                    .isCloseTo(
                            direct.chiSquare().value(),
                            within(1e-6 * direct.chiSquare().value()));
            assertThat(merged.chiSquare().pValue().orElseThrow())
                    .isCloseTo(direct.chiSquare().pValue().orElseThrow(), within(1e-6));
        }
    }

    /// In one direction alone every difference is parallel to every shift, which says nothing.
    @Test
    @DisplayName("one degree of freedom is no circle")
    void oneDirection() {
        List<Query> queries =
                List.of(Query.of(RandomEvents.Y, Axis.of("y", "", -1, 0, 1)).asNormalised());
        Breakdown breakdown = RandomEvents.breakdown(queries, 1);
        double[] values = breakdown.values();
        double[] prediction = {values[0] + 0.01, values[1] - 0.01};
        Compatibility test = breakdown.test(prediction, none(2), Testing.standard());
        assertThat(test.leftOut()).isEmpty();
        assertThat(test.chiSquare().degreesOfFreedom()).isEqualTo(1);
        // χ² is D²/V, where V is of the first bin with the sum held at 1: of q·x − p·y for changes x and y.
        Covariance total = breakdown.total();
        double p = values[0];
        double q = values[1];
        double variance = q * q * total.get(0, 0) - 2 * p * q * total.get(0, 1) + p * p * total.get(1, 1);
        double expected = 0.01 * 0.01 / variance;
        assertThat(test.chiSquare().value()).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    @DisplayName("sources are chosen, and those of replicas are corrected by their own numbers")
    void corrections() {
        List<Query> queries = RandomEvents.queries(true);
        Breakdown breakdown = RandomEvents.breakdown(queries, 1);
        double[] prediction = breakdown.values();
        Arrays.setAll(prediction, i -> prediction[i] * (i < 4 && i % 2 == 0 ? 1.02 : 0.99));
        normalise(prediction);
        Testing some = Testing.standard().with(List.of("bootstrap"));
        Compatibility plain = breakdown.test(prediction, none(7), some);
        Compatibility hartlap = breakdown.test(prediction, none(7), some.with(ChiSquare.Inverse.HARTLAP));
        // One source of 12 replicas and rank 5: the factor (12 − 5 − 2)/11 of the whole χ².
        assertThat(hartlap.chiSquare().value())
                .isCloseTo(
                        plain.chiSquare().value() * 5 / 11,
                        within(1e-9 * plain.chiSquare().value()));
        assertThat(hartlap.inverse()).hasToString("hartlap");
        Compatibility shrunk = breakdown.test(prediction, none(7), some.with(ChiSquare.Inverse.SHRINKAGE));
        // The integral of each spectrum is still 1: two of seven directions have no variance.
        assertThat(shrunk.chiSquare().degreesOfFreedom()).isEqualTo(5);
        assertThat(shrunk.chiSquare().outside()).isLessThan(1e-12);
        assertThatThrownBy(() -> breakdown.test(
                        prediction,
                        none(7),
                        Testing.standard().with(List.of("sample")).with(ChiSquare.Inverse.SHRINKAGE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none of the sources [sample] is made of replicas");
        assertThatThrownBy(() -> Testing.standard().with(List.of())).isInstanceOf(InputException.class);
    }

    private static void normalise(double[] values) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < 7; i++) {
            x += i < 4 ? values[i] * RandomEvents.X_BINS.width(i) : 0;
            y += i < 4 ? 0 : values[i] * RandomEvents.Y_BINS.width(i - 4);
        }
        for (int i = 0; i < 7; i++) {
            values[i] /= i < 4 ? x : y;
        }
    }
}
