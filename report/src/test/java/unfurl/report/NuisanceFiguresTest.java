package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.report.FigureSet.Named;
import unfurl.report.Nuisance.Prior;
import unfurl.report.Profiled.Impact;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Pen;
import unfurl.report.figure.Range;

final class NuisanceFiguresTest {
    private static final Title TITLE = new Title("", "", "", "");
    private static final Optional<Prior> UNIT = Optional.of(Prior.gaussian(0, 1));

    @Test
    void pullsAreInWidthsOfThePriorTheFirstOnTopAndNuisancesWithoutAWidthAreNotDropped() {
        var figures = figures(
                nuisance("a", 0.5, 0.4, Optional.of(Prior.gaussian(1, 0.5))),
                nuisance("free", 1.324, 0.051, Optional.of(Prior.flat(0.5, 3))),
                nuisance("b", -0.2, 0.9, UNIT));
        Figure pulls = find(figures, "nuisances-pulls");
        var bars = curves(pulls, 0, "Fit").filter(c -> !c.markers()).toList();
        // Rows from the bottom: b from −1.1 to 0.7; a at (0.5 − 1)/0.5 = −1, ± 0.4/0.5.
        assertThat(bars).extracting(c -> c.y().first()).containsExactly(0.5, 1.5);
        assertThat(bars.get(0).x().first()).isCloseTo(-1.1, within(1e-12));
        assertThat(bars.get(0).x().last()).isCloseTo(0.7, within(1e-12));
        assertThat(bars.get(1).x().first()).isCloseTo(-1.8, within(1e-12));
        assertThat(bars.get(1).x().last()).isCloseTo(-0.2, within(1e-12));
        assertThat(pulls.panels().getFirst().notes())
                .containsExactly("{free} = 1.324 ± 0.051, range −3 … 3, no prior width");
        assertThat(pulls.panels().getFirst().y().marks())
                .containsExactly(new Axis.Mark(0.5, "b"), new Axis.Mark(1.5, "a"));
        assertThat(pulls.description())
                .isEqualTo("Pulls and constraints of the nuisances: a −1.0 ± 0.80, b −0.20 ± 0.90");
    }

    @Test
    void theAxisOfPullsReachesTheFarthestEnd() {
        Figure pulls = find(figures(nuisance("a", 2.9, 1.1, UNIT)), "nuisances-pulls");
        assertThat(pulls.x().range().orElseThrow().contains(4)).isTrue();
        assertThat(pulls.x().range().orElseThrow().contains(-4)).isTrue();
    }

    @Test
    void withoutAnyWidthThereAreNoPullsAndOfOneNuisanceNoCorrelations() {
        var figures = new NuisanceFigures(TITLE)
                .of(new Nuisances(
                        List.of(nuisance("a", 0, 1, Optional.empty())),
                        Optional.of(Numbers.of(1)),
                        List.of(),
                        Optional.empty(),
                        List.of()));
        assertThat(figures).extracting(Named::file).containsExactly("nuisances-trajectory");
    }

    @Test
    void theMapOfCorrelationsGrowsSoThatNamesDoNotTouch() {
        for (int n : new int[] {2, 20, 60}) {
            List<String> names = Collections.nCopies(n, "n");
            Figure figure = new MatrixFigures(TITLE).nuisances(names, Numbers.tabulate(n * n, i -> 0));
            // About 90 points are not the frame's; letters of 12 points are about 9 high.
            assertThat((figure.size().height() - 90) / n).isGreaterThan(11);
            assertThat((figure.size().width() - 206) / n).isGreaterThan(11);
        }
    }

    @Test
    void everyStartIsALineOverItsIterations() {
        var one = nuisance("a", 1, 0.1, UNIT);
        var figures = new NuisanceFigures(TITLE)
                .of(new Nuisances(
                        List.of(one),
                        Optional.empty(),
                        List.of(
                                new Nuisances.Start(List.of(Numbers.of(0, 0.5, 0.9))),
                                new Nuisances.Start(List.of(Numbers.of(2, 1.5, 1.2, 1.1)))),
                        Optional.empty(),
                        List.of()));
        Figure trajectory = find(figures, "nuisances-trajectory");
        var others = curves(trajectory, 0, "Other starts").toList();
        assertThat(others).extracting(Layer.Curve::x).containsExactly(Numbers.of(0, 1, 2), Numbers.of(0, 1, 2, 3));
        assertThat(others).extracting(c -> c.pen().dash()).containsOnly(Pen.Dash.SOLID);
        var fit = curves(trajectory, 0, "Fit").toList();
        assertThat(fit).extracting(Layer.Curve::y).containsExactly(one.trajectory());
        var errors = curves(trajectory, 0, "±1σ").toList();
        assertThat(errors).extracting(c -> c.y().first()).containsExactly(0.9, 1.1);
    }

    @Test
    void impactsArePerCentUpSolidAndDownDashedInOneColourTheLargestFirst() {
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        int bins = page.gen().unfolded().bins();
        var small = impact("small", bins, 0.01, -0.02);
        var large = impact("large", bins, -0.05, 0.04);
        Figure figure = new ImpactFigures(TITLE).impacts(page, List.of(small, large));
        var steps = figure.panels().getFirst().layers().stream()
                .filter(Layer.Steps.class::isInstance)
                .map(Layer.Steps.class::cast)
                .toList();
        assertThat(steps).extracting(s -> s.values().first()).containsExactly(4.0, -5.0, -2.0, 1.0);
        assertThat(steps).extracting(Layer.Steps::legend).containsExactly("", "large", "", "small");
        assertThat(steps.get(0).pen().dash()).isEqualTo(Pen.Dash.DASHED);
        assertThat(steps.get(1).pen().dash()).isEqualTo(Pen.Dash.SOLID);
        assertThat(steps.get(0).pen().ink()).isEqualTo(steps.get(1).pen().ink());
        assertThat(steps.get(1).pen().ink()).isNotEqualTo(steps.get(3).pen().ink());
    }

    @Test
    void moreImpactsThanLinesAreRowsOfHalfTheDifferenceTheFirstOnTop() {
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        int bins = page.gen().unfolded().bins();
        var impacts = new ArrayList<Impact>();
        for (int i = 1; i <= 7; i++) {
            impacts.add(impact("n" + i, bins, 0.01 * i, -0.03 * i));
        }
        Figure figure = new ImpactFigures(TITLE).impacts(page, impacts);
        var cells = (Layer.Cells) figure.panels().getFirst().layers().getFirst();
        // Half of (i + 3i) %: 14 % of the seventh, which is at the foot, and 2 % of the first.
        assertThat(cells.values().first()).isCloseTo(14, within(1e-12));
        assertThat(cells.values().last()).isCloseTo(2, within(1e-12));
        assertThat(cells.colours().range().high()).isCloseTo(14, within(1e-12));
        assertThat(figure.panels().getFirst().y().marks().getLast().label()).isEqualTo("n1");
        assertThat(ImpactFigures.caption(impacts)).contains("half of what").doesNotContain("dashed");
    }

    @Test
    void impactsThatAreNotKnownMakeAPicture() {
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        int bins = page.gen().unfolded().bins();
        var impacts = new ArrayList<Impact>();
        for (int i = 1; i <= 7; i++) {
            impacts.add(impact("n" + i, bins, Double.NaN, 0.1));
        }
        var figures = new ImpactFigures(TITLE);
        assertThat(figures.impacts(page, impacts).svg()).contains("<path").doesNotContain("NaN");
        assertThat(figures.impacts(page, impacts.subList(0, 2)).svg())
                .contains("<path")
                .doesNotContain("NaN");
    }

    @Test
    void theResultWithoutProfilingIsDrawnOverTheTruthOrOverTheResult() {
        for (Report report : List.of(FakeReport.withTruth(), FakeReport.withoutTruth())) {
            ObservablePage page = report.observables().getFirst();
            Binned result = page.gen().unfolded();
            Figure figure =
                    new ObservableFigures(TITLE).profiling(page, result.values().map(v -> 1.5 * v));
            double width = result.edges().get(1) - result.edges().get(0);
            double content = result.values().first();
            double below = page.gen().truth().orElse(result).values().first();
            assertThat(dashed(figure, 0).values().first()).isCloseTo(1.5 * content / width, within(1e-9 * content));
            assertThat(dashed(figure, 1).values().first()).isCloseTo(1.5 * content / below, within(1e-12));
            assertThat(dashed(figure, 0).legend()).isEqualTo("Nuisances held at their start");
        }
    }

    @Test
    void recordsThatDoNotFitAreRefused() {
        var a = nuisance("a", 0, 1, UNIT);
        assertThatThrownBy(() -> nuisances(Optional.empty(), a, a)).hasMessage("the nuisance 'a' stands there twice");
        assertThatThrownBy(() -> nuisances(Optional.of(Numbers.of(1, 0)), a)).hasMessage("2 correlations for 1 bins");
        assertThatThrownBy(() -> nuisances(Optional.empty())).hasMessage("a profile fit without nuisances");
        assertThatThrownBy(() -> new Nuisances(
                        List.of(a),
                        Optional.empty(),
                        List.of(new Nuisances.Start(List.of())),
                        Optional.empty(),
                        List.of()))
                .hasMessage("0 trajectories for 1 nuisances");
        assertThatThrownBy(() -> new Nuisances.Start(List.of(Numbers.of()))).hasMessage("a trajectory without a start");
        assertThatThrownBy(() -> nuisance("a", Double.NaN, 1, UNIT)).hasMessage("the nuisance 'a' is NaN ± 1.0");
        assertThatThrownBy(() -> nuisance("p_{T", 0, 1, UNIT)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Prior.gaussian(0, 0)).hasMessageContaining("width OptionalDouble[0.0]");
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        assertThatThrownBy(() -> page.with(new Profiled(List.of(impact("a", 2, 0, 0)), Optional.empty())))
                .hasMessage("'a' moves 2 of 14 bins");
        assertThatThrownBy(() -> page.with(new Profiled(List.of(), Optional.of(Numbers.of(1)))))
                .hasMessage("1 contents without profiling for 14 bins");
    }

    @Test
    void aMeasuredValueEndsWithTheSecondDigitOfItsError() {
        assertThat(Digits.measured(1.3237, 0.0512)).isEqualTo("1.324 ± 0.051");
        assertThat(Digits.measured(-0.004, 0.31)).isEqualTo("0.00 ± 0.31");
        assertThat(Digits.measured(-1.3, 12.4)).isEqualTo("−1 ± 12");
        assertThat(Digits.measured(2.5, Double.NaN)).isEqualTo("2.500");
        assertThat(Digits.measured(2e-9, 1e-9)).isEqualTo("2.000·10⁻⁹ ± 1.000·10⁻⁹");
    }

    private static Nuisances nuisances(Optional<Numbers> correlation, Nuisance... fitted) {
        return new Nuisances(List.of(fitted), correlation, List.of(), Optional.empty(), List.of());
    }

    private static List<Named> figures(Nuisance... fitted) {
        return new NuisanceFigures(TITLE).of(nuisances(Optional.empty(), fitted));
    }

    private static Nuisance nuisance(String name, double value, double error, Optional<Prior> prior) {
        return new Nuisance(
                name,
                name,
                Numbers.of(0, value / 2, value, value),
                value,
                error,
                Optional.empty(),
                new Range(-3, 3),
                prior,
                OptionalDouble.empty());
    }

    private static Impact impact(String name, int bins, double up, double down) {
        return new Impact(
                name, name, Numbers.tabulate(bins, i -> up), Numbers.tabulate(bins, i -> down), Optional.empty());
    }

    private static Figure find(List<Named> figures, String file) {
        return figures.stream()
                .filter(named -> named.file().equals(file))
                .findFirst()
                .orElseThrow()
                .figure();
    }

    private static Stream<Layer.Curve> curves(Figure figure, int panel, String legend) {
        return figure.panels().get(panel).layers().stream()
                .filter(layer -> layer instanceof Layer.Curve && layer.legend().equals(legend))
                .map(Layer.Curve.class::cast);
    }

    private static Layer.Steps dashed(Figure figure, int panel) {
        return figure.panels().get(panel).layers().stream()
                .filter(layer ->
                        layer instanceof Layer.Steps steps && steps.pen().dash() == Pen.Dash.DASHED)
                .map(Layer.Steps.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
