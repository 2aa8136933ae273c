package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Expression;
import unfurl.hist.Covariance;

/// Two bins of widths 1 and 2 with the nominal values 6 and 4/2 = 2; a column `w=8,6` has the values 8 and 3.
class RecipeTest {
    private static final Expression X = Expression.parse("x");

    private static Covariance covariance(Recipe recipe, boolean normalised, String... weights) {
        List<String> names = Arrays.stream(weights).map(w -> w.split("=", 2)[0]).toList();
        Measurement toy = Toy.measurement(Toy.head(new WeightGroup("group", names, recipe, "")), Toy.events(weights));
        Query query = Query.of(X, toy.axis(X, 0, 1, 3));
        List<Uncertainty> all = toy.uncertainties(normalised ? query.asNormalised() : query);
        assertThat(all.getFirst().source()).isEqualTo("group");
        return all.getFirst().covariance();
    }

    private static void assertElements(Covariance covariance, double first, double mixed, double second) {
        assertThat(covariance.get(0, 0)).isCloseTo(first, within(1e-13));
        assertThat(covariance.get(0, 1)).isCloseTo(mixed, within(1e-13));
        assertThat(covariance.get(1, 1)).isCloseTo(second, within(1e-13));
    }

    /// Deviations from the mean (7, 2.5) are ±(1, 0.5): the sample covariance has 2, 1 and 0.5.
    @Test
    void bootstrapsGiveTheirSampleCovariance() {
        assertElements(covariance(new Recipe.Bootstrap(), false, "a=8,6", "b=6,4"), 2, 1, 0.5);
    }

    @Test
    void ensemblesGiveTheErrorOfTheirCentre() {
        assertElements(covariance(new Recipe.Ensemble(Recipe.Centre.MEAN), false, "a=8,6", "b=6,4"), 1, 0.5, 0.25);
        double median = Math.PI / 2;
        assertElements(
                covariance(new Recipe.Ensemble(Recipe.Centre.MEDIAN), false, "a=8,6", "b=6,4"),
                median,
                median / 2,
                median / 4);
    }

    /// Shifts (2, 1) and (−1, 0.5).
    @Test
    void shiftsAddAsOuterProducts() {
        assertElements(covariance(new Recipe.Hessian(), false, "a=8,6", "b=5,5"), 5, 1.5, 1.25);
        assertElements(covariance(new Recipe.UpDown(), false, "a=8,6", "b=5,5"), 2.5, 0.75, 0.625);
        assertElements(covariance(new Recipe.TwoPoint(true), false, "a=8,6"), 4, 2, 1);
        assertElements(covariance(new Recipe.TwoPoint(false), false, "a=8,6"), 4, 0, 1);
    }

    /// The pairs (2, 1), (−1, 0.5) and (1, 0), (−1, 0): ½(5, 1.5, 1.25) + (1, 0, 0).
    @Test
    void aSourceMayHaveSeveralPairsOfUpAndDown() {
        assertElements(covariance(new Recipe.UpDown(), false, "a=8,6", "b=5,5", "c=7,4", "d=5,4"), 3.5, 0.75, 0.625);
        assertThatThrownBy(() -> covariance(new Recipe.UpDown(), false, "a=8,6", "b=5,5", "c=7,4"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("have 3 columns; their recipe UpDown uses pairs");
    }

    private static Recipe.Effect effect(String nuisance, String... columns) {
        return new Recipe.Effect(nuisance, List.of(columns));
    }

    /// Shifts a = (2, 1), b = (−1, 0.5) and c = (1, 0). Of one nuisance a + b = (1, 1.5); of two
    /// nuisances aaᵀ + bbᵀ = (5, 1.5, 1.25), whose first element is not that of the sum.
    @Test
    void shiftsOfOneNuisanceAddBeforeTheyAreSquared() {
        var one = new Recipe.Nuisances(List.of(effect("n", "a"), effect("n", "b")));
        assertElements(covariance(one, false, "a=8,6", "b=5,5"), 1, 1.5, 2.25);
        var two = new Recipe.Nuisances(List.of(effect("n", "a"), effect("m", "b")));
        assertElements(covariance(two, false, "a=8,6", "b=5,5"), 5, 1.5, 1.25);
        // (a + c)(a + c)ᵀ + bbᵀ with the effects of n apart from each other: (9, 3, 1) + (1, −0.5, 0.25).
        var mixed = new Recipe.Nuisances(List.of(effect("n", "a"), effect("m", "b"), effect("n", "c")));
        assertElements(covariance(mixed, false, "a=8,6", "b=5,5", "c=7,4"), 10, 2.5, 1.25);
    }

    /// Up and down of n: a = (2, 1) and b = (−1, 0.5); c = (1, 0) has one direction, and is −c in the other.
    /// ½ [(3, 1)(3, 1)ᵀ + (−2, 0.5)(−2, 0.5)ᵀ] = (6.5, 1, 0.625). A pair alone
    /// gives what [Recipe.UpDown] does, and two opposite effects of one nuisance give nothing.
    @Test
    void aOneSidedEffectIsOppositeInTheOtherDirection() {
        var mixed = new Recipe.Nuisances(List.of(effect("n", "a", "b"), effect("n", "c")));
        assertElements(covariance(mixed, false, "a=8,6", "b=5,5", "c=7,4"), 6.5, 1, 0.625);
        var pair = new Recipe.Nuisances(List.of(effect("n", "a", "b")));
        assertElements(covariance(pair, false, "a=8,6", "b=5,5"), 2.5, 0.75, 0.625);
        var opposite = new Recipe.Nuisances(List.of(effect("n", "c"), effect("n", "d")));
        assertElements(covariance(opposite, false, "c=7,4", "d=5,4"), 0, 0, 0);
        assertThat(covariance(mixed, true, "a=8,6", "b=5,5", "c=7,4").rank()).isEqualTo(1);
    }

    /// E[ssᵀ] of s(θ) = θ⁺(a + c) + θ⁻(b − c), θ⁺ = max(θ, 0), θ⁻ = max(−θ, 0), θ ~ N(0, 1), by the sum over a
    /// fine grid of θ: what toys draw, to first order.
    @Test
    void theRecipeIsTheSecondMomentOfADrawnNuisance() {
        double[] moments = new double[3];
        for (double theta = -9; theta < 9; theta += 1e-3) {
            double density = 1e-3 * Math.exp(-theta * theta / 2) / Math.sqrt(2 * Math.PI);
            double first = theta > 0 ? theta * 3 : -theta * -2;
            double second = theta > 0 ? theta * 1 : -theta * 0.5;
            moments[0] += density * first * first;
            moments[1] += density * first * second;
            moments[2] += density * second * second;
        }
        assertThat(moments).containsExactly(new double[] {6.5, 1, 0.625}, within(1e-6));
    }

    @Test
    void whatIsNoEffectIsRefused() {
        assertThatThrownBy(() -> new Recipe.Nuisances(List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least one effect");
        assertThatThrownBy(() -> effect("n", "a", "b", "c")).hasMessageContaining("'n' has 3 columns");
        assertThatThrownBy(() -> effect("n")).hasMessageContaining("'n' has 0 columns");
        assertThatThrownBy(() -> effect(" ", "a")).hasMessageContaining("the name of its nuisance");
        var recipe = new Recipe.Nuisances(List.of(effect("n", "a", "c")));
        assertThatThrownBy(() -> covariance(recipe, false, "a=8,6", "b=5,5"))
                .hasMessageContaining("have the columns [a, b]; the effects of their recipe have [a, c]");
    }

    /// Unfolded (8, 3), target (4, 6): δ = ((8−4)·6/4, (3−6)·2/6) = (6, −1).
    @Test
    void theClosureIsScaledFromItsTargetToTheResult() {
        assertElements(covariance(new Recipe.DataDriven(), false, "dd=8,6", "target=4,12"), 36, -6, 1);
        assertThatThrownBy(() -> covariance(new Recipe.DataDriven(), false, "dd=8,6", "target=0,12"))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("the closure's target target is 0 in bin 0");
    }

    @Test
    void theLuminosityScalesEveryBinAndDropsOutOfShapes() {
        assertElements(covariance(new Recipe.LuminosityScale(), false), 0.36, 0.12, 0.04);
        assertElements(covariance(new Recipe.LuminosityScale(), true), 0, 0, 0);
    }

    @Test
    void theSampleItselfIsDiagonalUnlessNormalised() {
        assertElements(covariance(new Recipe.SampleStatistics(), false), 14, 0, 6.0 / 4);
        Covariance shape = covariance(new Recipe.SampleStatistics(), true);
        double variance = (16 * 14 + 36 * 6) / 1e4; // of p = 6/10: (b²σ_a² + a²σ_b²)/(a+b)⁴
        assertElements(shape, variance, -variance / 2, variance / 4);
    }

    /// Normalised first: (8, 6)/14 − (6, 4)/10 = (−1, 1)/35.
    @Test
    void replicasAreNormalisedBeforeTheyAreCompared() {
        double shift = 1.0 / 35;
        assertElements(
                covariance(new Recipe.TwoPoint(true), true, "a=8,6"),
                shift * shift,
                -shift * shift / 2,
                shift * shift / 4);
    }
}
