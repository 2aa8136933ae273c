package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
    @DisplayName("a mask and its opposite share the events between them, also at the ends of words of 64 bits")
    void oppositesShareTheEvents(int size) {
        Mask third = Mask.of(size, i -> i % 3 == 0);
        assertThat(third.size()).isEqualTo(size);
        assertThat(third.count()).isEqualTo((size + 2) / 3);
        assertThat(third.count() + third.not().count()).isEqualTo(size);
        assertThat(third.and(third.not()).count()).isZero();
        assertThat(third.or(third.not()).count()).isEqualTo(size);
        assertThat(third.or(Mask.of(size, i -> i == 0)).indices()).isEqualTo(third.indices());
        assertThat(third.not().not().indices()).isEqualTo(third.indices());
        assertThat(Mask.all(size).count()).isEqualTo(size);
    }

    @Test
    @DisplayName("the chosen events come in order")
    void indicesAreInOrder() {
        assertThat(Mask.of(10, i -> i == 7 || i == 2).indices()).containsExactly(2, 7);
        assertThat(Mask.of(10, i -> i < 5).and(Mask.of(10, i -> i > 2)).indices())
                .containsExactly(3, 4);
    }

    @Test
    @DisplayName("combining masks changes neither")
    void masksNeverChange() {
        Mask low = Mask.of(10, i -> i < 5);
        assertThat(low.and(Mask.of(10, i -> false)).count()).isZero();
        assertThat(low.not().count()).isEqualTo(5);
        assertThat(low.indices()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    @DisplayName("an event that there is not, and a mask of another size, are the caller's error")
    void misuse() {
        Mask mask = Mask.all(3);
        assertThatThrownBy(() -> mask.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.and(Mask.all(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot apply a mask of 3 events to 4");
    }
}
