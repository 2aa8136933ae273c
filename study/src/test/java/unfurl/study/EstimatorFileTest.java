package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.formats.Document;

/// Each kind of estimator has keys of its own.
class EstimatorFileTest {
    private static Estimator bind(String text) {
        return EstimatorFile.bind(Document.yaml(text, "study.yaml"));
    }

    @Test
    @DisplayName("trees without further keys are the defaults, and every default is written out")
    void defaults() {
        Estimator trees = bind("trees: {}");
        assertThat(trees)
                .isEqualTo(
                        new Estimator.Trees(TreeOptions.defaults(), EstimatorFile.MEMBERS, EstimatorFile.VALIDATION));
        Document written = Document.of("resolved", EstimatorFile.document(trees));
        assertThat(written.toYaml()).isEqualTo(WRITTEN);
        assertThat(EstimatorFile.bind(written)).isEqualTo(trees);
    }

    @Test
    @DisplayName("every key of trees is read")
    void everyKey() {
        assertThat(bind(
                        "{trees: {rounds: 1, depth: 2, learningRate: 0.3, minChildWeight: 4, subsample: 0.5, columns: 0.6, "
                                + "l2: 7, bins: 8, earlyStopping: 9}, members: 10, validation: 0.11}"))
                .isEqualTo(new Estimator.Trees(new TreeOptions(1, 2, 0.3, 4, 0.5, 0.6, 7, 8, 9), 10, 0.11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "epochs", "patience", "batch", "learningRate", "schedule", "warmStart", "clip"})
    @DisplayName("a key of networks beside trees is told as such")
    void keyOfNetworks(String key) {
        assertThatThrownBy(() -> bind("{trees: {}, %s: 1}".formatted(key)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'%s' is a key of networks, and this estimator is of trees".formatted(key))
                .hasMessageContaining("asked by   study.yaml: " + key);
    }

    @Test
    @DisplayName("a key that stands in the wrong block is told where it belongs")
    void wrongBlock() {
        assertThatThrownBy(() -> bind("{rounds: 5}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'rounds' is a key of trees")
                .hasMessageContaining("trees: {rounds: …}");
        assertThatThrownBy(() -> bind("{trees: {warmStart: true}}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'warmStart' is a key of networks");
        assertThatThrownBy(() -> bind("{trees: {members: 3}}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'members' is a key of any estimator")
                .hasMessageContaining("beside `trees`");
    }

    @Test
    @DisplayName("a misspelt key is told with the nearest of its block alone")
    void misspelt() {
        assertThatThrownBy(() -> bind("{trees: {}, memberz: 3}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'members'?")
                .hasMessageContaining("available  members, trees, validation");
        assertThatThrownBy(() -> bind("{trees: {deepth: 3}}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'depth'?");
    }

    @Test
    @DisplayName("trees with nothing after the colon are not taken for networks")
    void nothing() {
        assertThatThrownBy(() -> bind("trees:"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("trees (line 1, column 7) must be a mapping; {} takes every default");
    }

    @ParameterizedTest
    @CsvSource({
        "rounds, 0",
        "rounds, 1.5",
        "depth, 17",
        "learningRate, 1.5",
        "learningRate, 0",
        "minChildWeight, 0",
        "subsample, 0",
        "columns, 1.01",
        "l2, -1",
        "bins, 1",
        "bins, 5000",
        "earlyStopping, 0",
    })
    @DisplayName("a value out of its range is told with its key")
    void outOfRange(String key, String value) {
        assertThatThrownBy(() -> bind("{trees: {%s: %s}}".formatted(key, value)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("study.yaml: trees." + key)
                .hasMessageContaining("not " + value);
    }

    private static final String WRITTEN = """
            trees:
              rounds: 500
              depth: 4
              learningRate: 0.1
              minChildWeight: 20.0
              subsample: 1.0
              columns: 1.0
              l2: 1.0
              bins: 256
              earlyStopping: 20
            members: 2
            validation: 0.2
            """;
}
