package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// The toy's weights sum to 21 fb; the truth has x = 0.5 and 2 in the phase space, with the weights 3 and 1 of the
/// prior's name.
class PredictionOptionsTest {
    @TempDir
    Path folder;

    private static PredictionOptions.Predictions read(Measurement measurement, List<String> sources, String... values) {
        var options = new PredictionOptions();
        String[] args = Stream.of(values)
                .flatMap(value -> Stream.of("--prediction", value))
                .toArray(String[]::new);
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("predictions", mixin(options))).parseArgs(args);
        Optional<List<String>> named = sources.isEmpty() ? Optional.empty() : Optional.of(sources);
        return options.read(measurement, named, List.of("x"));
    }

    private static CommandLine.Model.CommandSpec mixin(PredictionOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }

    private Prediction only(String value) {
        return read(Toy.measurement(), List.of(), value).all().getFirst();
    }

    @Test
    @DisplayName("without a scale the weights are scaled to the measured total, which is said")
    void scaled() {
        String truth = Toy.truthIn(folder).toString();
        var read = read(Toy.measurement(), List.of(), truth, truth + ",name=A, B,weight=other");
        Prediction first = read.all().getFirst();
        assertThat(first.name()).isEqualTo("truth");
        assertThat(first.absolute()).isFalse();
        assertThat(first.weights().get(0)).isCloseTo(21 * 0.75, within(1e-13));
        Prediction second = read.all().getLast();
        assertThat(second.name()).isEqualTo("A, B");
        assertThat(second.weights().get(0)).isCloseTo(10.5, within(1e-13));
        assertThat(read.remarks())
                .first()
                .asString()
                .contains("the prediction 'truth' is scaled to the measurement's total", "its weights to fb");
    }

    @Test
    @DisplayName("with a scale, or with weights in the measurement's unit, they are taken as they are")
    void absolute() {
        Prediction scaled = only(Toy.truthIn(folder) + ",scale=0.5");
        assertThat(scaled.absolute()).isTrue();
        assertThat(scaled.weights().get(0)).isEqualTo(1.5);
        Path other = folder.resolve("fb.parquet");
        Tables.write(
                Table.of(
                        "fb",
                        List.of(
                                Column.owning("x", new double[] {1, 2}),
                                Column.owning("w", new double[] {4, 5}).in("fb"),
                                Column.owning("v", new double[] {4, 5}).in("pb"))),
                other);
        assertThat(only(other + ",weight=w").absolute()).isTrue();
        assertThat(only(other + ",weight=w").weights().get(1)).isEqualTo(5);
        assertThat(only(other + ",weight=v").absolute()).isFalse();
    }

    @Test
    @DisplayName("the prior is that of the measurement, under any name")
    void prior() {
        Prediction prior = only("prior,name=Pythia 8");
        assertThat(prior.name()).isEqualTo("Pythia 8");
        assertThat(prior.absolute()).isTrue();
        assertThat(prior.weights().get(0)).isEqualTo(1);
    }

    @Test
    @DisplayName("what the provenance knows of the file goes into the test, unless a source is asked for by name")
    void relation() {
        Path truth = Toy.truthIn(folder);
        Path path = Toy.uncertainIn(
                folder,
                new Provenance.Input("theory", "truth.csv", 3, Digest.of(truth), List.of("theory"), false),
                new Provenance.Input("data", "truth.csv", 3, Digest.of(truth)));
        Measurement measurement = MeasurementFolder.read(path);
        var read = read(measurement, List.of(), truth.toString());
        assertThat(read.all().getFirst().closures()).containsExactly("theory");
        assertThat(read.all().getFirst().sameEvents()).isTrue();
        assertThat(read.remarks())
                .contains("note: left out of V, being made of the prediction 'truth': theory")
                .anyMatch(remark -> remark.startsWith("note: the prediction 'truth' holds the data's own events"));
        assertThat(read(measurement, List.of("theory"), truth.toString())
                        .all()
                        .getFirst()
                        .closures())
                .isEmpty();
    }

    @Test
    @DisplayName("all columns are those that the measurement has too")
    void all() {
        var options = new PredictionOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("predictions", mixin(options)))
                .parseArgs("--prediction", Toy.truthIn(folder).toString());
        Table events = options.readAll(Toy.measurement(), Optional.empty())
                .all()
                .getFirst()
                .events();
        assertThat(events.names()).containsExactlyInAnyOrder("x", "n", "weight_mc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FILE,nam=A          | no key 'nam' in | Did you mean 'name'?",
                "FILE,name=          | nothing after   | asked by   --prediction",
                "FILE,name=A,name=B  | twice the key 'name' | asked by   --prediction",
                "FILE,scale=0        | the scale '0' is none | a number above 0",
                "FILE,scale=two      | the scale 'two' is none | a number above 0",
                "FILE,weight=othr    | no column 'othr' | Did you mean 'other'?",
                "FILE,name=prior     | two predictions are called 'prior' | another name",
                "prior,scale=2       | has its weights and their unit from the measurement | or prior",
                ",name=A             | has no file | allowed    FILE",
                "none.csv            | none.csv | asked by   --prediction",
                "FILE,weight=x,scale=-1 | the scale '-1' is none | above 0",
            })
    @DisplayName("what cannot be used is refused with its reason")
    void refused(String value, String first, String second) {
        String text = value.replace("FILE", Toy.truthIn(folder).toString());
        assertThatThrownBy(() -> read(Toy.measurement(), List.of(), "prior", text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(first)
                .hasMessageContaining(second);
    }

    @Test
    @DisplayName("a file without an event in the phase space is refused")
    void outside() {
        Path file = folder.resolve("outside.csv");
        Tables.write(Table.of("outside", List.of(Column.owning("x", new double[] {11, 12}))), file);
        assertThatThrownBy(() -> only(file.toString()))
                .hasMessageContaining("over 0 events in the phase space")
                .hasMessageContaining("asked by   --prediction");
    }
}
