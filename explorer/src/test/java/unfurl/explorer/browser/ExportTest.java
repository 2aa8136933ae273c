package unfurl.explorer.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.explorer.Explored;
import unfurl.explorer.ExplorerServer;
import unfurl.formats.Document;

@InBrowser
class ExportTest {
    private static final String VIEW = "bins=200,300,400,600&predictions=prior,tuned&tab=export";
    private static final Expected ALL = Expected.of("pT_ll", 200, 300, 400, 600).beside(Sample.PRIOR, Sample.TUNED);

    private static byte[] saved(Screen screen, String format, String ending) {
        Download download = screen.page()
                .waitForDownload(() -> screen.at("export-" + format).click());
        assertThat(download.suggestedFilename()).isEqualTo("sample_pT_ll." + ending);
        try {
            return Files.readAllBytes(download.path());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String text(Screen screen, String format, String ending) {
        return new String(saved(screen, format, ending), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "breakdown", "covariance", "correlation"})
    void everyPictureIsSavedInEachKind(String what, Screen screen) {
        screen.open(VIEW);
        screen.at("export-what").selectOption(what);
        assertThat(saved(screen, "png", "png"))
                .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')
                .hasSizeGreaterThan(5000);
        assertThat(text(screen, "svg", "svg"))
                .contains("<svg")
                .endsWith("</svg>\n")
                .contains("<path");
        assertThat(new String(saved(screen, "pdf", "pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .contains("%%EOF");
    }

    @Test
    void csvHasTheNumbersInFull(Screen screen) {
        List<String> lines = text(screen.open(VIEW), "csv", "csv").lines().toList();
        List<double[]> rows = ALL.rows();
        assertThat(lines).hasSize(1 + rows.size());
        List<String> head = List.of(lines.getFirst().split(",", -1));
        List<String> names = List.of("value", "stat", "syst", "total", "nEff", "prediction.prior", "prediction.tuned");
        for (int i = 0; i < rows.size(); i++) {
            double[] line = Arrays.stream(lines.get(i + 1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            for (int j = 0; j < names.size(); j++) {
                double exact = rows.get(i)[j];
                assertThat(line[head.indexOf(names.get(j))])
                        .as(names.get(j))
                        .isCloseTo(exact, within(1e-12 * Math.abs(exact)));
            }
        }
    }

    @Test
    void jsonYamlAndYodaAreWhatTheyAreCalled(Screen screen) {
        screen.open(VIEW);
        Document json = Document.json(text(screen, "json", "json"), "the download");
        assertThat(json.keys()).isNotEmpty();
        Document yaml = Document.yaml(text(screen, "hepdata", "yaml"), "the download");
        assertThat(yaml.keys()).contains("independent_variables", "dependent_variables");
        assertThat(text(screen, "yoda", "yoda"))
                .startsWith("BEGIN YODA_")
                .contains("/sample")
                .endsWith("\n");
    }

    @Test
    void programsAreShownAndCopied(Screen screen) {
        screen.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        screen.open(VIEW + "&cut=y_ll > 0");
        screen.at("export-java").click();
        assertThat(screen.at("program")).containsText("public class ");
        assertThat(screen.at("program")).containsText("Expression.parse(\"pT_ll\")");
        screen.at("export-python").click();
        assertThat(screen.at("program")).containsText("import numpy");
        screen.at("copy-program").click();
        assertThat(screen.at("live")).containsText("Program copied");
        assertThat(screen.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(screen.at("program").textContent());
        screen.at("copy-link").click();
        assertThat(screen.at("live")).containsText("Link copied");
        assertThat(screen.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(screen.page().url());
    }

    /// By its own name the machine is no secure address, on which pages have no clipboard to write to.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLinkWithTheTokenOpensForOthers(boolean secure, Screen screen) {
        screen.open(VIEW);
        var explored = new Explored(Sample.MEASUREMENT, List.of(Sample.PRIOR));
        try (var server = ExplorerServer.start(explored, "1", Optional.of("0.0.0.0"), 0, 1)) {
            String name = secure ? "127.0.0.1" : URI.create(server.link()).getHost();
            String link = server.link().replaceFirst("//[^:]+", "//" + name);
            try (Screen host = screen.elsewhere(link);
                    Screen guest = screen.elsewhere(link)) {
                host.load("bins=200,300,400&tab=export");
                host.at("copy-link-token").waitFor();
                host.at("selection").locator("b").waitFor();
                assertThat(host.page().url()).doesNotContain("token");
                if (secure) {
                    host.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
                }
                host.at("copy-link-token").click();
                assertThat(host.at("live")).containsText("Link with the token copied");
                host.at("edges").fill("");
                host.at("edges").press("ControlOrMeta+v");
                assertThat(host.at("edges")).hasValue(link + "#bins=200,300,400&tab=export");
                guest.page().navigate(host.at("edges").inputValue());
                assertThat(guest.at("edges")).hasValue("200, 300, 400");
                guest.at("selection").locator("b").waitFor();
            }
        }
    }

    @Test
    void whatToCiteIsShown(Screen screen) {
        screen.open("tab=cite");
        assertThat(screen.page().locator(".cite li").first()).not().containsText("{");
        assertThat(screen.at("bibtex")).containsText("@article");
        assertThat(screen.at("bibtex")).containsText("OmniFold");
    }
}
