package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LegendTest {
    private static final Rectangle2D FRAME = new Rectangle2D.Double(66, 28, 398, 270);

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("falling, logarithmic", x -> 1e6 * Math.exp(-12 * x)),
                shape("rising, logarithmic", x -> Math.exp(12 * x)),
                shape("flat", x -> 4000),
                shape("bell", x -> 100 * Math.exp(-20 * (x - 0.5) * (x - 0.5))),
                shape("two peaks", x -> 10 + 90 * Math.pow(Math.cos(2 * Math.PI * x), 2)),
                shape("spike at zero", x -> x < 0.05 ? 1000 : 40 + x),
                shape("negative", x -> -5 - x),
                shape("zero", x -> 0),
                shape("huge", x -> 1e200 * (1 + x)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theLegendHidesNoData(String name, DoubleUnaryOperator shape) {
        Numbers edges = Numbers.edges(25, 0, 1);
        Numbers values = Numbers.tabulate(25, i -> shape.applyAsDouble((i + 0.5) / 25));
        Numbers errors = values.map(value -> 0.1 * Math.abs(value));
        List<Layer> layers = List.of(
                new Layer.Steps(edges, values, Pen.solid(Ink.BLUE, 1), "Prior (nominal simulation)"),
                new Layer.Steps(edges, values.map(v -> 1.1 * v), Pen.solid(Ink.RED, 1), "Truth"),
                new Layer.Points(edges, values, errors, Ink.BLACK, "Unfolded, statistical error"));
        var x = new Scaling(new Range(0, 1), false, FRAME.getMinX(), FRAME.getMaxX());
        var place = new PanelPainter.Place(FRAME, true, true, false);
        var panel = new Panel(Axis.auto("y"), layers, 1);
        var painter = new PanelPainter(new SvgCanvas(), panel, x, Ticks.linear(x.range(), 5), place);
        Rectangle2D box = painter.placed().orElseThrow().box();
        assertThat(FRAME.contains(box)).as("within the frame").isTrue();
        for (Layer layer : layers) {
            for (Extent extent : Extent.of(layer)) {
                if (painter.vertical().shows(extent.high())) {
                    double left = x.at(extent.left());
                    double top = painter.vertical().at(extent.high());
                    double bottom = Math.max(top + 0.01, painter.vertical().at(extent.low()));
                    var bar = new Rectangle2D.Double(left, top, x.at(extent.right()) - left, bottom - top);
                    assertThat(box.intersects(bar))
                            .as("%s hides %s", box, extent)
                            .isFalse();
                }
            }
        }
    }

    private static Legend legend(String text, String... notes) {
        Numbers edges = Numbers.of(0, 1);
        var steps = new Layer.Steps(edges, Numbers.of(1), Pen.solid(Ink.BLUE, 1), text);
        return Legend.of(new Panel(Axis.auto("y"), List.of(steps), List.of(notes), 1), FRAME.getWidth());
    }

    @Test
    void anEntryIsBrokenOnlyWhereItHasNoRoomInOneLine() {
        assertThat(legend("Pythia:\nχ^{2}/ndf = 3/4").height()).isEqualTo(Legend.LINE);
        String name = "A generator with a name as long as a sentence in a paper: ";
        Legend broken = legend(name + "\nχ^{2}/ndf = 12.3/25, p = 0.99");
        assertThat(broken.height()).isEqualTo(2 * Legend.LINE);
        assertThat(broken.entries().getFirst().lines()).allMatch(line -> line.size() == Legend.SIZE);
    }

    @Test
    void notesStandAboveTheEntriesAndAreSetSmallerWhereTheyWouldBeTooWide() {
        Legend legend = legend("Prior", "short", "x ".repeat(100));
        assertThat(legend.height()).isEqualTo(3 * Legend.LINE);
        assertThat(legend.width()).isCloseTo(FRAME.getWidth() - 2 * Legend.MARGIN, within(1.0));
    }

    @Test
    void aLegendThatLeavesNoRoomInOneColumnHasSeveral() {
        Numbers edges = Numbers.edges(2, 0, 1);
        var low = new Rectangle2D.Double(66, 28, 398, 200);
        List<Layer> layers = IntStream.range(0, 9)
                .mapToObj(i -> (Layer) new Layer.Steps(edges, Numbers.of(6, 6), Pen.solid(Ink.BLUE, 1), "source " + i))
                .toList();
        var x = new Scaling(new Range(0, 1), false, low.getMinX(), low.getMaxX());
        var painter = new PanelPainter(
                new SvgCanvas(),
                new Panel(Axis.linear("y"), layers, 1),
                x,
                Ticks.linear(x.range(), 5),
                new PanelPainter.Place(low, true, true, false));
        Legend.Placed placed = painter.placed().orElseThrow();
        assertThat(placed.fits()).isTrue();
        assertThat(placed.legend().columns()).isGreaterThan(1);
        assertThat(painter.vertical().at(6)).isGreaterThan(placed.box().getMaxY());
    }

    private static Arguments shape(String name, DoubleUnaryOperator shape) {
        return Arguments.of(name, shape);
    }
}
