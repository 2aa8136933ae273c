package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// Cells along a feature, by what they hold.
class CellsTest {
    private static int[] contents(double... values) {
        Cells cells = Cells.of(i -> values[i], Weights.ones(values.length), 10);
        int[] out = new int[cells.count()];
        Arrays.stream(values).forEach(x -> out[cells.of(x)]++);
        return out;
    }

    private static double[] values(int ofFirst, double first, int ofSecond, double second) {
        return IntStream.range(0, ofFirst + ofSecond)
                .mapToDouble(i -> i < ofFirst ? first : second)
                .toArray();
    }

    @Test
    @DisplayName("a feature without repeated values has cells of equal content")
    void equal() {
        Seed seed = Seed.of(1);
        assertThat(contents(IntStream.range(0, 1000).mapToDouble(seed::gaussian).toArray()))
                .hasSize(10)
                .containsOnly(100);
    }

    @Test
    @DisplayName("a feature of two values has two cells, however rare one is, above or below")
    void indicator() {
        assertThat(contents(values(970, 0, 30, 1))).containsExactly(970, 30);
        assertThat(contents(values(30, 0, 970, 1))).containsExactly(30, 970);
        assertThat(contents(values(400, 0, 600, 1))).containsExactly(400, 600);
        assertThat(contents(values(500, -0.0, 500, 0.0))).containsExactly(1000);
    }

    @Test
    @DisplayName("padding is a cell of its own among values without repetition")
    void padding() {
        Seed seed = Seed.of(2);
        double[] values = IntStream.range(0, 1000)
                .mapToDouble(i -> i < 500 ? 0 : seed.uniform(i) - 0.5)
                .toArray();
        assertThat(contents(values)).contains(500).hasSizeBetween(6, 7);
    }

    @Test
    @DisplayName("cells of fewer than ten effective events are joined, and one value is one cell")
    void few() {
        assertThat(contents(values(995, 0, 5, 1))).containsExactly(1000);
        assertThat(contents(values(1000, 3, 0, 1))).containsExactly(1000);
        assertThat(contents(IntStream.range(0, 40).mapToDouble(i -> i).toArray()))
                .containsExactly(10, 10, 10, 10);
    }
}
