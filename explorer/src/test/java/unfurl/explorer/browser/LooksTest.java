package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Colours and room. The screenshots are for people to look at.
@InBrowser
class LooksTest {
    private static final String BUSY =
            "bins=200,250,300,400,500,700,1000&predictions=prior,tuned&cut=abs(y_ll) < 2&range=m_jet:30:";
    /// For a picture: how long the last answer and its drawing may take.
    private static final int DRAWN_MS = 150;
    /// Where there is room, two tabs will do.
    private static final int WIDE = 2000;

    private static final List<String> TABS =
            List.of("breakdown", "covariance", "correlation", "table", "export", "cite");

    @ParameterizedTest
    @CsvSource({"1280,720,LIGHT", "1280,720,DARK", "2560,1440,LIGHT", "2560,1440,DARK"})
    void nothingIsScrolledSideways(int width, int height, ColorScheme colours, Screen screen) {
        screen.page().setViewportSize(width, height);
        screen.page().emulateMedia(new EmulateMediaOptions().setColorScheme(colours));
        String name = "%dx%d-%s-".formatted(width, height, colours.name().toLowerCase(Locale.ROOT));
        screen.open(BUSY);
        for (String tab : width < WIDE ? TABS : TABS.subList(0, 2)) {
            screen.at("tab-" + tab).click();
            screen.page().waitForTimeout(DRAWN_MS);
            screen.picture(name + tab);
            assertNoSidewaysScrolling(screen);
        }
        screen.open("slices=y_ll&sliceBins=-2,-1,0,1,2&bins=200,300,400,600&predictions=prior,tuned");
        assertThat(screen.at("plot").locator("svg.result")).hasCount(4);
        screen.page().waitForTimeout(DRAWN_MS);
        screen.picture(name + "slices");
        assertNoSidewaysScrolling(screen);
    }

    @Test
    void theTableHasRoomForItsPredictions(Screen screen) {
        screen.open(BUSY + "&tab=table");
        screen.eventually(
                () -> assertThat(screen.page().locator("[role=tabpanel]").evaluate("""
                panel => panel.scrollWidth - panel.clientWidth"""))
                        .isEqualTo(0));
        double wide = screen.at("numbers").boundingBox().width;
        screen.at("prediction-tuned").uncheck();
        screen.eventually(
                () -> assertThat(screen.at("numbers").boundingBox().width).isLessThan(wide));
    }

    private static void assertNoSidewaysScrolling(Screen screen) {
        assertThat(screen.page()
                        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
    }

    @Test
    void coloursFollowTheSystemUntilTheyAreChosen(Screen screen) {
        screen.open("");
        assertThat(brightness(screen)).isGreaterThan(0.8);
        screen.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(brightness(screen)).isLessThan(0.2);
        screen.at("theme").click();
        assertThat(screen.at("theme")).hasAttribute("aria-label", "Colours: light (key t)");
        assertThat(brightness(screen)).isGreaterThan(0.8);
        screen.page().reload();
        assertThat(screen.at("theme")).hasAttribute("aria-label", "Colours: light (key t)");
        assertThat(brightness(screen)).isGreaterThan(0.8);
    }

    private static double brightness(Screen screen) {
        return ((Number) screen.page().evaluate("""
                () => {
                    const parts = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
                    return (parts[0] + parts[1] + parts[2]) / 3 / 255;
                }""")).doubleValue();
    }

    /// Source: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3 and its definition of contrast.
    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @SuppressWarnings("unchecked")
    void everyTextStandsOutFromItsGround(ColorScheme colours, Screen screen) {
        screen.page().emulateMedia(new EmulateMediaOptions().setColorScheme(colours));
        screen.open(BUSY);
        for (String tab : TABS) {
            screen.at("tab-" + tab).click();
            var faint = (List<Map<String, Object>>) screen.page().evaluate(CONTRASTS);
            assertThat(faint).as(tab).isEmpty();
        }
    }

    private static final String CONTRASTS = """
            () => {
                const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
                const pixel = (...colours) => {
                    pen.clearRect(0, 0, 1, 1);
                    for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
                    return [...pen.getImageData(0, 0, 1, 1).data];
                };
                const luminance = ([r, g, b]) => {
                    const [R, G, B] = [r, g, b].map((c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
                };
                const grounds = (element) => element === null ? ["white"]
                    : [...grounds(element.parentElement), getComputedStyle(element).backgroundColor];
                const faint = [];
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
                    const element = node.parentElement;
                    if (node.textContent.trim() === "" || element.closest("[aria-hidden=true], :disabled, option, .unseen, .skip")) continue;
                    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
                    const style = getComputedStyle(element);
                    const ground = grounds(element);
                    const text = element.namespaceURI.endsWith("svg") ? style.fill : style.color;
                    const [a, b] = [luminance(pixel(...ground, text)), luminance(pixel(...ground))];
                    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    const size = parseFloat(style.fontSize);
                    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                    if (contrast < (large ? 3 : 4.5)) faint.push({ text: node.textContent, contrast, of: text, on: ground.at(-1) });
                }
                return faint;
            }""";
}
