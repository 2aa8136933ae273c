package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;

/// Slices made in one pass, beside a histogram with a cut for each.
class SlicedQueryTest {
    private static final List<String> SLICES = List.of("y >= -1 && y < 0", "y >= 0 && y < 1", "y >= 1 && y < 3");

    private static SlicedQuery sliced(boolean normalised) {
        var query =
                new Query(RandomEvents.X, RandomEvents.X_BINS, Optional.of(Expression.parse("x + y < 4")), normalised);
        return new SlicedQuery(query, RandomEvents.Y, RandomEvents.Y_BINS);
    }

    private static List<Query> separate(boolean normalised) {
        Query query = sliced(normalised).query();
        return SLICES.stream()
                .map(slice -> query.where(Expression.parse("x + y < 4 && " + slice)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("slices have the values and the joint covariances of histograms with cuts")
    void asCuts(boolean normalised) {
        try (var workers = new Workers(2)) {
            Breakdown expected = RandomEvents.MEASUREMENT.breakdown(separate(normalised), workers);
            Breakdown found = RandomEvents.MEASUREMENT.breakdown(sliced(normalised), workers);
            assertThat(found.values()).containsExactly(expected.values());
            assertThat(found.sources()).isEqualTo(expected.sources());
            for (Uncertainty uncertainty : expected.uncertainties()) {
                same(found.uncertainty(uncertainty.source()).covariance(), uncertainty.covariance());
            }
            same(found.statistics(), expected.statistics());
        }
    }

    private static void same(Covariance found, Covariance expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < expected.size(); j++) {
                // the same sums in another order
                double scale = expected.error(i) * expected.error(j);
                assertThat(found.get(i, j)).isCloseTo(expected.get(i, j), within(1e-12 * scale + 1e-300));
            }
        }
    }

    @Test
    @DisplayName("a prediction's slices and its test are those of histograms with cuts")
    void predictions() {
        Measurement measurement = RandomEvents.MEASUREMENT;
        var prediction = Prediction.of(
                "nominal",
                Truth.of(measurement.events(), Optional.of("weights_hessian_0")),
                List.of("hessian"),
                measurement);
        assertThat(prediction.weights().sum())
                .as("scaled to the measured sum")
                .isCloseTo(measurement.nominal().sum(), within(1e-9));
        try (var workers = new Workers(1)) {
            Normalisation normalisation = measurement.head().normalisation();
            List<Spectrum> slices = prediction.spectra(sliced(true), normalisation);
            List<Query> separate = separate(true);
            IntStream.range(0, slices.size())
                    .forEach(i -> assertThat(slices.get(i).values())
                            .containsExactly(prediction
                                    .spectrum(separate.get(i), normalisation)
                                    .values()));
            Compatibility test =
                    prediction.test(measurement.breakdown(sliced(true), workers), slices, Testing.standard());
            assertThat(test.leftOut()).containsExactly("hessian");
            assertThat(test.chiSquare().value()).isPositive();
        }
    }

    @Test
    @DisplayName("an observable without a value is refused in a slice and does no harm outside")
    void undefined() {
        var x = Expression.parse("sqrt(y)");
        var query = new Query(x, RandomEvents.X_BINS, Optional.empty(), false);
        try (var workers = new Workers(1)) {
            Breakdown inside = RandomEvents.MEASUREMENT.breakdown(
                    new SlicedQuery(query, RandomEvents.Y, Axis.of("y", "", 0, 1, 3)), workers);
            assertThat(inside.spectra()).hasSize(2);
            assertThatThrownBy(() -> RandomEvents.MEASUREMENT.breakdown(
                            new SlicedQuery(query, RandomEvents.Y, RandomEvents.Y_BINS), workers))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("not a number");
        }
    }
}
