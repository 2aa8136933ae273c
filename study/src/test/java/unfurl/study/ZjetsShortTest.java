package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.WeightGroup;

/// The Z+jets example with its uncertainties, with one short iteration of small networks.
class ZjetsShortTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("examples/zjets");
    private static final List<String> SOURCES = List.of(
            "ensemble",
            "bootstrapData",
            "bootstrapSimulation",
            "trackEff",
            "trackPtScale",
            "pileup",
            "muScale",
            "muEff",
            "backgroundRate",
            "luminosity");

    @TempDir
    static Path folder;

    private static Measurement measurement;
    private static Breakdown breakdown;

    @BeforeAll
    static void run() {
        var read = StudyFile.read(
                EXAMPLE.resolve("short.yaml"),
                List.of("method.iterations=1", "method.estimator={network: [16], epochs: 1, members: 1}"));
        measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
        breakdown = measurement.breakdown(Query.of(Expression.parse("pT_ll"), Axis.of("", "", 200, 250, 300, 1000)));
    }

    @Test
    @DisplayName("every source is published as a group with as many columns of weights as the study asks for")
    void groups() {
        assertThat(measurement.head().groups())
                .extracting(WeightGroup::name)
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("nominal"), SOURCES.stream()).toList());
        assertThat(measurement.head().groups().stream()
                        .map(group -> group.columns().size()))
                .containsExactly(1, 4, 8, 8, 1, 1, 1, 1, 2, 2, 0);
    }

    @Test
    @DisplayName("a spectrum has an error of every source, no two of them the same")
    void sources() {
        assertThat(breakdown.sources()).containsExactlyElementsOf(SOURCES);
        var seen = new HashSet<List<Double>>();
        for (String source : SOURCES) {
            List<Double> errors = errors(breakdown.uncertainty(source).covariance());
            assertThat(errors).as(source).allSatisfy(error -> assertThat(error).isPositive());
            assertThat(seen.add(errors)).as(source).isTrue();
        }
    }

    /// What the study says of the pseudo-data.
    @Test
    @DisplayName("the luminosity's error is 1.7 % of each bin, and the total holds it")
    void luminosity() {
        double[] values = breakdown.values();
        List<Double> errors = errors(breakdown.uncertainty("luminosity").covariance());
        List<Double> total = errors(breakdown.total());
        for (int i = 0; i < values.length; i++) {
            assertThat(errors.get(i)).isCloseTo(0.017 * values[i], within(1e-12 * values[i]));
            assertThat(total.get(i)).isGreaterThan(errors.get(i));
        }
    }

    private static List<Double> errors(Covariance covariance) {
        return IntStream.range(0, breakdown.values().length)
                .mapToObj(covariance::error)
                .toList();
    }
}
