package unfurl.reweight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// Rows and the events that they are of.
class RatioSampleTest {
    private static final int ROWS = 1000;
    private static final Features FEATURES = Features.owning(List.of("x"), ROWS, new float[ROWS]);
    private static final Weights ONES = Weights.ones(ROWS);
    private static final Seed SEED = Seed.of(3);

    @Test
    @DisplayName("both rows of an event are drawn, or neither is")
    void together() {
        Mask drawn = new RatioSample(FEATURES, ONES, ONES, ROWS / 2).drawn(SEED, 0.3);
        for (int row = 0; row < ROWS; row++) {
            assertThat(drawn.get(row)).isEqualTo(SEED.uniform(row % 500) < 0.3);
        }
    }

    @Test
    @DisplayName("with an event in each row, each is drawn by itself")
    void alone() {
        Mask drawn = new RatioSample(FEATURES, ONES, ONES).drawn(SEED, 0.3);
        for (int row = 0; row < ROWS; row++) {
            assertThat(drawn.get(row)).isEqualTo(SEED.uniform(row) < 0.3);
        }
    }

    @Test
    @DisplayName("other weights are of the same events")
    void with() {
        RatioSample sample = new RatioSample(FEATURES, ONES, ONES, ROWS / 2).with(ONES.times(2), ONES.times(3));
        assertThat(sample).isEqualTo(new RatioSample(FEATURES, ONES.times(2), ONES.times(3), ROWS / 2));
    }

    @Test
    @DisplayName("rows of no event are refused")
    void none() {
        assertThatThrownBy(() -> new RatioSample(FEATURES, ONES, ONES, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1000 rows of 0 events");
    }
}
