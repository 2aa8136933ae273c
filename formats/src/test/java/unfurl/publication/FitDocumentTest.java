package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.hist.Covariance;

class FitDocumentTest {
    private static final Publication PUBLICATION =
            Published.of(Published.PT.where(Expression.parse("Ntracks_trackj1 < 6")), Published.TRACKS);

    private static Document document() {
        return Document.json(FitDocument.of(PUBLICATION).toJson(), "fit.json");
    }

    private static double[] numbers(Document list) {
        return list.list().stream().mapToDouble(Document::number).toArray();
    }

    private static void assertIs(Document rows, Covariance expected) {
        for (int i = 0; i < expected.size(); i++) {
            int row = i;
            assertThat(numbers(rows.list().get(i)))
                    .containsExactly(IntStream.range(0, expected.size())
                            .mapToDouble(j -> expected.get(row, j))
                            .toArray());
        }
    }

    @Test
    @DisplayName("the keys are those of docs/reference/publication.md, and no others")
    void keys() {
        Document fit = document();
        assertThat(fit.keys())
                .containsExactly(
                        "format",
                        "version",
                        "measurement",
                        "description",
                        "normalisation",
                        "luminosity",
                        "phaseSpace",
                        "tables",
                        "sources",
                        "covariance",
                        "rank",
                        "covarianceDegreesOfFreedom",
                        "cite");
        assertThat(fit.get("format").text()).isEqualTo("unfurl-fit");
        assertThat(fit.get("version").text()).isEqualTo("1.0");
        assertThat(fit.get("normalisation").get("unit").text()).isEqualTo("fb");
        assertThat(fit.get("phaseSpace").text()).isEqualTo("pT_ll > 200");
        assertThat(fit.get("tables").list().getFirst().keys())
                .containsExactly(
                        "number",
                        "observable",
                        "label",
                        "unit",
                        "where",
                        "normalised",
                        "edges",
                        "firstBin",
                        "values",
                        "valueUnit",
                        "predictions");
    }

    @Test
    @DisplayName("values, edges, total covariance and predictions are the publication's")
    void values() {
        Document fit = document();
        for (int k = 0; k < 2; k++) {
            Document table = fit.get("tables").list().get(k);
            PublishedTable expected = PUBLICATION.tables().get(k);
            assertThat(numbers(table.get("values")))
                    .containsExactly(expected.spectrum().values());
            assertThat(numbers(table.get("edges")))
                    .containsExactly(expected.spectrum().axis().edges());
            assertThat(table.get("firstBin").whole()).isEqualTo(k == 0 ? 0 : 2);
            Document prior = table.get("predictions").list().getFirst();
            assertThat(prior.get("name").text()).isEqualTo("prior");
            assertIs(
                    prior.get("covariance"),
                    expected.predictions().getFirst().spectrum().covariance());
        }
        assertIs(fit.get("covariance"), PUBLICATION.total());
        assertThat(fit.get("rank").whole()).isEqualTo(PUBLICATION.total().rank());
    }

    @Test
    @DisplayName("the shifts of each source give its covariance back, and one nuisance says up and down")
    void sources() {
        List<Document> sources = document().get("sources").list();
        assertThat(sources).hasSameSizeAs(PUBLICATION.sources());
        for (int k = 0; k < sources.size(); k++) {
            SourceErrors expected = PUBLICATION.sources().get(k);
            assertThat(sources.get(k).get("name").text()).isEqualTo(expected.name());
            Covariance back = Covariance.ofShifts(sources.get(k).get("shifts").list().stream()
                    .map(FitDocumentTest::numbers)
                    .toList());
            for (int i = 0; i < back.size(); i++) {
                for (int j = 0; j < back.size(); j++) {
                    double errors = expected.covariance().error(i)
                            * expected.covariance().error(j);
                    assertThat(back.get(i, j)).isCloseTo(expected.covariance().get(i, j), within(1e-12 * errors));
                }
            }
            assertThat(sources.get(k).find("up").isPresent())
                    .isEqualTo(expected.shift().isPresent());
        }
        Document scale = sources.stream()
                .filter(s -> s.get("name").text().equals("scale"))
                .findFirst()
                .orElseThrow();
        assertThat(numbers(scale.get("down"))[3])
                .isEqualTo(PUBLICATION.sources().get(5).down(3));
    }
}
