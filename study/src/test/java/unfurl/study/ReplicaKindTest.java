package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaKindTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("a numbered name is of the kind that gave it alone")
    void numbered(ReplicaKind kind) {
        assertThat(Arrays.stream(ReplicaKind.values()).filter(other -> other.has(kind.numbered(12))))
                .containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"toy_up", "ensemble_tune", "bootstrap_mc_0_down", "bootstrap_data_", "dd"})
    @DisplayName("a systematic that is called nearly so is of none")
    void systematics(String name) {
        assertThat(ReplicaKind.values()).noneMatch(kind -> kind.has(name));
    }
}
