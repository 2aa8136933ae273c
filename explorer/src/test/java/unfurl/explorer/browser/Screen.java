package unfurl.explorer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The explorer's page in a window of its own, as a person has it before them.
final class Screen implements AutoCloseable {
    /// For people to look at; not in the repository.
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /// A machine that does other things too may take its time.
    private static final int PATIENCE_MS = 20_000;
    private static final int PAUSE_MS = 25;
    private static final Pattern EVEN = Pattern.compile("(\\d+)@(.+)\\.\\.(.+)");
    /// Of the edges of equal bins, as the address has them.
    private static final int DIGITS = 12;

    private final BrowserContext context;
    private final Page page;
    private final String link;
    private final List<String> addresses = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean refusals;

    Screen(Browser browser, String link) {
        this.link = link;
        this.context = browser.newContext(
                new NewContextOptions().setViewportSize(1280, 720).setColorScheme(ColorScheme.LIGHT));
        context.setDefaultTimeout(PATIENCE_MS);
        context.onRequest(request -> addresses.add(request.url()));
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.error()));
        this.page = context.newPage();
        page.onWebSocket(socket -> addresses.add(socket.url()));
    }

    private void hear(ConsoleMessage message) {
        boolean refusal = refusals && message.text().startsWith("Failed to load resource: the server responded with");
        if (!refusal && List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
        }
    }

    Page page() {
        return page;
    }

    /// A window of somebody else, on another server.
    Screen elsewhere(String other) {
        return new Screen(context.browser(), other);
    }

    /// Opens a view, what stands after `#` in the address, and waits for its numbers. The hint of the first visit is
    /// closed.
    Screen open(String view) {
        page.addInitScript("localStorage.setItem('unfurl.hintSeen', '1')");
        load(view);
        at("selection").locator("b").waitFor();
        return this;
    }

    /// Goes to the address of a view, as at a first visit.
    void load(String view) {
        page.navigate(link + "#" + view);
    }

    /// This test asks for what the server refuses; the browser's console then says so.
    Screen expectingRefusals() {
        refusals = true;
        return this;
    }

    /// What has the attribute `data-test`.
    Locator at(String test) {
        return page.getByTestId(test);
    }

    /// Types into a field in the place of what is there, and leaves it.
    void enter(String field, String text) {
        at(field).fill(text);
        at(field).blur();
    }

    /// Adds a cut. Its field is empty again when the server has understood it.
    void cut(String condition) {
        enter("new-cut", condition);
        PlaywrightAssertions.assertThat(at("new-cut")).hasValue("");
    }

    /// The view that the address holds.
    String view() {
        String address = page.url();
        return address.contains("#") ? address.substring(address.indexOf('#') + 1) : "";
    }

    /// The edges that the page says the bins have.
    double[] edges() {
        return edges("edges");
    }

    /// The edges of a field: `200, 300, 600`, or `4@200..600` for four bins of one width.
    double[] edges(String field) {
        String text = at(field).inputValue();
        Matcher even = EVEN.matcher(text);
        if (!even.matches()) {
            return Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
        int bins = Integer.parseInt(even.group(1));
        double from = Double.parseDouble(even.group(2));
        double to = Double.parseDouble(even.group(3));
        return IntStream.rangeClosed(0, bins)
                .mapToDouble(i -> new BigDecimal(from + (to - from) * i / bins)
                        .round(new MathContext(DIGITS))
                        .doubleValue())
                .toArray();
    }

    /// The bins of an observable that has been chosen, once they are known.
    double[] edgesOf(String observable) {
        eventually(() -> {
            assertThat(at("observable").inputValue()).isEqualTo(observable);
            assertThat(at("plot").locator("svg.result").getAttribute("aria-label"))
                    .startsWith(observable + " in ");
        });
        return edges();
    }

    /// That the table, which is open, comes to show these numbers, and the corner the selection's.
    void assertShows(Expected expected) {
        List<double[]> rows = expected.rows();
        double[] selection = expected.selection();
        eventually(() -> {
            assertTable(rows);
            assertCorner(selection);
        });
    }

    private void assertTable(List<double[]> rows) {
        List<List<String>> shown = cells("numbers", "tr:has(td)");
        assertThat(shown).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(shown.get(i)).hasSize(rows.get(i).length + 1);
            for (int j = 0; j < rows.get(i).length; j++) {
                Shown.assertRounded(shown.get(i).get(j + 1), rows.get(i)[j]);
            }
        }
    }

    private void assertCorner(double[] selection) {
        String text = at("selection").locator(".value").textContent();
        String[] parts = text.replaceAll("^[σN] = |stat|syst|fb", "").split("±", -1);
        assertThat(parts).as(text).hasSameSizeAs(selection);
        for (int i = 0; i < parts.length; i++) {
            Shown.assertRounded(parts[i], selection[i]);
        }
    }

    /// The texts of a table's rows.
    @SuppressWarnings("unchecked")
    List<List<String>> cells(String test, String rows) {
        return (List<List<String>>) at(test).locator(rows)
                .evaluateAll("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))");
    }

    /// That something comes to hold.
    void eventually(Runnable assertions) {
        long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                page.waitForTimeout(PAUSE_MS);
            }
        }
    }

    /// Keeps a picture for people to look at.
    void picture(String name) {
        page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    void assertUneventful() {
        assertThat(addresses)
                .as("what the page asked for")
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address)
                        .satisfiesAnyOf(
                                known -> assertThat(known).startsWith(link),
                                known -> assertThat(known).startsWith("data:"),
                                known -> assertThat(known).startsWith("blob:" + link)));
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
