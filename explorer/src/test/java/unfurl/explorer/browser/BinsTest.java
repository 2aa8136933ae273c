package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@InBrowser
class BinsTest {
    private static final String FOUR = "bins=200,300,400,600,1000&tab=table";

    /// How far the strip in which edges are dragged goes beyond the frame of the plot on each side, in pixels.
    private static final double BEYOND = 10;

    @Test
    void anEdgeIsDraggedAndTheNumbersFollow(Screen screen) {
        screen.open(FOUR).assertShows(Expected.of("pT_ll", 200, 300, 400, 600, 1000));
        BoundingBox strip = screen.at("edge-strip").boundingBox();
        double gevPerPixel = 800 / (strip.width - 2 * BEYOND);
        double y = strip.y + strip.height / 2;
        double left = strip.x + BEYOND;
        var mouse = screen.page().mouse();
        mouse.move(left + 200 / gevPerPixel, y);
        mouse.down();
        double pixel = Math.rint(left + 300 / gevPerPixel);
        mouse.move(pixel, y, new MoveOptions().setSteps(5));
        double there = 200 + gevPerPixel * (pixel - left);
        screen.eventually(() -> assertThat(screen.edges()[2]).isCloseTo(there, within(gevPerPixel)));
        double[] edges = screen.edges();
        screen.assertShows(Expected.of("pT_ll", edges));
        assertThat(screen.view()).as("the address waits for the hand").isEqualTo(FOUR);
        mouse.up();
        assertThat(edges).containsExactly(200, 300, edges[2], 600, 1000);
        assertThat(screen.edges()).containsExactly(edges);
        assertThat(screen.view()).contains("bins=200,300,%s,600,1000".formatted(plain(edges[2])));
    }

    private static String plain(double edge) {
        return edge == Math.rint(edge) ? Long.toString((long) edge) : Double.toString(edge);
    }

    @Test
    void anEdgeIsMovedAddedAndTakenAwayByKeyboard(Screen screen) {
        screen.open(FOUR);
        Locator edge = screen.at("edge");
        edge.focus();
        assertThat(edge).hasAttribute("aria-valuenow", "300");
        edge.press("ArrowRight");
        assertThat(edge).not().hasAttribute("aria-valuenow", "300");
        double moved = Double.parseDouble(edge.getAttribute("aria-valuenow"));
        assertThat(moved).isGreaterThan(300);
        screen.assertShows(Expected.of("pT_ll", 200, moved, 400, 600, 1000));
        edge.press("PageUp");
        assertThat(edge).hasAttribute("aria-label", Pattern.compile("^Edge 3 of 5"));
        edge.press("Shift+ArrowLeft");
        double second = Double.parseDouble(edge.getAttribute("aria-valuenow"));
        assertThat(400 - second).isGreaterThan(5 * (moved - 300));
        screen.assertShows(Expected.of("pT_ll", 200, moved, second, 600, 1000));
        edge.press("+");
        assertThat(edge).hasAttribute("aria-label", Pattern.compile("^Edge 4 of 6"));
        assertThat(screen.edges()[3]).isBetween(second, 600.0);
        edge.press("Delete");
        screen.assertShows(Expected.of("pT_ll", 200, moved, second, 600, 1000));
    }

    @Test
    void aDoubleClickAddsAnEdgeAndAnotherOneTakesItAway(Screen screen) {
        screen.open(FOUR);
        BoundingBox strip = screen.at("edge-strip").boundingBox();
        double x = strip.x + BEYOND + 0.75 * (strip.width - 2 * BEYOND);
        double y = strip.y + strip.height / 2;
        screen.page().mouse().dblclick(x, y);
        screen.eventually(() -> assertThat(screen.edges()).hasSize(6));
        assertThat(screen.edges()[4]).isCloseTo(800, within(5.0));
        screen.page().mouse().dblclick(x, y);
        screen.eventually(() -> assertThat(screen.edges()).containsExactly(200, 300, 400, 600, 1000));
    }

    @Test
    void theirNumberAndRangeAreTyped(Screen screen) {
        screen.open(FOUR);
        screen.enter("bins-count", "5");
        screen.eventually(() -> assertThat(screen.edges()).containsExactly(200, 360, 520, 680, 840, 1000));
        screen.enter("bins-to", "700");
        screen.eventually(() -> assertThat(screen.edges()).containsExactly(200, 300, 400, 500, 600, 700));
        screen.assertShows(Expected.of("pT_ll", 200, 300, 400, 500, 600, 700));
    }

    @Test
    void edgesAreTypedAndWhatIsNoneIsSaid(Screen screen) {
        screen.open(FOUR);
        screen.enter("edges", "200 250; 400, 8e2");
        screen.assertShows(Expected.of("pT_ll", 200, 250, 400, 800));
        screen.enter("edges", "4@200..600");
        screen.assertShows(Expected.of("pT_ll", 200, 300, 400, 500, 600));
        screen.enter("edges", "300, 200");
        assertThat(screen.at("bins-error")).containsText("rising");
        assertThat(screen.at("edges")).hasAttribute("aria-invalid", "true");
        screen.at("bins-reset").click();
        assertThat(screen.at("bins-error")).isHidden();
    }

    @Test
    void logarithmicBinsHaveOneRatioAndOneWidthOnALogarithmicAxis(Screen screen) {
        screen.open("bins=200,300,400,600,800&tab=table");
        screen.at("bins-log").click();
        screen.eventually(() -> assertThat(screen.edges()[1]).isNotEqualTo(300));
        double[] edges = screen.edges();
        assertThat(IntStream.range(0, 4).mapToDouble(i -> edges[i + 1] / edges[i]))
                .allSatisfy(ratio -> assertThat(ratio).isCloseTo(Math.sqrt(2), within(0.002)));
        screen.assertShows(Expected.of("pT_ll", edges));
        assertThat(widths(screen)[3]).isGreaterThan(2 * widths(screen)[0]);
        screen.at("log-x").check();
        screen.eventually(() -> assertThat(DoubleStream.of(widths(screen)))
                .allSatisfy(width -> assertThat(width).isCloseTo(widths(screen)[0], within(1.0))));
        assertThat(screen.view()).contains("logX=1");
    }

    /// The widths of the drawn bins, in pixels.
    @SuppressWarnings("unchecked")
    private static double[] widths(Screen screen) {
        var places = (List<Number>) screen.at("plot")
                .locator(".edge-lines > g")
                .evaluateAll("edges => edges.map(edge => edge.transform.baseVal[0].matrix.e)");
        return IntStream.range(1, places.size())
                .mapToDouble(
                        i -> places.get(i).doubleValue() - places.get(i - 1).doubleValue())
                .toArray();
    }

    /// Edges are rounded to 1 GeV: at most half of it is wrong at each end, and none holds more than the first.
    @Test
    void binsOfEqualNEffHaveEqualNEff(Screen screen) {
        screen.open(FOUR);
        screen.enter("bins-count", "6");
        screen.eventually(() -> assertThat(screen.edges()).hasSize(7));
        double[] before = screen.edges();
        screen.at("bins-nEff").click();
        screen.eventually(() -> assertThat(screen.edges()).isNotEqualTo(before));
        Expected expected = Expected.of("pT_ll", screen.edges());
        screen.assertShows(expected);
        double[] nEff = expected.rows().stream().mapToDouble(row -> row[4]).toArray();
        double mostInOneGev = Sample.EVENTS / Sample.SLOPE;
        double mean = Arrays.stream(nEff).average().orElseThrow();
        assertThat(nEff).hasSize(6);
        assertThat(Arrays.stream(nEff)).allSatisfy(one -> assertThat(one).isCloseTo(mean, within(mostInOneGev)));
    }

    @Test
    void thePublishedBinsAreTheFirstAndAreFoundAgain(Screen screen) {
        screen.open("x=m_jet&tab=table").assertShows(Expected.of("m_jet", Sample.PUBLISHED));
        assertThat(screen.edges()).containsExactly(Sample.PUBLISHED);
        assertThat(screen.at("bins-reset")).hasText("published");
        screen.enter("bins-count", "4");
        screen.assertShows(Expected.of("m_jet", 20, 30, 40, 50, 60));
        screen.at("bins-reset").click();
        screen.assertShows(Expected.of("m_jet", Sample.PUBLISHED));
        assertThat(screen.view()).doesNotContain("bins=");
        screen.at("observable-next").click();
        assertThat(screen.at("bins-reset")).hasText("reset");
        screen.at("observable-previous").click();
        screen.assertShows(Expected.of("m_jet", Sample.PUBLISHED));
    }

    /// For information: a machine that does other things is slow, so that nothing is asserted.
    @Test
    void howLongAnEdgeTakes(Screen screen) {
        screen.open(FOUR);
        screen.at("edge").focus();
        double[] milliseconds = IntStream.range(0, 15)
                .mapToDouble(i -> ((Number) screen.page().evaluate("""
                        async () => {
                            const table = document.querySelector("[data-test=numbers]").parentElement;
                            const edge = document.querySelector("[data-test=edge]");
                            const begun = performance.now();
                            edge.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
                            await new Promise((done) => new MutationObserver(done).observe(table, { childList: true }));
                            return performance.now() - begun;
                        }""")).doubleValue())
                .sorted()
                .toArray();
        System.out.printf(
                "From an edge to its numbers: %.0f ms, median of %d, of %d events%n",
                milliseconds[milliseconds.length / 2], milliseconds.length, Sample.EVENTS);
    }
}
