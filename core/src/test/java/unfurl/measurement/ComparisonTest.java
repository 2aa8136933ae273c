package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.math.Workers;

class ComparisonTest {
    private static final Map<String, Axis> AXES =
            Map.of("x", Axis.of("$x$", "GeV", 0, 1, 3), "y", Axis.of("y", "", 0, 1, 5));

    private static Table truth(String weightName) {
        return Table.of(
                "truth.parquet",
                List.of(
                        Column.owning("x", new double[] {0.5, 0.5, 2, 2, 7}),
                        Column.owning("y", new double[] {0, 0, 1, 1, 9}),
                        Column.owning(weightName, new double[] {1, 1, 1, 1, 50})));
    }

    /// Fractions in x: unfolded 0.6, 0.4; prior 0.5, 0.5; truth 0.5, 0.5 (the event at x = 7 is outside the
    /// phase space). ½[0.01/1.1 + 0.01/0.9] = 0.0101010…
    @Test
    void setsTheResultAndThePriorBesideTheTruth() {
        Comparison comparison = Toy.measurement().compare(truth("weight_mc"), Optional.empty(), AXES);
        assertThat(comparison.truth().events().source()).isEqualTo("truth.parquet");
        assertThat(comparison.truth().weight()).contains("weight_mc");
        assertThat(comparison.truth().events().rows()).isEqualTo(4);
        Comparison.Line x = comparison.lines().getFirst();
        assertThat(x.unfolded().triangular().value()).isCloseTo(0.5 * (0.01 / 1.1 + 0.01 / 0.9), within(1e-16));
        assertThat(x.prior().orElseThrow().triangular().value()).isCloseTo(0, within(1e-30));
        assertThat(x.unfolded().chiSquare().degreesOfFreedom()).isEqualTo(1);
        // p = 0.6 has (16·14 + 36·6)/10⁴, the truth's 0.5 has (4·2 + 4·2)/4⁴
        double variance = (16 * 14 + 36 * 6) / 1e4 + 16.0 / 256;
        assertThat(x.unfolded().chiSquare().value()).isCloseTo(0.01 / variance, within(1e-12));
        assertThat(comparison.meanUnfolded())
                .isCloseTo(x.unfolded().triangular().value(), within(1e-16)); // y has the same fractions
        assertThat(comparison.meanPrior().orElseThrow()).isCloseTo(0, within(1e-30));
    }

    /// ∫|F − G|dx by hand for y: truth half at 0 and half at 1; unfolded 0.6 at 0, 0.1 at 1, 0.1 at 2, 0.2 at
    /// 3.
    @Test
    void wassersteinIsThatOfTheEventsNotOfTheBins() {
        Comparison comparison = Toy.measurement().compare(truth("w"), Optional.of("w"), AXES);
        assertThat(comparison.lines().getLast().unfolded().wasserstein()).isCloseTo(0.1 + 0.3 + 0.2, within(1e-15));
    }

    @Test
    void countsEveryTruthEventOnceWhenItHasNoWeights() {
        Comparison comparison = Toy.measurement().compare(truth("other"), Optional.empty(), AXES);
        assertThat(comparison.truth().weight()).isEmpty();
        assertThat(comparison.truth().events().rows()).isEqualTo(4);
    }

    @Test
    void binsAre25BetweenTheTruthsQuantilesUnlessGiven() {
        Table many = Table.of(
                "truth",
                List.of(Column.tabulate("x", 1000, i -> i / 400.0), Column.tabulate("y", 1000, i -> i / 400.0)));
        Axis axis = Toy.measurement()
                .compare(many, Optional.empty(), Map.of())
                .lines()
                .getFirst()
                .axis();
        assertThat(axis.bins()).isEqualTo(25);
        assertThat(axis.edge(0)).isEqualTo(4 / 400.0);
        assertThat(axis.edge(25)).isEqualTo(994 / 400.0);
        assertThat(axis.unit()).isEqualTo("GeV");
    }

    @Test
    void comparesEveryIteration() {
        Head head = Toy.head();
        var withIterations = new Head(
                head.name(),
                "",
                head.observables(),
                head.phaseSpace(),
                head.normalisation(),
                head.luminosity(),
                head.prior(),
                head.groups(),
                List.of("weights_iteration_1", "weights_iteration_2"));
        Measurement toy =
                Toy.measurement(withIterations, Toy.events("weights_iteration_1=5,5", "weights_iteration_2=6,4"));
        Comparison.Line x =
                toy.compare(truth("w"), Optional.empty(), AXES).lines().getFirst();
        assertThat(x.iterations()).hasSize(2);
        assertThat(x.iterations().getFirst().value()).isCloseTo(0, within(1e-30));
        assertThat(x.iterations().getLast().value())
                .isCloseTo(x.unfolded().triangular().value(), within(1e-16));
    }

    @Test
    void refusesWhatDoesNotBelong() {
        Measurement toy = Toy.measurement();
        assertThatThrownBy(() -> toy.compare(truth("w"), Optional.of("v"), Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'v'");
        assertThatThrownBy(() -> toy.compare(truth("w"), Optional.empty(), Map.of("z", Axis.of("z", "", 0, 1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'z' in the measurement 'toy'");
        Table without = Table.of("t", List.of(Column.owning("x", new double[] {1})));
        assertThatThrownBy(() -> toy.compare(without, Optional.empty(), AXES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'y'");
    }

    private static Comparison.Line x(Truth truth, Testing testing) {
        try (var alone = new Workers(1)) {
            return Toy.measurement()
                    .compare(truth, AXES, List.of(), testing, alone)
                    .lines()
                    .getFirst();
        }
    }

    /// x is 6 and 4 with Σw² = 14 and 6; the truth of 2 and 2 events is, times 3, 6 and 6 with Σw² = 18 and 18.
    /// So D = (0, −2), divided by the widths 1 and 2, and χ² = 4/(6 + 18) with two degrees of freedom.
    @Test
    void anAbsoluteTruthIsTestedWithItsYield() {
        var truth = new Truth(truth("w"), Optional.of("w"), OptionalDouble.of(3), true, false);
        ChiSquare chiSquare = x(truth, Testing.standard()).unfolded().chiSquare();
        assertThat(chiSquare.value()).isCloseTo(4 / 24.0, within(1e-12));
        assertThat(chiSquare.degreesOfFreedom()).isEqualTo(2);
        // The prior has 3 and 3 events, each of the weight 2: Σw² = 12 and 12, and D = (0, 0).
        Agreement prior = x(truth, Testing.standard()).prior().orElseThrow();
        assertThat(prior.chiSquare().value()).isZero();
        assertThat(prior.chiSquare().degreesOfFreedom()).isEqualTo(2);
    }

    /// As above: only the result's Σw² is left in V. In a bin where nothing is published, [3, 8), there is no
    /// other than the truth's.
    @Test
    void aTruthOfTheDatasEventsAddsNoFluctuations() {
        var truth = new Truth(truth("w"), Optional.of("w"), OptionalDouble.of(3), true, true);
        assertThat(x(truth, Testing.standard()).unfolded().chiSquare().value()).isCloseTo(4 / 6.0, within(1e-12));
        Truth shape = Truth.of(truth("w"), Optional.of("w")).withSameEvents(true);
        // 0.6 and 0.5 of two bins, and the variance of 0.6.
        assertThat(x(shape, Testing.standard()).unfolded().chiSquare().value())
                .isCloseTo(0.01 / ((16 * 14 + 36 * 6) / 1e4), within(1e-12));
        Table thin = Table.of(
                "t",
                List.of(Column.owning("x", new double[] {0.5, 2.2, 2.2}), Column.owning("y", new double[] {0, 1, 1})));
        Map<String, Axis> axes = Map.of("x", Axis.of("x", "GeV", 0, 1, 2.1, 2.3), "y", AXES.get("y"));
        try (var alone = new Workers(1)) {
            Truth own = new Truth(thin, Optional.empty(), OptionalDouble.of(1), true, true);
            // [1, 2.1) has two events of the result, 2 ± √2, and [2.1, 2.3) two of the truth, 2 ± √2.
            assertThat(Toy.measurement()
                            .compare(own, axes, List.of(), Testing.standard(), alone)
                            .lines()
                            .getFirst()
                            .unfolded()
                            .chiSquare()
                            .value())
                    .isCloseTo(25 / 14.0 + 4 / 2.0 + 4 / 2.0, within(1e-12));
        }
    }

    @Test
    void refusesAnAbsoluteTruthInAnotherUnit() {
        assertThatThrownBy(() ->
                        new Truth(truth("w"), Optional.empty(), OptionalDouble.empty(), true, false).in(Toy.head()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the measurement is in fb, and the events of truth.parquet")
                .hasMessageContaining("have no weights");
        Table pb = Table.of(
                "t",
                List.of(
                        Column.owning("x", new double[] {1}),
                        Column.owning("w", new double[] {1}).in("pb")));
        assertThatThrownBy(() -> new Truth(pb, Optional.of("w"), OptionalDouble.empty(), true, false).in(Toy.head()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("have weights in pb");
        assertThat(new Truth(pb, Optional.of("w"), OptionalDouble.of(1000), true, false)
                        .in(Toy.head())
                        .weights())
                .isEqualTo(Weights.of(1000));
        assertThatThrownBy(() -> new Truth(pb, Optional.of("w"), OptionalDouble.of(0), true, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a number above 0");
    }
}
