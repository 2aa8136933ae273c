package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.unfold.NuisancePrior;

class NuisancesFileTest {
    private static final String STUDY = """
            study: s
            data: {file: d.csv}
            simulation: {file: s.csv, passGen: g, passReco: r}
            observables: {names: [x], recoOnly: [y2]}
            method: {name: profile-omnifold}
            nuisances: {%s}
            """;

    private static Study study(String nuisances) {
        return StudyFile.bind(Document.yaml(STUDY.formatted(nuisances), "study.yaml"), Path.of("/"));
    }

    @ParameterizedTest
    @DisplayName("what is left out follows from prior and source, and is written out and read back equal")
    @CsvSource(
            delimiter = '|',
            value = {
                "prior: {gaussian: {mean: 2, width: 0.5}}, logRatio: a*c|-0.5|4.5|2",
                "prior: {gaussian: {mean: 0, width: 1}}, up: {recoWeightFactor: sf}|-3|3|0",
                "prior: {gaussian: {mean: 0, width: 1}}, range: [-1, 2], up: {recoWeightFactor: sf}|-1|2|0",
                "prior: {flat: [0.5, 3.5]}, logRatio: a*c|0.5|3.5|2",
                "prior: {flat: [0.5, 3.5]}, start: [1, 3], logRatio: a*c|0.5|3.5|1",
                "prior: {logNormal: {median: 1, width: 0.2}}, range: [0.5, 2], logRatio: log(a)*c|0.5|2|1"
            })
    void defaults(String nuisance, double low, double high, double start) {
        Study study = study("a: {%s}".formatted(nuisance));
        NuisanceBlock block = study.nuisances().getFirst();
        assertThat(List.of(block.low(), block.high(), block.starts().getFirst()))
                .containsExactly(low, high, start);
        Document resolved = ResolvedStudy.document(study);
        assertThat(StudyFile.bind(resolved, Path.of("/"))).isEqualTo(study);
    }

    @Test
    @DisplayName("a log-normal reaches five widths of the logarithm")
    void logNormal() {
        NuisanceBlock block = study("a: {prior: {logNormal: {median: 2, width: 0.1}}, logRatio: log(a)*c}")
                .nuisances()
                .getFirst();
        assertThat(block.prior()).isEqualTo(new NuisancePrior.LogNormal(2, 0.1));
        assertThat(block.high()).isEqualTo(2 * Math.exp(0.5));
        assertThat(block.low()).isEqualTo(2 * Math.exp(-0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {logRatio: a*c}|no key 'prior'",
                "a: {prior: {gaussian: {mean: 0, width: 1}}}|`logRatio`, a formula, or `up`, a varied detector",
                "a: {prior: {flat: [0, 1]}, logRatio: a*c, up: {recoWeightFactor: sf}}|has `logRatio` and `up`",
                "a: {prior: {flat: [0, 1]}, logRatio: b*c}|it does not depend on a",
                "a: {prior: {flat: [0, 1]}, logRatio: a*2}|it has no column",
                "a: {prior: {flat: [0, 1]}, logRatio: a > c}|a number for each event",
                "a: {prior: {flat: [1, 0]}, logRatio: a*c}|two numbers that rise",
                "a: {prior: {flat: [0, 1]}, range: [0, 1], logRatio: a*c}|stands beside a flat prior",
                "a: {prior: {flat: [0, 1]}, start: 2, logRatio: a*c}|a number from 0 to 1",
                "a: {prior: {flat: [0, 1]}, start: [1, 1], logRatio: a*c}|several different ones",
                "a: {prior: {gaussian: {mean: 0, width: 0}}, logRatio: a*c}|above 0",
                "a: {prior: {gaussian: {mean: 5, width: 1}}, up: {recoWeightFactor: sf}}|outside its range",
                "a: {prior: {normal: {mean: 5, width: 1}}, logRatio: a*c}|no key 'normal'",
                "a: {prior: {}, logRatio: a*c}|one of {gaussian",
                "a: {prior: {flat: [0, 1]}, logRatio: a*c, down: {recoWeightFactor: sf}}|has `down` without `up`",
                "a: {prior: {flat: [0, 1]}, keepsEfficiency: true, up: {recoWeightFactor: sf}}|has `keepsEfficiency` without",
                "a: {prior: {flat: [0, 1]}, up: {genWeightFactor: sf}}|changes more than the detector",
                "a: {prior: {flat: [0, 1]}, up: {recipe: prior, simulation: {file: o.csv}}}|changes more than the detector",
                "a: {prior: {flat: [0, 1]}, up: {}}|changes nothing",
                "x: {prior: {flat: [0, 1]}, logRatio: x*c}|the name of an observable",
                "y2: {prior: {flat: [0, 1]}, logRatio: y2*c}|the name of an observable",
                "\"a b\": {prior: {flat: [0, 1]}, logRatio: a*c}|which no formula can name",
                "a: {prier: {flat: [0, 1]}, logRatio: a*c}|Did you mean 'prior'?"
            })
    void refused(String nuisances, String message) {
        assertThatThrownBy(() -> study(nuisances))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("study.yaml");
    }

    @Test
    @DisplayName("parameters want the method that fits them, and it wants parameters")
    void method() {
        assertThatThrownBy(() -> study("")).hasMessageContaining("the study has no nuisances");
        Document other = Document.yaml(STUDY.formatted("a: {prior: {flat: [0, 1]}, logRatio: a*c}"), "study.yaml")
                .withSetting("method.name=omnifold");
        assertThatThrownBy(() -> StudyFile.bind(other, Path.of("/")))
                .hasMessageContaining("fitted by another method than omnifold");
    }

    @Test
    @DisplayName("particles alone do not tell parameters, and are refused")
    void particles() {
        Document clouds = Document.yaml(STUDY.formatted("a: {prior: {flat: [0, 1]}, logRatio: a*c}"), "study.yaml")
                .withSetting("particles={names: [pt]}")
                .withSetting("method.estimator={deepSets: {}}");
        assertThatThrownBy(() -> StudyFile.bind(clouds.withSetting("observables.recoOnly="), Path.of("/")))
                .hasMessageContaining("are told by observables at reco");
        assertThat(StudyFile.bind(clouds, Path.of("/")).seen(false)).containsExactly("y2");
    }

    @ParameterizedTest
    @DisplayName("replicas of a parameter and of a systematic have different names")
    @ValueSource(strings = {"a", "a_up", "nuisance_a", "unprofiled", "start_1"})
    void names(String systematic) {
        Document study = Document.yaml(
                        STUDY.formatted("a: {prior: {flat: [0, 1]}, start: [0, 1], logRatio: a*c}"), "study.yaml")
                .withSetting("uncertainty={systematics: [{name: %s, recoWeightFactor: sf}]}".formatted(systematic));
        assertThatThrownBy(() -> StudyFile.bind(study, Path.of("/")))
                .hasMessageContaining("the name of the systematic '%s'".formatted(systematic));
    }

    @Test
    @DisplayName("step 3 and the estimator of templates are the method's")
    void profile() {
        Document study = Document.yaml(STUDY.formatted("a: {prior: {flat: [0, 1]}, logRatio: a*c}"), "study.yaml")
                .withSetting("method.step3=efficient-score")
                .withSetting("method.templates={trees: {}}");
        Study bound = StudyFile.bind(study, Path.of("/"));
        assertThat(bound.method().templates()).isInstanceOf(Estimator.Trees.class);
        assertThat(bound.method().trained()).isInstanceOf(Estimator.Networks.class);
        assertThat(StudyFile.bind(ResolvedStudy.document(bound), Path.of("/"))).isEqualTo(bound);
    }
}
