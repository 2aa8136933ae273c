package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParticlesTest {
    private static final Particles CLOUDS =
            Particles.owning(List.of("pt", "eta"), new int[] {0, 2, 2, 3}, new float[] {5, .1f, 3, .2f, 7, -.3f});

    @Test
    void eachEventHasItsOwnParticles() {
        assertThat(CLOUDS.events()).isEqualTo(3);
        assertThat(List.of(CLOUDS.count(0), CLOUDS.count(1), CLOUDS.count(2))).containsExactly(2, 0, 1);
        assertThat(CLOUDS.total()).isEqualTo(3);
        assertThat(CLOUDS.most()).isEqualTo(2);
        assertThat(CLOUDS.get(0, 1, 0)).isEqualTo(3);
        assertThat(CLOUDS.get(2, 0, 1)).isEqualTo(-.3f);
    }

    @Test
    void chosenEventsKeepTheirParticles() {
        Particles chosen = CLOUDS.select(Mask.of(3, event -> event != 0));
        assertThat(chosen.events()).isEqualTo(2);
        assertThat(chosen.count(0)).isZero();
        assertThat(chosen.get(1, 0, 0)).isEqualTo(7);
    }

    @Test
    void joinedEventsComeOneAfterTheOther() {
        Particles joined = CLOUDS.followedBy(CLOUDS);
        assertThat(joined.events()).isEqualTo(6);
        assertThat(joined.total()).isEqualTo(6);
        assertThat(joined.get(3, 1, 1)).isEqualTo(.2f);
        assertThat(joined.get(5, 0, 0)).isEqualTo(7);
    }

    @Test
    void aTileHasEachFeatureContiguous() {
        float[] tile = new float[8];
        CLOUDS.gather(0, 0, 2, tile, 1, 4);
        assertThat(tile).containsExactly(0, 5, 3, 0, 0, .1f, .2f, 0);
    }

    @Test
    void someOfAnEventsParticlesFillATile() {
        float[] tile = new float[4];
        CLOUDS.gather(0, 1, 1, tile, 0, 2);
        assertThat(tile).containsExactly(3, 0, .2f, 0);
    }

    @Test
    void paddedSlotsWithoutAParticleLeaveNothing() {
        float no = Float.NaN;
        float[] values = {5, .1f, no, no, 3, .2f, no, no, no, no, no, no, 7, -.3f, no, no, no, no};
        boolean[] mask = {true, false, true, false, false, false, true, false, false};
        Particles clouds = Particles.ofPadded(List.of("pt", "eta"), 3, values, mask);
        assertThat(clouds.events()).isEqualTo(3);
        for (int event = 0; event < 3; event++) {
            assertThat(clouds.count(event)).isEqualTo(CLOUDS.count(event));
            for (int i = 0; i < clouds.count(event); i++) {
                assertThat(clouds.get(event, i, 0)).isEqualTo(CLOUDS.get(event, i, 0));
                assertThat(clouds.get(event, i, 1)).isEqualTo(CLOUDS.get(event, i, 1));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Particles.ofPadded(List.of("pt"), 2, new float[3], new boolean[3]))
                .withMessageContaining("3 values and a mask of 3 are not events of 2 slots of 1 features");
    }

    @Test
    void featuresTakeTheirParticlesAlong() {
        Features features =
                Features.owning(List.of("x"), 3, new float[] {1, 2, 3}).with(CLOUDS);
        Features chosen = features.select(Mask.of(3, event -> event == 2)).followedBy(features);
        assertThat(chosen.particles().orElseThrow().get(0, 0, 0)).isEqualTo(7);
        assertThat(chosen.particles().orElseThrow().get(1, 0, 0)).isEqualTo(5);
        assertThat(chosen.get(0, 0)).isEqualTo(3);
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Particles.owning(List.of("pt"), new int[] {0, 2, 1}, new float[1]))
                .withMessageContaining("event 1 has -1 particles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Particles.owning(List.of("pt"), new int[] {0, 2}, new float[1]))
                .withMessageContaining("1 values are not 2 particles of 1 features");
        Features two = Features.owning(List.of("x"), 2, new float[] {1, 2});
        assertThatIllegalArgumentException().isThrownBy(() -> two.with(CLOUDS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.owning(List.of("x"), 3, new float[3])
                        .with(CLOUDS)
                        .followedBy(two));
    }
}
