package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.report.figure.Axis.Mark;

final class CellsTest {
    @Test
    void numbersStandInTheCellsWhenAskedFor() {
        assertThat(svg(Numbers.of(1, -0.254, -0.254, 1), true)).contains("aria-label=\"1.00\"", "aria-label=\"−0.25\"");
        assertThat(svg(Numbers.of(1, -0.254, -0.254, 1), false)).doesNotContain("aria-label=\"−0.25\"");
    }

    @Test
    void textIsWhiteOnDarkCellsAndBlackOnLightOnes() {
        String svg = svg(Numbers.of(1, 0, 0, -1), true);
        assertThat(svg).containsPattern("fill=\"#ffffff\" aria-label=\"1.00\"");
        assertThat(svg).containsPattern("fill=\"#000000\" aria-label=\"0.00\"");
        assertThat(svg).containsPattern("fill=\"#ffffff\" aria-label=\"−1.00\"");
    }

    @Test
    void theMiddleOfTheDivergingScaleIsWhite() {
        assertThat(HeatMap.DIVERGING.at(0)).isEqualTo(Ink.WHITE);
        assertThat(HeatMap.DIVERGING.at(1)).isNotEqualTo(HeatMap.DIVERGING.at(-1));
    }

    @Test
    void aCellWithoutANumberIsHatchedAndNothingIsWrittenInIt() {
        String svg = svg(Numbers.of(1, Double.NaN, Double.NaN, 1), true);
        assertThat(svg).contains("stroke=\"#9c9ca1\"").doesNotContain("NaN");
        assertThat(svg(Numbers.of(1, 0, 0, 1), true))
                .doesNotContain("stroke=\"#9c9ca1\" stroke-width=\"0.7\"/>\n<path");
        assertThat(count(svg, "aria-label=\"1.00\"")).isEqualTo(2);
    }

    @Test
    void aMapOfManyCellsStaysSmallBecauseNeighboursOfAColourAreOneArea() {
        int n = 240;
        Numbers edges = Numbers.edges(n, 0, n);
        Numbers smooth = Numbers.tabulate(n * n, i -> Math.exp(-Math.abs(i / n - i % n) / 40.0));
        var cells = new Layer.Cells(edges, edges, smooth, HeatMap.DIVERGING, "");
        // 57,600 separate squares would need more than 1.5 MB.
        assertThat(figure(cells, Axis.linear("")).svg().length()).isLessThan(400_000);
    }

    @Test
    void edgesAreThinnedOutWhereThereIsNoRoomAndTheirTicksStandOutside() {
        int n = 40;
        Numbers edges = Numbers.edges(n, 0, n);
        var marks = new ArrayList<Mark>();
        for (int i = 0; i <= n; i++) {
            marks.add(new Mark(i, Integer.toString(1000 + i)));
        }
        Ticks ticks = MarkLayout.below(Axis.edges("m", marks), 352, n);
        assertThat(ticks.form()).isEqualTo(Ticks.Form.OUTWARD);
        assertThat(ticks.major()).hasSize(n + 1);
        List<String> shown =
                ticks.labels().stream().filter(label -> !label.isEmpty()).toList();
        double room = 352.0 / (shown.size() - 1);
        assertThat(shown).startsWith("1000");
        assertThat(TextLine.of("1000", PanelPainter.TICK_LABEL).width()).isLessThan(room);
        var cells = new Layer.Cells(edges, edges, Numbers.tabulate(n * n, i -> 0), HeatMap.DIVERGING, "");
        assertThat(figure(cells, Axis.edges("m", marks)).svg()).contains("aria-label=\"1000\"");
    }

    @Test
    void namesAreTurnedWhereThereIsNoRoomAndNoneIsLeftOut() {
        var names = List.of(new Mark(0.5, "a rather long name"), new Mark(1.5, "another long name"));
        assertThat(MarkLayout.below(Axis.names("", names), 400, 2).form()).isEqualTo(Ticks.Form.OUTWARD);
        Ticks turned = MarkLayout.below(Axis.names("", names), 100, 2);
        assertThat(turned.form()).isEqualTo(Ticks.Form.TURNED);
        assertThat(turned.labels()).containsExactly("a rather long name", "another long name");
    }

    @Test
    void aMarkThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> Axis.names("", List.of(new Mark(0, "p_{T")))).isInstanceOf(InputException.class);
    }

    @Test
    void anUprightLineRunsFromTheFootOfThePanelToItsTopAndLeavesTheAxisAlone() {
        var curve = new Layer.Curve(Numbers.of(1, 2), Numbers.of(100, 101), Pen.solid(Ink.BLUE, 1), false, "");
        var upright = new Layer.Upright(1.5, Pen.solid(Ink.RED, 3), "chosen");
        assertThat(new AutoRange(List.of(curve, upright))
                        .vertical(Axis.linear(""))
                        .low())
                .isGreaterThan(99);
        var panel = new Panel(Axis.linear("y"), List.of(curve, upright), 1);
        String svg = new Figure("d", "", "", Axis.linear("x"), List.of(panel), Figure.Size.LOW).svg();
        // The frame of a figure of 320 points lies from 28 below its top to 46 above its foot.
        assertThat(svg).containsPattern("d=\"M265 274V28\" fill=\"none\" stroke=\"#e42536\"");
        assertThat(svg).contains("aria-label=\"chosen\"");
    }

    @Test
    void theInnerPartOfAnErrorIsTicksAcrossItsBar() {
        Numbers edges = Numbers.of(0, 1);
        String bare = points(new Layer.Points(edges, Numbers.of(5), Numbers.of(2), Ink.BLACK, ""));
        String with = points(new Layer.Points(edges, Numbers.of(5), Numbers.of(2), Numbers.of(1), Ink.BLACK, ""));
        // Values 0 to 10 lie from 100 down to 0; a marker has a radius of 3 and a tick reaches 1.5 farther.
        assertThat(with).contains("M45.5 60H54.5", "M45.5 40H54.5");
        assertThat(bare).doesNotContain("M45.5");
        assertThat(points(new Layer.Points(edges, Numbers.of(5), Numbers.of(2), Numbers.of(Double.NaN), Ink.BLACK, "")))
                .isEqualTo(bare);
    }

    private static String points(Layer layer) {
        var canvas = new SvgCanvas();
        var x = new Scaling(new Range(0, 1), false, 0, 100);
        var y = new Scaling(new Range(0, 10), false, 100, 0);
        new LayerPainter(canvas, x, y).paint(layer);
        return canvas.body();
    }

    private static String svg(Numbers values, boolean written) {
        Numbers edges = Numbers.of(0, 1, 2);
        var cells = new Layer.Cells(edges, edges, values, HeatMap.DIVERGING, written, "", List.of());
        return figure(cells, Axis.linear("")).svg();
    }

    private static Figure figure(Layer.Cells cells, Axis axis) {
        return new Figure("cells", "", "", axis, List.of(new Panel(axis, List.of(cells), 1)), Figure.Size.COLUMN);
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
