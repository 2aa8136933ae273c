package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.provenance.Digest;

class MeasurementFolderTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        toy = folder.resolve("toy.measurement");
        MeasurementFolder.write(ToyMeasurement.full(), toy);
    }

    private static void assertIsTheToy(Measurement read) {
        assertSame(read, ToyMeasurement.full());
    }

    private static void assertSame(Measurement read, Measurement written) {
        assertThat(read.head()).isEqualTo(written.head());
        assertThat(read.provenance()).isEqualTo(written.provenance());
        assertThat(read.citations()).isEqualTo(written.citations());
        assertSameTable(read.events(), written.events());
    }

    private static void assertSameTable(Table left, Table right) {
        assertThat(left.names()).isEqualTo(right.names());
        for (Column expected : right.columns()) {
            Column actual = left.column(expected.name(), "test");
            assertThat(actual.type()).isEqualTo(expected.type());
            assertThat(actual.unit()).isEqualTo(expected.unit());
            for (int i = 0; i < right.rows(); i++) {
                assertThat(actual.at(i)).isEqualTo(expected.at(i));
            }
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        assertIsTheToy(MeasurementFolder.read(toy));
        assertThat(names(folder)).containsExactly("toy.measurement");
        assertThat(names(toy))
                .containsExactly(
                        "README.md",
                        "SHA256SUMS",
                        "citations.bib",
                        "events.parquet",
                        "measurement.json",
                        "provenance.json");
    }

    @Test
    void readsARunFolderAndAZip() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        MeasurementFolder.write(ToyMeasurement.full(), run.resolve("measurement"));
        assertIsTheToy(MeasurementFolder.read(run));
        Path zip = folder.resolve("toy.measurement.zip");
        MeasurementFolder.write(ToyMeasurement.full(), zip);
        assertIsTheToy(MeasurementFolder.read(zip));
        assertThat(MeasurementFolder.isMeasurement(run)).isTrue();
        assertThat(MeasurementFolder.isMeasurement(zip)).isTrue();
        assertThat(MeasurementFolder.isMeasurement(toy)).isTrue();
        assertThat(MeasurementFolder.isMeasurement(folder)).isFalse();
        assertThat(MeasurementFolder.isMeasurement(folder.resolve("none.zip"))).isFalse();
        assertThat(names(folder)).containsExactly("run", "toy.measurement", "toy.measurement.zip");
    }

    @Test
    void theSameMeasurementGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again.measurement");
        MeasurementFolder.write(MeasurementFolder.read(toy), again);
        for (String name : names(toy)) {
            assertThat(Files.readAllBytes(again.resolve(name))).isEqualTo(Files.readAllBytes(toy.resolve(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.parquet", "measurement.json", "provenance.json", "citations.bib", "README.md"})
    void aFlippedByteIsFoundAndItsFileNamed(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(toy.resolve(name));
        // inside a text, so that the document would still be understood
        int place = name.equals("measurement.json")
                ? new String(bytes, StandardCharsets.UTF_8).indexOf("Forty")
                : bytes.length / 2;
        bytes[place] ^= 1;
        Files.write(toy.resolve(name), bytes);
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name + " is damaged or was changed")
                .hasMessageContaining("the measurement " + toy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.parquet", "provenance.json", "citations.bib", "README.md", "SHA256SUMS"})
    void aMissingFileIsNamed(String name) throws IOException {
        Files.delete(toy.resolve(name));
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name);
    }

    @Test
    void everyDigestMustBeThere() throws IOException {
        Path sums = toy.resolve("SHA256SUMS");
        List<String> lines = Files.readAllLines(sums);
        Files.write(sums, lines.subList(1, lines.size()));
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("has no digest of README.md");
        Files.writeString(sums, "abc  ../../etc/passwd\n");
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("is no line '<SHA-256>  <file>'");
    }

    /// Changes `measurement.json` and its digest, as another program would write it.
    private void rewrite(String from, String to) throws IOException {
        Path head = toy.resolve("measurement.json");
        String text = Files.readString(head);
        assertThat(text).contains(from);
        Files.writeString(head, text.replace(from, to));
        List<String> sums = Files.readAllLines(toy.resolve("SHA256SUMS")).stream()
                .map(line -> line.endsWith("measurement.json") ? Digest.of(head).hex() + "  measurement.json" : line)
                .toList();
        Files.write(toy.resolve("SHA256SUMS"), sums);
    }

    @Test
    void aNewerMajorVersionIsRefusedBeforeAnythingElse() throws IOException {
        rewrite("\"1.4\"", "\"2.3\"");
        Files.delete(toy.resolve("SHA256SUMS"));
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("written in version 2.3 of the format; this Unfurl reads 1.x and older");
    }

    @Test
    void aNewerMinorVersionMayHaveMoreKeysButOursMayNot() throws IOException {
        rewrite("\"format\"", "\"colour\": \"red\", \"format\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("no key 'colour'");
        rewrite("\"1.4\"", "\"1.7\"");
        assertIsTheToy(MeasurementFolder.read(toy));
    }

    @Test
    void anUnknownRecipeIsRefusedInAnyVersion() throws IOException {
        rewrite("\"hessian\"", "\"hesian\"");
        rewrite("\"1.4\"", "\"1.7\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no choice 'hesian'")
                .hasMessageContaining("Did you mean 'hessian'?");
    }

    @Test
    void otherVersionsAndDocumentsAreRefused() throws IOException {
        rewrite("\"1.4\"", "\"one\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("a version such as 1.0");
        rewrite("\"unfurl-measurement\"", "\"something else\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("is no measurement");
        rewrite("\"something else\"", "\"unfurl-measurement\"");
        rewrite("\"one\"", "\"1.4\"");
        rewrite("\"events\": 40", "\"events\": 41");
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .hasMessageContaining("events.parquet has 40 events where measurement.json says 41");
    }

    @Test
    void aSumOfWeightsThatTheEventsDoNotHaveIsRefused() throws IOException {
        double sum = ToyMeasurement.full().nominal().sum();
        String said = "\"sumOfNominalWeights\": " + sum;
        rewrite(said, "\"sumOfNominalWeights\": " + sum * (1 + 5e-7));
        assertIsTheToy(MeasurementFolder.read(toy));
        rewrite("\"sumOfNominalWeights\": " + sum * (1 + 5e-7), "\"sumOfNominalWeights\": " + sum * (1 + 2e-6));
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("normalisation.sumOfNominalWeights is")
                .hasMessageContaining("where the weights add up to " + sum);
    }

    @Test
    void refusesWhatIsNoMeasurement() throws IOException {
        assertThatThrownBy(() -> MeasurementFolder.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds neither measurement.json nor measurement/measurement.json");
        Files.createDirectory(folder.resolve("zjets"));
        assertThatThrownBy(() -> MeasurementFolder.read(folder.resolve("zjet")))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "no measurement 'zjet' in %s. Did you mean 'zjets'?%n  available  toy.measurement, zjets",
                        folder);
        assertThatThrownBy(() -> MeasurementFolder.read(folder.resolve("no/zjets")))
                .hasMessageContaining("there is no measurement")
                .hasMessageContaining("there is no folder");
        Files.writeString(folder.resolve("toy.zip"), "not a zip");
        assertThatThrownBy(() -> MeasurementFolder.read(folder.resolve("tow.zip")))
                .hasMessageContaining("Did you mean 'toy.zip'?");
        assertThatThrownBy(() -> MeasurementFolder.read(Files.createDirectory(folder.resolve("folder.zip"))))
                .hasMessageContaining("cannot be read as a zip");
        Path zip = Files.writeString(folder.resolve("text.zip"), "not a zip");
        assertThatThrownBy(() -> MeasurementFolder.read(zip)).hasMessageContaining("cannot be read as a zip");
    }

    @Test
    void replacesAMeasurementButNothingElse() throws IOException {
        MeasurementFolder.write(ToyMeasurement.full(), toy);
        assertIsTheToy(MeasurementFolder.read(toy));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        MeasurementFolder.write(ToyMeasurement.full(), empty);
        assertIsTheToy(MeasurementFolder.read(empty));
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.writeString(precious.resolve("thesis.tex"), "42");
        Path file = Files.writeString(folder.resolve("file.zip"), "42");
        for (Path target : List.of(precious, file, precious.resolve("thesis.tex"))) {
            assertThatThrownBy(() -> MeasurementFolder.write(ToyMeasurement.full(), target))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("something else is there");
        }
        assertThatThrownBy(() -> MeasurementFolder.write(ToyMeasurement.full(), folder.resolve("no/where")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the folder that it is to be in does not exist");
        assertThat(names(folder)).containsExactly("empty", "file.zip", "precious", "toy.measurement");
        assertThat(names(precious)).containsExactly("thesis.tex");
    }

    @Test
    void aZipMayHaveItsFilesAtTheTopAndNoEntryLeadsElsewhere() throws IOException {
        Path zip = folder.resolve("flat.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../evil.txt"));
            out.write(1);
            for (String name : names(toy)) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(toy.resolve(name), out);
            }
        }
        assertIsTheToy(MeasurementFolder.read(zip));
        assertThat(names(folder)).containsExactly("flat.zip", "toy.measurement");
    }

    @Test
    void aZipThatUnpacksToFarTooMuchIsRefused() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("measurement.json"));
            for (int i = 0; i < 40; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertThatThrownBy(() -> MeasurementFolder.read(zip))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("measurement.json unpacks to more than any measurement would");
    }

    @Test
    void theReadmeTellsAStranger() throws IOException {
        assertThat(Files.readString(toy.resolve("README.md")))
                .startsWith("# toy\n\nForty events on a line.\n")
                .contains("phase space: `pT_ll > 200`")
                .contains("the sum of `weights_nominal` is the cross section in the phase space: 52.1875 fb")
                .contains("luminosity of the data: 93.505 1/fb, known to 1.7 %")
                // Of the label's markup only what reads as text is left.
                .contains("| `pT_ll` | $p_T^ll$ | GeV |")
                .contains("| `Ntracks_trackj1` | tracks \\| in the leading jet |  |")
                .contains("| `pT_ll` | 200, 250.5, 300, 400 |")
                .contains("| `scale`: $s$ \\| scale | 0.5 ± 0.25 | Gaussian 0 ± 1 |")
                .contains("| `free`: free | -1 ± 0 | flat -3 … 3 |")
                .contains("--observable 'pT_ll'", "--edges 200,250.5,300,400")
                .contains("pandas.read_parquet(\"events.parquet\")");
        assertThat(Files.readString(toy.resolve("SHA256SUMS")).lines().toList())
                .hasSize(5)
                .allMatch(line -> line.charAt(64) == ' ');
    }

    /// The first version of the format, written on the day it was made: it must be read for ever. Σ
    /// weights_nominal is 40 + (0 + … + 39)/64 = 52.1875, and the first bin holds the ten events 200.5 …
    /// 245.5: 10 + 45/64.
    @Test
    void readsVersion1_0() {
        Path fixture = Path.of("src/test/resources/unfurl/formats/measurement-1.0");
        Measurement read = MeasurementFolder.read(fixture);
        assertSame(read, ToyMeasurement.ofVersion1_0());
        assertThat(read.nominal().sum()).isEqualTo(52.1875);
        Expression pT = Expression.parse("pT_ll");
        Query query = Query.of(pT, read.axis(pT, 200, 250, 400));
        assertThat(read.spectrum(query).value(0)).isCloseTo((10 + 45 / 64.0) / 50, within(1e-15));
        assertThat(read.spectrum(query).unit()).isEqualTo("fb/GeV");
        assertThat(read.uncertainties(query)).hasSize(8);
    }

    /// Version 1.1 has toys, and sources of several pairs.
    @Test
    void readsVersion1_1() {
        Measurement read = MeasurementFolder.read(Path.of("src/test/resources/unfurl/formats/measurement-1.1"));
        assertSame(read, ToyMeasurement.ofVersion1_1());
        Expression pT = Expression.parse("pT_ll");
        var breakdown = read.breakdown(Query.of(pT, read.axis(pT, 200, 250, 400)));
        assertThat(breakdown.uncertainties()).hasSize(10);
        assertThat(breakdown.sources()).hasSize(9).doesNotContain("toys");
        assertThat(breakdown.total(List.of("toys", "luminosity")).rank()).isEqualTo(2);
    }

    /// Version 1.2 has nuisances of several effects. Column k of the toy has the weights 1 + i/(64(k + 1)), and
    /// the nominal one has 1 + i/64; so the shifts of the whole are −(780/64)·k/(k + 1), with k = 19, 20 for the
    /// tune, 21 for the rate and 22 for the width: ½ [(s₁₉ + s₂₁)² + (s₂₀ − s₂₁)²] + s₂₂².
    @Test
    void readsVersion1_2() {
        Measurement read = MeasurementFolder.read(Path.of("src/test/resources/unfurl/formats/measurement-1.2"));
        assertSame(read, ToyMeasurement.ofVersion1_2());
        double up = shift(19) + shift(21);
        double down = shift(20) - shift(21);
        assertThat(read.breakdown(Query.ofTotal())
                        .uncertainty("model")
                        .covariance()
                        .get(0, 0))
                .isCloseTo((up * up + down * down) / 2 + shift(22) * shift(22), within(1e-10));
    }

    private static double shift(int column) {
        return -780 / 64.0 * column / (column + 1);
    }

    /// Version 1.3 has the bins of observables. In [200, 250.5) lie the ten events 200.5 … 245.5 and the eleventh at
    /// 250.5 does not: 10 + 45/64, as of version 1.0.
    @Test
    void readsVersion1_3() {
        Measurement read = MeasurementFolder.read(Path.of("src/test/resources/unfurl/formats/measurement-1.3"));
        assertSame(read, ToyMeasurement.ofVersion1_3());
        Expression pT = Expression.parse("pT_ll");
        Axis axis = read.publishedAxis(pT).orElseThrow();
        assertThat(axis.edges()).containsExactly(200, 250.5, 300, 400);
        assertThat(read.spectrum(Query.of(pT, axis)).value(0)).isCloseTo((10 + 45 / 64.0) / 50.5, within(1e-15));
        assertThat(read.publishedAxis(Expression.parse("Ntracks_trackj1"))).isEmpty();
    }

    /// Version 1.4 has nuisance parameters. Column k has Σw = 40 + (780/64)/(k + 1), and the bootstraps are k = 2
    /// and 3: they deviate from their mean by ±(780/64)/24, the scale by ∓1/16 and the resolution by ±1/16. Of the
    /// last parameter nothing is said with muEff.
    @Test
    void readsVersion1_4() {
        Measurement read = MeasurementFolder.read(Path.of("src/test/resources/unfurl/formats/measurement-1.4"));
        assertIsTheToy(read);
        Breakdown whole = read.breakdown(Query.ofTotal());
        Covariance together = whole.withNuisances("bootstrap_data").orElseThrow();
        double expected = 2 * (780 / 64.0) / 24 / 16;
        assertThat(together.get(1, 0)).isCloseTo(-expected, within(1e-12));
        assertThat(together.get(2, 0)).isCloseTo(expected, within(1e-12));
        assertThat(together.correlation(3, 1)).isCloseTo(1, within(1e-12));
        assertThat(whole.withNuisances("muEff")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"value\": 0.5|\"value\": NaN|cannot be understood",
                "\"value\": 0.5|\"value\": 1e999|measurement.json: nuisances[0].value",
                "\"error\": 0.25|\"error\": -1|measurement.json: nuisances[0]",
                "\"error\": 0.25|\"eror\": 0.25|Did you mean 'error'",
                "\"kind\": \"logNormal\"|\"kind\": \"lognormal\"|'logNormal'",
                "\"median\": 1.0|\"median\": 0.0|measurement.json: nuisances[1].prior",
                "\"median\": 1.0|\"medan\": 1.0|Did you mean 'median'",
                "\"high\": 3.0|\"high\": -3.0|allowed are two numbers that rise",
                "\"weights_muEff\": 0.5|\"weights_muEf\": 0.5|Did you mean 'weights_muEff'",
                "\"weights_muEff\": 0.5|\"weights_muEff\": \"0.5\"|measurement.json: nuisances[0].byColumn",
                "\"name\": \"free\"|\"name\": \"scale\"|the nuisance parameter 'scale' stands twice"
            })
    void nuisancesThatAreNoneAreRefused(String right, String wrong, String reason) throws IOException {
        rewrite(right, wrong);
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("the measurement " + toy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200.0, 250.5, 250.5|the edges of axis 'pT_ll' must be finite and strictly increasing; edge 2 is 250.5",
                "200.0|axis 'pT_ll' needs at least two edges, not 1",
                "|axis 'pT_ll' needs at least two edges, not 0",
                "200.0, NaN|cannot be understood",
                "200.0, 1e999|observables[0].bins[1] (line 12, column 23) is 1e999; numbers must be finite",
                "200.0, \"high\"|measurement.json: observables[0].bins[1]"
            })
    void binsThatAreNoneAreRefusedWhereTheyStand(String edges, String reason) throws IOException {
        rewrite("[200.0, 250.5, 300.0, 400.0]", "[%s]".formatted(edges == null ? "" : edges));
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("measurement.json");
    }

    @Test
    void aNuisanceHasItsKeysAndItsColumns() throws IOException {
        rewrite("\"nuisance\": \"width\"", "\"nuisance\": \"width\", \"colour\": \"red\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy)).hasMessageContaining("no key 'colour'");
        rewrite(", \"colour\": \"red\"", "");
        rewrite("[\"weights_width\"]", "[\"weights_tune\"]");
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the weights 'model' have the columns");
    }

    @Test
    void toysOfASourceThatIsNotThereAreRefused() throws IOException {
        rewrite("\"scale\", \"bootstrap_data\"", "\"scal\", \"bootstrap_data\"");
        assertThatThrownBy(() -> MeasurementFolder.read(toy))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no source of uncertainty 'scal' in the measurement. Did you mean 'scale'?");
    }
}
