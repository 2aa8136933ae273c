package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

final class FigureTest {
    private static final Numbers EDGES = Numbers.of(0, 1, 3, 7, 10);

    /// A falling spectrum over four decades with a ratio panel.
    static Figure falling() {
        Numbers edges = Numbers.of(200, 230, 300, 450, 600, 1000);
        Numbers values = Numbers.of(3000, 800, 90, 4, 0.2);
        return withRatio(edges, values, values.map(value -> 0.1 * value), values.map(value -> 1.2 * value));
    }

    private static Figure withRatio(Numbers edges, Numbers values, Numbers errors, Numbers other) {
        List<Layer> main = List.of(
                new Layer.Steps(edges, other, Pen.solid(Ink.BLUE, 1.5), "Prior"),
                new Layer.Band(edges, values.minus(errors), values.plus(errors), Layer.Fill.HATCHED, Ink.GREY, "Error"),
                new Layer.Points(edges, values, errors, Ink.BLACK, "Unfolded & <x>"));
        List<Layer> ratio = List.of(
                new Layer.Level(1, Pen.dashed(Ink.BLACK, 1)),
                new Layer.Points(edges, values.over(other), errors.over(other), Ink.BLACK, ""));
        return new Figure(
                "A & <b>",
                "**Unfurl**",
                "13 TeV",
                Axis.linear("p_{T} [GeV]"),
                List.of(new Panel(Axis.auto("dσ/d{p_{T}}"), main, 2.5), new Panel(Axis.ratio("Ratio"), ratio, 1)),
                Figure.Size.COLUMN);
    }

    @Test
    void svgIsWellFormedAndNeedsNothingFromOutside() throws Exception {
        String svg = falling().svg();
        var builder = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
        var root = builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
        assertThat(root.getAttribute("aria-label")).isEqualTo("A & <b>");
        assertThat(svg).doesNotContain("<text", "font-family", "<image", "xlink");
    }

    @Test
    void pdfHasOnePageOfTheFiguresSizeAndNoFont() throws IOException {
        try (var pdf = Loader.loadPDF(falling().pdf())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isEqualTo(480);
            assertThat(pdf.getPage(0).getResources().getFontNames()).isEmpty();
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A & <b>");
        }
    }

    @Test
    void theSameFigureIsTheSameBytes() {
        assertThat(falling().pdf()).isEqualTo(falling().pdf());
        assertThat(falling().svg()).isEqualTo(falling().svg());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 1e-300, 1e300, -1e300, Double.NaN, Double.POSITIVE_INFINITY, 4.9e-324})
    void anyNumberMakesAPictureOfFiniteCoordinates(double odd) {
        Numbers values = Numbers.of(odd, 1, 0, odd);
        Numbers all = Numbers.of(odd, odd, odd, odd);
        for (Numbers v : List.of(values, all)) {
            for (Numbers errors : List.of(Numbers.of(0, 0, 0, 0), all)) {
                Figure figure = withRatio(EDGES, v, errors, values);
                assertThat(figure.svg()).doesNotContain("NaN", "Infinity");
                assertThat(figure.pdf()).isNotEmpty();
            }
        }
    }

    @Test
    void aSingleBinAndAnEmptyCurveMakeAPicture() {
        Numbers edges = Numbers.of(0, 1);
        assertThat(withRatio(edges, Numbers.of(2), Numbers.of(1), Numbers.of(2)).svg())
                .contains("<path");
        var none = new Layer.Curve(Numbers.of(), Numbers.of(), Pen.solid(Ink.RED, 1), true, "nothing");
        var panel = new Panel(Axis.log("y"), List.of(none), 1);
        var figure = new Figure("empty", "", "", Axis.log("x"), List.of(panel), Figure.Size.LOW);
        assertThat(figure.svg()).contains("aria-label=\"no entries\"");
    }

    @Test
    void figuresOnOnePageShareTheirLetters() {
        var sheet = new SvgSheet();
        String both = sheet.inline(falling()) + sheet.inline(falling());
        assertThat(both).doesNotContain("<defs>");
        assertThat(sheet.glyphs().split("<path ", -1)).hasSizeLessThan(70);
    }

    @Test
    void edgesAndContentsThatDoNotFitAreRefused() {
        Numbers three = Numbers.of(1, 2, 3);
        assertThatThrownBy(() -> new Layer.Points(EDGES, three, three, Ink.BLACK, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 values for 4 bins");
        assertThatThrownBy(() -> new Layer.Steps(Numbers.of(0, 0, 1), Numbers.of(1, 1), Pen.solid(Ink.RED, 1), ""))
                .hasMessageContaining("increasing");
    }
}
