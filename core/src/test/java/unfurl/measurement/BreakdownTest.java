package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;

/// What holds of a breakdown of uncertainties whatever its recipes: totals, ranks, names, bits.
class BreakdownTest {
    @Test
    @DisplayName("the bits do not depend on the threads, and one spectrum's block is that of the spectrum alone")
    void bits() {
        Breakdown one = RandomEvents.breakdown(RandomEvents.queries(true), 1);
        Breakdown three = RandomEvents.breakdown(RandomEvents.queries(true), 3);
        assertThat(three.uncertainties()).isEqualTo(one.uncertainties());
        Breakdown alone = RandomEvents.breakdown(RandomEvents.queries(true).subList(1, 2), 1);
        for (Uncertainty uncertainty : alone.uncertainties()) {
            Covariance block =
                    one.uncertainty(uncertainty.source()).covariance().block(4, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(block.error(i)).isCloseTo(uncertainty.covariance().error(i), within(1e-13));
            }
        }
        assertThat(one.spectra(one.total()).getLast().error(2))
                .isEqualTo(one.total().error(6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("no eigenvalue is below 0 by more than rounding, and the ranks are those of algebra")
    void positive(boolean normalised) {
        Breakdown breakdown = RandomEvents.breakdown(RandomEvents.queries(normalised), 1);
        for (Uncertainty uncertainty : breakdown.uncertainties()) {
            assertPositive(uncertainty.covariance());
        }
        assertPositive(breakdown.total());
        int full = normalised ? 5 : 7;
        List<String> free = List.of("sample", "bootstrap", "hessian", "pairs", "one");
        assertThat(breakdown.total(free).rank()).isEqualTo(full);
        assertThat(breakdown.uncertainty("bootstrap").rank()).isEqualTo(full);
        assertThat(breakdown.uncertainty("ensemble").rank()).isEqualTo(4);
        assertThat(breakdown.uncertainty("hessian").rank()).isEqualTo(2);
        assertThat(breakdown.uncertainty("pairs").rank()).isEqualTo(4);
        assertThat(breakdown.uncertainty("one").rank()).isEqualTo(1);
        assertThat(breakdown.uncertainty("luminosity").rank()).isEqualTo(normalised ? 0 : 1);
        assertThat(breakdown.uncertainty("diagonal").rank()).isEqualTo(full);
        assertThat(breakdown.total().rank()).isEqualTo(full);
    }

    private static void assertPositive(Covariance covariance) {
        double[][] values = new double[covariance.size()][covariance.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                values[i][j] = covariance.get(i, j);
            }
        }
        double[] eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(values)).getEigenvalues();
        double largest = Arrays.stream(eigen).max().orElseThrow();
        assertThat(Arrays.stream(eigen).min().orElseThrow()).isGreaterThanOrEqualTo(-1e-12 * largest);
    }

    @Test
    @DisplayName("a total is the sum of its sources; toys are in none but by name, in place of what they hold")
    void totals() {
        Breakdown breakdown = RandomEvents.breakdown(RandomEvents.queries(false), 1);
        assertThat(breakdown.sources()).hasSize(10).doesNotContain("toys");
        double sum = breakdown.sources().stream()
                .mapToDouble(s -> breakdown.uncertainty(s).covariance().get(2, 5))
                .sum();
        assertThat(breakdown.total().get(2, 5)).isCloseTo(sum, within(1e-12 * Math.abs(sum)));
        List<String> some = List.of("toys", "sample", "one");
        double stat = breakdown.statistical(some).get(1, 1);
        double syst = breakdown.systematic(some).get(1, 1);
        assertThat(stat).isEqualTo(breakdown.uncertainty("sample").covariance().get(1, 1));
        assertThat(breakdown.statistical(List.of("sample", "ensemble", "shared")))
                .isEqualTo(breakdown.total(List.of("sample", "ensemble")));
        assertThat(breakdown.total(some).get(1, 1)).isCloseTo(stat + syst, within(1e-12 * stat));
        assertThatThrownBy(() -> breakdown.total(List.of("toys", "bootstrap")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the source 'bootstrap' would be counted twice");
        assertThatThrownBy(() -> breakdown.total(List.of("hessian", "toys")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "the source 'hessian' would be counted twice: by its own name, and in 'toys', which holds it");
        assertThatThrownBy(() -> breakdown.total(List.of("one", "one")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'one' would be counted twice");
        assertThatThrownBy(() -> breakdown.total(List.of("hesian")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no source of uncertainty 'hesian'")
                .hasMessageContaining("Did you mean 'hessian'?");
    }

    @Test
    @DisplayName("a measurement without statistical weights has the statistics of its sample all the same")
    void sample() {
        Breakdown bare = RandomEvents.measurement(List.of(RandomEvents.GROUPS.get(1)))
                .breakdown(RandomEvents.queries(false).getLast());
        assertThat(bare.sources()).containsExactly("luminosity", "sample statistics");
        assertThat(bare.statistical(bare.sources()))
                .isEqualTo(bare.spectra().getFirst().covariance());
    }

    @Test
    @DisplayName("names that would mislead are refused")
    void names() {
        assertThatThrownBy(() -> Toy.head(new WeightGroup("total", List.of(), new Recipe.SampleStatistics(), "")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be called 'total'");
        assertThatThrownBy(() ->
                        Toy.head(new WeightGroup("sample statistics", List.of(), new Recipe.LuminosityScale(), "")))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Toy.head(RandomEvents.group("toys", new Recipe.Toys(List.of("nominal")), 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no source of uncertainty 'nominal'");
        assertThatThrownBy(() -> new Recipe.Toys(List.of("a", "a"))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Recipe.Toys(List.of())).isInstanceOf(InputException.class);
    }

    @Test
    @DisplayName("an event without a value is refused for a column in which it has a weight")
    void undefined() {
        var weights = new float[] {0, 1, 1, 1, 1, 2};
        Table events = Table.of("toy", withOdd(weights));
        Measurement toy =
                Toy.measurement(Toy.head(new WeightGroup("g", List.of("odd"), new Recipe.Hessian(), "")), events);
        Expression ratio = Expression.parse("(x - 0.5)/(x - 0.5)");
        Query query = Query.of(ratio, Axis.of("r", "", 0, 2));
        assertThatThrownBy(() -> toy.breakdown(query))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not a number for 1 of 6 events, the first of them event 0");
        assertThat(toy.breakdown(query.where(Expression.parse("x > 0.5"))).values())
                .containsExactly(3.5);
    }

    private static List<Column> withOdd(float[] weights) {
        List<Column> columns = new ArrayList<>(Toy.events().columns());
        columns.add(Column.owning("odd", weights));
        return columns;
    }
}
