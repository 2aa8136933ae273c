package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;

@InBrowser
class UncertaintyTest {
    private static final double[] EDGES = {200, 300, 400, 500, 700, 1000};
    private static final String VIEW = "bins=200,300,400,500,700,1000";
    private static final Expected ALL = Expected.of("pT_ll", EDGES);

    @Test
    void aSourceIsSwitchedOffAndTheTotalIsOfTheOthers(Screen screen) {
        screen.open(VIEW);
        screen.at("source-model").uncheck();
        screen.at("source-bootstrap").uncheck();
        screen.at("tab-table").click();
        screen.assertShows(ALL.with(List.of("ensemble", "trackEff", "luminosity")));
        screen.at("tab-breakdown").click();
        screen.at("sources-statistical").click();
        screen.at("tab-table").click();
        screen.assertShows(ALL.with(List.of("ensemble", "bootstrap")));
        screen.at("tab-breakdown").click();
        screen.at("sources-systematic").click();
        screen.at("tab-table").click();
        screen.assertShows(ALL.with(List.of("trackEff", "model", "luminosity")));
        screen.at("tab-breakdown").click();
        screen.at("sources-all").click();
        screen.at("tab-table").click();
        screen.assertShows(ALL);
    }

    /// Without a statistical source in the total, what fluctuates has no band in it: the legend says what the bands
    /// are.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"all|true|total", "statistical|true|", "systematic|false|total of the chosen (no stat)"})
    void theBandsAreOfTheSourcesThatCount(String chosen, boolean stat, String total, Screen screen) {
        screen.open(VIEW);
        screen.at("sources-statistical").click();
        screen.at("sources-" + chosen).click();
        Locator plot = screen.at("plot").locator("svg.result");
        assertThat(plot.locator(".band-stat")).hasCount(stat ? 2 : 0);
        assertThat(plot.locator(".band-total")).hasCount(2);
        assertThat(screen.at("key-stat")).isVisible(new IsVisibleOptions().setVisible(stat));
        if (total == null) {
            assertThat(screen.at("key-total")).isHidden();
        } else {
            assertThat(screen.at("key-total")).hasText(total);
        }
    }

    @Test
    void theMeanErrorOfEachSourceIsOfTheCore(Screen screen) {
        screen.open(VIEW);
        Breakdown breakdown = ALL.breakdown();
        screen.eventually(() -> {
            List<String> shown = screen.page().locator(".sources tbody .number").allTextContents();
            assertThat(shown).hasSize(1 + Sample.SOURCES.size());
            assertPercent(shown.getFirst(), breakdown, breakdown.total());
            for (int k = 0; k < Sample.SOURCES.size(); k++) {
                assertPercent(
                        shown.get(k + 1),
                        breakdown,
                        breakdown.uncertainty(Sample.SOURCES.get(k)).covariance());
            }
        });
        assertThat(screen.at("breakdown-plot").locator(".curve")).hasCount(Sample.SOURCES.size());
        screen.at("source-model").uncheck();
        assertThat(screen.at("breakdown-plot").locator(".curve")).hasCount(Sample.SOURCES.size() - 1);
    }

    /// The mean of the relative errors, each with the weight of its bin's content: Σ σᵢΔᵢ / Σ |vᵢ|Δᵢ.
    private static void assertPercent(String text, Breakdown breakdown, Covariance covariance) {
        double[] values = breakdown.values();
        double errors = IntStream.range(0, values.length)
                .mapToDouble(i -> covariance.error(i) * width(i))
                .sum();
        double content = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * width(i))
                .sum();
        assertThat(text).endsWith(" %");
        Shown.assertRounded(text.replace(" %", ""), 100 * errors / content);
    }

    private static double width(int bin) {
        return EDGES[bin + 1] - EDGES[bin];
    }

    @ParameterizedTest
    @ValueSource(strings = {"covariance", "correlation"})
    void eachCellOfAMatrixIsReadByKeyboard(String what, Screen screen) {
        screen.open(VIEW);
        screen.at("tab-" + what).click();
        Covariance total = ALL.breakdown().total();
        Locator matrix = screen.at("matrix");
        matrix.focus();
        for (int[] cell : new int[][] {{0, 0}, {1, 0}, {1, 1}, {2, 1}}) {
            String bins = "(%s; %s) = ".formatted(range(cell[0]), range(cell[1]));
            screen.eventually(
                    () -> assertThat(matrix.getAttribute("aria-label")).contains(bins));
            String label = matrix.getAttribute("aria-label");
            double exact =
                    what.equals("covariance") ? total.get(cell[0], cell[1]) : total.correlation(cell[0], cell[1]);
            Shown.assertRounded(label.substring(label.indexOf(bins) + bins.length()), exact);
            matrix.press(cell[0] == cell[1] ? "ArrowUp" : "ArrowRight");
        }
        assertThat(screen.view()).contains("tab=" + what);
    }

    private static String range(int bin) {
        return "%.0f–%.0f".formatted(EDGES[bin], EDGES[bin + 1]);
    }

    @Test
    void binsOfTooFewEventsAreMarkedAndExplainedAndMended(Screen screen) {
        screen.open(VIEW + "&tab=table");
        List<double[]> rows = ALL.rows();
        List<Integer> few = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i)[4] < 5000)
                .boxed()
                .toList();
        assertThat(few).containsExactly(2, 3, 4);
        assertThat(screen.at("rules")).containsText("N_eff below 5000 in bins 3–5");
        assertThat(screen.at("numbers").locator("tr.flagged [role=img][aria-label='few events']"))
                .hasCount(3);
        assertThat(screen.at("plot").locator(".marks path")).hasCount(3);
        assertThat(screen.at("bins-nEff")).hasAttribute("aria-pressed", "false");
        screen.at("mend-bins").click();
        assertThat(screen.at("rules")).hasCount(0);
        assertThat(screen.at("bins-nEff")).hasAttribute("aria-pressed", "true");
        screen.assertShows(Expected.of("pT_ll", screen.edges()));
        screen.enter("bins-count", "10");
        assertThat(screen.at("rules")).containsText("Ask for fewer bins");
        assertThat(screen.at("mend-bins")).hasCount(0);
        screen.cut("y_ll > 0");
        assertThat(screen.at("bins-nEff")).hasAttribute("aria-pressed", "false");
        assertThat(screen.at("mend-bins")).isVisible();
    }

    @Test
    void theBinUnderThePointerIsRead(Screen screen) {
        screen.open(VIEW);
        Locator plot = screen.at("plot");
        plot.hover();
        Locator readout = plot.locator(".readout");
        assertThat(readout).containsText("500 – 700 GeV");
        String numbers = readout.locator("p").nth(1).textContent();
        String[] parts = numbers.replaceAll("\\(.*?\\)|fb/GeV", "").split("±", -1);
        double[] row = ALL.rows().get(3);
        for (int i = 0; i < 3; i++) {
            Shown.assertRounded(parts[i], row[i]);
        }
    }
}
