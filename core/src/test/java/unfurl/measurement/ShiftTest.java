package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Expression;
import unfurl.hist.Axis;

/// What a source that is one nuisance does to the bins, with its sign. The toy's bins [0, 1) and [1, 3) have
/// the sums 6 and 4, so the values 6 and 2.
class ShiftTest {
    private static final Query QUERY = Query.of(Expression.parse("x"), Axis.of("x", "GeV", 0, 1, 3));

    private static Shift shift(Query query, Recipe recipe, String... columnsAndSums) {
        return breakdown(query, recipe, columnsAndSums)
                .uncertainty("source")
                .shift()
                .orElseThrow();
    }

    private static Breakdown breakdown(Query query, Recipe recipe, String... columnsAndSums) {
        List<String> columns = Arrays.stream(columnsAndSums)
                .map(text -> text.replaceAll("=.*", ""))
                .toList();
        return Toy.measurement(Toy.head(new WeightGroup("source", columns, recipe, "")), Toy.events(columnsAndSums))
                .breakdown(query);
    }

    private static double[] up(Shift shift) {
        return IntStream.range(0, shift.bins()).mapToDouble(shift::up).toArray();
    }

    private static double[] down(Shift shift) {
        return IntStream.range(0, shift.bins()).mapToDouble(shift::down).toArray();
    }

    @Test
    @DisplayName("a one-sided source moves down by the opposite of what it moves up")
    void oneSided() {
        for (Recipe recipe : List.of(new Recipe.Hessian(), new Recipe.TwoPoint(true))) {
            Shift shift = shift(QUERY, recipe, "a=7,3");
            assertThat(up(shift)).containsExactly(1, -0.5);
            assertThat(down(shift)).containsExactly(-1, 0.5);
            assertThat(shift.isSymmetric()).isTrue();
        }
        Shift luminosity = shift(QUERY, new Recipe.LuminosityScale());
        assertThat(up(luminosity)).containsExactly(new double[] {0.6, 0.2}, within(1e-15));
    }

    @Test
    @DisplayName("up and down are kept apart, and several effects of one nuisance are added")
    void upAndDown() {
        Shift pair = shift(QUERY, new Recipe.UpDown(), "a=7,3", "b=6,8");
        assertThat(up(pair)).containsExactly(1, -0.5);
        assertThat(down(pair)).containsExactly(0, 2);
        assertThat(pair.isSymmetric()).isFalse();
        assertThat(up(pair.block(1, 1))).containsExactly(-0.5);
        var shared = new Recipe.Nuisances(
                List.of(new Recipe.Effect("n", List.of("a", "b")), new Recipe.Effect("n", List.of("c"))));
        Shift sum = shift(QUERY, shared, "a=7,3", "b=6,8", "c=8,4");
        assertThat(up(sum)).containsExactly(3, -0.5);
        assertThat(down(sum)).containsExactly(-2, 2);
    }

    @Test
    @DisplayName("the variance of a bin is half the sum of the squares of its shifts up and down")
    void variance() {
        for (Query query : List.of(QUERY, QUERY.asNormalised())) {
            Breakdown breakdown = breakdown(query, new Recipe.UpDown(), "a=7,3", "b=6,8");
            Shift shift = breakdown.uncertainty("source").shift().orElseThrow();
            for (int bin = 0; bin < 2; bin++) {
                double half = (shift.up(bin) * shift.up(bin) + shift.down(bin) * shift.down(bin)) / 2;
                assertThat(breakdown.uncertainty("source").covariance().get(bin, bin))
                        .isCloseTo(half, within(1e-15));
            }
        }
    }

    @Test
    @DisplayName("the shifts of a normalised spectrum sum to 0, also those that are put together bin by bin")
    void normalised() {
        for (Recipe recipe : List.of(new Recipe.TwoPoint(true), new Recipe.DataDriven())) {
            String[] columns =
                    recipe instanceof Recipe.DataDriven ? new String[] {"a=7,3", "b=5,6"} : new String[] {"a=7,3"};
            Shift shift = shift(QUERY.asNormalised(), recipe, columns);
            assertThat(shift.up(0) + 2 * shift.up(1)).isCloseTo(0, within(1e-16));
            assertThat(shift.up(0)).isNotZero();
        }
    }

    @Test
    @DisplayName("a source of several nuisances, or without one, has no shift")
    void none() {
        assertThat(breakdown(QUERY, new Recipe.Hessian(), "a=7,3", "b=6,8")
                        .uncertainty("source")
                        .shift())
                .isEmpty();
        assertThat(breakdown(QUERY, new Recipe.UpDown(), "a=7,3", "b=6,8", "c=1,1", "d=2,2")
                        .uncertainty("source")
                        .shift())
                .isEmpty();
        assertThat(breakdown(QUERY, new Recipe.Bootstrap(), "a=7,3", "b=6,8")
                        .uncertainty("source")
                        .shift())
                .isEmpty();
        assertThat(breakdown(QUERY, new Recipe.TwoPoint(false), "a=7,3")
                        .uncertainty("source")
                        .shift())
                .isEmpty();
        assertThat(breakdown(QUERY, new Recipe.SampleStatistics())
                        .uncertainty("source")
                        .shift())
                .isEmpty();
    }
}
