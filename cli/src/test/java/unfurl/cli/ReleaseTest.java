package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Prediction;

/// The commands on a table in the layout of ATLAS's release: eight events of weight 1 fb.
class ReleaseTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("multifold.h5");
        Tables.write(
                Table.of(
                        "made here",
                        List.of(
                                Column.tabulate("pT_ll", 8, i -> 205 + 10 * i),
                                Column.tabulate("weight_mc", 8, i -> 1),
                                Column.tabulate("weights_nominal", 8, i -> 1),
                                Column.tabulate("weights_lumi", 8, i -> 1.017),
                                Column.tabulate("weights_surprise", 8, i -> 3))),
                file);
    }

    @Test
    void histHasTheSourcesOfTheFileAndNamesWhatItDoesNotKnow() {
        var unfurl = Unfurl.run("hist", file.toString(), "--observable", "pT_ll", "--edges", "200,240,280");

        assertThat(unfurl.code()).isZero();
        // 4 events of 1 fb in 40 GeV
        assertThat(unfurl.out()).contains("0.1000").contains("lumi").contains("1.70");
        assertThat(unfurl.err()).contains("note: no recipe is known for weights_surprise: it is in no uncertainty");
    }

    @Test
    void infoSaysWhatItIs() {
        var unfurl = Unfurl.run("info", file + "::df");

        assertThat(unfurl.code()).isZero();
        assertThat(unfurl.out())
                .startsWith("measurement multifold")
                .contains("8.00000 fb, the sum of weights_nominal")
                .contains("pT_ll > 200")
                .contains("no recipe is known for weights_surprise")
                .contains("GeV   200, 230, 300, 450, 600, 1000")
                .doesNotContain("made with");
    }

    @Test
    void itsOwnPriorIsATruthByItsKeyToo() {
        var unfurl = Unfurl.run("compare", file.toString(), "--truth", file + "::df", "--format", "json");

        assertThat(unfurl.code()).isZero();
        assertThat(unfurl.out()).contains("\"pT_ll\"");
    }

    @Test
    void theWeightsOfACompanionFileAreInTheUnitOfTheResult() {
        Path companion = folder.resolve("companion.h5");
        Tables.write(
                Table.of(
                        "made here",
                        List.of(
                                Column.tabulate("pT_ll", 4, i -> 205 + 20 * i),
                                Column.tabulate("weight_mc", 4, i -> 3),
                                Column.tabulate("weights_nominal", 4, i -> 2))),
                companion);

        Prediction own = prediction(companion + "::df");
        Prediction other = prediction(companion + ",weight=weights_nominal");

        assertThat(own.absolute()).isTrue();
        assertThat(own.weights().sum()).isEqualTo(12);
        assertThat(other.absolute()).isFalse();
        assertThat(other.weights().sum()).isEqualTo(8);
    }

    private Prediction prediction(String value) {
        var options = new PredictionOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("predictions", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--prediction", value);
        return options.read(MeasurementFolder.read(file), Optional.empty(), List.of("pT_ll"))
                .all()
                .getFirst();
    }

    @Test
    void aKeyThatIsNotThereIsAnsweredWithTheNearest() {
        var unfurl = Unfurl.run("hist", file + "::dg", "--observable", "pT_ll", "--edges", "200,240");

        assertThat(unfurl.code()).isEqualTo(2);
        assertThat(unfurl.err()).contains("no DataFrame 'dg'").contains("Did you mean 'df'?");
    }
}
