package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;

/// Without trees: they are not on the class path of this module's tests.
class TreeLibraryTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("without the library a study that asks for trees is read, and its run refused with what to add")
    void absent() {
        Path study = Toy.gaussian(folder.resolve("example"), "events=500");
        var read = StudyFile.read(study, List.of("method.estimator={trees: {rounds: 3}}"));
        assertThat(read.resolved().toYaml()).contains("rounds: 3");
        assertThatThrownBy(() -> Toy.run(read, folder.resolve("run"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("method.estimator.trees wants gradient-boosted trees")
                .hasMessageContaining("add        the jar unfurl-trees and the library ml.dmlc:xgboost4j_2.12")
                .hasMessageContaining("or take    method.estimator.network");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
