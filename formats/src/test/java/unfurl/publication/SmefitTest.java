package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.formats.Document;
import unfurl.formats.ToyMeasurement;
import unfurl.hist.Covariance;

/// Data sets are read as SMEFiT's own reader does: a covariance is the squares of the statistical errors and of
/// what is called UNCORR on the diagonal, and the outer products of all other systematics, joined over data
/// sets by name.
class SmefitTest {
    private record DataSet(
            List<Double> central,
            List<Double> statistical,
            Map<String, List<Double>> shared,
            List<List<Double>> apart) {
        int size() {
            return central.size();
        }
    }

    private static List<Double> numbers(Document scalarOrList, int count) {
        List<Double> numbers = scalarOrList.isList()
                ? scalarOrList.list().stream().map(Document::number).toList()
                : List.of(scalarOrList.number());
        assertThat(numbers).hasSize(count);
        assertThat(scalarOrList.isList()).as("one value stands without a list").isEqualTo(count != 1);
        return numbers;
    }

    private static List<String> texts(Document scalarOrList, int count) {
        assertThat(scalarOrList.isList()).isEqualTo(count != 1);
        List<String> texts = scalarOrList.isList()
                ? scalarOrList.list().stream().map(Document::text).toList()
                : List.of(scalarOrList.text());
        assertThat(texts).hasSize(count);
        return texts;
    }

    private static DataSet read(String file, String text) {
        Document set = Document.yaml(text, file)
                .onlyKeys(
                        "dataset_name",
                        "units",
                        "description",
                        "luminosity",
                        "num_data",
                        "num_sys",
                        "data_central",
                        "statistical_error",
                        "systematics",
                        "sys_names",
                        "sys_type");
        assertThat(file).isEqualTo(set.get("dataset_name").text() + ".yaml").matches("[A-Za-z0-9_]+\\.yaml");
        int data = (int) set.get("num_data").whole();
        int systematics = (int) set.get("num_sys").whole();
        List<Document> shifts = set.get("systematics").list();
        assertThat(shifts).hasSize(systematics);
        List<String> names = texts(set.get("sys_names"), systematics);
        assertThat(texts(set.get("sys_type"), systematics)).isSubsetOf("ADD", "MULT");
        var shared = new LinkedHashMap<String, List<Double>>();
        var apart = new ArrayList<List<Double>>();
        for (int k = 0; k < systematics; k++) {
            List<Double> shift = numbers(shifts.get(k), data);
            if (names.get(k).equals("UNCORR")) {
                apart.add(shift);
            } else {
                assertThat(names.get(k)).isNotIn("CORR", "THEORYCORR", "THEORYUNCORR");
                assertThat(shared.put(names.get(k), shift)).isNull();
            }
        }
        return new DataSet(
                numbers(set.get("data_central"), data), numbers(set.get("statistical_error"), data), shared, apart);
    }

    private static List<DataSet> read(Publication publication) {
        var sets = new ArrayList<DataSet>();
        new Smefit(publication).files().forEach((file, text) -> sets.add(read(file, text)));
        return sets;
    }

    private static Covariance covariance(List<DataSet> sets) {
        var names = new HashSet<String>();
        sets.forEach(set -> names.addAll(set.shared().keySet()));
        var place = new ArrayList<int[]>();
        for (int s = 0; s < sets.size(); s++) {
            for (int i = 0; i < sets.get(s).size(); i++) {
                place.add(new int[] {s, i});
            }
        }
        return Covariance.of(place.size(), (a, b) -> {
            DataSet left = sets.get(place.get(a)[0]);
            DataSet right = sets.get(place.get(b)[0]);
            int i = place.get(a)[1];
            int j = place.get(b)[1];
            double sum = a == b ? left.statistical().get(i) * left.statistical().get(i) : 0;
            for (List<Double> apart : left.apart()) {
                sum += a == b ? apart.get(i) * apart.get(i) : 0;
            }
            for (String name : names) {
                if (left.shared().containsKey(name) && right.shared().containsKey(name)) {
                    sum += left.shared().get(name).get(i)
                            * right.shared().get(name).get(j);
                }
            }
            return sum;
        });
    }

    /// @param kept the bins of the publication that the data sets have, in their order
    private static void assertGivesBack(Publication publication, int... kept) {
        Covariance found = covariance(read(publication));
        assertThat(found.size()).isEqualTo(kept.length);
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < kept.length; j++) {
                double expected = publication.total().get(kept[i], kept[j]);
                double errors =
                        publication.total().error(kept[i]) * publication.total().error(kept[j]);
                assertThat(found.get(i, j)).isCloseTo(expected, within(1e-12 * errors));
            }
        }
    }

    @Test
    @DisplayName("the systematics give the covariance back, of one table and between several")
    void covariances() {
        assertGivesBack(Published.of(Published.PT), 0, 1);
        assertGivesBack(Published.of(Published.TRACKS), 0, 1, 2, 3);
        assertGivesBack(Published.of(Published.TRACKS, Published.PT), 0, 1, 2, 3, 4, 5);
    }

    @Test
    @DisplayName("the last bin of a normalised table is left out, so that the covariance has an inverse")
    void normalised() {
        assertGivesBack(
                Published.of(Published.query("pT_ll", "GeV", 200, 240, 300, 400).asNormalised()), 0, 1);
        assertGivesBack(Published.of(Published.PT.asNormalised()), 0);
        assertThat(new Smefit(Published.of(
                                Published.query("pT_ll", "GeV", 200, 400).asNormalised()))
                        .files())
                .as("one bin is always 1")
                .isEmpty();
    }

    @Test
    @DisplayName("central values are the table's; what the finite sample gives one table is its statistical error")
    void values() {
        Publication publication = Published.of(Published.PT);
        DataSet set = read(publication).getFirst();
        assertThat(set.central())
                .containsExactly(
                        publication.tables().getFirst().spectrum().value(0),
                        publication.tables().getFirst().spectrum().value(1));
        double squares = IntStream.range(0, 20)
                .mapToDouble(i -> (1 + i / 64.0) * (1 + i / 64.0))
                .sum();
        assertThat(set.statistical().getFirst()).isCloseTo(Math.sqrt(squares) / 100, within(1e-15));
        assertThat(set.shared())
                .containsKeys("toy_muEff", "toy_luminosity")
                .doesNotContainKey("toy_statistics_of_the_sample");
        assertThat(set.apart()).as("theory, whose bins are uncorrelated").hasSize(1);
    }

    @Test
    @DisplayName("the luminosity is a factor, unless a bin without a value forbids it; all else is added")
    void types() {
        String text =
                new Smefit(Published.of(Published.PT)).files().firstEntry().getValue();
        Document set = Document.yaml(text, "set");
        List<String> names =
                set.get("sys_names").list().stream().map(Document::text).toList();
        List<String> types =
                set.get("sys_type").list().stream().map(Document::text).toList();
        assertThat(types.get(names.indexOf("toy_luminosity"))).isEqualTo("MULT");
        assertThat(types).containsOnlyOnce("MULT");
        assertThat(new Smefit(Published.of(Published.TRACKS))
                        .files()
                        .firstEntry()
                        .getValue())
                .doesNotContain("MULT");
    }

    @Test
    @DisplayName("one bin, one systematic and none are written as SMEFiT's own files have them")
    void few() {
        var query = Published.query("pT_ll", "GeV", 200, 400);
        for (List<String> sources :
                List.of(List.of("luminosity"), List.of("statistics of the sample"), List.of("luminosity", "muEff"))) {
            assertGivesBack(Published.of(ToyMeasurement.full(), Optional.of(sources), query), 0);
        }
        String text = new Smefit(Published.of(ToyMeasurement.full(), Optional.of(List.of("luminosity")), query))
                .files()
                .firstEntry()
                .getValue();
        assertThat(text).contains("sys_names: toy_luminosity\n", "sys_type: MULT\n", "num_data: 1\n");
        assertThat(text).containsPattern("data_central: [0-9.]+\n");
    }

    @Test
    @DisplayName("two tables of one observable are two files, and their names are safe")
    void names() {
        assertThat(new Smefit(Published.of(Published.PT, Published.PT)).files().keySet())
                .containsExactly("toy_pT_ll.yaml", "toy_pT_ll_2.yaml");
    }
}
