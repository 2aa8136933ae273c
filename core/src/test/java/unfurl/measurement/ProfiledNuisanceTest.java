package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Covariance;

/// Two bins of widths 1 and 2 with the nominal values 6 and 4/2 = 2; a column `w=8,6` has the values 8 and 3. A
/// parameter of 1 that is 1.5 with the first column of a group and 1.125 with its second.
class ProfiledNuisanceTest {
    private static final Expression X = Expression.parse("x");
    private static final ProfiledNuisance.Prior PRIOR = new ProfiledNuisance.Prior.Gaussian(1, 0.5);

    private static ProfiledNuisance nuisance(Map<String, Double> byColumn) {
        return new ProfiledNuisance("theta", "$\\theta$", PRIOR, 1, 0.25, byColumn);
    }

    private static Head with(Head head, ProfiledNuisance... nuisances) {
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
                List.of(nuisances));
    }

    private static Breakdown breakdown(Recipe recipe, Map<String, Double> byColumn, String... weights) {
        List<String> names = Arrays.stream(weights).map(w -> w.split("=", 2)[0]).toList();
        Head head = with(Toy.head(new WeightGroup("group", names, recipe, "")), nuisance(byColumn));
        Measurement toy = Toy.measurement(head, Toy.events(weights));
        return toy.breakdown(Query.of(X, toy.axis(X, 0, 1, 3)));
    }

    private static void assertTogether(Recipe recipe, double first, double second, double own) {
        Breakdown breakdown = breakdown(recipe, Map.of("a", 1.5, "b", 1.125), "a=8,6", "b=5,5");
        Covariance together = breakdown.withNuisances("group").orElseThrow();
        assertThat(together.size()).isEqualTo(3);
        assertThat(together.get(2, 0)).isCloseTo(first, within(1e-13));
        assertThat(together.get(2, 1)).isCloseTo(second, within(1e-13));
        assertThat(together.get(2, 2)).isCloseTo(own, within(1e-13));
        assertThat(together.block(0, 2))
                .isEqualTo(breakdown.uncertainty("group").covariance());
    }

    /// The values are (8, 3, 1.5) and (5, 2.5, 1.125), and deviate from their mean by ±(1.5, 0.25, 0.1875).
    @Test
    @DisplayName("replicas give the covariance of a parameter with the bins as that of the bins")
    void replicas() {
        assertTogether(new Recipe.Bootstrap(), 2 * 1.5 * 0.1875, 2 * 0.25 * 0.1875, 2 * 0.1875 * 0.1875);
        assertTogether(new Recipe.Ensemble(Recipe.Centre.MEAN), 1.5 * 0.1875, 0.25 * 0.1875, 0.1875 * 0.1875);
    }

    /// The shifts are (2, 1, 0.5) and (−1, 0.5, 0.125); of one nuisance they add up to (1, 1.5, 0.625).
    @Test
    @DisplayName("shifts move a parameter with the bins")
    void shifts() {
        double first = 2 * 0.5 - 0.125;
        double second = 0.5 + 0.5 * 0.125;
        double own = 0.25 + 0.125 * 0.125;
        assertTogether(new Recipe.Hessian(), first, second, own);
        assertTogether(new Recipe.UpDown(), first / 2, second / 2, own / 2);
        var one = new Recipe.Nuisances(
                List.of(new Recipe.Effect("n", List.of("a")), new Recipe.Effect("n", List.of("b"))));
        assertTogether(one, 0.625, 1.5 * 0.625, 0.625 * 0.625);
    }

    @Test
    @DisplayName(
            "a source tells nothing of a parameter that has no value with one of its columns, or is put together bin by bin")
    void notTold() {
        Breakdown some = breakdown(new Recipe.Bootstrap(), Map.of("a", 1.5), "a=8,6", "b=5,5");
        assertThat(some.withNuisances("group")).isEmpty();
        Breakdown closure = breakdown(new Recipe.DataDriven(), Map.of("a", 1.5, "b", 1.125), "a=8,6", "b=5,5");
        assertThat(closure.withNuisances("group")).isEmpty();
        assertThat(closure.withNuisances(Breakdown.SAMPLE.name())).isEmpty();
        assertThatThrownBy(() -> some.withNuisances("grop"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'group'?");
    }

    @Test
    @DisplayName("a normalised spectrum moves with a parameter as it is normalised")
    void normalised() {
        Head head = with(
                Toy.head(new WeightGroup("group", List.of("a", "b"), new Recipe.Hessian(), "")),
                nuisance(Map.of("a", 1.5, "b", 1.0)));
        Measurement toy = Toy.measurement(head, Toy.events("a=8,6", "b=5,5"));
        Covariance together = toy.breakdown(Query.of(X, toy.axis(X, 0, 1, 3)).asNormalised())
                .withNuisances("group")
                .orElseThrow();
        // The first bin is 0.6 of the whole, and 8/14 with a.
        assertThat(together.get(2, 0)).isCloseTo((8 / 14.0 - 0.6) * 0.5, within(1e-13));
    }

    @Test
    @DisplayName("a column that is none of weights, a name that stands twice and numbers that are none are refused")
    void refused() {
        Head head = Toy.head(new WeightGroup("group", List.of("weights_a"), new Recipe.Hessian(), ""));
        assertThatThrownBy(() -> with(head, nuisance(Map.of("weights_b", 1.0))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no weight column 'weights_b' in the measurement. Did you mean 'weights_a'?")
                .hasMessageContaining("the nuisance parameter 'theta'");
        assertThatThrownBy(() -> with(head, nuisance(Map.of()), nuisance(Map.of())))
                .hasMessageContaining("the nuisance parameter 'theta' stands twice");
        assertThatThrownBy(() -> nuisance(Map.of("weights_a", Double.NaN)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is NaN with the weights 'weights_a'");
        assertThatThrownBy(() -> new ProfiledNuisance("theta", "", PRIOR, 1, -1, Map.of()))
                .hasMessageContaining("1.0 ± -1.0");
        assertThatThrownBy(() -> new ProfiledNuisance(" ", "", PRIOR, 1, 1, Map.of()))
                .hasMessageContaining("needs a name");
        assertThatThrownBy(() -> new ProfiledNuisance.Prior.Gaussian(0, 0)).hasMessageContaining("the width");
        assertThatThrownBy(() -> new ProfiledNuisance.Prior.LogNormal(0, 1)).hasMessageContaining("the median");
        assertThatThrownBy(() -> new ProfiledNuisance.Prior.Flat(1, 1)).hasMessageContaining("that rise");
        assertThatThrownBy(() -> new ProfiledNuisance.Prior.Flat(Double.NaN, 1)).hasMessageContaining("NaN");
    }

    @Test
    @DisplayName("it keeps its own copy of its values, and says its prior in words")
    void copy() {
        var values = new HashMap<>(Map.of("weights_a", 1.0));
        ProfiledNuisance nuisance = nuisance(values);
        values.put("weights_b", 2.0);
        assertThat(nuisance.byColumn()).containsOnlyKeys("weights_a");
        assertThat(nuisance.prior().describe()).isEqualTo("Gaussian 1 ± 0.5");
        assertThat(new ProfiledNuisance.Prior.LogNormal(100_000, 0.1).describe())
                .isEqualTo("log-normal 100000, width 0.1");
        assertThat(new ProfiledNuisance.Prior.Flat(-3, 3).describe()).isEqualTo("flat -3 … 3");
    }
}
