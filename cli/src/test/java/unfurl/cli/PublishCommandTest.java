package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.Tables;

class PublishCommandTest {
    @TempDir
    Path folder;

    private Path toy;
    private Path out;

    @BeforeEach
    void write() {
        toy = Toy.uncertainIn(folder);
        out = folder.resolve("out");
    }

    private Unfurl publish(Object... more) {
        Object[] args = Stream.concat(Stream.of("publish", toy, "--out", out), Stream.of(more))
                .toArray();
        return Unfurl.run(args);
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void refused(String message, Object... more) throws IOException {
        List<String> before = names(folder);
        Unfurl run = publish(more);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(names(folder)).as("nothing is written").isEqualTo(before);
    }

    @Test
    @DisplayName("HEPData has the values and covariances that hist prints, in pairs of observables and edges")
    void hepdata() throws IOException {
        Unfurl run = publish(
                "--to",
                "hepdata",
                "--observable",
                "x",
                "--edges",
                "0,1,3",
                "--observable",
                "n/2",
                "--edges",
                "0,1,3",
                "--where",
                "x > 0",
                "--sources",
                "bootstrap,theory",
                "--energy",
                "13000");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(out + ": 2 tables of 4 bins", "warning: x: 2 of 2 bins have N_eff below 5000");
        assertThat(names(out))
                .containsExactly(
                        "citations.bib",
                        "data1.yaml",
                        "data1_correlation.yaml",
                        "data1_covariance.yaml",
                        "data2.yaml",
                        "data2_correlation.yaml",
                        "data2_covariance.yaml",
                        "joint.yaml",
                        "submission.yaml");
        Document hist = Unfurl.run(
                        "hist",
                        toy,
                        "--joint",
                        "x,n/2",
                        "--edges",
                        "0,1,3",
                        "--edges",
                        "0,1,3",
                        "--where",
                        "x > 0",
                        "--sources",
                        "bootstrap,theory",
                        "--format",
                        "json")
                .json();
        List<Document> values = Document.read(out.resolve("data2.yaml"))
                .get("dependent_variables")
                .list()
                .getFirst()
                .get("values")
                .list();
        assertThat(values.stream().map(value -> value.get("value").number()))
                .containsExactlyElementsOf(hist.get("joint").list().getLast().get("value").list().stream()
                        .map(Document::number)
                        .toList());
        List<Document> joint = Document.read(out.resolve("joint.yaml"))
                .get("dependent_variables")
                .list()
                .getFirst()
                .get("values")
                .list();
        assertThat(joint.get(4 + 2).get("value").number())
                .isEqualTo(hist.get("covariance")
                        .get("total")
                        .list()
                        .get(1)
                        .list()
                        .get(2)
                        .number());
    }

    @Test
    @DisplayName(
            "bins of a file make a table of each of its observables; YODA has both versions, and the name asked for")
    void yoda() throws IOException {
        Path bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\nn: {bins: 3, from: 0, to: 6}\n");
        Unfurl run = publish("--to", "yoda", "--edges-from", bins, "--analysis", "TOY_2026", "--normalised");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("2 tables of 5 bins");
        assertThat(names(out)).containsExactly("tables-yoda1.yoda", "tables.yoda");
        assertThat(Files.readString(out.resolve("tables.yoda")))
                .contains("BEGIN YODA_ESTIMATE1D_V3 /REF/TOY_2026/d02-x01-y01\n");
        assertThat(Files.readString(out.resolve("tables-yoda1.yoda")))
                .contains("BEGIN YODA_SCATTER2D_V2 /REF/TOY_2026/d01-x01-y01\n");
    }

    @Test
    @DisplayName("what is for fits is JSON and data sets of SMEFiT; a covariance that SMEFiT cannot invert is named")
    void fit() throws IOException {
        Unfurl run = publish("--to", "fit", "--observable", "x", "--edges", "0,1,3", "--prior", "--sources", "tracks");
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("warning: the covariance of x has rank 1 of 2 bins, and SMEFiT cannot invert it");
        assertThat(names(out)).containsExactly("fit.json", "toy_x.yaml");
        Document table =
                Document.read(out.resolve("fit.json")).get("tables").list().getFirst();
        // The prior has weight 2 × 0.5 in every event: one event in [0, 1), three in [1, 3), which is 2 wide.
        assertThat(Toy.numbers(table.get("predictions").list().getFirst().get("values")))
                .containsExactly(1, 1.5);
    }

    @Test
    @DisplayName("a name that ends in .zip is one archive")
    void zip() throws IOException {
        out = folder.resolve("submission.zip");
        assertThat(publish("--to", "hepdata", "--observable", "x", "--edges", "0,1,3")
                        .code())
                .isZero();
        try (var archive = new ZipFile(out.toFile())) {
            assertThat(archive.stream().map(Object::toString)).startsWith("submission.yaml", "data1.yaml");
        }
        refused("writes a folder", "--to", "atlas", "--force");
    }

    @Test
    @DisplayName("ATLAS's columns are all events, and say what is not as there")
    void atlas() {
        Unfurl run = publish("--to", "atlas");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("6 events, 11 columns", "note: toys is not of a kind");
        assertThat(Tables.read(out.resolve("events.parquet")).names()).contains("weights_lumi", "weights_bootstrap_0");
    }

    @Test
    @DisplayName("in HDF5 too, which opens as a measurement with the same histogram")
    void atlasInHdf5() throws IOException {
        Path release = folder.resolve("release.parquet");
        Tables.write(
                Table.of(
                        "made here",
                        List.of(
                                Column.tabulate("pT_ll", 8, i -> 205 + 10 * i),
                                Column.tabulate("weight_mc", 8, i -> 1),
                                Column.tabulate("weights_nominal", 8, i -> 1 + i),
                                Column.tabulate("weights_pileup", 8, i -> 1.5 + i),
                                Column.tabulate("weights_lumi", 8, i -> 1.017 * (1 + i)))),
                release);

        Unfurl run = Unfurl.run("publish", release, "--to", "atlas", "--format", "h5", "--out", out);

        assertThat(run.code()).isZero();
        assertThat(out.resolve("events.parquet")).doesNotExist();
        Unfurl first = histogram(release);
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("pileup", "lumi");
        assertThat(histogram(out.resolve("events.h5")).out()).isEqualTo(first.out());
        assertThat(Unfurl.run("publish", release, "--to", "atlas", "--force", "--out", out)
                        .code())
                .isZero();
        assertThat(out.resolve("events.h5")).doesNotExist();
        refused("--format has no meaning with --to yoda", "--to", "yoda", "--format", "h5");
    }

    private static Unfurl histogram(Path measurement) {
        return Unfurl.run("hist", measurement, "--observable", "pT_ll", "--edges", "200,240,280", "--format", "csv");
    }

    @Test
    @DisplayName("a deposit says what only the depositor knows and has not said")
    void zenodo() throws IOException {
        Unfurl run = publish("--to", "zenodo-folder", "--observable", "x", "--edges", "0,1,3");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("note: no CITATION.cff", "note: no licence is chosen");
        assertThat(names(out)).contains("README.md", "hepdata.zip").doesNotContain("CITATION.cff");
        Unfurl said = publish(
                "--to",
                "zenodo-folder",
                "--observable",
                "x",
                "--edges",
                "0,1,3",
                "--force",
                "--creator",
                "Curie, Marie",
                "--creator",
                "Unfurl",
                "--licence",
                "CC-BY-4.0",
                "--title",
                "Toys");
        assertThat(said.code()).isZero();
        assertThat(said.err()).doesNotContain("note: no ");
        assertThat(Files.readString(out.resolve("CITATION.cff"))).contains("title: Toys", "license: CC-BY-4.0");
        // The measurement in it can be published from again.
        toy = out.resolve("toy.measurement.zip");
        out = folder.resolve("again");
        assertThat(publish("--to", "yoda", "--observable", "x", "--edges", "0,1,3")
                        .code())
                .isZero();
    }

    @Test
    @DisplayName("bins must be given, in one way, and once for each observable")
    void bins() throws IOException {
        refused("--to hepdata makes tables, and the measurement 'toy' publishes no bins", "--to", "hepdata");
        refused("no published bins of 'x' in the measurement 'toy'", "--to", "fit", "--observable", "x");
        refused("exclude each other", "--to", "fit", "--edges", "0,1", "--edges-from", "bins.yaml");
        refused(
                "--edges is given 1 time, and there are 2 observables",
                "--to",
                "fit",
                "--observable",
                "x",
                "--observable",
                "n",
                "--edges",
                "0,1");
        refused("--edges is given 1 time, and there are 0 observables", "--to", "fit", "--edges", "0,1");
        Path bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\n");
        refused("no bins of 'n'", "--to", "fit", "--observable", "n", "--edges-from", bins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hepdata", "yoda", "fit", "zenodo-folder"})
    @DisplayName("what is there is replaced with --force alone, and only when this command wrote it")
    void force(String format) throws IOException {
        Object[] args = {"--to", format, "--observable", "x", "--edges", "0,1,3"};
        assertThat(publish(args).code()).isZero();
        refused("is there already", args);
        Object[] forced = Stream.concat(Stream.of(args), Stream.of("--force")).toArray();
        assertThat(publish(forced).code()).isZero();
        out = folder;
        refused("is not replaced: it is not what this command writes", forced);
        out = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(out.resolve("notes.txt"), "precious");
        refused("is not replaced", forced);
    }

    @Test
    @DisplayName("a folder that is not there, an option without a meaning and a value that cannot be are refused")
    void refusals() throws IOException {
        Object[] args = {"--to", "yoda", "--observable", "x", "--edges", "0,1,3"};
        out = folder.resolve("no/where");
        refused("does not exist", args);
        out = folder.resolve("out");
        refused(
                "--title has no meaning with --to yoda",
                Stream.concat(Stream.of(args), Stream.of("--title", "T")).toArray());
        refused(
                "'A-B' is no name of an analysis",
                Stream.concat(Stream.of(args), Stream.of("--analysis", "A-B")).toArray());
        refused("it takes no --observable", "--to", "atlas", "--observable", "x");
        refused("it takes no --observable", "--to", "atlas", "--prior");
        refused("--energy must be above 0", "--to", "hepdata", "--energy", "-1");
        refused("is no SPDX identifier", "--to", "hepdata", "--licence", "my own");
        refused("atlas, fit, hepdata, yoda, zenodo-folder", "--to", "root");
        refused(
                "expected an operator or the end, found 'lo'",
                "--to",
                "yoda",
                "--observable",
                "yo lo",
                "--edges",
                "0,1");
        refused(
                "no source of uncertainty 'trakcs'",
                "--to",
                "yoda",
                "--observable",
                "x",
                "--edges",
                "0,1",
                "--sources",
                "trakcs");
    }
}
