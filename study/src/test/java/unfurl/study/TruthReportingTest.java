package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// What a report says of a result beside the study's truth.
class TruthReportingTest {
    private static final String MODEL =
            "uncertainty={bootstrapData: 6, bootstrapSimulation: 2, systematics: [{name: moved, source: model, file: copy.parquet, recoWeightFactor: w}]}";

    @TempDir
    Path folder;

    private Path study;

    /// The example, with a copy of the simulation that has a column of factors more.
    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=2000", "dimensions=2", "background=0");
        Table simulation = Tables.read(file("simulation.parquet"));
        Tables.write(simulation, file("copy.parquet"));
        Column first = simulation.columns().getFirst();
        Toy.replace(
                file("copy.parquet"), Column.tabulate("w", simulation.rows(), i -> 1 + 0.05 * Math.tanh(first.at(i))));
    }

    private Path file(String name) {
        return folder.resolve("example").resolve(name);
    }

    private String report(String name, String... settings) throws IOException {
        Toy.run(Toy.quick(study, settings), folder.resolve(name), 2);
        return Files.readString(folder.resolve(name).resolve("report/index.html"));
    }

    private String compatibility(String name, String... settings) throws IOException {
        String html = report(name, settings);
        int begin = html.indexOf("Compatibility with predictions");
        return html.substring(begin, html.indexOf("</section>", begin));
    }

    @Test
    @DisplayName("a source that was made of the truth's file is left out of V; all observables are tested together")
    void madeOfTheTruth() throws IOException {
        String html = compatibility("run", MODEL, "truth={file: copy.parquet, passGen: pass_truth}");
        assertThat(html)
                .contains("truth: shapes, each spectrum normalised to 1", "<td>model</td>")
                .contains("simulation, as it was before the unfolding: absolute, with the yield")
                .doesNotContain("own events");
        assertThat(html.split("all together", -1)).hasSize(3);
        Provenance provenance = MeasurementFolder.read(folder.resolve("run")).provenance();
        assertThat(provenance.sourcesOf(Digest.of(file("copy.parquet")))).containsExactly("model");
        assertThat(provenance.sharesEvents(Digest.of(file("copy.parquet")))).isFalse();
        assertThat(provenance.sourcesOf(Digest.of(file("simulation.parquet")))).isEmpty();
        assertThat(provenance.inputs())
                .filteredOn(input -> input.sources().isEmpty())
                .extracting(Provenance.Input::role)
                .containsExactly("simulation", "data");
    }

    @Test
    @DisplayName("a truth of the data's own events is said to be one, and no source is left out")
    void sameEvents() throws IOException {
        assertThat(compatibility("run", MODEL)).contains("own events").doesNotContain("<td>model</td>");
        Provenance provenance = MeasurementFolder.read(folder.resolve("run")).provenance();
        assertThat(provenance.sharesEvents(Digest.of(file("truth.parquet")))).isTrue();
        assertThat(provenance.sharesEvents(Digest.of(file("data.parquet")))).isTrue();
        assertThat(provenance.sharesEvents(Digest.of(file("simulation.parquet"))))
                .isFalse();
        assertThat(Inputs.read(Toy.quick(study, "truth.sameEvents=false").study())
                        .files())
                .noneMatch(Provenance.Input::sameEvents);
    }

    @Test
    @DisplayName("where observables are too many to be tested together, the report says so")
    void apart() throws IOException {
        String html = report(
                "run",
                "uncertainty={bootstrapData: 2}",
                "observables.bins={x1: {bins: 201, from: -3, to: 3}, x2: {bins: 200, from: -3, to: 3}}");
        assertThat(html)
                .contains("nor are they tested together, as they have more than 400 bins")
                .doesNotContain("all together");
    }
}
