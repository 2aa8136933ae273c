package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Encoding.Category;
import unfurl.event.Encoding.Transform;

/// How observables become features.
class EncodingTest {
    private static final double FLOAT = 1e-6;

    private static Table table(double[] pt, double[] phi) {
        return Table.of("mc.parquet", List.of(Column.owning("pt", pt), Column.owning("phi", phi)));
    }

    private static Table table() {
        return table(new double[] {1, Math.E, 100, 0}, new double[] {0, Math.PI / 2, Math.PI, -Math.PI / 2});
    }

    private static Encoding fit(
            Table table, Mask chosen, Map<String, Transform> transforms, List<Category> categories) {
        return Encoding.fit("reco", table, chosen, List.of("pt", "phi"), transforms, categories);
    }

    private static Mask first(int count) {
        return Mask.of(4, i -> i < count);
    }

    @Test
    void showsLogarithmsAndAngles() {
        Mask chosen = first(3);
        Encoding encoding = fit(table(), chosen, Map.of("pt", Transform.LOG, "phi", Transform.ANGLE), List.of());
        Features features = encoding.apply(table(), chosen);
        assertThat(features.names())
                .containsExactly("log pt", "cos phi", "sin phi")
                .isEqualTo(encoding.names());
        assertThat((double) features.get(0, 0)).isCloseTo(0, within(FLOAT));
        assertThat((double) features.get(1, 0)).isCloseTo(1, within(FLOAT));
        assertThat((double) features.get(1, 1)).isCloseTo(0, within(FLOAT));
        assertThat((double) features.get(1, 2)).isCloseTo(1, within(FLOAT));
        assertThat((double) features.get(2, 1)).isCloseTo(-1, within(FLOAT));
    }

    /// By hand: the mean of log 1, log e and log 100 fills the place of log 0, which the second feature marks.
    @Test
    void marksExactZerosBesideTheLogarithm() {
        Mask all = Mask.all(4);
        Encoding encoding = fit(table(), all, Map.of("pt", Transform.LOG_OR_ZERO), List.of());
        Features features = encoding.apply(table(), all);
        assertThat(features.names()).containsExactly("log pt", "zero pt", "phi");
        assertThat((double) features.get(1, 0)).isCloseTo(1, within(FLOAT));
        assertThat((double) features.get(3, 0)).isCloseTo((1 + Math.log(100)) / 3, within(FLOAT));
        assertThat(features.get(1, 1)).isZero();
        assertThat(features.get(3, 1)).isOne();
    }

    @Test
    void refusesNegativeValuesBesideZeros() {
        Table negative = table(new double[] {1, -2, 3, 0}, new double[4]);
        assertThatThrownBy(() -> fit(negative, Mask.all(4), Map.of("pt", Transform.LOG_OR_ZERO), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'pt' is -2.0 in row 1")
                .hasMessageContaining("log-or-zero");
    }

    @Test
    void eventsThatDoNotCountGetZeros() {
        Features features =
                fit(table(), first(3), Map.of("pt", Transform.LOG), List.of()).apply(table(), first(3));
        assertThat(features.get(3, 0)).isZero();
        assertThat(features.get(3, 1)).isZero();
    }

    /// The last event has no jet: its pt is padding, 0, of which there is no logarithm.
    @Test
    void categoryIsAnIndicatorAndFillsWithTheMeanOfTheOthers() {
        var noJet = new Category("no jet", Expression.parse("pt == 0"), Set.of("pt"));
        Encoding encoding = fit(table(), Mask.all(4), Map.of("pt", Transform.LOG), List.of(noJet));
        Features features = encoding.apply(table(), Mask.all(4));
        assertThat(features.names()).containsExactly("log pt", "phi", "no jet");
        assertThat((double) features.get(3, 0)).isCloseTo((0 + 1 + Math.log(100)) / 3, within(FLOAT));
        assertThat((double) features.get(3, 1)).isCloseTo(-Math.PI / 2, within(FLOAT));
        assertThat(features.get(3, 2)).isEqualTo(1);
        assertThat(features.get(0, 2)).isZero();
        // Data get the simulation's mean, whatever theirs is.
        Table data = table(new double[] {5, 0, 5, 5}, new double[4]);
        assertThat(encoding.apply(data, Mask.all(4)).get(1, 0)).isEqualTo(features.get(3, 0));
    }

    @Test
    void refusesValuesWithoutALogarithmWithRowAndColumn() {
        assertThatThrownBy(() -> fit(table(), Mask.all(4), Map.of("pt", Transform.LOG), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("reco observable 'pt' is 0.0 in row 3 of mc.parquet, which cannot be used"
                        + ": features: {pt: log} wants positive values");
    }

    @Test
    void refusesWhatIsNotFinite() {
        Table table = table(new double[] {1, 2, Double.NaN, 1e300}, new double[] {0, Double.POSITIVE_INFINITY, 0, 0});
        Mask third = Mask.of(4, i -> i == 2);
        Mask fourth = Mask.of(4, i -> i == 3);
        Mask second = Mask.of(4, i -> i == 1);
        assertThatThrownBy(() -> fit(table, third, Map.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("reco observable 'pt' is NaN in row 2 of mc.parquet, which cannot be used");
        assertThatThrownBy(() -> fit(table, fourth, Map.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'pt' is 1.0E300 in row 3");
        assertThatThrownBy(() -> fit(table, second, Map.of("phi", Transform.ANGLE), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'phi' is Infinity in row 1");
    }

    @Test
    void refusesNamesThatAreNotThere() {
        assertThatThrownBy(() -> fit(table(), first(3), Map.of("ptt", Transform.LOG), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'ptt'")
                .hasMessageContaining("Did you mean 'pt'?");
        var category = new Category("no jet", Expression.parse("pt == 0"), Set.of("pit"));
        assertThatThrownBy(() -> fit(table(), first(3), Map.of(), List.of(category)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'pit'")
                .hasMessageContaining("categories.no jet");
    }

    @Test
    void refusesTwoFeaturesOfOneName() {
        var category = new Category("phi", Expression.parse("pt == 0"), Set.of("pt"));
        assertThatThrownBy(() -> fit(table(), first(3), Map.of(), List.of(category)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give the category 'phi' another name");
        assertThatThrownBy(() -> Encoding.fit("gen", table(), first(3), List.of("pt", "pt"), Map.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("observables.names has 'pt' twice");
    }

    @Test
    void asksCategoriesOfTheChosenEventsAlone() {
        Table table = table(new double[] {1, Math.E, Double.NaN, 0}, new double[] {0, 0, Double.NaN, 0});
        Mask chosen = Mask.of(4, i -> i != 2);
        var missing = new Category("missing", Expression.parse("pt == 0"), Set.of("pt"));
        Map<String, Transform> log = Map.of("pt", Transform.LOG);
        Features features = fit(table, chosen, log, List.of(missing)).apply(table, chosen);
        assertThat(features.names()).containsExactly("log pt", "phi", "missing");
        // In the category pt has the mean of the others, (log 1 + log e)/2.
        assertThat(features.get(3, 0)).isEqualTo(0.5f);
        assertThat(features.get(3, 2)).isEqualTo(1);
        assertThat(features.get(2, 2)).isZero();
        assertThatThrownBy(() -> fit(table, Mask.all(4), log, List.of(missing)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("undefined for 1 of mc.parquet")
                .hasMessageContaining("row 2");
    }

    @Test
    void anEncodingMadeOfItsPartsIsTheSame() {
        var categories = List.of(new Category("none", Expression.parse("pt == 0"), Set.of("pt")));
        Encoding fitted = fit(table(), Mask.all(4), Map.of("pt", Transform.LOG, "phi", Transform.ANGLE), categories);
        Encoding made = Encoding.of(fitted.level(), fitted.features(), fitted.categories());
        assertThat(made).isEqualTo(fitted);
        assertThat(made.names()).isEqualTo(fitted.names());
        // The mean of the logarithms of 1, e and 100, where there is a value.
        assertThat(made.features().getFirst().filling().getFirst()).isCloseTo((1 + Math.log(100)) / 3, within(1e-12));
        Features encoded = made.apply(table(), Mask.all(4));
        assertThat(encoded.get(3, 0)).isEqualTo((float) ((1 + Math.log(100)) / 3));
        assertThat(encoded.get(3, 3)).isEqualTo(1);
    }

    @Test
    void anEncodingThatCannotBeIsRefused() {
        var linear = new Encoding.Feature("pt", Transform.LINEAR, List.of(0.0));
        var two = new Encoding.Feature("pt", Transform.ANGLE, List.of(0.0));
        var infinite = new Encoding.Feature("pt", Transform.LOG, List.of(Double.POSITIVE_INFINITY));
        var other = new Category("none", Expression.parse("pt == 0"), Set.of("eta"));
        assertThatThrownBy(() -> Encoding.of("gen", List.of(two), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs 2 finite fillings");
        assertThatThrownBy(() -> Encoding.of("gen", List.of(infinite), List.of()))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Encoding.of("gen", List.of(linear, linear), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two features would be called 'pt'");
        assertThatThrownBy(() -> Encoding.of("gen", List.of(linear), List.of(other)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no observable 'eta'");
    }
}
