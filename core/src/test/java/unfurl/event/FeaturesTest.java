package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    /// Feature j of event i is 10·i + j.
    private static final Features FEATURES = features(3);

    private static Features features(int rows) {
        float[] values = new float[rows * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * (i / 2) + i % 2;
        }
        return Features.owning(List.of("pT", "y"), rows, values);
    }

    @Test
    @DisplayName("event i's feature j is where row and column say")
    void rowsAndColumns() {
        assertThat(FEATURES.rows()).isEqualTo(3);
        assertThat(FEATURES.columns()).isEqualTo(2);
        assertThat(FEATURES.names()).containsExactly("pT", "y");
        assertThat(FEATURES.get(0, 1)).isEqualTo(1);
        assertThat(FEATURES.get(2, 0)).isEqualTo(20);
    }

    @Test
    @DisplayName("a column beyond the last is refused, not answered from the next event")
    void columnsAreChecked() {
        assertThatThrownBy(() -> FEATURES.get(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FEATURES.get(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FEATURES.get(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @DisplayName("a mask selects whole events")
    void select() {
        Features chosen = FEATURES.select(Mask.of(3, i -> i != 1));
        assertThat(chosen.rows()).isEqualTo(2);
        assertThat(chosen.get(1, 1)).isEqualTo(21);
        assertThatThrownBy(() -> FEATURES.select(Mask.all(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot apply a mask of 4 events to 3");
    }

    @Test
    @DisplayName("joined events keep their order and their values")
    void join() {
        Features joined = FEATURES.followedBy(features(1));
        assertThat(joined.rows()).isEqualTo(4);
        assertThat(joined.get(2, 1)).isEqualTo(21);
        assertThat(joined.get(3, 1)).isEqualTo(1);
        Features three = FEATURES.followedBy(features(1), features(0), features(2));
        assertThat(three.rows()).isEqualTo(6);
        assertThat(three.get(3, 1)).isEqualTo(1);
        assertThat(three.get(5, 1)).isEqualTo(11);
        assertThatThrownBy(() -> FEATURES.followedBy(Features.owning(List.of("pT"), 1, new float[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot join 2 features and 1");
    }

    @Test
    @DisplayName("a tile has each event contiguous, at its stride, in the order asked for, and nothing else touched")
    void gather() {
        float[] tile = {-1, -1, -1, -1, -1, -1, -1};
        FEATURES.gather(new int[] {1, 2, 0}, 1, 2, tile, 3);
        assertThat(tile).containsExactly(20, 21, -1, 0, 1, -1, -1);
    }

    @Test
    @DisplayName("an array of another size is refused with both shapes, also where their product overflows")
    void sizeIsChecked() {
        assertThatThrownBy(() -> Features.owning(List.of("a", "b"), 2, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 values are not 2 rows of 2 features");
        assertThatThrownBy(() -> Features.owning(List.of("a", "b"), 1 << 31 >> 1, new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.owning(List.of("a", "b"), 1 << 30, new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Features.owning(List.of(), 5, new float[0]).rows()).isEqualTo(5);
    }
}
