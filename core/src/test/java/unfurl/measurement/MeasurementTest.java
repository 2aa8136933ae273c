package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.hist.Spectrum;

class MeasurementTest {
    private static final Expression X = Expression.parse("x");

    /// By hand: sums 6 and 4 in widths 1 and 2; Σw² 14 and 6.
    @Test
    void aSpectrumIsTheNominalWeightsPerUnit() {
        Measurement toy = Toy.measurement();
        Spectrum spectrum = toy.spectrum(Query.of(X, toy.axis(X, 0, 1, 3)));
        assertThat(spectrum.value(0)).isEqualTo(6);
        assertThat(spectrum.value(1)).isEqualTo(2);
        assertThat(spectrum.error(1)).isCloseTo(Math.sqrt(6) / 2, within(1e-15));
        assertThat(spectrum.nEff(0)).isCloseTo(36.0 / 14, within(1e-15));
        assertThat(spectrum.sumWeights(1)).isEqualTo(4);
        assertThat(spectrum.unit()).isEqualTo("fb/GeV");
        assertThat(spectrum.axis().label()).isEqualTo("x");
    }

    @Test
    void anyExpressionCutAndNormalisationCanBeAsked() {
        Measurement toy = Toy.measurement();
        Expression sum = Expression.parse("x + y");
        Query query = Query.of(sum, toy.axis(sum, 0, 3, 6)).where(Expression.parse("x >= 1"));
        assertThat(toy.spectrum(query).sumWeights(0)).isEqualTo(1);
        assertThat(toy.spectrum(query).sumWeights(1)).isEqualTo(3);
        assertThat(toy.spectrum(query).unit()).isEqualTo("fb");
        assertThat(toy.spectrum(query).axis().label()).isEqualTo("x + y");
        Spectrum normalised = toy.spectrum(query.asNormalised());
        assertThat(normalised.value(1)).isEqualTo(0.25);
        assertThat(normalised.isNormalised()).isTrue();
    }

    @Test
    void anUndefinedObservableIsRefusedUntilACutMakesItDefined() {
        Measurement toy = Toy.measurement();
        Expression ratio = Expression.parse("y/y");
        Query query = Query.of(ratio, toy.axis(ratio, 0.5, 1.5));
        assertThatThrownBy(() -> toy.spectrum(query))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("y/y: not a number for 3 of 6 events");
        assertThat(toy.spectrum(query.where(Expression.parse("y > 0"))).sumWeights(0))
                .isEqualTo(4);
    }

    @Test
    void thePriorIsInTheUnitOfTheResult() {
        assertThat(Toy.measurement().prior().orElseThrow().sum()).isEqualTo(12);
    }

    @Test
    void anAxisKnowsItsUnit() {
        Measurement toy = Toy.measurement();
        // Named by the column: an axis' label stands in messages, where the markup of "$x$" says nothing.
        assertThat(toy.axis(X, 0, 1)).isEqualTo(Axis.of("x", "GeV", 0, 1));
        assertThat(toy.axis(Expression.parse("2*x"), 0, 1)).isEqualTo(Axis.of("2*x", "", 0, 1));
        assertThat(toy.axis(Expression.parse("weight_mc"), 0, 1)).isEqualTo(Axis.of("weight_mc", "", 0, 1));
    }

    @Test
    void refusesEventsThatDoNotFitTheHead() {
        assertThatThrownBy(() -> Toy.measurement(Toy.head(), without("weight_mc")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'weight_mc' in toy (6 rows)")
                .hasMessageContaining("the measurement 'toy'");
        assertThatThrownBy(() -> Toy.measurement(Toy.head(), with("x", 1, 1, 1, 3, 1, 5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "2 events of toy (6 rows) are outside the phase space 'x < 3', the first of them row 3");
        assertThatThrownBy(() -> Toy.measurement(Toy.head(), with("weights_nominal", 1, 1, 1, Double.NaN, 1, 5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'weights_nominal' of toy (6 rows) is not finite in 1 rows");
        assertThatThrownBy(() -> Toy.measurement(Toy.head(), with("weights_nominal", 1, -1, 1, -1, 0, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sum to 0.0");
    }

    private static Table without(String name) {
        return Table.of(
                "toy",
                Toy.events().columns().stream()
                        .filter(c -> !c.name().equals(name))
                        .toList());
    }

    private static Table with(String name, double... values) {
        return Table.of(
                "toy",
                Toy.events().columns().stream()
                        .map(c -> c.name().equals(name) ? Column.owning(name, values.clone()) : c)
                        .toList());
    }

    @Test
    void aHeadIsConsistent() {
        var second = new WeightGroup("second", List.of("w"), new Recipe.Nominal(), "");
        var repeated = new WeightGroup("repeated", List.of("weights_nominal"), new Recipe.Hessian(), "");
        var named = new WeightGroup("nominal", List.of(), new Recipe.SampleStatistics(), "");
        assertThatThrownBy(() -> Toy.head(second)).hasMessageContaining("one nominal group of weights, not 2");
        assertThatThrownBy(() -> Toy.head(repeated))
                .hasMessageContaining("the weight column 'weights_nominal' stands twice");
        assertThatThrownBy(() -> Toy.head(named)).hasMessageContaining("the group of weights 'nominal' stands twice");
        assertThatThrownBy(() -> new WeightGroup("e", List.of("a"), new Recipe.Ensemble(Recipe.Centre.MEAN), ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the weights 'e' have 1 columns; their recipe Ensemble uses 2 or more");
        assertThatThrownBy(() -> new Luminosity(0, "1/fb", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Luminosity(1, "1/fb", 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Prior("w", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Normalisation.CrossSection(" ")).isInstanceOf(InputException.class);
        Head head = Toy.head();
        assertThatThrownBy(() -> new Head(
                        "toy",
                        "",
                        head.observables(),
                        head.phaseSpace(),
                        head.normalisation(),
                        Optional.empty(),
                        head.prior(),
                        List.of(
                                head.groups().getFirst(),
                                new WeightGroup("lumi", List.of(), new Recipe.LuminosityScale(), "")),
                        List.of()))
                .hasMessageContaining("the luminosity's uncertainty but no luminosity");
    }

    @Test
    void listsTheColumnsItNeeds() {
        assertThat(Toy.head().columns()).containsExactly("x", "y", "weight_mc", "weights_nominal");
    }
}
