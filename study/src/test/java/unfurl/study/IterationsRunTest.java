package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.measurement.Measurement;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Course;
import unfurl.uncertainty.IterationScan;

/// What `method.iterations` gives when the number is to be chosen.
class IterationsRunTest {
    private static final String IBU = "method={name: ibu, iterations: %s, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String TOYS = "{most: 6, criterion: toys, replicas: 6, below: 1}";
    private static final String CHANGE = "{most: 6, criterion: change, replicas: 6, below: 1}";

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=4000", "truthMean=0.5", "smearing=0.8");
    }

    private Runner.Outcome run(String name, int threads, String... settings) {
        return Toy.run(Toy.quick(study, settings), folder.resolve(name), threads);
    }

    private static List<Double> numbers(Document list) {
        return list.list().stream().map(Document::number).toList();
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"toys, biasOverVariance", "change, squaredChange"})
    @DisplayName("the study goes on with the first iteration below the bound, as if it had been asked for")
    void chosen(String criterion, String looked) throws IOException {
        String asked = criterion.equals("toys") ? TOYS : CHANGE;
        Runner.Outcome outcome = run("run", 2, IBU.formatted(asked), "uncertainty={bootstrapData: 2}");
        Document choice = RunnerTest.log(folder.resolve("run")).getFirst();
        int number = (int) choice.get("chosen").whole();
        List<Double> values = numbers(choice.get(looked));
        assertThat(values).hasSize(6);
        // The prior is 13 errors of the mean away from the truth, so that the first iteration is never enough.
        assertThat(number).isBetween(2, 5).isEqualTo(IterationScan.first(values, 1));
        assertThat(values.subList(0, number - 1)).allMatch(value -> value >= 1);

        Measurement same = run("same", 1, IBU.formatted(number), "uncertainty={bootstrapData: 2}")
                .measurement();
        Measurement measurement = outcome.measurement();
        assertThat(measurement.nominal()).isEqualTo(same.nominal());
        assertThat(measurement.weights("weights_bootstrap_data_1")).isEqualTo(same.weights("weights_bootstrap_data_1"));
        assertThat(measurement.head().iterations()).hasSize(number);
        assertThat(Document.read(folder.resolve("run/ibu.json")))
                .isEqualTo(Document.read(folder.resolve("same/ibu.json")));

        String sentence = outcome.iterations().orElseThrow();
        assertThat(sentence).startsWith("%d of 6. The first iteration with less than 1 of".formatted(number));
        WeightGroup nominal = measurement.head().groups().getFirst();
        assertThat(nominal.description()).contains("Iterations: %d. The first iteration".formatted(number));
        assertThat(text("run/report/index.html")).contains("Choice of the iterations", "chosen of 6");
        assertThat(folder.resolve("run/report/figures/choice-of-iterations.svg"))
                .isNotEmptyFile();
        assertThat(text("same/report/index.html")).doesNotContain("Choice of the iterations");
    }

    @Test
    @DisplayName("where no iteration is below the bound the least is taken, and a warning says so")
    void unreached() throws IOException {
        Runner.Outcome outcome =
                run("run", 2, IBU.formatted("{most: 2, criterion: change, replicas: 6, below: 0.001}"));
        assertThat(outcome.iterations().orElseThrow()).startsWith("2 of 2. The iteration with the least, as none of 2");
        assertThat(outcome.warnings())
                .anyMatch(w -> w.contains("no iteration of 2 is below 0.001; 2 has the least")
                        && w.contains("it still moves the result by")
                        && w.contains("wider bins may reach it, or a larger method.iterations.most"));
        assertThat(text("run/report/index.html")).contains("no iteration of 2 is below 0.001");
    }

    @Test
    @DisplayName("threads, and a run that was killed while it chose or after, give the same bytes")
    void sameBytes() throws IOException {
        String asked = "method.iterations={most: 2, criterion: toys, replicas: 4}";
        run("one", 1, asked);
        var one = Toy.digests(folder.resolve("one"));
        run("three", 3, asked);
        assertThat(Toy.digests(folder.resolve("three"))).isEqualTo(one);
        for (String lost : List.of("iterations/toy_1.safetensors", "nominal/state.safetensors")) {
            Files.delete(folder.resolve("one/replicas").resolve(lost));
            Toy.resume(Toy.quick(study, asked), folder.resolve("one"));
            assertThat(Toy.digests(folder.resolve("one"))).isEqualTo(one);
        }
    }

    @Test
    @DisplayName("what was tried again for the choice is a warning, and a line of the log")
    void failures() throws IOException {
        run("run", 2, IBU.formatted(TOYS));
        StudyFile.Read read = Toy.quick(study, IBU.formatted(TOYS));
        List<Provenance.Input> inputs = Inputs.read(read.study()).nominal();
        Path file = folder.resolve("run/replicas/iterations/toy_2.safetensors");
        Course course = CourseFile.read(file, inputs).orElseThrow().course();
        new CourseFile("toy_2", course, List.of("the loss is not finite")).write(file, inputs);
        assertThat(Toy.resume(read, folder.resolve("run")).warnings())
                .filteredOn(warning -> warning.startsWith("'toy_2' of the choice of iterations failed"))
                .hasSize(1);
        assertThat(text("run/log.jsonl"))
                .contains(
                        "{\"failed\": \"'toy_2' of the choice of iterations\", \"attempt\": 1, \"reason\": \"the loss is not finite\"}");
    }

    @Test
    @DisplayName("a damaged toy is refused")
    void damaged() throws IOException {
        run("run", 2, IBU.formatted(TOYS));
        Path file = folder.resolve("run/replicas/iterations/toy_2.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Toy.resume(Toy.quick(study, IBU.formatted(TOYS)), folder.resolve("run")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("toy_2.safetensors is damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "many|must be a whole number from 1 to 1000",
                "0|must be a whole number from 1 to 1000",
                "{most: 5}|criterion",
                "{criterion: toy}|Did you mean 'toys'?",
                "{criterion: toys, replicas: 3}|must be a whole number from 4 to 10000",
                "{criterion: toys, most: 0}|must be a whole number from 1 to 1000",
                "{criterion: toys, below: 0}|must be a number above 0",
                "{criterion: toys, bellow: 1}|Did you mean 'below'?",
            })
    @DisplayName("what cannot be used is named")
    void refused(String value, String part) {
        assertThatThrownBy(() -> Toy.quick(study, "method.iterations=" + value))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("method.iterations")
                .hasMessageContaining(part);
    }

    @Test
    @DisplayName("the choice stands in the resolved study with every default and reads back equal")
    void resolved() {
        StudyFile.Read read = Toy.quick(study, "method.iterations={criterion: change}");
        assertThat(StudyFile.bind(read.resolved(), study.getParent())).isEqualTo(read.study());
        assertThat(IterationsFile.document(read.study().method().iterations()))
                .isEqualTo(Document.entries("most", 10, "criterion", "change", "replicas", 10, "below", 0.1));
    }
}
