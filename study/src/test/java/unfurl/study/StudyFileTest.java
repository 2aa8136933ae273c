package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.formats.AtomicFile;

/// Everything that can be wrong in a study file is told when it is read, with file, key and what is
/// allowed.
class StudyFileTest {
    static final String STUDY = """
            study: toy
            title: {about: A toy, left: "**Unfurl**", right: ""}
            data: {file: data.parquet, weight: w, passReco: pass_reco}
            simulation: {file: mc.parquet, genWeight: w, recoWeight: w*sf, passGen: pass_truth, passReco: pass_reco, scale: 0.5}
            background:
              - {name: top, file: top.parquet, weight: w, passReco: pass_reco, scale: 2}
            truth: {file: truth.parquet, weight: w, passGen: pass_truth, scale: 3}
            observables:
              gen: "{}"
              reco: "{}_reco"
              names: [pT, phi, n_tracks]
              labels: {pT: "*p*_{T}"}
              units: {pT: GeV}
              bins: {pT: [0, 1, 2], phi: {bins: 4, from: -3, to: 3}}
            features: {pT: log, phi: angle}
            categories:
              empty: {when: n_tracks == 0, without: [phi]}
            method:
              name: omnifold
              iterations: 3
              misses: step1b
              minimumNEff: 50
              estimator: {network: [10], activation: silu, epochs: 3, patience: 2, batch: 64, learningRate: 0.01,
                weightDecay: 0.1, schedule: constant, averaging: 0.7, members: 1, validation: 0.3, warmStart: true, clip: 10}
            phaseSpace: pT > 0.5
            luminosity: {value: 10, unit: 1/fb, relativeUncertainty: 0.02}
            missing: drop
            seed: 7
            """;

    @TempDir
    Path folder;

    private Study read(String text, String... settings) {
        Path file = folder.resolve("study.yaml");
        AtomicFile.write(file, text);
        return StudyFile.read(file, List.of(settings)).study();
    }

    @Test
    @DisplayName("the file that every error here is made from is right")
    void good() {
        assertThat(read(STUDY).names()).containsExactly("pT", "phi", "n_tracks");
    }

    @Test
    @DisplayName("a plain name is its own label, whatever signs it has")
    void plainNames() {
        Study study = read(STUDY.replace("n_tracks", "\"n_{tracks}*\"").replace("\"n_{tracks}*\" ==", "phi =="));
        assertThat(study.observables().getLast().label()).isEqualTo("n\\_\\{tracks\\}\\*");
    }

    @ParameterizedTest
    @CsvSource({
        "study, studdy",
        "title, titel",
        "about, abuot",
        "passReco, passRecco",
        "genWeight, genWeigth",
        "background, backgroud",
        "truth, trutth",
        "observables, observabels",
        "names, nmes",
        "labels, lables",
        "features, featurs",
        "categories, categorys",
        "when, wen",
        "without, witout",
        "method, metod",
        "iterations, iteratons",
        "minimumNEff, minimumNeff",
        "network, netwrok",
        "learningRate, learningrate",
        "phaseSpace, phasespace",
        "luminosity, luminositi",
        "relativeUncertainty, relativeUncertanty",
        "missing, mising",
        "seed, sead",
    })
    @DisplayName("a misspelt key, at every level, is told with the file and the nearest key")
    void misspelt(String key, String wrong) {
        assertThatThrownBy(() -> read(STUDY.replaceFirst("\\b" + key + ":", wrong + ":")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("study.yaml")
                .hasMessageContaining("'" + wrong + "'")
                .hasMessageContaining("Did you mean '" + key + "'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "study=[a]",
                "study=a/b",
                "title=text",
                "title.left=3",
                "data=data.parquet",
                "data.file=3",
                "data.file=\"a\\0b\"",
                "data.weight=true",
                "data.weight=pT > 3",
                "data.passReco=1",
                "data.passReco=2*pass_reco",
                "simulation.scale=0",
                "simulation.scale=big",
                "simulation.passGen=",
                "background={}",
                "background[0].scale=-1",
                "observables.gen=pT",
                "observables.names=pT",
                "observables.names=[]",
                "observables.names=[pT, pT]",
                "observables.names=[pT, pt, phi, n_tracks]",
                "observables.names=[pT, phi, n_tracks, weight_mc]",
                "observables.names=[pT, phi, n_tracks, weights_nominal]",
                "observables.names=[pT, phi, n_tracks, 'a`b']",
                "observables.names=[pT, phi, n_tracks, '']",
                "observables.labels={phi: '*open'}",
                "observables.labels={phi: 'a_{b'}",
                "observables.labels={phi: '\\foo'}",
                "observables.units={phi: '{rad'}",
                "title.left='**Unfurl'",
                "title.right='x_{'",
                "observables.bins={pT: [0]}",
                "observables.bins={pT: [0, 0]}",
                "observables.bins={pT: [1, 0]}",
                "observables.bins={pT: [0, x]}",
                "observables.bins={pT: {bins: 0, from: 0, to: 1}}",
                "observables.bins={pT: {bins: 2, from: 1, to: 1}}",
                "observables.bins={pT: 3}",
                "features={pT: square}",
                "features=log",
                "categories=[a]",
                "categories.empty.when=n_tracks + 1",
                "categories.empty.without=phi",
                "method.name=omniflod",
                "method.iterations=0",
                "method.iterations=2.5",
                "method.misses=ignore",
                "method.minimumNEff=-1",
                "method.estimator.network=[0]",
                "method.estimator.network=100",
                "method.estimator.activation=rleu",
                "method.estimator.epochs=0",
                "method.estimator.learningRate=0",
                "method.estimator.schedule=cosine",
                "method.estimator.averaging=-1",
                "method.estimator.members=0",
                "method.estimator.validation=1",
                "method.estimator.warmStart=1",
                "method.estimator.clip=0",
                "method={name: ibu}",
                "method={name: ibu, bins: {pT: [0, 1], phi: [0, 1]}}",
                "phaseSpace=pT + 1",
                "luminosity=3",
                "luminosity.value=-3",
                "luminosity.unit=fb",
                "luminosity.relativeUncertainty=1",
                "missing=keep",
                "seed=one",
                "seed=1.5",
            })
    @DisplayName("a value of the wrong type or out of its range is told with its key")
    void wrongValue(String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        assertThatThrownBy(() -> read(STUDY, setting))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(key.contains(".") ? key.substring(key.lastIndexOf('.') + 1) : key);
    }

    @ParameterizedTest
    @CsvSource({
        "observables.labels, '{ptt: a}'",
        "observables.units, '{ptt: GeV}'",
        "observables.bins, '{ptt: [0, 1]}'",
        "features, '{ptt: log}'",
        "categories.empty.without, '[ptt]'",
        "categories.empty.when, ptt == 0",
        "phaseSpace, ptt > 1",
        "method, '{name: ibu, bins: {ptt: [0, 1]}}'",
    })
    @DisplayName("a misspelt observable is told with the nearest one, wherever it stands")
    void misspeltObservable(String key, String value) {
        assertThatThrownBy(() -> read(STUDY, key + "=" + value))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'ptt'")
                .hasMessageContaining("Did you mean 'pT'?")
                .hasMessageContaining("--set");
    }

    @Test
    @DisplayName("an unknown key of --set is told as such")
    void unknownSetting() {
        assertThatThrownBy(() -> read(STUDY, "method.iteration=3"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--set")
                .hasMessageContaining("Did you mean 'iterations'?");
        assertThatThrownBy(() -> read(STUDY, "method.iterations"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("key=value");
    }

    @Test
    @DisplayName("an expression that cannot be read is shown with a caret at the wrong place, and its key")
    void expressionWithPosition() {
        assertThatThrownBy(() -> read(STUDY, "phaseSpace=pT >> 3"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pT >> 3\n")
                .hasMessageContaining("^")
                .hasMessageContaining("phaseSpace");
    }

    @Test
    @DisplayName("what is left out has a documented default")
    void defaults() {
        Study study = read("""
                study: least
                data: {file: d.npz}
                simulation: {file: s.npz, passGen: g, passReco: r}
                observables: {names: [x_1]}
                """);
        assertThat(ResolvedStudy.document(study).with("folder", "HERE").toYaml())
                .isEqualTo(EVERY_DEFAULT);
    }

    private static final String EVERY_DEFAULT = """
            study: least
            title:
              about: ""
              left: "**Unfurl**"
              right: ""
            folder: HERE
            data:
              file: d.npz
            simulation:
              file: s.npz
              passGen: g
              passReco: r
              scale: 1.0
            background: []
            observables:
              gen: "{}"
              reco: "{}_reco"
              names: [x_1]
              labels:
                x_1: "x\\\\_1"
              units:
                x_1: ""
              bins: {}
            features: {}
            categories: {}
            method:
              name: omnifold
              iterations: 5
              misses: step1b
              minimumNEff: 100.0
              estimator:
                network: [100, 100, 100]
                activation: silu
                epochs: 10
                patience: 10
                batch: 512
                learningRate: 0.002
                weightDecay: 0.0
                schedule: one-cycle
                averaging: 0.3
                members: 2
                validation: 0.2
                warmStart: false
            uncertainty:
              ensemble: 1
              nominal: mean
              bootstrapData: 0
              bootstrapSimulation: 0
              dataDrivenClosure: false
              toys: 0
              retries: 2
              systematics: []
            missing: refuse
            seed: 1
            """;
}
