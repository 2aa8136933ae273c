package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Works;
import unfurl.study.Headline;

/// The toy's weights sum to 21 fb, and those of each group below to 21 and what is said of it.
class HeadlineTest {
    /// The toy with columns whose sums are 21 and what stands behind their names.
    private static Measurement with(WeightGroup... more) {
        Measurement toy = Toy.measurement();
        var columns = new ArrayList<Column>(toy.events().columns());
        Stream.of(more).flatMap(group -> group.columns().stream()).forEach(name -> {
            double[] weights = Toy.NOMINAL.clone();
            weights[0] += Double.parseDouble(name.substring(name.indexOf('=') + 1));
            columns.add(Column.owning(name, weights));
        });
        Head head = toy.head();
        var groups = new ArrayList<>(head.groups());
        groups.addAll(List.of(more));
        return new Measurement(
                new Head(
                        head.name(),
                        head.description(),
                        head.observables(),
                        head.phaseSpace(),
                        head.normalisation(),
                        head.luminosity(),
                        head.prior(),
                        groups,
                        head.iterations()),
                toy.provenance(),
                List.of(Works.OMNIFOLD),
                Table.of("toy", columns));
    }

    private static WeightGroup group(String name) {
        return switch (name) {
            // The sample variance of ±d is 2d²: 2√2, √2 and, of the ensemble's mean, 2d²/2.
            case "data" -> group(name, new Recipe.Bootstrap(), "2", "-2");
            case "simulation" -> group(name, new Recipe.Bootstrap(), "1", "-1");
            case "ensemble" -> group(name, new Recipe.Ensemble(Recipe.Centre.MEAN), "0.5", "-0.5");
            case "tracks" -> group(name, new Recipe.Hessian(), "0.75");
            case "theory" -> group(name, new Recipe.TwoPoint(false), "1");
            case "nothing" -> group(name, new Recipe.Hessian(), "1e-12");
            case "sample" -> group(name, new Recipe.SampleStatistics());
            case "toys" -> group(name, new Recipe.Toys(List.of("sample", "tracks")), "3", "-3");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static WeightGroup group(String name, Recipe recipe, String... shifts) {
        var columns = new ArrayList<String>();
        for (String shift : shifts) {
            columns.add("%s_%d=%s".formatted(name, columns.size(), shift));
        }
        return new WeightGroup(name, columns, recipe, "");
    }

    private static String text(String groups) {
        WeightGroup[] all = Stream.of(groups.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(HeadlineTest::group)
                .toArray(WeightGroup[]::new);
        return new Headline(with(all), 0.1, groups.contains("data")).text();
    }

    /// √(0.75² + 1²) = 1.25; √(8 + 2 + 0.25) = 3.20; √(2 + 0.25) = 1.5; of toys 3√2.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "''                               | 2.10 (data counting)",
                "sample                           | 2.10 (data counting)",
                "sample tracks                    | 2.10 (data counting) ± 0.75 (systematic)",
                "sample tracks theory             | 2.10 (data counting) ± 1.25 (systematic)",
                "sample nothing                   | 2.10 (data counting)",
                "simulation                       | 2.10 (data counting) ± 1.41 (simulation)",
                "simulation tracks                | 2.10 (data counting) ± 1.41 (simulation) ± 0.75 (systematic)",
                "sample ensemble                  | 2.10 (data counting) ± 0.50 (ensemble)",
                "simulation ensemble theory       | 2.10 (data counting) ± 1.50 (simulation + ensemble) ± 1.00 (systematic)",
                "sample data                      | 2.83 (statistical)",
                "sample data tracks               | 2.83 (statistical) ± 0.75 (systematic)",
                "data simulation ensemble theory  | 3.20 (statistical) ± 1.00 (systematic)",
                "sample tracks toys               | 4.24 (toys)",
                "sample tracks ensemble toys      | 4.24 (toys) ± 0.50 (ensemble)",
                "sample tracks theory toys        | 4.24 (toys) ± 1.00 (systematic)",
                "sample data tracks toys          | 2.83 (statistical) ± 0.75 (systematic)",
            })
    @DisplayName("the data's fluctuation counts once, and every source of each kind, whatever replicas there are")
    void replicas(String groups, String errors) {
        assertThat(text(groups)).isEqualTo("21.00 ± " + errors + " ± 0.36 (luminosity) fb");
    }

    @Test
    @DisplayName("the number has two digits of the smallest error")
    void digits() {
        // The luminosity is known to 1.7 %: 0.357 fb.
        assertThat(new Headline(Toy.measurement(), 0.001, false).text())
                .isEqualTo("21.000 ± 0.021 (data counting) ± 0.357 (luminosity) fb");
    }
}
