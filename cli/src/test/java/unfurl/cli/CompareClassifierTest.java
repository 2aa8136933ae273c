package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.math.Seed;
import unfurl.measurement.Measurement;

/// The two-sample test of `compare --classifier`.
class CompareClassifierTest {
    private static final int EVENTS = 1500;

    @TempDir
    Path folder;

    /// x of N(0, 1) and n = 0, 1 or 2 that follows x, or does not; each alone has one distribution.
    private static List<Column> events(String name, boolean related) {
        Seed seed = Seed.of(5).child(name);
        double[] x = new double[EVENTS];
        int[] n = new int[EVENTS];
        double[] ones = new double[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = seed.child("x").gaussian(i);
            double other = related ? x[i] : seed.child("other").gaussian(i);
            n[i] = other < -0.5 ? 0 : other < 0.5 ? 1 : 2;
            ones[i] = 1;
        }
        return List.of(
                Column.owning("x", x),
                Column.owning("n", n),
                Column.owning("weight_mc", ones.clone()),
                Column.owning("weights_nominal", ones.clone()),
                Column.owning("weights_iteration_1", ones));
    }

    private Path measurement() {
        Measurement toy = Toy.measurement();
        Path path = folder.resolve("large.measurement");
        MeasurementFolder.write(
                new Measurement(
                        toy.head(), toy.provenance(), toy.citations(), Table.of("large", events("unfolded", false))),
                path);
        return path;
    }

    private Path truth(boolean related) {
        Path path = folder.resolve(related + ".npz");
        Tables.write(Table.of("truth", events("truth", related)), path);
        return path;
    }

    @Test
    @DisplayName("it sees what no observable alone shows, and says so with its errors; the same bits twice")
    void different() {
        Path measurement = measurement();
        Path truth = truth(true);
        Unfurl run = Unfurl.run("compare", measurement, "--truth", truth, "--classifier", "--format", "json");
        assertThat(run.code()).isZero();
        Document classifier = run.json().get("classifier");
        assertThat(classifier.get("pValue").number()).isEqualTo(1e-3);
        assertThat(classifier.get("permutations").whole()).isEqualTo(999);
        assertThat(classifier.get("areaUnderCurve").number())
                .isGreaterThan(0.5 + 5 * classifier.get("error").number());
        Document score = classifier.get("score");
        assertThat(score.get("bins").whole()).isEqualTo(10);
        assertThat(score.get("degreesOfFreedom").whole()).isEqualTo(9);
        assertThat(score.get("pValue").number()).isLessThan(1e-6);
        for (Document line : run.json().get("observables").list()) {
            assertThat(line.get("unfolded").get("pValue").number()).isGreaterThan(0.01);
        }
        assertThat(Unfurl.run("compare", measurement, "--truth", truth, "--classifier", "--format", "json")
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    @DisplayName("it finds nothing where there is nothing, and is not asked unless it is wanted")
    void same() {
        Path measurement = measurement();
        Path truth = truth(false);
        Unfurl run = Unfurl.run("compare", measurement, "--truth", truth, "--classifier", "--format", "json");
        assertThat(run.json().get("classifier").get("pValue").number()).isGreaterThan(0.01);
        assertThat(run.json().get("classifier").get("score").get("pValue").number())
                .isGreaterThan(0.01);
        assertThat(Unfurl.run("compare", measurement, "--truth", truth, "--classifier")
                        .out())
                .contains("classifier of 2 observables", "area under the curve", "999 permutations");
        assertThat(Unfurl.run("compare", measurement, "--truth", truth).out()).doesNotContain("classifier");
    }

    @Test
    @DisplayName("too few events are refused")
    void few() {
        Unfurl run = Unfurl.run("compare", measurement(), "--truth", Toy.truthIn(folder), "--classifier");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("needs 100 of each", "--classifier");
    }
}
