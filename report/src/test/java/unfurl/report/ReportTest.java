package unfurl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import unfurl.InputException;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;

final class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void aReportOf24ObservablesIsOneFileBelowSixMegabytesAndItsFigures() throws IOException {
        Path index = FakeReport.withTruth().write(folder);
        assertThat(index).isEqualTo(folder.resolve("index.html"));
        assertThat(Files.size(index)).isLessThan(6_000_000);
        assertThat(names(folder)).containsExactlyInAnyOrder("index.html", "figures");
        assertThat(names(folder.resolve("figures")))
                .contains("pT_ll-gen.svg", "pT_ll-gen.pdf", "pT_ll-reco.svg", "training-step1b.pdf", "weights-push.svg")
                .noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void thePageRefersToNothingOutsideButItsOwnFigures() {
        String html = html(FakeReport.withTruth());
        Matcher references =
                Pattern.compile("(?:href|src|action|data)=\"([^\"]*)\"").matcher(html);
        while (references.find()) {
            assertThat(references.group(1)).matches("#[a-z0-9]+|figures/[A-Za-z0-9._-]+\\.(svg|pdf)");
        }
        assertThat(html).doesNotContain("http:", "https:", "@import", "url(", "<link", "<iframe", "<img");
    }

    @Test
    void everyDownloadThatThePageNamesIsWritten() throws IOException {
        String html = Files.readString(FakeReport.withoutTruth().write(folder));
        Matcher files = Pattern.compile("href=\"(figures/[^\"]*)\"").matcher(html);
        int found = 0;
        while (files.find()) {
            assertThat(folder.resolve(files.group(1))).isNotEmptyFile();
            found++;
        }
        assertThat(found).isEqualTo(2 * (2 * 24 + 4 + 2 + 1));
    }

    @Test
    void everyLinkWithinThePageHasItsTargetAndNoTargetIsThereTwice() {
        String html = html(FakeReport.withTruth());
        List<String> targets = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(targets).doesNotHaveDuplicates();
        Matcher links = Pattern.compile("href=\"#([^\"]*)\"").matcher(html);
        while (links.find()) {
            assertThat(targets).contains(links.group(1));
        }
    }

    @Test
    void textIsEscapedWhereverItComesFrom() {
        String html = html(FakeReport.withTruth());
        assertThat(html)
                .contains("&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;")
                .contains("# &lt;raw&gt; &amp; &quot;quoted&quot;")
                .doesNotContain("<raw>", "<b>&");
    }

    @Test
    void noCoordinateIsNotANumber() {
        assertThat(html(FakeReport.withTruth())).doesNotContain("NaN", "Infinity");
    }

    @Test
    void everySvgIsWellFormedAndEveryPdfOpens() throws Exception {
        FakeReport.withTruth().write(folder);
        for (String name : names(folder.resolve("figures"))) {
            Path file = folder.resolve("figures").resolve(name);
            if (name.endsWith(".svg")) {
                var builder = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
                var svg = builder.parse(new InputSource(new StringReader(Files.readString(file))));
                assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
            } else {
                try (var pdf = Loader.loadPDF(Files.readAllBytes(file))) {
                    assertThat(pdf.getNumberOfPages()).isEqualTo(1);
                    assertThat(pdf.getPage(0).getContents().readAllBytes()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void theSameReportIsTheSameBytes() throws IOException {
        FakeReport.withTruth().write(folder.resolve("a"));
        FakeReport.withTruth().write(folder.resolve("b"));
        for (String name : names(folder.resolve("a/figures"))) {
            assertThat(folder.resolve("a/figures").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b/figures").resolve(name));
        }
        assertThat(folder.resolve("a/index.html")).hasSameBinaryContentAs(folder.resolve("b/index.html"));
    }

    @Test
    void aReportWithoutAnythingToShowStillReads() {
        var empty = new Report(
                new Title("Empty", "", "", ""),
                List.of(),
                List.of(page("m", Numbers.of(0, 1), Numbers.of(0), Numbers.of(0))),
                new Diagnostics(List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                new Provenance(List.of(), List.of(), "", ""));
        assertThat(html(empty)).contains("No network was trained", "Nothing was clipped");
    }

    @Test
    void aBinIsFlaggedWhenItHasFewEffectiveEventsOrALargeError() {
        Numbers edges = Numbers.edges(4, 0, 4);
        var unfolded = new Binned(edges, Numbers.of(10, 10, 10, -10), Numbers.of(1, 1, 1.6, 1.6));
        var level = new GenLevel(
                unfolded,
                unfolded,
                Optional.empty(),
                Numbers.of(5000, 4999, 1e6, 1e6),
                GenLevel.Quantity.EVENTS,
                "",
                Optional.empty());
        assertThat(level.flags()).isEqualTo(Numbers.of(0, 1, 1, 1));
    }

    @Test
    void twoObservablesThatWouldWriteTheSameFilesAreRefused() {
        var one = page("a/b", Numbers.of(0, 1), Numbers.of(1), Numbers.of(1));
        var other = page("a_b", Numbers.of(0, 1), Numbers.of(1), Numbers.of(1));
        var report = FakeReport.withTruth();
        assertThatThrownBy(() -> new Report(
                        report.title(),
                        List.of(),
                        List.of(one, other),
                        report.diagnostics(),
                        List.of(),
                        List.of(),
                        report.provenance()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'a_b'");
    }

    @Test
    void aFolderThatCannotBeWrittenIsTheUsersError() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> FakeReport.withTruth().write(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("taken");
    }

    @Test
    void unfoldedErrorsAreNamedAsThoseOfTheSampleAlone() {
        var gen = new ObservableFigures(new Title("", "", "", ""))
                .gen(FakeReport.withTruth().observables().getFirst());
        assertThat(legends(gen)).contains("Unfolded, sample stat.").doesNotContain("Unfolded, stat. error");
        assertThat(html(FakeReport.withTruth())).contains("√Σw² of the published sample (sample stat.)");
    }

    @Test
    void theReweightedSimulationIsNamedWithTheBackgroundThatItIncludesAndHasItsError() {
        ObservablePage page = FakeReport.withTruth().observables().getFirst();
        RecoLevel level = page.reco().orElseThrow();
        var figures = new ObservableFigures(new Title("", "", "", ""));
        assertThat(legends(figures.reco(page.atReco().orElseThrow()))).contains("Reweighted simulation + background");
        var alone =
                new RecoLevel(level.data(), level.simulation(), Optional.empty(), level.reweighted(), Optional.empty());
        Figure figure = figures.reco(new RecoPage(page.name(), page.label(), page.unit(), alone));
        assertThat(legends(figure)).contains("Reweighted simulation");
        // Without background the band's half height is the error of the reweighted simulation over the data.
        var bands = figure.panels().get(1).layers().stream()
                .filter(Layer.Band.class::isInstance)
                .map(Layer.Band.class::cast)
                .filter(band -> band.fill() == Layer.Fill.PLAIN)
                .toList();
        double expected = level.reweighted().orElseThrow().errors().get(0)
                / level.data().values().get(0);
        assertThat(bands).hasSize(1);
        assertThat((bands.getFirst().high().get(0) - bands.getFirst().low().get(0)) / 2)
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void anObservableAtRecoAloneHasItsFigureAndItsAgreementAndNoPlaceAtGen() throws IOException {
        Report report = withRecoOnly("m_ll");
        String html = Files.readString(report.write(folder));
        assertThat(folder.resolve("figures/m_ll-reco.pdf")).isNotEmptyFile();
        assertThat(names(folder.resolve("figures")))
                .filteredOn(name -> name.startsWith("m_ll-"))
                .containsExactlyInAnyOrder("m_ll-reco.svg", "m_ll-reco.pdf");
        assertThat(html)
                .contains("id=\"r0\" data-observable=\"m_ll\"", "figures/m_ll-reco.svg")
                .containsOnlyOnce("<td><a href=\"#r0\">");
        assertThat(html.indexOf("Reco level, against the data")).isLessThan(html.indexOf("<td><a href=\"#r0\">"));
        assertThat(html(FakeReport.withTruth())).doesNotContain("At reco level alone");
    }

    @Test
    void anObservableAtRecoAloneWithTheFilesOfAnotherIsRefused() {
        assertThatThrownBy(() -> withRecoOnly("pT_LL"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'pT_LL'");
    }

    private static Report withRecoOnly(String name) {
        Report fake = FakeReport.withTruth();
        RecoLevel level = fake.observables().getFirst().reco().orElseThrow();
        return new Report(
                fake.title(),
                fake.headline(),
                fake.observables(),
                List.of(new RecoPage(name, "m_{\\ell\\ell}", "GeV", level)),
                fake.diagnostics(),
                fake.ledger(),
                fake.notices(),
                fake.provenance(),
                fake.uncertainties());
    }

    @Test
    void theLedgerCountsEffectiveEventsAndSetsPartsIn() {
        assertThat(html(FakeReport.withTruth()))
                .contains("<th class=\"n\">N<sub>eff</sub></th><th class=\"n\">Σ weights</th>")
                .contains("<td><span class=\"part\">of which misses</span></td>");
    }

    @Test
    void aNoticeShowsACountOnlyWhereSomethingWasCounted() {
        var fake = FakeReport.withoutTruth();
        var report = new Report(
                fake.title(),
                List.of(),
                List.of(),
                fake.diagnostics(),
                List.of(),
                List.of(Notice.of(Notice.Severity.NOTE, "said once"), Notice.of(Notice.Severity.NOTE, "clipped", 1234)),
                fake.provenance());
        assertThat(html(report))
                .contains("<span>said once</span><span class=\"n\"></span>")
                .contains("<span>clipped</span><span class=\"n\">1\u202f234</span>");
    }

    @Test
    void theOverviewNamesQuantityAndLevelOfItsNumbers() {
        assertThat(html(FakeReport.withTruth()))
                .contains("Numbers: gen level, TD × 10³ to the truth", "<small title=\"gen level, TD × 10³\">");
        assertThat(html(FakeReport.withoutTruth()))
                .contains("Numbers: reco level, TD × 10³ to the data", "<small title=\"reco level, TD × 10³\">");
    }

    @Test
    void pValuesStandUnderAHeadingThatNamesTheirErrors() {
        assertThat(html(FakeReport.withTruth()))
                .contains("<th class=\"n\">p-value, sample stat. only</th>")
                .contains("<th class=\"n\">p-value, stat. of data and sample</th>")
                .contains("p-value (stat. of data and sample) 0.41");
    }

    @Test
    void theFirstOfSeveralNetworksIsNamedInTheCaptionOnly() {
        assertThat(html(FakeReport.withTruth()))
                .contains("Loss of step 1b, first of 2 members;", "figures/training-step1b.svg")
                .doesNotContain("networks.svg");
    }

    private static List<String> legends(Figure figure) {
        return figure.panels().getFirst().layers().stream().map(Layer::legend).toList();
    }

    private String html(Report report) {
        try {
            return Files.readString(report.write(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static ObservablePage page(String name, Numbers edges, Numbers values, Numbers nEff) {
        Binned binned = Binned.exact(edges, values);
        var level =
                new GenLevel(binned, binned, Optional.empty(), nEff, GenLevel.Quantity.EVENTS, "", Optional.empty());
        return new ObservablePage(name, "m_{jj}", "GeV", Optional.empty(), level);
    }
}
