package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AutoRangeTest {
    private static final Numbers EDGES = Numbers.edges(4, 0, 4);

    @Test
    void aSteeplyFallingSpectrumIsLogarithmicAndABellIsNot() {
        assertThat(steps(1e5, 1e3, 10, 0.1).logarithmic(Axis.Scale.AUTO)).isTrue();
        assertThat(steps(10, 30, 20, 5).logarithmic(Axis.Scale.AUTO)).isFalse();
        assertThat(steps(1e5, 0, 0, 1e5).logarithmic(Axis.Scale.AUTO))
                .as("empty bins are no span")
                .isFalse();
    }

    @Test
    void aLinearHistogramStartsAtZeroAndShowsNegativeBins() {
        assertThat(steps(10, 30, 20, 5).vertical(Axis.auto("")).low()).isZero();
        assertThat(steps(-10, 30, 20, 5).vertical(Axis.auto("")).low()).isLessThan(-10);
    }

    @Test
    void aLogarithmicRangeHoldsEveryPositiveBin() {
        Range range = steps(1e5, 1e3, 10, 0.1).vertical(Axis.log(""));
        assertThat(range.low()).isBetween(0.01, 0.1);
        assertThat(range.high()).isGreaterThan(1e5);
    }

    @Test
    void ratiosAreShownEvenlyAboutOneAndAsCloselyAsTheyAllow() {
        Range range = ratio(new double[] {1.04, 0.97, 1.01, 1}, new double[] {0.01, 0.01, 0.01, 0.01});
        assertThat(range.low() + range.high()).isCloseTo(2, within(1e-12));
        assertThat(range.high()).isBetween(1.05, 1.07);
    }

    @Test
    void aPoorlyMeasuredPointDoesNotWidenTheRatio() {
        Range range = ratio(new double[] {1.02, 0.99, 1.01, 3}, new double[] {0.01, 0.01, 0.01, 2});
        assertThat(range.high()).isLessThan(1.1);
    }

    @Test
    void thePointsOutsideARatioPanelBecomeArrowsAtItsEdge() {
        var frame = new Rectangle2D.Double(0, 0, 100, 100);
        var canvas = new SvgCanvas();
        var x = new Scaling(new Range(0, 4), false, 0, 100);
        var y = new Scaling(new Range(0.5, 1.5), false, frame.getMaxY(), frame.getMinY());
        Numbers values = Numbers.of(1, 9, -9, 1);
        new LayerPainter(canvas, x, y).paint(new Layer.Points(EDGES, values, values.map(v -> 0), Ink.BLACK, ""));
        assertThat(canvas.body()).contains("M37.5 1L").contains("M62.5 99L");
    }

    private static AutoRange steps(double... values) {
        return new AutoRange(List.of(new Layer.Steps(EDGES, Numbers.of(values), Pen.solid(Ink.RED, 1), "")));
    }

    private static Range ratio(double[] values, double[] errors) {
        var points = new Layer.Points(EDGES, Numbers.of(values), Numbers.of(errors), Ink.BLACK, "");
        return new AutoRange(List.of(points)).vertical(Axis.ratio(""));
    }
}
