package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UncertaintyReportTest {
    private static final List<String> SECTIONS =
            List.of("compatibility", "correlations", "rules", "choice", "replicas");

    @TempDir
    private Path folder;

    @Test
    void aReportWithoutUncertaintiesHasNoneOfTheirSections() throws IOException {
        String html = Files.readString(FakeReport.withTruth().write(folder));
        for (String section : SECTIONS) {
            assertThat(html).doesNotContain("id=\"" + section + "\"", "#" + section + "\"");
        }
        assertThat(html)
                .contains("Errors of unfolded results are √Σw² of the published sample (sample stat.): ")
                .doesNotContain("sources of uncertainty</summary>", "ticks");
        assertThat(folder.resolve("figures/pT_ll-uncertainty.svg")).doesNotExist();
    }

    @Test
    void aReportWithUncertaintiesHasEachSectionInTheContentsAndNoTargetTwice() {
        String html = html(FakeUncertainties.report());
        for (String section : SECTIONS) {
            assertThat(html).contains("<section id=\"" + section + "\">", "<a href=\"#" + section + "\">");
        }
        assertThat(Pattern.compile(" id=\"([^\"]*)\"")
                        .matcher(html)
                        .results()
                        .map(m -> m.group(1))
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(html).doesNotContain("NaN", "Infinity", "http:", "https:", "<img", "<NLO>", "step 1 <b>");
        assertThat(html)
                .contains("Error bars of unfolded results are the total uncertainty; the ticks across them end its")
                .contains("<summary>13 sources of uncertainty</summary>", "<code>theoryAlphaS</code>")
                .doesNotContain("Errors of unfolded results are √Σw²");
    }

    @Test
    void everyObservableHasABreakdownAndAMapAsFilesAndThePageStaysBelowEightMegabytes() throws IOException {
        Report report = FakeUncertainties.report();
        Path index = report.write(folder);
        assertThat(Files.size(index)).isLessThan(8_000_000);
        for (ObservablePage page : report.observables()) {
            assertThat(folder.resolve("figures/" + page.name() + "-uncertainty.pdf"))
                    .isNotEmptyFile();
            assertThat(folder.resolve("figures/" + page.name() + "-correlation.svg"))
                    .isNotEmptyFile();
        }
        assertThat(folder.resolve("figures/choice-of-iterations.pdf")).isNotEmptyFile();
        assertThat(folder.resolve("figures/joint-correlation-pT_ll-pT_l1-pT_l2-eta_l1.svg"))
                .isNotEmptyFile();
    }

    @Test
    void replicasThatFailedAndTemplatesAreNamedWithTheReason() {
        String html = html(FakeUncertainties.report());
        assertThat(html)
                .contains("<td>bootstrap data 17</td><td class=\"n\">2</td><td>loss is not finite in step 1 &lt;b&gt;")
                .contains("<td>bootstrap data 21</td><td class=\"n\">3</td><td>the ratio collapsed")
                .contains("<td>closure and N_eff are within their bounds</td>")
                .contains("<td class=\"n\">182\u202f334</td>", "<td class=\"n\">9\u202f120</td><td class=\"n\">–</td>")
                .contains("<td><b>all</b></td><td></td><td class=\"n\">43</td><td class=\"n\">2</td>");
    }

    @Test
    void withoutTruthTheBandOfTheRatioIsTheTotalUncertainty() {
        String html = html(FakeUncertainties.withoutTruth());
        assertThat(html).contains("hatched: uncertainty of the result.");
    }

    /// The page without its files.
    private static String html(Report report) {
        return new Page(report, FigureSet.of(report)).html();
    }
}
