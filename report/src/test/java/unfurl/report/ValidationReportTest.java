package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.report.Evidence.Coverage;
import unfurl.report.Evidence.Interval;
import unfurl.report.Evidence.Size;
import unfurl.report.Evidence.Sizes;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;

final class ValidationReportTest {
    private static final Title TITLE = new Title("Validation", "", "", "");

    @TempDir
    private Path folder;

    @Test
    void thePageHasAVerdictForEveryTestAndCountsThem() throws IOException {
        String html = Files.readString(FakeValidation.report().write(folder));
        assertThat(html)
                .contains("<dt>Tests passed</dt><dd>30 of 32</dd>", "<dt>Tests failed</dt><dd>1 of 32</dd>")
                .contains("1 test failed</a>", "<span class=\"verdict failed\">✗ failed</span>")
                .contains("<td>pT_ll &lt;bump&gt;</td>", "<td>62 ± 8\u202f% of the bump are recovered</td>")
                .contains("<span class=\"verdict inconclusive\">? not conclusive</span>")
                .doesNotContain("<bump>", "<unreal>", "NaN", "Infinity");
    }

    @Test
    void sectionsStandInTheirOrderAndOnlyThoseThatWereTested() throws IOException {
        String html = Files.readString(FakeValidation.report().write(folder));
        List<String> sections = Pattern.compile("<section id=\"([a-z]+)\"")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(sections)
                .containsExactly(
                        "verdicts",
                        "closure",
                        "stress",
                        "bump",
                        "prior",
                        "hidden",
                        "coverage",
                        "rules",
                        "notices",
                        "provenance",
                        "study",
                        "citations");
        String few = html(List.of(FakeValidation.test(Kind.BUMP, "b", Verdict.PASSED, "")));
        assertThat(few)
                .contains("<section id=\"bump\">")
                .doesNotContain("id=\"closure\"", "href=\"#closure", "href=\"#rules");
    }

    @Test
    void thePageHasNoScriptsAndRefersToNothingButItsFigures() throws IOException {
        String html = Files.readString(FakeValidation.report().write(folder));
        assertThat(html).doesNotContain("<script", "script-src", "<button", "http:", "https:", "<img");
        Matcher references = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
        while (references.find()) {
            String to = references.group(1);
            if (to.startsWith("figures/")) {
                assertThat(folder.resolve(to)).isNotEmptyFile();
            } else if (!to.startsWith("#u")) {
                assertThat(html).contains("id=\"" + to.substring(1) + "\"");
            }
        }
    }

    @Test
    void aValidationOfNothingStillReads() {
        assertThat(html(List.of())).contains("Nothing was tested", "Nothing was clipped");
    }

    @Test
    void sizesOfAllTestsOfAKindShareAFigureAndTwentySixFindRoomInOne() {
        var tests = new ArrayList<ValidationTest>();
        for (int i = 0; i < 30; i++) {
            var size = new Size("o" + i, 10, 9, 1);
            tests.add(FakeValidation.test(
                    Kind.STRESS, "o" + i, Verdict.PASSED, "", new Sizes("Slope [%]", List.of(size))));
        }
        tests.add(FakeValidation.test(
                Kind.STRESS, "m", Verdict.PASSED, "", new Sizes("Shift [GeV]", List.of(new Size("m", 1, 1, 0)))));
        var figures = new ValidationFigures(TITLE).of(Kind.STRESS, tests);
        assertThat(figures).hasSize(3);
        Figure first = figures.getFirst().figure();
        assertThat(first.svg()).contains("aria-label=\"o0\"", "aria-label=\"o25\"", "aria-label=\"Slope [%]\"");
        assertThat(first.svg()).doesNotContain("aria-label=\"o26\"");
        var ratio = (Layer.Points) first.panels().get(1).layers().getLast();
        assertThat(ratio.values().get(0)).isCloseTo(0.9, within(1e-15));
        assertThat(ratio.errors().get(0)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void aSizeOfZeroOrNoneRecoveredLeavesAGap() {
        var sizes = new Sizes("Size", List.of(new Size("a", 0, 0.1, 0.2), new Size("b", 1, Double.NaN, Double.NaN)));
        var test = FakeValidation.test(Kind.STRESS, "x", Verdict.INCONCLUSIVE, "", sizes);
        var figures = new ValidationFigures(TITLE).of(Kind.STRESS, List.of(test));
        assertThat(figures.getFirst().figure().svg()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aResultHasTheErrorsOfBootstrapsAndATruthHasNone() {
        List<ValidationTest> tests = FakeValidation.report().tests();
        Figure figure =
                new ValidationFigures(TITLE).of(Kind.CLOSURE, tests).getFirst().figure();
        assertThat(figure.panels().getFirst().layers().stream().map(Layer::legend))
                .contains("Unfolded, stat. error", "Truth")
                .noneMatch(legend -> legend.contains("sample stat."));
    }

    @Test
    void coverageHasAPanelForEachProbabilityWithItsLineAndBinomialErrors() {
        Numbers edges = Numbers.of(0, 1, 2);
        var coverage = new Coverage(
                "m",
                "m_{jj}",
                "GeV",
                edges,
                1000,
                List.of(new Interval(0.68, Numbers.of(0.7, 1)), new Interval(0.95, Numbers.of(0.95, Double.NaN))));
        var test = FakeValidation.test(Kind.COVERAGE, "m", Verdict.PASSED, "", coverage);
        var figures = new ValidationFigures(TITLE).of(Kind.COVERAGE, List.of(test));
        Figure figure = figures.getFirst().figure();
        assertThat(figures.getFirst().file()).isEqualTo("coverage-m");
        assertThat(figure.panels()).hasSize(2);
        var layers = figure.panels().getFirst().layers();
        assertThat(layers)
                .anySatisfy(layer -> assertThat(layer)
                        .isInstanceOfSatisfying(
                                Layer.Level.class,
                                level -> assertThat(level.at()).isEqualTo(0.68)));
        var points = (Layer.Points) layers.getLast();
        // √(0.7 · 0.3 / 1000), to the one in 500 by which the mean after 1000 toys differs.
        assertThat(points.errors().get(0)).isCloseTo(0.014491, within(5e-5));
        assertThat(points.errors().get(1)).isBetween(1e-4, 2e-3);
        assertThat(figure.svg()).doesNotContain("NaN");
        assertThat(figure.description()).isEqualTo("Coverage of the intervals of m_jj in 1000 toys");
    }

    @Test
    void sharesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Interval(0.68, Numbers.of(1.1))).hasMessageContaining("not within 0 to 1");
        assertThatThrownBy(() -> new Interval(68, Numbers.of(0.5))).hasMessage("intervals of probability 68.0");
    }

    @Test
    void figuresOfTheSameNameAreNumbered() throws IOException {
        var size = new Coverage("m", "m", "", Numbers.of(0, 1), 10, List.of(new Interval(0.68, Numbers.of(0.7))));
        var test = FakeValidation.test(Kind.COVERAGE, "m", Verdict.PASSED, "", size, size);
        html(List.of(test));
        assertThat(folder.resolve("figures/coverage-m.svg")).isNotEmptyFile();
        assertThat(folder.resolve("figures/coverage-m-2.svg")).isNotEmptyFile();
    }

    private String html(List<ValidationTest> tests) {
        var report = new ValidationReport(
                TITLE, List.of(), tests, List.of(), List.of(), new Provenance(List.of(), List.of(), "", ""));
        try {
            return Files.readString(report.write(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
