package unfurl.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;

/// What every recipe gives several spectra jointly, beside a computation that makes one histogram for each column.
class JointRecipesTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("every recipe gives jointly what a histogram for each column gives")
    void asSlowly(boolean normalised) {
        List<Query> queries = RandomEvents.queries(normalised);
        Breakdown breakdown = RandomEvents.breakdown(queries, 2);
        assertThat(breakdown.values()).containsExactly(RandomEvents.slow(queries, "weights_nominal"), within(1e-12));
        for (WeightGroup group : RandomEvents.GROUPS) {
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

    private static Covariance slow(List<Query> queries, WeightGroup group) {
        double[] nominal = RandomEvents.slow(queries, "weights_nominal");
        List<double[]> replicas = group.columns().stream()
                .map(name -> RandomEvents.slow(queries, name))
                .toList();
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
        int first = RandomEvents.X_BINS.bins();
        boolean together = queries.getFirst().normalised() && (i < first) == (k < first);
        double width = k < first ? RandomEvents.X_BINS.width(k) : RandomEvents.Y_BINS.width(k - first);
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
        for (int event = 0; event < RandomEvents.EVENTS; event++) {
            sum += change(queries, event, i) * change(queries, event, j);
        }
        return sum;
    }

    private static double change(List<Query> queries, int event, int bin) {
        Query query = queries.get(bin < RandomEvents.X_BINS.bins() ? 0 : 1);
        int of = bin < RandomEvents.X_BINS.bins() ? bin : bin - RandomEvents.X_BINS.bins();
        int cell = query.axis()
                        .cell(RandomEvents.MEASUREMENT
                                .events()
                                .column(query.observable().text(), "test")
                                .at(event))
                - 1;
        boolean counted = query.where().isEmpty()
                || RandomEvents.MEASUREMENT.events().column("y", "test").at(event) > -1.5;
        if (!counted || cell < 0 || cell >= query.axis().bins()) {
            return 0;
        }
        double weight =
                RandomEvents.MEASUREMENT.nominal().get(event) / query.axis().width(of);
        double inBin = cell == of ? weight : 0;
        if (!query.normalised()) {
            return inBin;
        }
        Spectrum spectrum = SPECTRA.get(bin < RandomEvents.X_BINS.bins() ? 0 : 1);
        double part = spectrum.value(of) * spectrum.axis().width(of);
        return (inBin - part * weight) / spectrum.histogram().inside();
    }

    private static final List<Spectrum> SPECTRA = RandomEvents.queries(true).stream()
            .map(RandomEvents.MEASUREMENT::spectrum)
            .toList();
}
