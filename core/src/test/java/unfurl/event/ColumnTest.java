package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
    /// One column of each type, each with the values 0, 1, 1.
    static Stream<Column> eachType() {
        return Stream.of(
                Column.owning("x", new float[] {0, 1, 1}),
                Column.owning("x", new double[] {0, 1, 1}),
                Column.owning("x", new int[] {0, 1, 1}),
                Column.owning("x", new long[] {0, 1, 1}),
                Column.owning("x", new boolean[] {false, true, true}));
    }

    @ParameterizedTest
    @MethodSource("eachType")
    @DisplayName("every type has its values as doubles, and keeps type and unit when it is selected or renamed")
    void values(Column column) {
        assertThat(List.of(column.at(0), column.at(1), column.at(2))).containsExactly(0.0, 1.0, 1.0);
        Column chosen = column.in("GeV").named("y").select(Mask.of(3, i -> i < 2));
        assertThat(chosen.size()).isEqualTo(2);
        assertThat(chosen.at(1)).isEqualTo(1);
        assertThat(chosen.type()).isEqualTo(column.type());
        assertThat(chosen.unit()).isEqualTo("GeV");
        assertThat(chosen.name()).isEqualTo("y");
        assertThat(column.name() + column.unit()).isEqualTo("x");
        double[] all = column.toArray();
        assertThat(all).hasSize(column.size());
        for (int row = 0; row < all.length; row++) {
            assertThat(all[row]).isEqualTo(column.at(row));
        }
    }

    @ParameterizedTest
    @MethodSource("eachType")
    @DisplayName("whole numbers are exact, and a floating-point column has none")
    void wholeNumbers(Column column) {
        switch (column.type()) {
            case FLOAT32, FLOAT64 ->
                assertThatThrownBy(() -> column.longAt(0))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("column 'x' holds %s, no whole numbers", column.type());
            case INT32, INT64, BOOLEAN -> assertThat(column.longAt(1)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("an identity beyond 2⁵³ survives as a whole number")
    void largeIdentities() {
        long identity = (1L << 53) + 1;
        assertThat(Column.owning("event_id", new long[] {identity}).longAt(0)).isEqualTo(identity);
    }

    @ParameterizedTest
    @MethodSource("eachType")
    @DisplayName("a mask about another number of rows is refused")
    void maskOfAnotherSize(Column column) {
        for (int size : new int[] {2, 4}) {
            assertThatThrownBy(() -> column.select(Mask.all(size)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot apply a mask of %d events to 3", size);
        }
    }

    @Test
    @DisplayName("a tabulated column has the function's values")
    void tabulated() {
        Column squares = Column.tabulate("squares", 4, i -> i * i);
        assertThat(squares.at(3)).isEqualTo(9);
        assertThat(squares).hasToString("squares FLOAT64[4]");
    }

    @Test
    @DisplayName("a column of lists has a list in each row, and selects them whole")
    void lists() {
        Column lists = Column.lists(
                new int[] {0, 2, 2, 3},
                Column.owning("pt", new float[] {1, 2, Float.NaN}).in("GeV"),
                Mask.of(3, row -> row == 1));
        assertThat(lists.size()).isEqualTo(3);
        assertThat(lists.isList()).isTrue();
        assertThat(lists.type()).isEqualTo(Column.Type.FLOAT32);
        assertThat(List.of(lists.count(0), lists.count(1), lists.count(2))).containsExactly(2, 0, 1);
        assertThat(lists.finite().indices()).containsExactly(0);
        Column chosen = lists.select(Mask.of(3, row -> row > 0)).named("p");
        assertThat(List.of(chosen.count(0), chosen.count(1), chosen.first(1))).containsExactly(0, 1, 0);
        assertThat(chosen.absent().indices()).containsExactly(0);
        assertThat(chosen.elements().at(0)).isNaN();
        assertThat(chosen.name() + chosen.unit()).isEqualTo("pGeV");
        assertThatThrownBy(() -> lists.at(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> chosen.elements().first(0)).hasMessageContaining("has no lists");
        assertThatThrownBy(() -> Column.lists(new int[] {0, 4}, chosen.elements()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneValueThatIsNoNumberMakesAColumnNotFinite() {
        float[] floats = {-Float.MAX_VALUE, Float.MIN_VALUE, -0f, 1, 2, 3, 4, 5, 6, 7};
        double[] doubles = {-Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 1, 2};
        assertThat(Column.owning("x", floats).isFinite()).isTrue();
        assertThat(Column.owning("x", doubles).isFinite()).isTrue();
        assertThat(Column.owning("n", new int[] {Integer.MIN_VALUE}).isFinite()).isTrue();
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -Float.NaN}) {
            for (int i = 0; i < floats.length; i++) {
                float[] some = floats.clone();
                some[i] = bad;
                assertThat(Column.owning("x", some).isFinite()).isFalse();
                double[] wide = doubles.clone();
                wide[i % wide.length] = bad;
                assertThat(Column.owning("x", wide).isFinite()).isFalse();
            }
        }
    }

    @Test
    void anArrayOfTheValuesIsACopy() {
        Column column = Column.owning("x", new double[] {1, 2});
        column.toArray()[0] = 7;
        assertThat(column.at(0)).isEqualTo(1);
    }
}
