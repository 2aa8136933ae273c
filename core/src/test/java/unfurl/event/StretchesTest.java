package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.math.Workers;

/// Expressions over more events than one thread takes in turn. What is expected is computed event by event.
class StretchesTest {
    private static final Expression NUMBER = Expression.parse("2*x + hypot(x, n)/3 - x*n");
    private static final Expression CONDITION = Expression.parse("x > 0.25 && !(n == 2 || x*n > 3)");

    private static Table table(int rows) {
        return Table.of(
                "made up",
                List.of(
                        Column.tabulate("x", rows, i -> (i * 37 % 1009) / 1009.0),
                        Column.tabulate("n", rows, i -> i % 7)));
    }

    private static double x(int i) {
        return (i * 37 % 1009) / 1009.0;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1023, 1024, 1025, 32_767, 32_768, 32_769, 70_001})
    @DisplayName("numbers and masks are those of each event alone, for any number of events and threads")
    void eachEventAlone(int rows) {
        Table table = table(rows);
        for (int threads : new int[] {1, 3}) {
            try (var workers = new Workers(threads)) {
                double[] numbers = NUMBER.evaluate(table, workers).toArray();
                Mask chosen = CONDITION.select(table, workers);
                assertThat(numbers).hasSize(rows);
                assertThat(chosen.size()).isEqualTo(rows);
                for (int i = 0; i < rows; i++) {
                    double n = i % 7;
                    assertThat(numbers[i]).isEqualTo(2 * x(i) + Math.hypot(x(i), n) / 3 - x(i) * n);
                    assertThat(chosen.get(i)).isEqualTo(x(i) > 0.25 && !(n == 2 || x(i) * n > 3));
                }
            }
        }
        assertThat(Mask.all(rows).count()).isEqualTo(rows);
        assertThat(Mask.of(rows, i -> i % 3 == 0).count()).isEqualTo((rows + 2) / 3);
    }

    @Test
    @DisplayName("where a condition is undefined is said of the first event, whichever thread has it")
    void undefined() {
        Column holes = Column.tabulate("x", 100_000, i -> i == 40_000 || i == 99_999 ? Double.NaN : i);
        Table table = Table.of("made up", List.of(holes));
        try (var workers = new Workers(3)) {
            assertThatThrownBy(() -> Expression.parse("x > 1").select(table, workers))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("undefined for 2 of")
                    .hasMessageContaining("the first of them row 40000");
        }
    }
}
