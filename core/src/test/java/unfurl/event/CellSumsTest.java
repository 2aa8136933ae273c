package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.math.Seed;
import unfurl.math.Workers;

class CellSumsTest {
    private static final int EVENTS = 1500;
    private static final int[] COUNTS = {3, 12, 1};

    private static Column column(int k) {
        Seed seed = Seed.of(7).child(k);
        float[] floats = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            floats[i] = (float) seed.gaussian(i);
        }
        return switch (k % 5) {
            case 3 -> Column.tabulate("w" + k, EVENTS, seed::gaussian);
            case 4 -> Column.owning("w" + k, wholeNumbers(seed));
            default -> Column.owning("w" + k, floats);
        };
    }

    private static int[] wholeNumbers(Seed seed) {
        int[] values = new int[EVENTS];
        Arrays.setAll(values, i -> (int) Math.round(3 * seed.gaussian(i)));
        return values;
    }

    private static List<int[]> cells(int histograms) {
        var all = new ArrayList<int[]>();
        for (int h = 0; h < histograms; h++) {
            int count = COUNTS[h];
            Seed seed = Seed.of(8).child(h);
            int[] cells = new int[EVENTS];
            Arrays.setAll(cells, i -> (int) Math.floor(seed.uniform(i) * (count + 1)) - 1);
            all.add(cells);
        }
        return all;
    }

    /// The definition: event after event.
    private static double[] slow(Column column, List<int[]> cells) {
        double[][] sums = new double[cells.size()][];
        for (int h = 0; h < sums.length; h++) {
            sums[h] = new double[COUNTS[h]];
            for (int i = 0; i < EVENTS; i++) {
                if (cells.get(h)[i] >= 0) {
                    sums[h][cells.get(h)[i]] += column.at(i);
                }
            }
        }
        return Arrays.stream(sums).flatMapToDouble(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "8, 1, 2", "17, 1, 3", "3, 2, 1", "8, 3, 2", "40, 3, 3", "3, 1, 1", "24, 2, 2"})
    @DisplayName("the bits are those of one column after the other, whatever the types, the histograms and the threads")
    void bits(int columns, int histograms, int threads) {
        List<Column> all = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            // of three histograms' columns all types are mixed; of one histogram's those of float are alone
            all.add(column(histograms == 1 ? 5 * k : k));
        }
        List<int[]> cells = cells(histograms);
        try (var workers = new Workers(threads)) {
            double[][] sums = CellSums.of(all, cells, Arrays.copyOf(COUNTS, histograms), workers);
            for (int k = 0; k < columns; k++) {
                assertThat(sums[k]).containsExactly(slow(all.get(k), cells));
            }
        }
    }

    @Test
    @DisplayName("cells of another number of events are a caller's mistake")
    void sizes() {
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> CellSums.of(List.of(column(0)), List.of(new int[3]), new int[] {1}, workers))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 cells are none of the 1500 events of column 'w0'");
            assertThat(CellSums.of(List.of(), cells(1), new int[] {3}, workers)).isEmpty();
        }
    }
}
