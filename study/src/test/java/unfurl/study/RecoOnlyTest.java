package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.AtomicFile;
import unfurl.formats.Document;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.model.Ensemble;
import unfurl.model.ModelFolder;

/// Observables that are measured at reco and not unfolded.
///
/// The events: x of the simulation is a unit Gaussian, that of nature has mean 0.3. `x_reco` has an error of 1, and
/// `fine_reco`, which has no gen column, one of 0.1.
class RecoOnlyTest {
    private static final int EVENTS = 20_000;
    private static final String STUDY = """
            study: toy
            data: {file: data.parquet}
            simulation: {file: simulation.parquet, passGen: x > -100, passReco: x_reco > -100}
            observables: {names: [x], recoOnly: [fine], labels: {fine: "f"}, units: {fine: GeV}}
            features: {fine: linear}
            method:
              iterations: 1
              estimator: {network: [32, 32], epochs: 8, batch: 256, members: 1}
            """;

    @TempDir
    Path folder;

    private void events() {
        var random = new Random(1);
        double[] x = gaussians(random);
        double[] coarse = gaussians(random);
        double[] fine = gaussians(random);
        double[] nature = gaussians(random);
        double[] coarseOfData = gaussians(random);
        double[] fineOfData = gaussians(random);
        Tables.write(
                Table.of(
                        "simulation",
                        List.of(
                                column("x", i -> x[i]),
                                column("x_reco", i -> x[i] + coarse[i]),
                                column("fine_reco", i -> x[i] + 0.1 * fine[i]),
                                column("fine_shifted", i -> x[i] + 0.1 * fine[i] + 0.1))),
                folder.resolve("simulation.parquet"));
        Tables.write(
                Table.of(
                        "data",
                        List.of(
                                column("x_reco", i -> 0.3 + nature[i] + coarseOfData[i]),
                                column("fine_reco", i -> 0.3 + nature[i] + 0.1 * fineOfData[i]))),
                folder.resolve("data.parquet"));
    }

    private static double[] gaussians(Random random) {
        return random.doubles(EVENTS).map(ignored -> random.nextGaussian()).toArray();
    }

    private static Column column(String name, IntToDoubleFunction value) {
        return Column.owning(name, IntStream.range(0, EVENTS).mapToDouble(value).toArray());
    }

    private StudyFile.Read read(String text, String... settings) {
        AtomicFile.write(folder.resolve("study.yaml"), text);
        return StudyFile.read(folder.resolve("study.yaml"), List.of(settings));
    }

    private static double mean(Measurement measurement, Weights weights) {
        Column x = measurement.events().column("x", "the test");
        return IntStream.range(0, x.size())
                        .mapToDouble(i -> weights.get(i) * x.at(i))
                        .sum()
                / weights.sum();
    }

    /// The mean of x given coarse and fine is (coarse + 100 fine)/102, since the prior and the errors have precisions
    /// 1, 1 and 100; of data with mean 0.3 that is 0.3·101/102 = 0.297 after one iteration, and 0.15 without fine.
    /// With a simulated fine that is higher by 0.1 it is (0.3 + 100·0.2)/102 = 0.199. The means
    /// of data and simulation are known to √(2/20,000) = 0.01; four of these are allowed.
    @Test
    @DisplayName("it is seen at reco and not published, has its figure, and a systematic may change it")
    void run() {
        events();
        var read = read(STUDY, "uncertainty={systematics: [{name: shift, reco: '{}_shifted'}]}");
        Path run = folder.resolve("run");
        Measurement measurement = Toy.run(read, run, 2).measurement();
        assertThat(measurement.head().observables())
                .extracting(Observable::column)
                .containsExactly("x");
        assertThat(measurement.events().names()).contains("x").noneMatch(name -> name.contains("fine"));
        assertThat(mean(measurement, measurement.nominal())).isCloseTo(0.297, within(0.04));
        assertThat(mean(measurement, measurement.weights("weights_shift"))).isCloseTo(0.199, within(0.04));
        assertThat(ModelFolder.read(run.resolve("models")).stream()
                        .filter(e -> e.first().encoding().level().equals("reco")))
                .extracting(e -> e.first().encoding().names())
                .containsOnly(List.of("x", "fine"))
                .isNotEmpty();
        assertThat(gen(run)).isNotEmpty().containsOnly(List.of("x"));
        Path figures = run.resolve("report/figures");
        assertThat(figures.resolve("fine-reco.svg")).isNotEmptyFile();
        assertThat(figures.resolve("fine-reco.pdf")).isNotEmptyFile();
        assertThat(figures.resolve("fine-gen.svg")).doesNotExist();
        assertThat(text(run.resolve("report/index.html")))
                .contains(
                        "<h2 id=\"reco\"",
                        "figures/fine-reco.svg",
                        "<a href=\"#r0\">f (reco)</a>",
                        "<a href=\"#r0\">f</a>");
    }

    private static List<List<String>> gen(Path run) {
        return ModelFolder.read(run.resolve("models")).stream()
                .map(Ensemble::first)
                .map(model -> model.encoding())
                .filter(encoding -> encoding.level().equals("gen"))
                .map(encoding -> encoding.names())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    @Test
    @DisplayName("a study with it reads back equal, with its label, unit, bins and transform")
    void resolved() {
        Study study = read(STUDY, "observables.bins.fine={bins: 2, from: -1, to: 1}", "features.fine=angle")
                .study();
        assertThat(study.names()).containsExactly("x");
        Study.Observable fine = study.recoOnly().getFirst();
        assertThat(List.of(fine.label(), fine.unit(), fine.edges()))
                .containsExactly("f", "GeV", List.of(-1.0, 0.0, 1.0));
        Document written = ResolvedStudy.document(study);
        assertThat(written.get("observables").get("recoOnly").list())
                .extracting(Document::text)
                .containsExactly("fine");
        Document read = Document.yaml(written.toYaml(), "study.resolved.yaml");
        assertThat(StudyFile.bind(read, folder)).isEqualTo(study);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observables.recoOnly=[fine, x]       | not 'x': the observable stands twice",
                "observables.recoOnly=[fine, fine]    | not 'fine': the observable stands twice",
                "observables.recoOnly=[FINE, fine]    | by more than case and signs",
                "observables.recoOnly=[weights_a]     | kept for weights",
                "observables.recoOnly=fine            | must be a list",
                "observables.labels={fin: f}          | Did you mean 'fine'?",
                "features={fin: log}                  | Did you mean 'fine'?",
                "observables.from={fine: 2*x}         | 'fine'",
                "phaseSpace=fine > 0                  | no observable 'fine'",
                "categories={c: {when: fine > 0, without: [x]}} | no observable 'fine'",
                "categories={c: {when: x > 0, without: [fin]}}  | Did you mean 'fine'?",
                "uncertainty={systematics: [{name: s, reco: '{}_s', observables: [fin]}]} | Did you mean 'fine'?",
                "method={name: ibu, bins: {x: [0, 1]}} | method ibu has bins of the unfolded observables alone",
                "method={name: ibu, bins: {x: [0, 1], fine: [0, 1]}} | 'fine'",
            })
    @DisplayName("what cannot be is refused, with what is allowed")
    void refused(String setting, String message) {
        assertThatThrownBy(() -> read(STUDY, setting))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"simulation", "data"})
    @DisplayName("a file without its reco column is refused by the key that asks")
    void noColumn(String sample) {
        events();
        Path file = folder.resolve(sample + ".parquet");
        Table table = Tables.read(file);
        Tables.write(
                Table.of(
                        sample,
                        table.columns().stream()
                                .filter(column -> !column.name().equals("fine_reco"))
                                .toList()),
                file);
        Study study = read(STUDY).study();
        assertThatThrownBy(() -> Inputs.read(study))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'fine_reco'")
                .hasMessageContaining("observables.recoOnly with observables.reco");
    }

    /// By hand: of the four events, those with x_reco above 0 have no value of fine; the others have 2 and 4.
    @Test
    @DisplayName("a category in which it has no value is one at reco alone, with the condition there")
    void category() {
        Tables.write(
                Table.of(
                        "simulation",
                        List.of(
                                Column.owning("x", new double[] {1, 1, 1, 1}),
                                Column.owning("x_reco", new double[] {-1, 1, -1, 1}),
                                Column.owning("fine_reco", new double[] {2, -99, 4, -99}))),
                folder.resolve("simulation.parquet"));
        Tables.write(
                Table.of(
                        "data",
                        List.of(Column.owning("x_reco", new double[] {1}), Column.owning("fine_reco", new double[] {-99
                        }))),
                folder.resolve("data.parquet"));
        Study study = read(STUDY, "categories={without: {when: x > 0, without: [fine]}}")
                .study();
        Inputs.Simulated events = Inputs.read(study).simulation();
        assertThat(EventEncoding.fit(study, true, events.gen(), events.passGen())
                        .apply(events.gen(), events.passGen())
                        .names())
                .containsExactly("x");
        Features reco = EventEncoding.fit(study, false, events.reco(), events.passReco())
                .apply(events.reco(), events.passReco());
        assertThat(reco.names()).startsWith("x", "fine").hasSize(3);
        assertThat(IntStream.range(0, 4).mapToObj(i -> reco.get(i, 1))).containsExactly(2f, 3f, 4f, 3f);
        assertThat(IntStream.range(0, 4).mapToObj(i -> reco.get(i, 2))).containsExactly(0f, 1f, 0f, 1f);
    }

    @Test
    @DisplayName("a column of lists is no such observable")
    void lists() {
        Column pairs = Column.lists(new int[] {0, 1}, Column.owning("fine_reco", new double[] {1}));
        Tables.write(
                Table.of("simulation", List.of(number("x"), number("x_reco"), pairs)),
                folder.resolve("simulation.parquet"));
        Tables.write(Table.of("data", List.of(number("x_reco"), pairs)), folder.resolve("data.parquet"));
        Study study = read(STUDY).study();
        assertThatThrownBy(() -> Inputs.read(study))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("asked by   study: observables.recoOnly")
                .hasMessageContaining("a column with a number for each event");
    }

    private static Column number(String name) {
        return Column.owning(name, new double[] {1});
    }
}
