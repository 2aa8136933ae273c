package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// A measurement of 2,000 random events with a group of every kind, beside a computation that makes one
/// histogram for each column.
class BreakdownTest {
    private static final int EVENTS = 2000;
    private static final Expression X = Expression.parse("x");
    private static final Expression Y = Expression.parse("y");
    private static final Axis X_BINS = Axis.of("x", "GeV", 0, 0.5, 0.75, 1.5, 2.5);
    private static final Axis Y_BINS = Axis.of("y", "", -1, 0, 1, 3);

    private static final List<WeightGroup> GROUPS = List.of(
            group("sample", new Recipe.SampleStatistics(), 0),
            group("luminosity", new Recipe.LuminosityScale(), 0),
            group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEDIAN), 5),
            group("bootstrap", new Recipe.Bootstrap(), 12),
            group("hessian", new Recipe.Hessian(), 2),
            group("pairs", new Recipe.UpDown(), 4),
            group("shared", shared(), 3),
            group("one", new Recipe.TwoPoint(true), 1),
            group("diagonal", new Recipe.TwoPoint(false), 1),
            group("closure", new Recipe.DataDriven(), 2),
            group("toys", new Recipe.Toys(List.of("hessian", "bootstrap")), 9));

    private static final Measurement MEASUREMENT = measurement(GROUPS);

    private static Recipe shared() {
        return new Recipe.Nuisances(List.of(
                new Recipe.Effect("n", List.of("weights_shared_0", "weights_shared_1")),
                new Recipe.Effect("n", List.of("weights_shared_2"))));
    }

    private static WeightGroup group(String name, Recipe recipe, int columns) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            names.add("weights_%s_%d".formatted(name, k));
        }
        return new WeightGroup(name, names, recipe, "");
    }

    private static Measurement measurement(List<WeightGroup> groups) {
        var seed = Seed.of(77);
        List<Column> columns = new ArrayList<>(List.of(
                Column.tabulate("x", EVENTS, i -> 3 * seed.child("x").uniform(i))
                        .in("GeV"),
                Column.tabulate(
                        "y",
                        EVENTS,
                        i -> seed.child("x").uniform(i) + seed.child("y").gaussian(i)),
                Column.tabulate("weight_mc", EVENTS, i -> 1),
                Column.tabulate(
                        "weights_nominal", EVENTS, i -> 1 + seed.child("w").uniform(i))));
        for (WeightGroup group : groups) {
            for (String name : group.columns()) {
                float[] weights = new float[EVENTS];
                double slope = 0.2 * seed.child(name).gaussian(0);
                for (int i = 0; i < EVENTS; i++) {
                    weights[i] = (float) ((1 + seed.child("w").uniform(i))
                            * (1
                                    + slope * seed.child("x").uniform(i)
                                    + 0.1 * seed.child(name).uniform(i + 1)));
                }
                columns.add(Column.owning(name, weights));
            }
        }
        return Toy.measurement(Toy.head(groups.toArray(WeightGroup[]::new)), Table.of("toy", columns));
    }

    private static List<Query> queries(boolean normalised) {
        Query x = Query.of(X, X_BINS).where(Expression.parse("y > -1.5"));
        Query y = Query.of(Y, Y_BINS);
        return normalised ? List.of(x.asNormalised(), y.asNormalised()) : List.of(x, y);
    }

    private static Breakdown breakdown(List<Query> queries, int threads) {
        try (var workers = new Workers(threads)) {
            return MEASUREMENT.breakdown(queries, workers);
        }
    }

    /// The values with the weights of a column, by a histogram of its own.
    private static double[] slow(List<Query> queries, String column) {
        return queries.stream()
                .flatMapToDouble(query -> Arrays.stream(
                        MEASUREMENT.spectrum(query, MEASUREMENT.weights(column)).values()))
                .toArray();
    }

    private static Covariance slow(List<Query> queries, WeightGroup group) {
        double[] nominal = slow(queries, "weights_nominal");
        List<double[]> replicas =
                group.columns().stream().map(name -> slow(queries, name)).toList();
        return Covariance.of(nominal.length, (i, j) -> {
            double shifts = 0;
            double spread = 0;
            for (double[] replica : replicas) {
                shifts += (replica[i] - nominal[i]) * (replica[j] - nominal[j]);
                spread += (replica[i] - mean(replicas, i)) * (replica[j] - mean(replicas, j)) / (replicas.size() - 1);
            }
            return switch (group.name()) {
                case "luminosity" -> queries.getFirst().normalised() ? 0 : 0.01 * nominal[i] * nominal[j];
                case "ensemble" -> spread / 5 * Math.PI / 2;
                case "bootstrap", "toys" -> spread;
                case "hessian", "one" -> shifts;
                case "pairs" -> shifts / 2;
                case "diagonal" ->
                    held(queries, nominal, i, j, (k, l) -> {
                        double shift = replicas.getFirst()[k] - nominal[k];
                        return k == l ? shift * shift : 0;
                    });
                case "closure" ->
                    held(
                            queries,
                            nominal,
                            i,
                            j,
                            (k, l) -> closure(replicas, nominal, k) * closure(replicas, nominal, l));
                case "shared" -> shared(replicas, nominal, i, j);
                default -> sample(queries, i, j);
            };
        });
    }

    /// Σ P_ik V_kl P_jl, where P takes from a change x of a normalised spectrum v·(b·x): its integral
    /// stays.
    private static double held(List<Query> queries, double[] values, int i, int j, Covariance.Element element) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            for (int l = 0; l < values.length; l++) {
                sum += keeping(queries, values, i, k) * element.at(k, l) * keeping(queries, values, j, l);
            }
        }
        return sum;
    }

    private static double keeping(List<Query> queries, double[] values, int i, int k) {
        int first = X_BINS.bins();
        boolean together = queries.getFirst().normalised() && (i < first) == (k < first);
        double width = k < first ? X_BINS.width(k) : Y_BINS.width(k - first);
        return (i == k ? 1 : 0) - (together ? values[i] * width : 0);
    }

    private static double shared(List<double[]> replicas, double[] nominal, int i, int j) {
        double[] up = new double[] {0, 0};
        double[] down = new double[] {0, 0};
        int[] bins = {i, j};
        for (int side = 0; side < 2; side++) {
            double centre = nominal[bins[side]];
            double alone = replicas.get(2)[bins[side]] - centre;
            up[side] = replicas.get(0)[bins[side]] - centre + alone;
            down[side] = replicas.get(1)[bins[side]] - centre - alone;
        }
        return (up[0] * up[1] + down[0] * down[1]) / 2;
    }

    private static double mean(List<double[]> replicas, int bin) {
        return replicas.stream().mapToDouble(r -> r[bin]).average().orElseThrow();
    }

    private static double closure(List<double[]> replicas, double[] nominal, int i) {
        return (replicas.getFirst()[i] - replicas.getLast()[i]) * nominal[i] / replicas.getLast()[i];
    }

    /// Σ over the events of the products of what each changes, by taking it away a little.
    private static double sample(List<Query> queries, int i, int j) {
        double sum = 0;
        for (int event = 0; event < EVENTS; event++) {
            sum += change(queries, event, i) * change(queries, event, j);
        }
        return sum;
    }

    private static double change(List<Query> queries, int event, int bin) {
        Query query = queries.get(bin < X_BINS.bins() ? 0 : 1);
        int of = bin < X_BINS.bins() ? bin : bin - X_BINS.bins();
        int cell = query.axis()
                        .cell(MEASUREMENT
                                .events()
                                .column(query.observable().text(), "test")
                                .at(event))
                - 1;
        boolean counted = query.where().isEmpty()
                || MEASUREMENT.events().column("y", "test").at(event) > -1.5;
        if (!counted || cell < 0 || cell >= query.axis().bins()) {
            return 0;
        }
        double weight = MEASUREMENT.nominal().get(event) / query.axis().width(of);
        double inBin = cell == of ? weight : 0;
        if (!query.normalised()) {
            return inBin;
        }
        Spectrum spectrum = SPECTRA.get(bin < X_BINS.bins() ? 0 : 1);
        double part = spectrum.value(of) * spectrum.axis().width(of);
        return (inBin - part * weight) / spectrum.histogram().inside();
    }

    private static final List<Spectrum> SPECTRA =
            queries(true).stream().map(MEASUREMENT::spectrum).toList();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("every recipe gives jointly what a histogram for each column gives")
    void asSlowly(boolean normalised) {
        List<Query> queries = queries(normalised);
        Breakdown breakdown = breakdown(queries, 2);
        assertThat(breakdown.values()).containsExactly(slow(queries, "weights_nominal"), within(1e-12));
        for (WeightGroup group : GROUPS) {
            Covariance expected = slow(queries, group);
            Covariance found = breakdown.uncertainty(group.name()).covariance();
            for (int i = 0; i < expected.size(); i++) {
                for (int j = 0; j < expected.size(); j++) {
                    // 2,000 additions of doubles in another order, relative to the errors
                    double scale =
                            breakdown.total().error(i) * breakdown.total().error(j);
                    assertThat(found.get(i, j))
                            .as("%s %d %d", group.name(), i, j)
                            .isCloseTo(expected.get(i, j), within(1e-11 * scale));
                }
            }
        }
    }

    @Test
    @DisplayName("the bits do not depend on the threads, and one spectrum's block is that of the spectrum alone")
    void bits() {
        Breakdown one = breakdown(queries(true), 1);
        Breakdown three = breakdown(queries(true), 3);
        assertThat(three.uncertainties()).isEqualTo(one.uncertainties());
        Breakdown alone = breakdown(queries(true).subList(1, 2), 1);
        for (Uncertainty uncertainty : alone.uncertainties()) {
            Covariance block =
                    one.uncertainty(uncertainty.source()).covariance().block(4, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(block.error(i)).isCloseTo(uncertainty.covariance().error(i), within(1e-13));
            }
        }
        assertThat(one.spectra(one.total()).getLast().error(2))
                .isEqualTo(one.total().error(6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("no eigenvalue is below 0 by more than rounding, and the ranks are those of algebra")
    void positive(boolean normalised) {
        Breakdown breakdown = breakdown(queries(normalised), 1);
        for (Uncertainty uncertainty : breakdown.uncertainties()) {
            assertPositive(uncertainty.covariance());
        }
        assertPositive(breakdown.total());
        int full = normalised ? 5 : 7;
        List<String> free = List.of("sample", "bootstrap", "hessian", "pairs", "one");
        assertThat(breakdown.total(free).rank()).isEqualTo(full);
        assertThat(breakdown.uncertainty("bootstrap").rank()).isEqualTo(full);
        assertThat(breakdown.uncertainty("ensemble").rank()).isEqualTo(4);
        assertThat(breakdown.uncertainty("hessian").rank()).isEqualTo(2);
        assertThat(breakdown.uncertainty("pairs").rank()).isEqualTo(4);
        assertThat(breakdown.uncertainty("one").rank()).isEqualTo(1);
        assertThat(breakdown.uncertainty("luminosity").rank()).isEqualTo(normalised ? 0 : 1);
        assertThat(breakdown.uncertainty("diagonal").rank()).isEqualTo(full);
        assertThat(breakdown.total().rank()).isEqualTo(full);
    }

    private static void assertPositive(Covariance covariance) {
        double[][] values = new double[covariance.size()][covariance.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                values[i][j] = covariance.get(i, j);
            }
        }
        double[] eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(values)).getEigenvalues();
        double largest = Arrays.stream(eigen).max().orElseThrow();
        assertThat(Arrays.stream(eigen).min().orElseThrow()).isGreaterThanOrEqualTo(-1e-12 * largest);
    }

    @Test
    @DisplayName("a total is the sum of its sources; toys are in none but by name, in place of what they hold")
    void totals() {
        Breakdown breakdown = breakdown(queries(false), 1);
        assertThat(breakdown.sources()).hasSize(10).doesNotContain("toys");
        double sum = breakdown.sources().stream()
                .mapToDouble(s -> breakdown.uncertainty(s).covariance().get(2, 5))
                .sum();
        assertThat(breakdown.total().get(2, 5)).isCloseTo(sum, within(1e-12 * Math.abs(sum)));
        List<String> some = List.of("toys", "sample", "one");
        double stat = breakdown.statistical(some).get(1, 1);
        double syst = breakdown.systematic(some).get(1, 1);
        assertThat(stat).isEqualTo(breakdown.uncertainty("sample").covariance().get(1, 1));
        assertThat(breakdown.statistical(List.of("sample", "ensemble", "shared")))
                .isEqualTo(breakdown.total(List.of("sample", "ensemble")));
        assertThat(breakdown.total(some).get(1, 1)).isCloseTo(stat + syst, within(1e-12 * stat));
        assertThatThrownBy(() -> breakdown.total(List.of("toys", "bootstrap")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the source 'bootstrap' would be counted twice");
        assertThatThrownBy(() -> breakdown.total(List.of("hessian", "toys")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "the source 'hessian' would be counted twice: by its own name, and in 'toys', which holds it");
        assertThatThrownBy(() -> breakdown.total(List.of("one", "one")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'one' would be counted twice");
        assertThatThrownBy(() -> breakdown.total(List.of("hesian")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no source of uncertainty 'hesian'")
                .hasMessageContaining("Did you mean 'hessian'?");
    }

    @Test
    @DisplayName("a measurement without statistical weights has the statistics of its sample all the same")
    void sample() {
        Breakdown bare =
                measurement(List.of(GROUPS.get(1))).breakdown(queries(false).getLast());
        assertThat(bare.sources()).containsExactly("luminosity", "sample statistics");
        assertThat(bare.statistical(bare.sources()))
                .isEqualTo(bare.spectra().getFirst().covariance());
    }

    @Test
    @DisplayName("names that would mislead are refused")
    void names() {
        assertThatThrownBy(() -> Toy.head(new WeightGroup("total", List.of(), new Recipe.SampleStatistics(), "")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be called 'total'");
        assertThatThrownBy(() ->
                        Toy.head(new WeightGroup("sample statistics", List.of(), new Recipe.LuminosityScale(), "")))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Toy.head(group("toys", new Recipe.Toys(List.of("nominal")), 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no source of uncertainty 'nominal'");
        assertThatThrownBy(() -> new Recipe.Toys(List.of("a", "a"))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Recipe.Toys(List.of())).isInstanceOf(InputException.class);
    }

    private static double[] shifted(Breakdown breakdown, String column, double factor, List<Query> queries) {
        double[] values = breakdown.values();
        double[] shift = slow(queries, column);
        Arrays.setAll(values, i -> values[i] - factor * (shift[i] - values[i]));
        return values;
    }

    private static Covariance none(int bins) {
        return Covariance.diagonal(new double[bins]);
    }

    /// D = 50 δ. With δδᵀ in V, χ² is 50² δᵀ(V₀ + δδᵀ)⁻¹δ, below 50²; without it, it is larger.
    @Test
    @DisplayName("a shift that is its own variance is left out of V, and the result says so")
    void circular() {
        List<Query> queries = queries(false);
        Breakdown breakdown = breakdown(queries, 1);
        double[] prediction = shifted(breakdown, "weights_one_0", 50, queries);
        Compatibility guarded = breakdown.test(prediction, none(7), Testing.standard());
        assertThat(guarded.leftOut()).containsExactly("one");
        assertThat(guarded.sources()).hasSize(9).doesNotContain("one");
        Compatibility named =
                breakdown.test(prediction, none(7), Testing.standard().againstTargetOf(List.of("closure")));
        assertThat(named.leftOut()).containsExactly("closure", "one");
        double[] other = prediction.clone();
        other[3] += 0.01 * 50 * breakdown.total().error(3);
        Compatibility apart = breakdown.test(other, none(7), Testing.standard());
        assertThat(apart.leftOut()).isEmpty();
        assertThat(apart.chiSquare().value()).isLessThan(50 * 50.0);
        assertThatThrownBy(() ->
                        breakdown.test(prediction, none(7), Testing.standard().againstTargetOf(List.of("closur"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'closure'?");
    }

    /// D = 5 % of the result, of which the luminosity knows 10 %: without it χ² would be (5
    /// %/statistical error)².
    @Test
    @DisplayName("a prediction that differs by a factor is tested with the luminosity")
    void luminosityStays() {
        Breakdown breakdown = breakdown(queries(false), 1);
        double[] prediction = breakdown.values();
        Arrays.setAll(prediction, i -> 1.05 * prediction[i]);
        Compatibility test = breakdown.test(prediction, none(7), Testing.standard());
        assertThat(test.leftOut()).isEmpty();
        assertThat(test.chiSquare().value()).isLessThanOrEqualTo(0.25); // that of the luminosity alone
    }

    /// Σ of the bins' own directions: 3 + 2 of the normalised spectra, of 12 replicas of the bootstrap.
    @Test
    @DisplayName("bins are merged until the replicas know them; one source is known as K − 1 say")
    void merging() {
        List<Query> queries = queries(true);
        Breakdown breakdown = breakdown(queries, 1);
        double[] prediction = breakdown.values();
        Testing bootstrap = Testing.standard().with(List.of("bootstrap"));
        Compatibility known = breakdown.test(prediction, none(7), bootstrap.merging());
        // Of 12 replicas 11 − n + 1 are left: most in two bins of each, where n = 2, and that is ten.
        assertThat(known.merged()).hasValue(4);
        assertThat(known.chiSquare().covarianceDegrees()).isEqualTo(11);
        assertThat(known.chiSquare().pValue().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(breakdown
                        .test(prediction, none(7), bootstrap)
                        .chiSquare()
                        .pValue()
                        .orElseThrow())
                .isCloseTo(1, within(1e-9));
        // All sources but that of replicas are known.
        Testing sample = Testing.standard().with(List.of("sample"));
        assertThat(breakdown.test(prediction, none(7), sample.merging()).merged())
                .isEmpty();
        Testing ensemble = Testing.standard().with(List.of("ensemble"));
        Compatibility few = breakdown.test(prediction, none(7), ensemble);
        assertThat(few.chiSquare().pValue()).isEmpty();
        assertThat(few.chiSquare().withoutPValue())
                .hasValue("the replicas give variance to 4 of the 5 directions that the bins have");
        assertThatThrownBy(() -> breakdown.test(prediction, none(7), ensemble.with(ChiSquare.Inverse.HARTLAP)))
                .isInstanceOf(unfurl.NumericalException.class)
                .hasMessageContaining("variance to 4 of the 5 directions")
                .hasMessageContaining("take fewer bins, or shrinkage");
        Compatibility merged = breakdown.test(prediction, none(7), ensemble.merging());
        assertThat(merged.merged()).hasValue(4); // two of each: two directions, of 4 degrees of freedom
        assertThat(merged.chiSquare().degreesOfFreedom()).isEqualTo(2);
        assertThat(merged.chiSquare().pValue()).isPresent();
    }

    /// χ² of merged bins is that of the spectrum with fewer edges. Of ν = 4 of five networks there are most
    /// degrees of freedom left in the fewest bins, which are two.
    @Test
    @DisplayName("merged bins are those of fewer edges")
    void mergedAsRebinned() {
        Query fine = Query.of(X, Axis.of("x", "GeV", 0, 0.5, 1, 1.5, 2, 2.5, 3));
        Testing ensemble = Testing.standard().with(List.of("ensemble"));
        Query coarse = Query.of(X, Axis.of("x", "GeV", 0, 1.5, 3));
        for (boolean normalised : new boolean[] {false, true}) {
            Breakdown many = MEASUREMENT.breakdown(normalised ? fine.asNormalised() : fine);
            Breakdown two = MEASUREMENT.breakdown(normalised ? coarse.asNormalised() : coarse);
            double[] d = {1.1, 1.05, 1, 1, 0.95, 0.9};
            double[] prediction = many.values();
            Arrays.setAll(prediction, i -> prediction[i] * d[i]);
            double[] rebinned = new double[2];
            for (int i = 0; i < 6; i++) {
                rebinned[i / 3] += prediction[i] / 3;
            }
            Compatibility merged = many.test(prediction, none(6), ensemble.merging());
            Compatibility direct = two.test(rebinned, none(2), ensemble);
            assertThat(merged.merged()).hasValue(2);
            assertThat(merged.chiSquare().degreesOfFreedom()).isEqualTo(normalised ? 1 : 2);
            assertThat(merged.chiSquare().value())
                    .isCloseTo(
                            direct.chiSquare().value(),
                            within(1e-6 * direct.chiSquare().value()));
            assertThat(merged.chiSquare().pValue().orElseThrow())
                    .isCloseTo(direct.chiSquare().pValue().orElseThrow(), within(1e-6));
        }
    }

    /// In one direction alone every difference is parallel to every shift, which says nothing.
    @Test
    @DisplayName("one degree of freedom is no circle")
    void oneDirection() {
        List<Query> queries = List.of(Query.of(Y, Axis.of("y", "", -1, 0, 1)).asNormalised());
        Breakdown breakdown = breakdown(queries, 1);
        double[] values = breakdown.values();
        double[] prediction = {values[0] + 0.01, values[1] - 0.01};
        Compatibility test = breakdown.test(prediction, none(2), Testing.standard());
        assertThat(test.leftOut()).isEmpty();
        assertThat(test.chiSquare().degreesOfFreedom()).isEqualTo(1);
        // χ² is D²/V, where V is of the first bin with the sum held at 1: of q·x − p·y for changes x and y.
        Covariance total = breakdown.total();
        double p = values[0];
        double q = values[1];
        double variance = q * q * total.get(0, 0) - 2 * p * q * total.get(0, 1) + p * p * total.get(1, 1);
        double expected = 0.01 * 0.01 / variance;
        assertThat(test.chiSquare().value()).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    @DisplayName("sources are chosen, and those of replicas are corrected by their own numbers")
    void corrections() {
        List<Query> queries = queries(true);
        Breakdown breakdown = breakdown(queries, 1);
        double[] prediction = breakdown.values();
        Arrays.setAll(prediction, i -> prediction[i] * (i < 4 && i % 2 == 0 ? 1.02 : 0.99));
        normalise(prediction);
        Testing some = Testing.standard().with(List.of("bootstrap"));
        Compatibility plain = breakdown.test(prediction, none(7), some);
        Compatibility hartlap = breakdown.test(prediction, none(7), some.with(ChiSquare.Inverse.HARTLAP));
        // One source of 12 replicas and rank 5: the factor (12 − 5 − 2)/11 of the whole χ².
        assertThat(hartlap.chiSquare().value())
                .isCloseTo(
                        plain.chiSquare().value() * 5 / 11,
                        within(1e-9 * plain.chiSquare().value()));
        assertThat(hartlap.inverse()).hasToString("hartlap");
        Compatibility shrunk = breakdown.test(prediction, none(7), some.with(ChiSquare.Inverse.SHRINKAGE));
        // The integral of each spectrum is still 1: two of seven directions have no variance.
        assertThat(shrunk.chiSquare().degreesOfFreedom()).isEqualTo(5);
        assertThat(shrunk.chiSquare().outside()).isLessThan(1e-12);
        assertThatThrownBy(() -> breakdown.test(
                        prediction,
                        none(7),
                        Testing.standard().with(List.of("sample")).with(ChiSquare.Inverse.SHRINKAGE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none of the sources [sample] is made of replicas");
        assertThatThrownBy(() -> Testing.standard().with(List.of())).isInstanceOf(InputException.class);
    }

    private static void normalise(double[] values) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < 7; i++) {
            x += i < 4 ? values[i] * X_BINS.width(i) : 0;
            y += i < 4 ? 0 : values[i] * Y_BINS.width(i - 4);
        }
        for (int i = 0; i < 7; i++) {
            values[i] /= i < 4 ? x : y;
        }
    }

    @Test
    @DisplayName("an event without a value is refused for a column in which it has a weight")
    void undefined() {
        var weights = new float[] {0, 1, 1, 1, 1, 2};
        Table events = Table.of("toy", withOdd(weights));
        Measurement toy =
                Toy.measurement(Toy.head(new WeightGroup("g", List.of("odd"), new Recipe.Hessian(), "")), events);
        Expression ratio = Expression.parse("(x - 0.5)/(x - 0.5)");
        Query query = Query.of(ratio, Axis.of("r", "", 0, 2));
        assertThatThrownBy(() -> toy.breakdown(query))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not a number for 1 of 6 events, the first of them event 0");
        assertThat(toy.breakdown(query.where(Expression.parse("x > 0.5"))).values())
                .containsExactly(3.5);
    }

    private static List<Column> withOdd(float[] weights) {
        List<Column> columns = new ArrayList<>(Toy.events().columns());
        columns.add(Column.owning("odd", weights));
        return columns;
    }
}
