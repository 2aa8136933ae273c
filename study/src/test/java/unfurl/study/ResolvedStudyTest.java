package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.formats.Document;

/// The resolved study says everything: it reads back equal.
class ResolvedStudyTest {
    private static final Path HERE = Path.of("/here");

    private static void staysEqual(Study study) {
        Document written = ResolvedStudy.document(study);
        Document read = Document.yaml(written.toYaml(), "study.resolved.yaml");
        assertThat(read).isEqualTo(written);
        assertThat(StudyFile.bind(read, Path.of("/elsewhere"))).isEqualTo(study);
    }

    @Test
    @DisplayName("a study with every key reads back equal")
    void everyKey() {
        staysEqual(StudyFile.bind(Document.yaml(StudyFileTest.STUDY, "study.yaml"), HERE));
    }

    @Test
    @DisplayName("a name within its own column's template reads back equal")
    void nameInTemplate() {
        Document study = Document.yaml(StudyFileTest.STUDY, "study.yaml")
                .with("observables.names", List.of("x", "y", "n_tracks"))
                .with("observables.gen", "max_{}")
                .with("observables.reco", "{}x{}")
                .with("observables.labels", Map.of())
                .with("observables.units", Map.of())
                .with("observables.bins", Map.of())
                .with("features", Map.of())
                .with("categories", Map.of())
                .with("phaseSpace", "x > 0.1");
        Study bound = StudyFile.bind(study, HERE);
        assertThat(bound.observables().getFirst().genColumn()).isEqualTo("max_x");
        assertThat(bound.observables().getFirst().recoColumn()).isEqualTo("xxx");
        staysEqual(bound);
    }

    @ParameterizedTest
    @DisplayName("a study of particles reads back equal, whatever tells its padding")
    @ValueSource(strings = {"padding: zero", "padding: none", "count: n", "mask: ok", "publish: false"})
    void particles(String setting) {
        String patterns = """
                study: clouds
                data: {file: d.parquet}
                simulation: {file: s.parquet, passGen: g, passReco: r}
                observables: {names: [m, pT_jet], from: {m: "sum(pt)/pT_jet"}}
                particles: {names: [pt, phi], gen: "gen {}", features: {pt: log, phi: angle}, units: {pt: GeV},
                  with: [pT_jet], %s}
                method: {estimator: {attention: {}}}
                """.formatted(setting);
        staysEqual(StudyFile.bind(Document.yaml(patterns, "study.yaml"), HERE));
        String columns =
                patterns.replace("gen: \"gen {}\"", "reco: {pt: '`X[0]`', phi: a - b%s}".formatted(extra(setting)));
        staysEqual(StudyFile.bind(Document.yaml(columns, "study.yaml"), HERE));
    }

    private static String extra(String setting) {
        return setting.matches("(count|mask): .*")
                ? ", %s: c".formatted(setting.substring(setting.indexOf(' ') + 1))
                : "";
    }

    @RepeatedTest(200)
    @DisplayName("a study with any of its keys left out, and any of some values, reads back equal")
    void anyStudy(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Document document = Document.yaml(StudyFileTest.STUDY, "study.yaml");
        for (String key : List.of(
                "title",
                "background",
                "truth",
                "features",
                "categories",
                "method",
                "phaseSpace",
                "luminosity",
                "missing",
                "seed")) {
            document = random.nextInt(3) == 0 ? document.with(key, Optional.empty()) : document;
        }
        var settings = new ArrayList<>(List.of(
                "method.estimator.schedule=" + pick(random, "plateau", "constant", "one-cycle"),
                "method.estimator.activation=" + pick(random, "relu", "silu", "gelu", "tanh"),
                "method.estimator.averaging=" + random.nextInt(3) * random.nextDouble(),
                "method.misses=" + pick(random, "step1b", "keep-push", "efficiency-after"),
                "method.estimator.learningRate=" + random.nextDouble(),
                "method.estimator.validation=" + random.nextDouble(),
                "method.estimator.network=" + pick(random, "[]", "[3]", "[100, 7]"),
                "method.minimumNEff=" + random.nextInt(100),
                "seed=" + random.nextLong(),
                "simulation.scale=" + Math.exp(20 * random.nextGaussian()),
                "simulation.genWeight=" + pick(random, "1", "1e-7", "w", "'`w w`*2'"),
                "observables.bins.pT=" + pick(random, "[-1e-300, 0.1, 7]", "{bins: 7, from: -0.1, to: 0.3}"),
                "data.passReco=" + pick(random, "a", "a == 1 && b > -2.5e-3", "'`a b`'"),
                "title.about='" + pick(random, "a: b", "no", "# x", "ℓ ''1''", "1e3") + "'"));
        if (random.nextInt(3) == 0) {
            settings.removeIf(s -> s.startsWith("method.estimator"));
            settings.add("method={estimator: {members: 3, validation: 0.3, trees: {rounds: %d, learningRate: %s}}}"
                    .formatted(1 + random.nextInt(1000), random.nextDouble(0.01, 1)));
            settings.add(
                    "method={estimator: {trees: {depth: 7, minChildWeight: 0.1, subsample: 0.4, columns: 0.3, l2: 2, "
                            + "bins: 17, earlyStopping: 3}}}");
        } else if (random.nextBoolean()) {
            settings.removeIf(s -> s.startsWith("method"));
            settings.add("method={name: ibu, iterations: 2, recoBins: {phi: {bins: 3, from: 0, to: 1}}, "
                    + "bins: {n_tracks: [0, 1], phi: [0.1, 0.2], pT: [1, 2, 3]}}");
        }
        for (String setting : settings) {
            document = random.nextInt(2) == 0 ? document.withSetting(setting) : document;
        }
        staysEqual(StudyFile.bind(document, HERE));
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
