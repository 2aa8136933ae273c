package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

/// The corner shows the cross section of the selection; [Screen#assertShows] holds it to the core's.
@InBrowser
class PhaseSpaceTest {
    private static final String VIEW = "bins=200,300,400,600&tab=table";
    private static final Expected ALL = Expected.of("pT_ll", 200, 300, 400, 600);

    @Test
    void aCutIsTyped(Screen screen) {
        screen.open(VIEW).assertShows(ALL);
        screen.cut("abs(y_ll) < 1");
        assertThat(screen.at("cut-0")).hasValue("abs(y_ll) < 1");
        screen.assertShows(ALL.where("abs(y_ll) < 1"));
        screen.at("cut-0-on").uncheck();
        screen.assertShows(ALL);
        screen.at("cut-0-on").check();
        screen.enter("cut-0", "y_ll > 0.5");
        screen.assertShows(ALL.where("y_ll > 0.5"));
        screen.at("cut-0-remove").click();
        screen.assertShows(ALL);
        assertThat(screen.at("cut-0")).hasCount(0);
    }

    @Test
    void aCutIsNotLostWhenTheNextIsTypedBeforeItIsChecked(Screen screen) {
        screen.open(VIEW);
        screen.page().evaluate("""
                () => {
                    const ask = window.fetch;
                    const later = () => new Promise((done) => setTimeout(done, 700));
                    window.fetch = (to, init) =>
                        to.endsWith("/check") ? later().then(() => ask(to, init)) : ask(to, init);
                }""");
        screen.enter("new-cut", "abs(y_ll) < 1");
        screen.enter("new-cut", "y_ll > 0");
        screen.at("new-cut").fill("n_jets");
        assertThat(screen.at("cut-0")).hasValue("abs(y_ll) < 1");
        assertThat(screen.at("cut-1")).hasValue("y_ll > 0");
        assertThat(screen.at("new-cut")).hasValue("n_jets");
        screen.assertShows(ALL.where("abs(y_ll) < 1 && y_ll > 0"));
    }

    @Test
    void aRangeIsDrawnAndItsEndsAreMoved(Screen screen) {
        screen.open(VIEW);
        screen.enter("new-range", "y_ll");
        Locator panel = screen.at("brush-0");
        Locator content = panel.locator("svg .content");
        content.waitFor();
        BoundingBox box = panel.getByTestId("brush").boundingBox();
        var mouse = screen.page().mouse();
        mouse.move(box.x + 0.25 * box.width, box.y + box.height / 2);
        mouse.down();
        mouse.move(box.x + 0.75 * box.width, box.y + box.height / 2, new MoveOptions().setSteps(5));
        mouse.up();
        Locator from = panel.getByTestId("brush-from");
        Locator to = panel.getByTestId("brush-to");
        assertThat(from).not().hasValue("");
        assertThat(Double.parseDouble(from.inputValue())).isNegative();
        assertThat(Double.parseDouble(to.inputValue())).isPositive();
        screen.assertShows(ALL.where("y_ll >= %s && y_ll < %s".formatted(from.inputValue(), to.inputValue())));
        String before = from.inputValue();
        from.press("Shift+ArrowUp");
        assertThat(from).not().hasValue(before);
        screen.assertShows(ALL.where("y_ll >= %s && y_ll < %s".formatted(from.inputValue(), to.inputValue())));
        panel.getByTestId("brush-remove").click();
        screen.assertShows(ALL);
    }

    @Test
    void aRangeIsMovedAsAWholeAndItsOpenEndStaysOpen(Screen screen) {
        screen.open(VIEW + "&range=y_ll:-1:");
        Locator panel = screen.at("brush-0");
        BoundingBox box = panel.locator(".selection").boundingBox();
        var mouse = screen.page().mouse();
        mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        mouse.down();
        mouse.move(box.x + box.width / 2 - 20, box.y + box.height / 2, new MoveOptions().setSteps(4));
        mouse.up();
        Locator from = panel.getByTestId("brush-from");
        assertThat(from).not().hasValue("-1");
        assertThat(Double.parseDouble(from.inputValue())).isLessThan(-1);
        assertThat(panel.getByTestId("brush-to")).hasValue("");
        screen.assertShows(ALL.where("y_ll >= " + from.inputValue()));
        mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
        assertThat(from).hasValue("");
        screen.assertShows(ALL);
    }

    @Test
    void severalCutsAndRangesHoldTogether(Screen screen) {
        screen.open(VIEW);
        screen.cut("abs(y_ll) < 1.5");
        screen.cut("n_jets >= 2");
        screen.enter("new-range", "m_jet");
        screen.at("brush-0").getByTestId("brush-from").fill("30");
        screen.at("brush-0").getByTestId("brush-from").press("Enter");
        screen.assertShows(ALL.where("abs(y_ll) < 1.5 && n_jets >= 2 && m_jet >= 30"));
        screen.at("cut-0-on").uncheck();
        screen.assertShows(ALL.where("n_jets >= 2 && m_jet >= 30"));
        assertThat(screen.view()).contains("off=", "cut=", "range=m_jet:30:");
    }

    @Test
    void aCutThatIsNoneIsMarkedAndChangesNothing(Screen screen) {
        screen.open(VIEW);
        screen.enter("new-cut", "y_ll + 1");
        assertThat(screen.at("section-selection").locator(".problem:visible")).containsText("y_ll + 1");
        assertThat(screen.at("cut-0")).hasCount(0);
        screen.enter("new-cut", "abs(y_l) < 1");
        assertThat(screen.at("section-selection").locator("mark")).hasText("y_l");
        screen.assertShows(ALL);
    }
}
