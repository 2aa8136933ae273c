package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.ToyMeasurement;
import unfurl.hist.Covariance;

class HepDataTest {
    private static HepData submission(Publication publication) {
        return new HepData(publication, OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    private static List<Document> dependent(Document table) {
        return table.get("dependent_variables").list();
    }

    private static Document error(Document value, String label) {
        return value.get("errors").list().stream()
                .filter(error -> error.get("label").text().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a submission keeps HEPData's rules, with and without what only the user knows")
    void rules() {
        for (Publication publication : List.of(
                Published.of(Published.PT),
                Published.of(Published.PT, Published.TRACKS),
                Published.of(Published.PT.asNormalised(), Published.TRACKS.asNormalised()),
                Published.of(Published.PT.where(Expression.parse("Ntracks_trackj1 > 2"))))) {
            HepDataRules.tables(submission(publication).files());
            HepDataRules.tables(new HepData(
                            publication,
                            OptionalDouble.of(1.3e7),
                            Optional.of("P P --> Z0 X"),
                            Optional.of("CC-BY-4.0"))
                    .files());
        }
    }

    @Test
    @DisplayName("values, edges and units are those of the sums of weights, and errors keep their signs")
    void values() {
        Document table = HepDataRules.tables(
                        submission(Published.of(Published.PT)).files())
                .getFirst();
        Document independent = table.get("independent_variables").list().getFirst();
        assertThat(independent.get("header").get("name").text()).isEqualTo("$p_T^{ll}$");
        assertThat(independent.get("header").get("units").text()).isEqualTo("GeV");
        assertThat(independent.get("values").list().getLast().get("high").number())
                .isEqualTo(400);
        Document result = dependent(table).getFirst();
        assertThat(result.get("header").get("name").text()).isEqualTo("D(SIG)/D(pT_ll)");
        assertThat(result.get("header").get("units").text()).isEqualTo("fb/GeV");
        Document first = result.get("values").list().getFirst();
        assertThat(first.get("value").number()).isEqualTo((20 + 190 / 64.0) / 100);
        // The weights of muEff are 1 + i/320, those of scale 1 + i/384 up and 1 + i/448 down; Σi = 190.
        assertThat(HepDataRules.changes(error(first, "sys,muEff"))[0])
                .isCloseTo((190 / 320.0 - 190 / 64.0) / 100, within(1e-15));
        double[] scale = HepDataRules.changes(error(first, "sys,scale"));
        assertThat(scale[0]).isCloseTo((190 / 384.0 - 190 / 64.0) / 100, within(1e-15));
        assertThat(scale[1]).isCloseTo((190 / 448.0 - 190 / 64.0) / 100, within(1e-15));
        assertThat(HepDataRules.changes(error(first, "sys,luminosity"))[0])
                .isCloseTo(0.017 * (20 + 190 / 64.0) / 100, within(1e-15));
        assertThat(error(first, "stat,bootstrap_data").get("symerror").number()).isPositive();
        Document prior = dependent(table).getLast();
        assertThat(prior.get("header").get("name").text()).endsWith(", prior");
        assertThat(prior.get("values").list().getFirst().get("value").number()).isEqualTo(20 * 1.25 / 100);
    }

    @Test
    @DisplayName("a bin with nothing in it is missing, and one without an error has a value alone")
    void empty() {
        Publication publication = Published.of(Published.TRACKS);
        List<Document> values = dependent(
                        HepDataRules.tables(submission(publication).files()).getFirst())
                .getFirst()
                .get("values")
                .list();
        assertThat(values.get(3).get("value").text()).isEqualTo("-");
        Publication exact =
                Published.of(ToyMeasurement.full(), Optional.of(List.of("luminosity")), Published.PT.asNormalised());
        Document value = dependent(
                        HepDataRules.tables(submission(exact).files()).getFirst())
                .getFirst()
                .get("values")
                .list()
                .getFirst();
        assertThat(value.keys()).containsExactly("value");
    }

    @Test
    @DisplayName("covariances and correlations are those of the breakdown, by source and in total, row by row")
    void covariances() {
        Publication publication = Published.of(Published.TRACKS);
        List<Document> tables = HepDataRules.tables(submission(publication).files());
        PublishedTable table = publication.tables().getFirst();
        List<Covariance> expected = IntStream.rangeClosed(0, table.sources().size())
                .mapToObj(
                        k -> k == 0 ? table.total() : table.sources().get(k - 1).covariance())
                .toList();
        for (int k = 0; k < expected.size(); k++) {
            List<Document> covariances =
                    dependent(tables.get(1)).get(k).get("values").list();
            List<Document> correlations =
                    dependent(tables.get(2)).get(k).get("values").list();
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    assertThat(covariances.get(4 * i + j).get("value").number())
                            .isEqualTo(expected.get(k).get(i, j));
                    assertThat(correlations.get(4 * i + j).get("value").number())
                            .isEqualTo(expected.get(k).correlation(i, j));
                }
            }
        }
        List<Document> axes = tables.get(1).get("independent_variables").list();
        assertThat(axes.get(0).get("values").list().get(4).get("low").number()).isEqualTo(1);
        assertThat(axes.get(1).get("values").list().get(4).get("low").number()).isEqualTo(0);
        assertThat(dependent(tables.get(1)).getFirst().get("header").get("name").text())
                .isEqualTo("Covariance, total");
    }

    @Test
    @DisplayName("of several tables one more has the covariance between all of their bins, when they are not too many")
    void joint() {
        Publication publication = Published.of(Published.PT, Published.TRACKS);
        Document joint = HepDataRules.tables(submission(publication).files()).getLast();
        List<Document> covariance = dependent(joint).getFirst().get("values").list();
        assertThat(covariance).hasSize(36);
        assertThat(covariance.get(6 + 3).get("value").number())
                .isEqualTo(publication.total().get(1, 3));
        double[] edges =
                IntStream.rangeClosed(0, 249).mapToDouble(i -> 200 + i * 0.8).toArray();
        HepData large = submission(Published.of(Published.query("pT_ll", "GeV", edges), Published.PT));
        assertThat(large.isJoint()).isFalse();
        assertThat(submission(Published.of(Published.PT)).isJoint()).isFalse();
    }

    @Test
    @DisplayName("a file that HEPData would not take is refused with its size")
    void tooLarge() {
        double[] edges = IntStream.rangeClosed(0, 200).mapToDouble(i -> 200 + i).toArray();
        HepData large = submission(Published.of(Published.query("pT_ll", "GeV", edges)));
        assertThatThrownBy(large::files)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("data1_covariance.yaml would have")
                .hasMessageContaining("fewer bins");
    }

    @Test
    @DisplayName("long and odd expressions keep names short and files safe")
    void oddNames() {
        String odd = "sqrt(pT_ll^2 + 1e-3) / (1 + Ntracks_trackj1) + 0*Ntracks_trackj1 - 0.25*pi + 1e10*0";
        Publication publication =
                Published.of(Published.query(odd, "", 0, 100, 500), Published.query(odd, "", 0, 250, 500));
        List<Document> tables = HepDataRules.tables(submission(publication).files());
        assertThat(tables).hasSize(7);
        assertThat(HepDataRules.checked(
                                Document.yaml(HepData.table(publication.tables().getLast()), "one"))
                        .get("dependent_variables")
                        .list()
                        .getFirst()
                        .get("values")
                        .list())
                .hasSize(2);
    }
}
