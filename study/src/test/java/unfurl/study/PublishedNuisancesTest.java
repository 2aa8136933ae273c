package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tensors;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.unfold.NuisanceParameter;
import unfurl.unfold.Nuisances;

/// What the measurement of a study with nuisance parameters says of them, and what toys do with them.
class PublishedNuisancesTest {
    private static final String[] PRIOR = {
        "nuisances.theta.prior={gaussian: {mean: 1, width: 0.25}}",
        "nuisances.theta.range=[0.5, 3]",
        "nuisances.theta.start=[1, 2]"
    };

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void example() {
        Examples.write("profile-gaussian", folder.resolve("example"), List.of("events=4000"), Optional.empty());
        study = folder.resolve("example/study.yaml");
    }

    private StudyFile.Read read(String... more) {
        var settings = new ArrayList<>(List.of(PRIOR));
        settings.addAll(List.of(more));
        return Toy.quick(study, settings.toArray(String[]::new));
    }

    @Test
    @DisplayName("the folder alone gives the correlation of a parameter with the bins that the run's own files give")
    void correlation() {
        Path run = folder.resolve("run");
        Toy.run(read("uncertainty={bootstrapData: 4, ensemble: 2, toys: 2}"), run, 2);
        Measurement measurement = MeasurementFolder.read(run);
        ProfiledNuisance theta = measurement.head().nuisances().getFirst();
        assertThat(theta.prior()).isEqualTo(new ProfiledNuisance.Prior.Gaussian(1, 0.25));
        assertThat(theta.byColumn().keySet())
                .containsExactlyInAnyOrder(
                        "weights_iteration_1",
                        "weights_iteration_2",
                        "weights_ensemble_0",
                        "weights_ensemble_1",
                        "weights_bootstrap_data_0",
                        "weights_bootstrap_data_1",
                        "weights_bootstrap_data_2",
                        "weights_bootstrap_data_3",
                        "weights_toy_0",
                        "weights_toy_1",
                        "weights_theta_up",
                        "weights_theta_down");
        Document known = Document.read(run.resolve("nuisances.json"));
        double error = known.get("nuisances").get("theta").get("error").number();
        assertThat(theta.value())
                .isEqualTo(known.get("nuisances").get("theta").get("value").number())
                .isEqualTo(theta.byColumn().get("weights_iteration_2"))
                .isEqualTo(theta.byColumn().get("weights_ensemble_0"));
        double shift = theta.byColumn().get("weights_theta_up") - theta.value();
        assertThat(shift).isPositive();
        assertThat(theta.value() - theta.byColumn().get("weights_theta_down")).isCloseTo(shift, within(1e-12));
        // A prior of the width s and information P = 1/s² moves θ by R/s with R = 1/(I + P). By Godambe the square
        // of the error is R²(V + P), and V/I² of the data alone.
        double ofData =
                known.get("nuisances").get("theta").get("errorOfDataAlone").number();
        double prior = 1 / (0.25 * 0.25);
        double inverse = 0.25 * shift;
        double information = 1 / inverse - prior;
        assertThat(inverse * inverse * (Math.pow(ofData * information, 2) + prior))
                .isCloseTo(error * error, within(1e-9 * error * error));
        Expression x = Expression.parse("x");
        Query query = Query.of(x, measurement.axis(x, -1, 0, 1, 2));
        Breakdown breakdown = measurement.breakdown(query);
        Covariance together = breakdown.withNuisances("bootstrapData").orElseThrow();
        for (int bin = 0; bin < 3; bin++) {
            assertThat(together.correlation(3, bin)).isCloseTo(direct(known, measurement, query, bin), within(1e-9));
        }
        assertThat(breakdown.withNuisances("nuisance_theta").orElseThrow().get(3, 3))
                .isCloseTo(shift * shift, within(1e-12));
        assertThat(breakdown.withNuisances("toys")).isPresent();
        assertThat(breakdown.withNuisances("sample")).isEmpty();
        assertThat(breakdown.group("toys").recipe())
                .isEqualTo(new Recipe.Toys(List.of("bootstrapData", "sample", "nuisance_theta")));
        Document start = known.get("starts").get("start_1");
        assertThat(start.list()).hasSize(3);
        assertThat(start.list().getFirst().list().getFirst().number()).isEqualTo(2);
        assertThat(start.list().getLast().list().getFirst().number()).isEqualTo(theta(known, "start_1"));
    }

    /// Pearson's formula over the bootstraps.
    private static double direct(Document known, Measurement measurement, Query query, int bin) {
        List<String> names =
                IntStream.range(0, 4).mapToObj(i -> "bootstrap_data_" + i).toList();
        double[] a = names.stream().mapToDouble(name -> theta(known, name)).toArray();
        double[] b = names.stream()
                .mapToDouble(name -> measurement
                        .spectrum(query, measurement.weights("weights_" + name))
                        .value(bin))
                .toArray();
        double meanA = IntStream.range(0, 4).mapToDouble(i -> a[i]).sum() / 4;
        double meanB = IntStream.range(0, 4).mapToDouble(i -> b[i]).sum() / 4;
        double mixed = IntStream.range(0, 4)
                .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                .sum();
        double squareA = IntStream.range(0, 4)
                .mapToDouble(i -> (a[i] - meanA) * (a[i] - meanA))
                .sum();
        double squareB = IntStream.range(0, 4)
                .mapToDouble(i -> (b[i] - meanB) * (b[i] - meanB))
                .sum();
        return mixed / Math.sqrt(squareA * squareB);
    }

    private static double theta(Document known, String replica) {
        return known.get("replicas").get(replica).list().getFirst().number();
    }

    /// Complete events would know θ to 0.02: beside a prior of the width s = 0.0002 they have a ten-thousandth
    /// of the weight, so that what bootstraps, networks and two iterations alone do to them, 0.3 or so, is a
    /// sixth of s.
    @Test
    @DisplayName("toys draw the centre of a prior, and their fits follow it")
    void follow() {
        Path run = folder.resolve("run");
        StudyFile.Read read = read(
                "uncertainty={toys: 4}",
                "nuisances.theta.prior={gaussian: {mean: 1.5, width: 0.0002}}",
                "nuisances.theta.start=1.5");
        Toy.run(read, run, 2);
        Document known = Document.read(run.resolve("nuisances.json"));
        Map<String, Nuisances> drawn = toys(read);
        for (int i = 0; i < 4; i++) {
            String toy = "toy_" + i;
            double centre = centre(drawn.get(toy));
            assertThat(theta(known, toy)).isCloseTo(centre, within(0.0001));
        }
        double[] centres = drawn.values().stream()
                .mapToDouble(PublishedNuisancesTest::centre)
                .sorted()
                .toArray();
        assertThat(centres[3] - centres[0]).isGreaterThan(0.0002);
    }

    /// Files of replicas had θ where they ended, and nothing of their course.
    @Test
    @DisplayName("a run whose replicas were kept without their course is gone on with, to the same measurement")
    void before() {
        Path run = folder.resolve("run");
        StudyFile.Read read = read("uncertainty={bootstrapData: 2}");
        Toy.run(read, run, 1);
        Measurement measurement = MeasurementFolder.read(run);
        Path file = run.resolve("replicas/bootstrap_data_0.safetensors");
        Tensors kept = Tensors.read(file);
        var head = new HashMap<>(kept.metadata());
        assertThat(head.remove("course")).isNotNull();
        head.remove("digest");
        new Tensors(file.toString(), head, kept.tensors()).withDigest().write(file);
        Toy.resume(read, run);
        assertThat(Tensors.read(file).metadata()).doesNotContainKey("course");
        assertThat(MeasurementFolder.read(run).head()).isEqualTo(measurement.head());
    }

    private static double centre(Nuisances nuisances) {
        return nuisances.parameters().getFirst().prior().centre();
    }

    private static Map<String, Nuisances> toys(StudyFile.Read read) {
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        return Toys.of(read.study(), inputs, prepared, List.of()).nuisances();
    }

    /// Of 4000 draws the mean has an error of 0.25/√4000 = 0.004, and the standard deviation one of 1.1 %.
    @Test
    @DisplayName(
            "the centres of toys scatter by the prior's width, are the same each time, and may lie outside the range")
    void centres() {
        Collection<Nuisances> all = toys(read("uncertainty.toys=4000")).values();
        double[] centres =
                all.stream().mapToDouble(PublishedNuisancesTest::centre).toArray();
        double mean = IntStream.range(0, 4000).mapToDouble(i -> centres[i]).sum() / 4000;
        double square = IntStream.range(0, 4000)
                        .mapToDouble(i -> (centres[i] - mean) * (centres[i] - mean))
                        .sum()
                / 3999;
        assertThat(mean).isCloseTo(1, within(0.016));
        assertThat(Math.sqrt(square)).isCloseTo(0.25, within(0.25 * 0.045));
        assertThat(centres).doesNotHaveDuplicates();
        // Two widths below the centre the range ends, 2.3 % of all.
        assertThat(Arrays.stream(centres).filter(centre -> centre < 0.5).count())
                .isBetween(50L, 135L);
        assertThat(all).allSatisfy(nuisances -> {
            NuisanceParameter theta = nuisances.parameters().getFirst();
            assertThat(theta.start()).isEqualTo(1);
            assertThat(theta.low()).isEqualTo(0.5);
        });
        assertThat(toys(read("uncertainty.toys=2")).get("toy_1"))
                .isEqualTo(toys(read("uncertainty.toys=4000")).get("toy_1"));
    }

    @Test
    @DisplayName("a prior that knows nothing is not drawn")
    void flat() {
        Map<String, Nuisances> toys =
                toys(Toy.quick(study, "nuisances.theta.prior={flat: [0.5, 3]}", "uncertainty.toys=2"));
        assertThat(toys.get("toy_0")).isEqualTo(toys.get("toy_1"));
    }
}
