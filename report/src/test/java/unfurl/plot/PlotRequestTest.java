package unfurl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.SlicedQuery;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.report.figure.Axis.Scale;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Panel;

/// Events at x = 0.5 with the weight 4 and at x = 2 with 6, of which y = 1 and 3; bins [0, 1) and [1, 3). Per unit the
/// bins have 4 and 3. A source shifts the first by 1 and the second by 2, the bootstraps deviate by ±(1, 0) from their
/// mean, and the luminosity is known to 2 %.
class PlotRequestTest {
    private static final Expression X = Expression.parse("x");

    private static Measurement measurement() {
        Table events = Table.of(
                "events",
                List.of(
                        Column.owning("x", new double[] {0.5, 2}).in("GeV"),
                        Column.owning("y", new double[] {1, 3}).in("GeV"),
                        Column.owning("w", new double[] {4, 6}),
                        Column.owning("shift", new double[] {5, 10}),
                        Column.owning("b0", new double[] {5, 6}),
                        Column.owning("b1", new double[] {3, 6})));
        var head = new Head(
                "toy_1",
                "Two events.",
                List.of(new Observable("x", "$p_{T}$", "GeV"), new Observable("y", "m", "GeV")),
                Optional.of(Expression.parse("x > 0 && abs(y) <= 4")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.02)),
                Optional.empty(),
                List.of(
                        new WeightGroup("nominal", List.of("w"), new Recipe.Nominal(), ""),
                        new WeightGroup("tracks", List.of("shift"), new Recipe.Hessian(), ""),
                        new WeightGroup("bootstrap", List.of("b0", "b1"), new Recipe.Bootstrap(), ""),
                        new WeightGroup("luminosity", List.of(), new Recipe.LuminosityScale(), "")),
                List.of());
        var environment = new Environment("0.1.0", "", "25", "Linux", "", 2);
        var provenance = new Provenance(
                List.of(new Provenance.Input("simulation", "mc", 2, Digest.of("mc"))), "", 1, environment);
        return new Measurement(head, provenance, List.of(), events);
    }

    private static Query query(boolean normalised) {
        return new Query(X, measurement().axis(X, 0, 1, 3), Optional.empty(), normalised);
    }

    /// Of weights 2 and 9: per unit 2 and 4.5.
    private static Compared prediction(Query query, String name, boolean scaled, Optional<Compatibility> test) {
        Table events = Table.of("mc", List.of(Column.owning("x", new double[] {0.5, 2})));
        boolean own = name.equals(Prediction.PRIOR);
        var of = new Prediction(name, events, unfurl.event.Weights.of(2, 9), true, false, own, List.of());
        return new Compared(
                name, scaled, own, of.spectra(query, measurement().head().normalisation()), test);
    }

    private static PlotRequest request(Query query, PlotRequest.Options options, Compared... predictions) {
        Breakdown breakdown = measurement().breakdown(query);
        return new PlotRequest(
                measurement().head(), query, breakdown, breakdown.sources(), List.of(predictions), options);
    }

    private static <L extends Layer> List<L> layers(Panel panel, Class<L> kind) {
        return panel.layers().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void theResultHasItsTotalAndStatisticalErrors() {
        Figure figure = request(query(false), PlotRequest.Options.STANDARD).result();
        Panel main = figure.panels().getFirst();
        Layer.Points points = layers(main, Layer.Points.class).getFirst();
        assertThat(points.values().stream()).containsExactly(4.0, 3.0);
        // The bootstraps' variance is (1 + 1)/1 = 2 in the first bin; 1 of tracks, (0.02·4)² of the luminosity.
        assertThat(points.inner().get(0)).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(points.errors().get(0)).isCloseTo(Math.sqrt(2 + 1 + 0.0064), within(1e-15));
        assertThat(points.errors().get(1)).isCloseTo(Math.sqrt(4 + 0.0036), within(1e-15));
        List<Layer.Band> bands = layers(figure.panels().getLast(), Layer.Band.class);
        assertThat(bands.getFirst().high().get(0)).isCloseTo(1 + Math.sqrt(2) / 4, within(1e-15));
        assertThat(bands.getLast().low().get(1)).isCloseTo(1 - Math.sqrt(4.0036) / 3, within(1e-15));
        assertThat(points.legend()).isEqualTo("Unfolded, total (ticks: stat.)");
    }

    @Test
    void predictionsStandOverTheResultAndSayHowCompatibleTheyAre() {
        Query query = query(false);
        var test = new Compatibility(
                ChiSquare.of(new double[] {2}, unfurl.hist.Covariance.diagonal(1)),
                ChiSquare.Inverse.PSEUDO_INVERSE,
                List.of("tracks"),
                List.of());
        Figure figure = request(
                        query,
                        PlotRequest.Options.STANDARD,
                        prediction(query, Prediction.PRIOR, false, Optional.of(test)),
                        prediction(query, "a_1", true, Optional.of(test)))
                .result();
        List<Layer.Steps> ratios = layers(figure.panels().getLast(), Layer.Steps.class);
        assertThat(ratios.getFirst().values().stream()).containsExactly(0.5, 1.5);
        // The probability of |z| > 2 of a normal distribution.
        assertThat(layers(figure.panels().getFirst(), Layer.Steps.class).stream()
                        .map(Layer::legend))
                .containsExactly(
                        "Prior (simulation):\nχ^{2}/ndf = 4.00/1, *p* = 0.046 (*p* says little)",
                        "a\\_1 (scaled):\nshape χ^{2}/ndf = 4.00/1, *p* = 0.046");
        assertThat(ratios.getFirst().pen()).isNotEqualTo(ratios.getLast().pen());
    }

    @Test
    void labelsUnitsAndCutsAreThoseOfTheMeasurement() {
        var cut = Expression.parse("abs(x) < 2.5 && x/y >= 0.1");
        Query query = new Query(X, measurement().axis(X, 0, 1, 3), Optional.of(cut), false);
        Figure figure = request(query, PlotRequest.Options.STANDARD).result();
        assertThat(figure.x().label()).isEqualTo("{{p_{T}}} [GeV]");
        assertThat(figure.panels().getFirst().y().label()).isEqualTo("d{σ}/d{{p_{T}}} [fb/GeV]");
        assertThat(figure.panels().getFirst().notes())
                .containsExactly(
                        "Phase space: {p_{T}} > 0 and |{m}| ≤ 4", "Cut: |{p_{T}}| < 2.5 and {p_{T}}/{m} ≥ 0.1");
        assertThat(figure.left()).isEqualTo("**toy\\_1**");
        assertThat(figure.right()).isEqualTo("139 fb^{-1}");
    }

    @Test
    void aLongCutIsBrokenIntoLines() {
        var words = new Words(measurement().head());
        List<String> lines = words.lines(
                "Cut: ", Expression.parse("x > 0.123456 && x < 12.3456 && y > 0.234567 && y < 23.4567 && x + y < 30"));
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("Cut: ").endsWith(" and");
    }

    @Test
    void expressionsAreShownInParenthesesBehindTheDOfADerivative() {
        var ratio = Expression.parse("x/y");
        Query query = new Query(ratio, Axis.of("x/y", "", 0, 1), Optional.empty(), true);
        Figure figure = request(query, PlotRequest.Options.STANDARD).result();
        assertThat(figure.panels().getFirst().y().label()).isEqualTo("1/σ d{σ}/d{({p_{T}}/{m})}");
    }

    @Test
    void axesAreLogarithmicOnDemand() {
        var log = new PlotRequest.Options(true, Optional.of(true), true);
        Query query = new Query(X, measurement().axis(X, 0.1, 1, 3), Optional.empty(), false);
        Figure figure = request(query, log).result();
        assertThat(figure.x().scale()).isEqualTo(Scale.LOG);
        assertThat(figure.panels().getFirst().y().scale()).isEqualTo(Scale.LOG);
        assertThat(figure.panels()).hasSize(3);
        assertThatThrownBy(() -> request(query(false), log))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot begin at 0.0");
    }

    @Test
    void sourcesAreRelativeToTheResult() {
        Figure figure = request(query(false), PlotRequest.Options.STANDARD).bySource();
        List<Layer.Steps> steps = layers(figure.panels().getFirst(), Layer.Steps.class);
        assertThat(steps.stream().map(Layer::legend))
                .containsExactlyInAnyOrder("tracks", "bootstrap", "luminosity", "Total");
        Layer.Steps tracks = steps.stream()
                .filter(s -> s.legend().equals("tracks"))
                .findFirst()
                .orElseThrow();
        assertThat(tracks.values().get(0)).isCloseTo(100.0 / 4, within(1e-12));
        assertThat(tracks.values().get(1)).isCloseTo(100.0 * 2 / 3, within(1e-12));
    }

    @Test
    void matricesHaveTheCellsOfTheTotal() {
        PlotRequest request = request(query(false), PlotRequest.Options.STANDARD);
        Layer.Cells map = layers(request.correlation().panels().getFirst(), Layer.Cells.class)
                .getFirst();
        double covariance = 1 * 2 + 0.0004 * 4 * 3;
        double correlation = covariance / Math.sqrt((3 + 0.0064) * (4 + 0.0036));
        assertThat(map.values().get(1)).isCloseTo(correlation, within(1e-12));
        Layer.Cells sizes = layers(request.covariance().panels().getFirst(), Layer.Cells.class)
                .getFirst();
        // The largest is at the end of two decades, the others as many powers of ten below as they are smaller.
        assertThat(sizes.values().get(3)).isCloseTo(2, within(1e-12));
        assertThat(sizes.values().get(1)).isCloseTo(2 + Math.log10(covariance / 4.0036), within(1e-12));
        assertThat(sizes.title()).isEqualTo("Covariance [(fb/GeV)^{2}]");
    }

    private static PlotRequest sliced(PlotRequest.Options options) {
        Expression y = Expression.parse("y");
        Axis slices = measurement().axis(y, 0, 2, 6);
        List<Query> queries = Stream.of("y < 2", "y >= 2")
                .map(cut -> query(false).where(Expression.parse(cut)))
                .toList();
        Breakdown breakdown;
        try (var workers = new Workers(1)) {
            breakdown = measurement().breakdown(queries, workers);
        }
        var prediction = new Compared("same", false, false, breakdown.spectra(), Optional.empty());
        return new PlotRequest(
                measurement().head(),
                new SlicedQuery(query(false), y, slices),
                breakdown,
                breakdown.sources(),
                List.of(prediction),
                options);
    }

    @Test
    void slicesStandAPowerOfTenApartAndHaveTheirRatiosBelow() {
        Figure figure = sliced(PlotRequest.Options.STANDARD).result();
        assertThat(figure.panels()).hasSize(3);
        List<Layer.Points> points = layers(figure.panels().getFirst(), Layer.Points.class);
        // 4 over the width 2 of the slice, ten times; and 3 over 4.
        assertThat(points.getFirst().values().stream()).containsExactly(20.0, 0.0);
        assertThat(points.getLast().values().stream()).containsExactly(0.0, 0.75);
        assertThat(points.getFirst().legend()).isEqualTo("0 < {{m}} < 2 GeV  (×10)");
        assertThat(figure.panels().get(1).y().label()).isEqualTo("0–2");
        assertThat(figure.panels().getFirst().y().label()).isEqualTo("d²{σ}/d{{p_{T}}}d{{m}} [fb/GeV^{2}]");
        assertThat(layers(figure.panels().getLast(), Layer.Steps.class)
                        .getFirst()
                        .values()
                        .get(1))
                .isEqualTo(1);
    }

    @Test
    void onALinearAxisSlicesAreAsTheyAreAndPredictionsHaveTheirColours() {
        var linear = new PlotRequest.Options(false, Optional.of(false), false);
        Panel main = sliced(linear).result().panels().getFirst();
        List<Layer.Points> points = layers(main, Layer.Points.class);
        assertThat(points.getFirst().values().get(0)).isEqualTo(2);
        List<Layer.Steps> drawn = layers(main, Layer.Steps.class).stream()
                .filter(steps -> steps.legend().isEmpty())
                .toList();
        assertThat(drawn.getFirst().pen().ink()).isEqualTo(points.getFirst().ink());
        assertThat(drawn.getLast().pen().ink()).isEqualTo(points.getLast().ink());
        assertThat(points.getFirst().ink()).isNotEqualTo(points.getLast().ink());
    }

    @Test
    void everyFigureOfSlicesAndOfEmptyBinsIsAPicture() {
        for (PlotRequest request : List.of(
                sliced(PlotRequest.Options.STANDARD),
                request(
                        new Query(X, measurement().axis(X, 5, 6), Optional.empty(), false),
                        new PlotRequest.Options(true, Optional.of(true), true)))) {
            for (Figure figure :
                    List.of(request.result(), request.bySource(), request.correlation(), request.covariance())) {
                assertThat(figure.svg()).doesNotContain("NaN", "Infinity");
                assertThat(figure.pdf()).isNotEmpty();
            }
        }
    }

    @Test
    void spectraThatAreNotTheSlicesAreRefused() {
        PlotRequest request = sliced(PlotRequest.Options.STANDARD);
        assertThatThrownBy(() -> new PlotRequest(
                        request.head(),
                        request.query(),
                        request.breakdown(),
                        request.sources(),
                        List.of(),
                        request.options()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 spectra");
    }
}
