package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.ToyMeasurement;
import unfurl.measurement.Measurement;
import unfurl.provenance.Digest;

class ZenodoFolderTest {
    private static final DepositMetadata NOTHING = new DepositMetadata(Optional.empty(), List.of(), Optional.empty());

    @TempDir
    Path folder;

    private Path write(DepositMetadata metadata) {
        Measurement toy = ToyMeasurement.full();
        var hepData = new HepData(
                Published.of(Published.PT, Published.TRACKS),
                OptionalDouble.empty(),
                Optional.empty(),
                metadata.licence());
        Path target = folder.resolve("deposit");
        new ZenodoFolder(toy, hepData, metadata).write(target, "UNFURL_TOY");
        return target;
    }

    private static List<String> names(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> zip(Path file) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        try (var archive = new ZipFile(file.toFile())) {
            for (var entry : archive.stream().toList()) {
                texts.put(
                        entry.getName(),
                        new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    @Test
    @DisplayName("the folder has the measurement, its tables in every format, and a digest of each file")
    void files() throws IOException {
        Path target = write(NOTHING);
        assertThat(names(target))
                .containsExactly(
                        "README.md",
                        "SHA256SUMS",
                        "citations.bib",
                        "fit.json",
                        "hepdata.zip",
                        "smefit.zip",
                        "tables-yoda1.yoda",
                        "tables.yoda",
                        "toy.measurement.zip");
        List<String> sums = Files.readAllLines(target.resolve("SHA256SUMS"));
        assertThat(sums)
                .hasSize(8)
                .contains("%s  fit.json"
                        .formatted(Digest.of(target.resolve("fit.json")).hex()));
        Measurement toy = ToyMeasurement.full();
        Measurement read = MeasurementFolder.read(target.resolve("toy.measurement.zip"));
        assertThat(read.breakdown(Published.PT).total())
                .isEqualTo(toy.breakdown(Published.PT).total());
        HepDataRules.tables(zip(target.resolve("hepdata.zip")));
        assertThat(zip(target.resolve("smefit.zip"))).containsOnlyKeys("toy_pT_ll.yaml", "toy_Ntracks_trackj1_2.yaml");
        assertThat(YodaReading.blocks(Files.readString(target.resolve("tables.yoda"))))
                .hasSize(4);
    }

    @Test
    @DisplayName(
            "nobody and no licence are made up: without creators there are no metadata, and the README says what is missing")
    void nothingIsMadeUp() throws IOException {
        Path target = write(NOTHING);
        assertThat(names(target)).doesNotContain("CITATION.cff", ".zenodo.json");
        assertThat(Files.readString(target.resolve("README.md")))
                .startsWith("# toy\n")
                .contains("## Licence\n\nNone was chosen")
                .doesNotContain("CITATION.cff");
    }

    @Test
    @DisplayName("what the depositor says is in the metadata as each format writes it")
    void metadata() throws IOException {
        Path target = write(new DepositMetadata(
                Optional.of("Toys: \"unbinned\""),
                List.of("Curie, Marie", "The Toy Collaboration"),
                Optional.of("CC-BY-4.0")));
        Document citation = Document.read(target.resolve("CITATION.cff"))
                .onlyKeys("cff-version", "message", "type", "title", "authors", "abstract", "license");
        assertThat(citation.get("cff-version").text()).isEqualTo("1.2.0");
        assertThat(citation.get("title").text()).isEqualTo("Toys: \"unbinned\"");
        assertThat(citation.get("authors").list().get(0).get("family-names").text())
                .isEqualTo("Curie");
        assertThat(citation.get("authors").list().get(0).get("given-names").text())
                .isEqualTo("Marie");
        assertThat(citation.get("authors").list().get(1).get("name").text()).isEqualTo("The Toy Collaboration");
        assertThat(citation.get("license").text()).isEqualTo("CC-BY-4.0");
        Document zenodo = Document.read(target.resolve(".zenodo.json"))
                .onlyKeys("title", "upload_type", "creators", "keywords", "description", "license");
        assertThat(zenodo.get("upload_type").text()).isEqualTo("dataset");
        assertThat(zenodo.get("creators").list().getFirst().get("name").text()).isEqualTo("Curie, Marie");
        assertThat(zenodo.get("license").text()).isEqualTo("cc-by-4.0");
        assertThat(Files.readString(target.resolve("README.md")))
                .startsWith("# Toys: \"unbinned\"\n")
                .contains("These files are published under CC-BY-4.0.");
    }

    @Test
    @DisplayName("a licence that is no identifier and a blank name are refused")
    void refused() {
        assertThatThrownBy(() -> new DepositMetadata(Optional.empty(), List.of(), Optional.of("CC BY 4.0")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'CC BY 4.0' is no SPDX identifier")
                .hasMessageContaining("CC-BY-4.0");
        assertThatThrownBy(() -> new DepositMetadata(Optional.empty(), List.of(" "), Optional.empty()))
                .isInstanceOf(InputException.class);
    }

    @Test
    @DisplayName("the same measurement gives the same bytes")
    void bytes() throws IOException {
        byte[] once = Files.readAllBytes(write(NOTHING).resolve("SHA256SUMS"));
        assertThat(Files.readAllBytes(write(NOTHING).resolve("SHA256SUMS"))).isEqualTo(once);
    }
}
