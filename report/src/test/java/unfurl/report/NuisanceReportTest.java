package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.report.Nuisance.Prior;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Range;

final class NuisanceReportTest {
    @TempDir
    private Path folder;

    @Test
    void aReportWithoutNuisancesSaysNothingOfThem() {
        String html = html(FakeUncertainties.report());
        assertThat(html).doesNotContain("Nuisances", "id=\"nuisances\"", "#nuisances\"", "-profiling", "-impacts");
    }

    @Test
    void aProfileFitHasASectionInTheContentsAndItsFiguresAreWritten() throws IOException {
        String html = Files.readString(FakeNuisances.report().write(folder));
        assertThat(html).contains("<section id=\"nuisances\">", "<a href=\"#nuisances\">");
        assertThat(html).doesNotContain("NaN", "Infinity", "<c>", "<down>");
        Matcher files = Pattern.compile("href=\"(figures/[^\"]*)\"").matcher(html);
        while (files.find()) {
            assertThat(folder.resolve(files.group(1))).isNotEmptyFile();
        }
        for (String name : List.of("nuisances-pulls", "nuisances-correlation", "nuisances-trajectory")) {
            assertThat(html).contains("figures/" + name + ".pdf", "figures/" + name + ".svg");
        }
        for (String ending : List.of("profiling", "impacts", "nuisances")) {
            assertThat(html).contains("figures/pT_ll-" + ending + ".pdf", "figures/tau1_trackj2-" + ending + ".svg");
        }
    }

    @Test
    void manyNuisancesAreSpreadOverFiguresAndThePageStaysBelowEightMegabytes() throws IOException {
        Path index = FakeNuisances.many().write(folder);
        assertThat(Files.size(index)).isLessThan(8_000_000);
        // 34 nuisances: 30 and 4 pulls, and 9 figures of 4 trajectories.
        assertThat(folder.resolve("figures/nuisances-pulls-2.pdf")).exists();
        assertThat(folder.resolve("figures/nuisances-pulls-3.pdf")).doesNotExist();
        assertThat(folder.resolve("figures/nuisances-trajectory-9.pdf")).exists();
        assertThat(folder.resolve("figures/nuisances-trajectory-10.pdf")).doesNotExist();
    }

    @Test
    void theTableHasPullAndConstraintInWidthsOfThePriorAndNothingInTheirPlaceWithoutOne() {
        // (0.62 − 0.2) / 0.5 = 0.84 and 0.31 / 0.5 = 0.62.
        var pulled = new Nuisance(
                "eff",
                "Efficiency",
                Numbers.of(0, 0.5, 0.62),
                0.62,
                0.31,
                Optional.of(new Range(-3, 0.94)),
                new Range(-3, 3),
                Optional.of(Prior.gaussian(0.2, 0.5)),
                OptionalDouble.of(0.4));
        var free = free("scale <1>", 1.324, 0.051, new Range(0.5, 3));
        String html = html(nuisances(pulled, free));
        assertThat(html)
                .contains(
                        "<td>Efficiency <code>eff</code></td><td class=\"n\"><b>0.62 ± 0.31</b></td>"
                                + "<td class=\"n\">≤ −3.00 … 0.94</td><td>Gaussian\u00a00.2\u00a0±\u00a00.5</td><td class=\"n\">−3 … 3</td>"
                                + "<td class=\"n\">0</td><td class=\"n\">0.84</td><td class=\"n\">0.62</td>"
                                + "<td class=\"n\">0.40</td>",
                        "<td>scale &lt;1&gt;</td><td class=\"n\"><b>1.324 ± 0.051</b></td><td class=\"n\">–</td>"
                                + "<td>none</td><td class=\"n\">0.5 … 3</td><td class=\"n\">1</td><td class=\"n\">–</td>"
                                + "<td class=\"n\">–</td><td class=\"n\">–</td>")
                .doesNotContain("At the end of the range", "Convergence", "Other starts", "<h3>Responses");
    }

    @Test
    void aResultAtTheEndOfItsRangeIsSaidToBeThere() {
        assertThat(html(nuisances(free("held", 2.9999, 0.1, new Range(0, 3)), free("b", 1, 0.1, new Range(0, 3)))))
                .contains("<b>At the end of the range</b>: held. Error");
        assertThat(html(nuisances(free("held", 2.99, 0.1, new Range(0, 3))))).doesNotContain("At the end of the range");
    }

    @Test
    void aStepThatGoesTheWholeWayIsNotSaidToCreep() {
        var said = new Nuisances(
                List.of(free("a", 1, 0.1, new Range(0, 3))),
                Optional.empty(),
                List.of(),
                Optional.of(new Nuisances.Convergence(0.08, "a.", false)),
                List.of());
        assertThat(html(said))
                .contains("direction: a. Step 3 goes the whole way")
                .doesNotContain("At this rate");
    }

    @Test
    void convergenceOtherStartsAndChecksStandInWords() {
        var one = free("a", 1, 0.1, new Range(0, 3));
        var said = new Nuisances(
                List.of(one),
                Optional.empty(),
                List.of(
                        new Nuisances.Start(List.of(Numbers.of(0.5, 1.01))),
                        new Nuisances.Start(List.of(Numbers.of(2, 1.025)))),
                Optional.of(new Nuisances.Convergence(0.5, "a & b <up>.", true)),
                List.of(new Nuisances.Check("a", "AUC <down>", "0.53", "≤ 0.51", Verdict.FAILED)));
        String html = html(said);
        // After the two iterations of `free`, (1 − 0.5)² = 25 %; the farther end is 0.025 / 0.1 away.
        assertThat(html)
                .contains(
                        "share of information: 50\u202f%, in the direction: a &amp; b &lt;up&gt;. At this rate 2 iterations")
                .contains("leave 25\u202f% of")
                .contains("at most 0.25\u202fσ from", "0.5 → 1.01<", "<td class=\"n\">0.25\u202fσ</td>")
                .contains("<td>AUC &lt;down&gt;</td><td class=\"n\">0.53</td>", "✗ failed");
    }

    @Test
    void errorsThatAreNotKnownLeaveGaps() {
        var one = free("a", 1, Double.NaN, new Range(0, 3));
        var said = new Nuisances(
                List.of(one),
                Optional.of(Numbers.of(1)),
                List.of(new Nuisances.Start(List.of(Numbers.of(0.5, 1.01)))),
                Optional.empty(),
                List.of());
        assertThat(html(said)).contains("<b>1.000</b>", "at most –\u202fσ").doesNotContain("NaN", "Infinity");
    }

    private static Nuisance free(String name, double value, double error, Range range) {
        return new Nuisance(
                name,
                name,
                Numbers.of(1, value, value),
                value,
                error,
                Optional.empty(),
                range,
                Optional.empty(),
                OptionalDouble.empty());
    }

    private static Nuisances nuisances(Nuisance... fitted) {
        return new Nuisances(List.of(fitted), Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    private static String html(Nuisances nuisances) {
        return html(FakeReport.withTruth().with(nuisances));
    }

    private static String html(Report report) {
        return new Page(report, FigureSet.of(report)).html();
    }
}
