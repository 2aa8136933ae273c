package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.explorer.Asked.CUT;
import static unfurl.explorer.Asked.EDGES;
import static unfurl.explorer.Asked.SLICES;
import static unfurl.explorer.Asked.binning;
import static unfurl.explorer.Asked.numbers;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;

/// What `docs/reference/explorer-api.md` promises of a view, over loopback.
class ViewTest {
    private static final Explored EXPLORED = Toy.explored();
    private static final Measurement MEASUREMENT = EXPLORED.measurement();

    @AutoClose
    private static final Served served = Served.of(EXPLORED);

    private static Query query(boolean normalised) {
        return new Query(
                Expression.parse("pT + 0*n"),
                Axis.of("pT + 0*n", "", 200, 230, 300, 450),
                Optional.of(Expression.parse("(" + CUT + ") && (n > 2)")),
                normalised);
    }

    private static void same(double[] found, Covariance expected) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isEqualTo(expected.error(i));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("a view has the numbers of the measurement itself, to the bit")
    void view(boolean normalised) {
        Document view = served.ask(
                "view",
                Document.entries(
                        "x",
                        binning("pT + 0*n", EDGES),
                        "where",
                        List.of(CUT, "n > 2"),
                        "normalised",
                        normalised,
                        "covariance",
                        true));
        try (var workers = new Workers(1)) {
            Breakdown expected = MEASUREMENT.breakdown(List.of(query(normalised)), workers);
            assertThat(numbers(view.get("value"))).containsExactly(expected.values());
            same(numbers(view.get("total")), expected.total());
            same(numbers(view.get("stat")), expected.statistical(expected.sources()));
            same(numbers(view.get("syst")), expected.systematic(expected.sources()));
            assertThat(view.get("sources").keys()).contains("toys", "closure");
            view.get("sources")
                    .map()
                    .forEach((name, errors) ->
                            same(numbers(errors), expected.uncertainty(name).covariance()));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(numbers(view.get("covariance").list().get(i))[j])
                            .isEqualTo(expected.total().get(i, j));
                    assertThat(numbers(view.get("correlation").list().get(i))[j])
                            .isCloseTo(expected.total().correlation(i, j), within(1e-6));
                }
            }
        }
    }

    @Test
    @DisplayName("the selection's cross section is that of all events that meet the cuts, in the bins or not")
    void selection() {
        Document selection = served.ask("view", Document.entries("x", binning("pT", EDGES), "where", List.of(CUT)))
                .get("selection");
        try (var workers = new Workers(1)) {
            Breakdown expected = MEASUREMENT.breakdown(List.of(Query.ofTotal().where(Expression.parse(CUT))), workers);
            assertThat(selection.get("value").number()).isEqualTo(expected.values()[0]);
            assertThat(selection.get("total").number())
                    .isEqualTo(expected.total().error(0));
            assertThat(selection.get("unit").text()).isEqualTo("fb");
            assertThat(selection.get("events").whole())
                    .isEqualTo(
                            Expression.parse(CUT).select(MEASUREMENT.events()).count());
        }
    }

    @Test
    @DisplayName("slices are divided by their widths, unless each is normalised")
    void slices() {
        for (boolean normalised : new boolean[] {false, true}) {
            Document view = served.ask(
                    "view",
                    Document.entries("x", binning("pT", EDGES), "y", binning("y", SLICES), "normalised", normalised));
            var query = new Query(
                    Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450), Optional.empty(), normalised);
            try (var workers = new Workers(1)) {
                Breakdown expected = MEASUREMENT.breakdown(
                        new SlicedQuery(query, Expression.parse("y"), Axis.of("y", "", -2, 0, 0.5, 2)), workers);
                double[] values = numbers(view.get("value"));
                double[] total = numbers(view.get("total"));
                assertThat(values).hasSize(9);
                for (int cell = 0; cell < 9; cell++) {
                    double width = normalised ? 1 : SLICES.get(cell / 3 + 1) - SLICES.get(cell / 3);
                    assertThat(values[cell] * width).isCloseTo(expected.values()[cell], within(1e-15));
                    assertThat(total[cell] * width).isCloseTo(expected.total().error(cell), within(1e-15));
                }
                assertThat(view.get("unit").text()).isEqualTo(normalised ? "1/GeV" : "fb/GeV");
            }
        }
    }

    @Test
    @DisplayName("a prediction stands beside the result with its test; a scaled one is tested by its shape")
    void predictions() {
        Document view = served.ask(
                "view", Document.entries("x", binning("pT", EDGES), "predictions", List.of("prior", "shape")));
        List<Document> predictions = view.get("predictions").list();
        assertThat(predictions).hasSize(2);
        Document prior = predictions.getFirst();
        Document shape = predictions.getLast();
        assertThat(prior.get("scaled").flag()).isFalse();
        assertThat(prior.get("test").get("ofShape").flag()).isFalse();
        assertThat(prior.get("test").get("degreesOfFreedom").whole()).isEqualTo(3);
        assertThat(prior.get("ownEvents").flag()).isTrue();
        assertThat(shape.get("scaled").flag()).isTrue();
        assertThat(shape.get("ownEvents").flag()).isFalse();
        assertThat(shape.get("test").get("ofShape").flag()).isTrue();
        assertThat(shape.get("test").get("degreesOfFreedom").whole())
                .as("the integral is held")
                .isEqualTo(2);
        double[] values = numbers(prior.get("value"));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450));
        assertThat(values)
                .containsExactly(MEASUREMENT
                        .spectrum(query, MEASUREMENT.prior().orElseThrow())
                        .values());
    }

    @Test
    @DisplayName("the chosen sources make the total; toys may stand for theirs")
    void sources() {
        Document view = served.ask(
                "view", Document.entries("x", binning("pT", EDGES), "sources", List.of("luminosity", "toys")));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450));
        try (var workers = new Workers(1)) {
            same(
                    numbers(view.get("total")),
                    MEASUREMENT.breakdown(List.of(query), workers).total(List.of("luminosity", "toys")));
        }
        Document error = served.refused(
                "view", Document.entries("x", binning("pT", EDGES), "sources", List.of("hessian", "toys")), 400);
        assertThat(error.get("message").text()).contains("would be counted twice");
    }

    @Test
    @DisplayName("what a prediction's name twice would cost is refused")
    void twice() {
        Document error = served.refused(
                "view", Document.entries("x", binning("pT", EDGES), "predictions", List.of("prior", "prior")), 400);
        assertThat(error.get("message").text()).contains("named twice");
    }

    @Test
    @DisplayName("events in no slice are counted")
    void outside() {
        Document view = served.ask(
                "view",
                Document.entries("x", binning("pT", EDGES), "y", binning("y", SLICES), "where", List.of("n > 3")));
        var outside = Expression.parse("n > 3 && (y < -2 || y >= 2)");
        assertThat(view.get("outside").get("slices").get("events").whole())
                .isEqualTo(outside.select(MEASUREMENT.events()).count());
        assertThat(view.get("outside").get("slices").get("sumWeights").number())
                .isCloseTo(
                        MEASUREMENT
                                .nominal()
                                .where(outside.select(MEASUREMENT.events()))
                                .sum(),
                        within(1e-12));
    }
}
