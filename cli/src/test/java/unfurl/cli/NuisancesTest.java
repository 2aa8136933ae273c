package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.cli.Toy.numbers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.ProfiledNuisance;

/// A measurement with a nuisance parameter that was fitted with it: 1.25, and 1.5 and 1 with the bootstraps, in which
/// [0, 1) has 2 and 0 and [1, 3) has 10 and 8; 1.75 with the tracks, which shift [0, 1) by 0.5.
class NuisancesTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        Path plain = Toy.uncertainIn(folder);
        Measurement measurement = MeasurementFolder.read(plain);
        toy = folder.resolve("profiled.measurement");
        MeasurementFolder.write(
                new Measurement(
                        with(measurement.head()),
                        measurement.provenance(),
                        measurement.citations(),
                        measurement.events()),
                toy);
    }

    private static Head with(Head head) {
        var theta = new ProfiledNuisance(
                "theta",
                "$\\theta$",
                new ProfiledNuisance.Prior.Gaussian(1, 0.5),
                1.25,
                0.25,
                Map.of("weights_bootstrap_0", 1.5, "weights_bootstrap_1", 1.0, "weights_tracks", 1.75));
        return new Head(
                head.name(),
                head.description(),
                head.observables(),
                head.phaseSpace(),
                head.normalisation(),
                head.luminosity(),
                head.prior(),
                head.groups(),
                head.iterations(),
                List.of(theta));
    }

    @Test
    @DisplayName("hist gives its covariance and correlation with each bin by source")
    void hist() {
        Unfurl run = Unfurl.run("hist", toy, "--observable", "x", "--edges", "0,1,3", "--format", "json");
        assertThat(run.code()).isZero();
        Document theta = run.json().get("nuisances").list().getFirst();
        assertThat(theta.get("name").text()).isEqualTo("theta");
        assertThat(theta.get("value").number()).isEqualTo(1.25);
        assertThat(theta.get("error").number()).isEqualTo(0.25);
        // Deviations of ±1, ±1/2 (per width) and ±1/4: the variance is 2/16 and the covariances are 2/4 and 2/8.
        assertThat(theta.get("uncertainty").get("bootstrap").number()).isCloseTo(Math.sqrt(0.125), within(1e-12));
        assertThat(numbers(theta.get("covariance").get("bootstrap")))
                .containsExactly(new double[] {0.5, 0.25}, within(1e-12));
        assertThat(numbers(theta.get("correlation").get("bootstrap")))
                .containsExactly(new double[] {1, 1}, within(1e-12));
        assertThat(numbers(theta.get("covariance").get("tracks")))
                .containsExactly(new double[] {0.25, 0}, within(1e-12));
        assertThat(theta.get("covariance").keys()).containsExactly("bootstrap", "tracks");
    }

    @Test
    @DisplayName("hist gives it of the bins of several observables one after the other, and of the chosen sources")
    void joint() {
        Unfurl run = Unfurl.run(
                "hist",
                toy,
                "--joint",
                "x,n",
                "--edges",
                "0,1,3",
                "--edges",
                "0,100",
                "--sources",
                "tracks",
                "--format",
                "json");
        assertThat(run.code()).isZero();
        Document theta = run.json().get("nuisances").list().getFirst();
        assertThat(theta.get("covariance").keys()).containsExactly("tracks");
        assertThat(numbers(theta.get("covariance").get("tracks")))
                .containsExactly(new double[] {0.25, 0, 0.5 * 0.5 / 100}, within(1e-12));
    }

    @Test
    @DisplayName("info shows it, as text and as JSON")
    void info() {
        Unfurl text = Unfurl.run("info", toy);
        assertThat(text.out()).containsPattern("theta +1.250 +0.25 +Gaussian 1 ± 0.5 +with 3 other columns of weights");
        Document theta = Unfurl.run("info", toy, "--format", "json")
                .json()
                .get("head")
                .get("nuisances")
                .list()
                .getFirst();
        assertThat(theta.get("byColumn").get("weights_tracks").number()).isEqualTo(1.75);
    }

    @Test
    @DisplayName("a measurement of a detector that was known says nothing of parameters")
    void none() {
        Path plain = Toy.in(folder);
        assertThat(Unfurl.run("info", plain).out()).doesNotContain("nuisance");
        assertThat(Unfurl.run("hist", plain, "--observable", "x", "--edges", "0,3", "--format", "json")
                        .json()
                        .keys())
                .doesNotContain("nuisances");
    }

    @Test
    @DisplayName("the folder for Zenodo keeps it")
    void zenodo() {
        Path deposit = folder.resolve("deposit");
        Unfurl run = Unfurl.run(
                "publish", toy, "--to", "zenodo-folder", "--out", deposit, "--observable", "x", "--edges", "0,1,3");
        assertThat(run.code()).isZero();
        Measurement kept = MeasurementFolder.read(deposit.resolve("toy.measurement.zip"));
        assertThat(kept.head().nuisances())
                .isEqualTo(MeasurementFolder.read(toy).head().nuisances())
                .hasSize(1);
    }
}
