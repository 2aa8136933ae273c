package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.formats.ToyMeasurement;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

class AtlasEventsTest {
    @TempDir
    Path folder;

    private Table written(Measurement measurement) {
        Path target = folder.resolve("atlas");
        AtlasEvents.of(measurement).write(target, Tables.Format.PARQUET);
        return Tables.read(target.resolve("events.parquet"));
    }

    @Test
    @DisplayName("the columns have ATLAS's names, with what those mean there")
    void columns() {
        Measurement toy = ToyMeasurement.full();
        Table table = written(toy);
        assertThat(table.names())
                .startsWith("pT_ll", "Ntracks_trackj1", "weight_mc", "weights_nominal", "weights_lumi")
                .contains(
                        "weights_ensemble_0",
                        "weights_ensemble_1",
                        "weights_bootstrap_data_0",
                        "weights_bootstrap_data_1",
                        "weights_muEff",
                        "weights_theory",
                        "weights_dd",
                        "target_dd")
                .doesNotContain("weights_iteration_1");
        // weight_mc is in the unit of the result: the prior's weights 1 times its factor 1.25.
        assertThat(table.column("weight_mc", "test").at(3)).isEqualTo(1.25);
        assertThat(table.column("weights_lumi", "test").at(32)).isEqualTo(1.5 * 1.017);
        assertThat(table.column("target_dd", "test").at(5))
                .isEqualTo(toy.events().column("weights_target_dd", "test").at(5));
        assertThat(table.column("pT_ll", "test").unit()).isEqualTo("GeV");
    }

    @Test
    @DisplayName("a histogram of the written events is that of the measurement, with any of its weights")
    void roundTrip() {
        Measurement toy = ToyMeasurement.full();
        Table table = written(toy);
        Head head = toy.head();
        var nominal = new WeightGroup("nominal", List.of("weights_nominal"), new Recipe.Nominal(), "");
        var muEff = new WeightGroup("muEff", List.of("weights_muEff"), new Recipe.Hessian(), "");
        var again = new Measurement(
                new Head(
                        head.name(),
                        head.description(),
                        head.observables(),
                        head.phaseSpace(),
                        head.normalisation(),
                        head.luminosity(),
                        Optional.empty(),
                        List.of(nominal, muEff),
                        List.of()),
                toy.provenance(),
                toy.citations(),
                table);
        assertThat(again.breakdown(Published.TRACKS).values())
                .isEqualTo(toy.breakdown(Published.TRACKS).values());
        assertThat(again.breakdown(Published.TRACKS).uncertainty("muEff"))
                .isEqualTo(toy.breakdown(Published.TRACKS).uncertainty("muEff"));
    }

    @Test
    @DisplayName("what is not as in ATLAS's events is said, in the README too")
    void notes() throws IOException {
        AtlasEvents layout = AtlasEvents.of(ToyMeasurement.full());
        assertThat(String.join("\n", layout.notes()))
                .contains(
                        "statistics of the sample has no column",
                        "The shifts of theory in different bins are uncorrelated.",
                        "scale is not of a kind",
                        "pairs is not of a kind",
                        "toys is not of a kind",
                        "model is not of a kind",
                        "after each iteration");
        written(ToyMeasurement.full());
        assertThat(Files.readString(folder.resolve("atlas/README.md")))
                .contains(layout.notes())
                .contains("tracks \\| in");
        assertThat(folder.resolve("atlas/citations.bib")).exists();
    }

    @Test
    @DisplayName("weights whose names are not of the layout are called after their group, and none is lost")
    void otherNames() {
        Measurement toy = ToyMeasurement.full();
        Head head = toy.head();
        var events = Table.of(
                "toy",
                List.of(
                        toy.events().column("pT_ll", "test"),
                        toy.events().column("Ntracks_trackj1", "test"),
                        Column.tabulate("w", 40, i -> 1),
                        Column.tabulate("b/0", 40, i -> 2),
                        Column.tabulate("b/1", 40, i -> 3),
                        Column.tabulate("µ", 40, i -> 4),
                        Column.tabulate("nu", 40, i -> 5)));
        List<WeightGroup> groups = List.of(
                new WeightGroup("nominal", List.of("w"), new Recipe.Nominal(), ""),
                new WeightGroup("all events", List.of("b/0", "b/1"), new Recipe.Bootstrap(), ""),
                new WeightGroup("!", List.of("µ"), new Recipe.Hessian(), ""),
                new WeightGroup("?", List.of("nu"), new Recipe.Hessian(), ""));
        var odd = new Measurement(
                new Head(
                        "odd",
                        "",
                        head.observables(),
                        head.phaseSpace(),
                        head.normalisation(),
                        Optional.empty(),
                        Optional.empty(),
                        groups,
                        List.of()),
                toy.provenance(),
                List.of(),
                events);
        Table table = AtlasEvents.of(odd).table();
        assertThat(table.names())
                .containsExactly(
                        "pT_ll",
                        "Ntracks_trackj1",
                        "weights_nominal",
                        "weights_all_events_0",
                        "weights_all_events_1",
                        "weights_x",
                        "weights_x_");
        assertThat(table.column("weights_x_", "test").at(0)).isEqualTo(5);
        assertThat(AtlasEvents.of(odd).notes())
                .hasSize(2)
                .anyMatch(note -> note.startsWith("all events is not of a kind"))
                .contains("The published bins are left out.");
    }
}
