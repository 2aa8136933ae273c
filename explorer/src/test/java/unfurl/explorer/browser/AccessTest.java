package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// For those without a pointer, and for those who are read to.
@InBrowser
class AccessTest {
    private static final Pattern NAMELESS = Pattern.compile(
            "\\s*- '?(button|checkbox|combobox|textbox|spinbutton|slider|listbox|option|tab|tabpanel|img|region|group|link|dialog|table)(:|'|$| \\[).*");

    @Test
    void fromTheFirstVisitToThePlotOfANewObservableWithoutAPointer(Screen screen) {
        screen.load("");
        assertThat(screen.at("hint")).isVisible();
        screen.at("selection").locator("b").waitFor();
        screen.picture("first-visit");
        Keyboard keys = screen.page().keyboard();
        int tabs = 0;
        while (!"observable".equals(screen.page().evaluate("document.activeElement.dataset.test"))) {
            keys.press("Tab");
            assertThat(++tabs).as("a few tabs lead to the observable").isLessThan(8);
        }
        keys.press("ControlOrMeta+a");
        keys.type("m_je");
        keys.press("Enter");
        keys.type("^2");
        keys.press("Enter");
        screen.edgesOf("m_jet^2");
        keys.press("Escape");
        keys.press("4");
        assertThat(screen.at("tab-table")).hasAttribute("aria-selected", "true");
        double[] edges = screen.edges();
        screen.assertShows(Expected.of("m_jet^2", edges));
        keys.press("e");
        assertThat(screen.at("edge")).isFocused();
        keys.press("ArrowRight");
        screen.eventually(() -> assertThat(screen.edges()[1]).isGreaterThan(edges[1]));
        screen.assertShows(Expected.of("m_jet^2", screen.edges()));
        keys.press("?");
        assertThat(screen.at("help")).isVisible();
        screen.picture("help");
        keys.press("Escape");
        assertThat(screen.at("help")).isHidden();
    }

    @Test
    void whatHasTheKeyboardIsSeen(Screen screen) {
        screen.open("cut=y_ll > 0&range=m_jet:30:&slices=y_ll&sliceBins=-1,0,1");
        for (int i = 0; i < 40; i++) {
            screen.page().keyboard().press("Tab");
            assertThat(screen.page().evaluate("""
                    () => {
                        const style = getComputedStyle(document.activeElement);
                        const box = document.activeElement.getBoundingClientRect();
                        const seen = style.outlineStyle !== "none" || style.boxShadow !== "none";
                        return seen && box.width > 0 ? "" : document.activeElement.outerHTML;
                    }""")).isEqualTo("");
        }
    }

    @Test
    void everythingThatIsUsedOrReadHasAName(Screen screen) {
        screen.open("cut=y_ll > 0&range=m_jet:30:&slices=y_ll&sliceBins=-1,0,1");
        for (String tab : List.of("breakdown", "covariance", "correlation", "table", "export", "cite")) {
            screen.at("tab-" + tab).click();
            assertThat(nameless(screen)).as(tab).isEmpty();
        }
        screen.at("observable").press("ArrowDown");
        screen.at("help-open").click();
        assertThat(nameless(screen)).isEmpty();
    }

    /// The lines of what a screen reader is told that are of something without a name.
    private static List<String> nameless(Screen screen) {
        List<String> lines =
                screen.page().locator("body").ariaSnapshot().lines().toList();
        assertThat(lines).hasSizeGreaterThan(50);
        return lines.stream().filter(line -> NAMELESS.matcher(line).matches()).toList();
    }

    @Test
    void whatHasComeToRestIsReadOut(Screen screen) {
        screen.open("");
        assertThat(screen.at("live")).hasText(Pattern.compile("Selected: 1\\S+ ± .* fb, 40000 events"));
    }

    @Test
    void thePageHasOneMainPartOneTitleAndALanguage(Screen screen) {
        screen.open("");
        assertThat(screen.page().locator("main")).hasCount(1);
        assertThat(screen.page().locator("h1")).hasCount(1);
        assertThat(screen.page().locator("html")).hasAttribute("lang", "en");
        assertThat(screen.page()).hasTitle("sample – unfurl explore");
    }
}
