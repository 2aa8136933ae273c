package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.report.Breakdown.Kind;
import unfurl.report.Breakdown.Source;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Pen;

final class UncertaintiesTest {
    private static final Numbers EDGES = Numbers.of(0, 1, 2);
    private static final Title TITLE = new Title("", "", "", "");

    @Test
    void theLargestSourcesComeFirstAndSmallOnesAreMergedInQuadrature() {
        var breakdown = new Breakdown(
                EDGES,
                List.of(
                        source("small", Kind.SYSTEMATIC, 0.003, 0.004),
                        source("stat", Kind.STATISTICAL, 0.03, 0.02),
                        source("tiny", Kind.SYSTEMATIC, 0.004, 0.003),
                        source("large", Kind.SYSTEMATIC, 0.05, 0.06),
                        source("oneBin", Kind.SYSTEMATIC, 0, 0.01)),
                Numbers.of(0.06, 0.07));
        Breakdown.Drawn drawn = breakdown.drawn();
        assertThat(drawn.own()).extracting(Source::name).containsExactly("large", "stat", "oneBin");
        assertThat(drawn.merged()).extracting(Source::name).containsExactlyInAnyOrder("small", "tiny");
        assertThat(drawn.others().get(0)).isCloseTo(0.005, within(1e-15));
        assertThat(drawn.others().get(1)).isCloseTo(0.005, within(1e-15));
        assertThat(UncertaintyFigures.caption(breakdown))
                .contains("others (2): sources below 10\u202f% of the total in every bin or beyond the 7 largest");
    }

    @Test
    void oneSmallSourceAloneKeepsItsName() {
        var breakdown = new Breakdown(
                EDGES,
                List.of(source("large", Kind.SYSTEMATIC, 0.05, 0.06), source("tiny", Kind.SYSTEMATIC, 0.001, 0.001)),
                Numbers.of(0.05, 0.06));
        assertThat(breakdown.drawn().own()).extracting(Source::name).containsExactly("large", "tiny");
        assertThat(breakdown.drawn().merged()).isEmpty();
        assertThat(UncertaintyFigures.caption(breakdown)).doesNotContain("others");
    }

    @Test
    void beyondTheSevenLargestSourcesAreMergedHoweverLarge() {
        var sources = new ArrayList<Source>();
        for (int i = 0; i < 9; i++) {
            sources.add(source("s" + i, Kind.SYSTEMATIC, 0.05 - 0.001 * i, 0.05));
        }
        var drawn = new Breakdown(EDGES, sources, Numbers.of(0.15, 0.15)).drawn();
        assertThat(drawn.own()).extracting(Source::name).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
        assertThat(drawn.merged()).hasSize(2);
    }

    @Test
    void statisticalSourcesAreDashedSystematicOnesSolidAndNumbersArePerCent() {
        Figure figure = figure(new Breakdown(
                EDGES,
                List.of(source("a", Kind.STATISTICAL, 0.03, 0.03), source("b", Kind.SYSTEMATIC, 0.04, 0.04)),
                Numbers.of(0.05, 0.05)));
        assertThat(steps(figure, "a").pen().dash()).isEqualTo(Pen.Dash.DASHED);
        assertThat(steps(figure, "b").pen().dash()).isEqualTo(Pen.Dash.SOLID);
        assertThat(steps(figure, "a").pen().ink())
                .isNotEqualTo(steps(figure, "b").pen().ink());
        assertThat(steps(figure, "Total").values()).isEqualTo(Numbers.of(5, 5));
        assertThat(steps(figure, "Total").pen().width())
                .isGreaterThan(steps(figure, "b").pen().width());
        assertThat(figure.description()).contains("the largest first: b, a");
    }

    @Test
    void emptyBinsAndNoSourcesMakeAPicture() {
        var breakdown = new Breakdown(
                EDGES, List.of(source("a", Kind.STATISTICAL, Double.NaN, 0.1)), Numbers.of(Double.NaN, 0.1));
        assertThat(figure(breakdown).svg()).contains("<path").doesNotContain("NaN");
        assertThat(figure(new Breakdown(EDGES, List.of(), Numbers.of(Double.NaN, Double.NaN)))
                        .svg())
                .doesNotContain("NaN");
        assertThat(UncertaintySections.sources(breakdown)).contains("1 source of uncertainty", "10\u202f%");
    }

    @Test
    void sourcesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> source("a", Kind.SYSTEMATIC, -0.1)).hasMessageContaining("'a' in bin 0 is -0.1");
        assertThatThrownBy(() -> new Breakdown(EDGES, List.of(source("a", Kind.SYSTEMATIC, 0.1)), Numbers.of(0.1, 0.1)))
                .hasMessage("1 uncertainties of the source 'a' for 2 bins");
        var twice = List.of(source("a", Kind.SYSTEMATIC, 0.1, 0.1), source("a", Kind.SYSTEMATIC, 0.1, 0.1));
        assertThatThrownBy(() -> new Breakdown(EDGES, twice, Numbers.of(0.1, 0.1)))
                .hasMessage("the source 'a' stands there twice");
        assertThatThrownBy(() -> new Source("a", "p_{T", Kind.SYSTEMATIC, Numbers.of(0.1)))
                .isInstanceOf(InputException.class);
    }

    @Test
    void pointsShowTheTotalErrorWithTicksForTheStatisticalPart() {
        ObservablePage page = FakeUncertainties.report().observables().getFirst();
        GenLevel gen = page.gen();
        Figure figure = new ObservableFigures(TITLE).gen(page);
        var main = points(figure, 0);
        double width = gen.unfolded().edges().get(1) - gen.unfolded().edges().get(0);
        assertThat(main.errors().get(0))
                .isCloseTo(gen.totalErrors().orElseThrow().get(0) / width, within(1e-12));
        assertThat(main.inner().get(0)).isCloseTo(gen.unfolded().errors().get(0) / width, within(1e-12));
        assertThat(main.legend()).isEqualTo("Unfolded, total (ticks: stat.)");
        var ratio = points(figure, 1);
        double truth = gen.truth().orElseThrow().values().get(0);
        assertThat(ratio.errors().get(0))
                .isCloseTo(gen.totalErrors().orElseThrow().get(0) / truth, within(1e-12));
        assertThat(ratio.inner().get(0)).isCloseTo(gen.unfolded().errors().get(0) / truth, within(1e-12));
    }

    @Test
    void withoutTotalErrorsPointsHaveNoTicks() {
        Figure figure = new ObservableFigures(TITLE)
                .gen(FakeReport.withTruth().observables().getFirst());
        assertThat(points(figure, 0).inner().stream().sum()).isZero();
        assertThat(points(figure, 0).errors().get(0)).isPositive();
    }

    @Test
    void totalErrorsMustFitTheBins() {
        GenLevel gen = FakeReport.withTruth().observables().getFirst().gen();
        assertThatThrownBy(() -> gen.withTotalErrors(Numbers.of(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMapOfOneObservableHasItsEdgesAtBothAxesAndNumbersInUpToTwelveBins() {
        String small = correlation(12).svg();
        assertThat(small).contains("aria-label=\"1.00\"", "aria-label=\"0.25\"", "aria-label=\"1.2\"");
        assertThat(correlation(13).svg()).doesNotContain("aria-label=\"0.25\"");
        assertThat(correlation(2).description())
                .isEqualTo(
                        "Correlation of the total uncertainties of the bins of m_jj, from 0.25 to 0.25 off the diagonal");
    }

    @Test
    void aJointMapHasNamesAndALineBetweenObservables() {
        var a = new Correlation.Block("a", "p_{T}", "GeV", EDGES);
        var b = new Correlation.Block("b", "m & M", "", Numbers.of(0, 1));
        Figure figure = new MatrixFigures(TITLE).correlation(new Correlation(List.of(a, b), uniform(3)));
        assertThat(figure.svg()).contains("aria-label=\"p_T 0 … 1 GeV\"", "aria-label=\"m &amp; M 0 … 1\"");
        var many = new Correlation.Block("c", "c", "", Numbers.edges(34, 0, 34));
        assertThat(new MatrixFigures(TITLE)
                        .correlation(new Correlation(List.of(a, b, many), uniform(37)))
                        .svg())
                .contains("aria-label=\"p_T\"", "aria-label=\"m &amp; M\"", "aria-label=\"c\"")
                .doesNotContain("…");
        var uprights = figure.panels().getFirst().layers().stream()
                .filter(Layer.Upright.class::isInstance)
                .map(Layer.Upright.class::cast)
                .toList();
        assertThat(uprights).extracting(Layer.Upright::at).containsExactly(2.0);
    }

    @Test
    void correlationsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Correlation.of("m", "m", "", EDGES, Numbers.of(1, 0.5, 0.4, 1)))
                .hasMessageContaining("bins 1 and 0 is 0.4, of 0 and 1 it is 0.5");
        assertThatThrownBy(() -> Correlation.of("m", "m", "", EDGES, Numbers.of(1, 1.5, 1.5, 1)))
                .hasMessageContaining("is 1.5");
        assertThatThrownBy(() -> Correlation.of("m", "m", "", EDGES, Numbers.of(1, 0, 0)))
                .hasMessage("3 correlations for 2 bins");
        assertThat(Correlation.of("m", "m", "", EDGES, Numbers.of(1, Double.NaN, Double.NaN, Double.NaN))
                        .bins())
                .isEqualTo(2);
    }

    @Test
    void pValuesAreMarkedByTheirSize() {
        String html = CompatibilityTable.section(List.of(new Compatibility(
                "Sherpa <b>",
                Compatibility.Kind.SHAPES,
                true,
                List.of(row(0.0499, List.of("a & b")), row(0.0099, List.of()), row(0.05, List.of())))));
        assertThat(html)
                .contains(
                        "<h3>Sherpa &lt;b&gt;: shapes, each spectrum normalised to 1</h3>",
                        "holds the data's own events",
                        "<td>a &amp; b</td>")
                .contains("0.050&nbsp;*</b>", "0.0099&nbsp;**</b>", "<td class=\"n\">0.050</td>")
                .contains("<td>as from 47 replicas</td>", "<td class=\"n\">12.5</td><td class=\"n\">7</td>")
                .doesNotContain("Bottom line", "bottom line", "<th class=\"n\">KS");
    }

    @Test
    void aBottomLineThatFailsSaysWhy() {
        var test = new Compatibility.BottomLine(10, 12, Verdict.FAILED, "12 > 10");
        var row = new Compatibility.Row(
                "jointly", true, Double.NaN, 0, Double.NaN, OptionalDouble.empty(), "", List.of(), Optional.of(test));
        String html = CompatibilityTable.section(List.of(
                new Compatibility("P", Compatibility.Kind.ABSOLUTE, false, List.of(row, row(0.5, List.of())))));
        assertThat(html)
                .contains("<h3>P: absolute, with the yield</h3>")
                .doesNotContain("own events")
                .contains("<b class=\"jointly\">jointly</b>", "failed\">✗ failed</span> 12 &gt; 10")
                .contains("<td class=\"n\">–</td>")
                .doesNotContain("NaN");
    }

    @Test
    void aPValueOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> row(1.2, List.of())).hasMessage("a p-value of 1.2");
    }

    @Test
    void theChosenIterationIsMarkedInFigureAndTable() {
        var choice =
                new IterationChoice(Numbers.of(4, 0.5, Double.NaN), Numbers.of(9, 2, 0.1), 1, 2, "First below 1 <x>.");
        Figure figure = new ChoiceFigure(TITLE).of(choice);
        assertThat(figure.panels()).hasSize(2);
        assertThat(figure.svg()).contains("aria-label=\"Chosen: iteration 2\"").doesNotContain("NaN");
        var uprights = figure.panels().stream()
                .flatMap(panel -> panel.layers().stream())
                .filter(Layer.Upright.class::isInstance)
                .map(Layer.Upright.class::cast)
                .toList();
        assertThat(uprights).extracting(Layer.Upright::at).containsExactly(2.0, 2.0);
        assertThat(new ChoiceFigure(TITLE)
                        .of(new IterationChoice(Numbers.of(), Numbers.of(1), 1, 1, ""))
                        .panels())
                .hasSize(1);
        assertThatThrownBy(() -> new IterationChoice(Numbers.of(), Numbers.of(1), 1, 2, ""))
                .hasMessage("iteration 2 is chosen of 1");
    }

    @Test
    void rulesNameTheBinsThatBreakThem() {
        var rules = new BinRules(
                "p_{T}",
                "GeV",
                Numbers.of(0, 10, 20, 30),
                Numbers.of(6000, 4999, 100),
                Numbers.of(0.2, 0.01, Double.NaN));
        assertThat(RulesTable.section(List.of(rules)))
                .contains("<b>3 of 3 bins</b> of 1 observable break a rule", "<td>10 to 30</td>", "<td>0 to 10</td>")
                .contains("arXiv:2405.20041", "<td class=\"n\">100</td>", "20\u202f%");
        var kept = new BinRules("m", "", Numbers.of(0, 1), Numbers.of(5000), Numbers.of(0.15));
        assertThat(RulesTable.section(List.of(kept)))
                .contains("<b>None of 1 bins</b> of 1 observable breaks a rule")
                .doesNotContain("<table>");
    }

    private static Compatibility.Row row(double p, List<String> leftOut) {
        return new Compatibility.Row(
                "m", false, 12.5, 7, p, OptionalDouble.empty(), "as from 47 replicas", leftOut, Optional.empty());
    }

    private static Source source(String name, Kind kind, double... relative) {
        return new Source(name, name, kind, Numbers.of(relative));
    }

    private static Figure figure(Breakdown breakdown) {
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        return new UncertaintyFigures(TITLE).breakdown(page.label(), page.unit(), breakdown);
    }

    private static Figure correlation(int bins) {
        Numbers edges = Numbers.tabulate(bins + 1, i -> 1.2 * i);
        return new MatrixFigures(TITLE).correlation(Correlation.of("m", "m_{jj}", "GeV", edges, uniform(bins)));
    }

    private static Numbers uniform(int bins) {
        return Numbers.tabulate(bins * bins, i -> i / bins == i % bins ? 1 : 0.25);
    }

    private static Layer.Steps steps(Figure figure, String legend) {
        return figure.panels().getFirst().layers().stream()
                .filter(layer -> layer instanceof Layer.Steps && layer.legend().equals(legend))
                .map(Layer.Steps.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Layer.Points points(Figure figure, int panel) {
        return figure.panels().get(panel).layers().stream()
                .filter(Layer.Points.class::isInstance)
                .map(Layer.Points.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
