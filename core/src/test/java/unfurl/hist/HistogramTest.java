package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Seed;

class HistogramTest {
    private static final int EVENTS = 20_000;
    private static final Axis X = Axis.of("x", "GeV", -2, -0.5, 0, 0.3, 2);
    private static final Seed SEED = Seed.of(11);

    private static double x(int event, int axis) {
        return SEED.child(axis).gaussian(event);
    }

    private static double weight(int event) {
        return SEED.child("weight").gaussian(event) + 0.8;
    }

    private static Histogram filled(Grid grid, int events) {
        return Histogram.of(grid, HistogramTest::x, Weights.tabulate(events, HistogramTest::weight));
    }

    /// Oracle: a map from the tuple of bins to its sums, with bins found by scanning the edges. Both add in the
    /// order of the events, so the bits agree.
    @Test
    void agreesWithCountingByHandInThreeDimensions() {
        var grid = Grid.of(X, Axis.equal("y", "", 5, -1, 1), Axis.of("z", "", 0, 1));
        Map<List<Integer>, double[]> byHand = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            List<Integer> place = new java.util.ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                int cell = 0;
                while (cell <= grid.axes().get(axis).bins()
                        && x(i, axis) >= grid.axes().get(axis).edge(cell)) {
                    cell++;
                }
                place.add(cell);
            }
            double[] sums = byHand.computeIfAbsent(place, p -> new double[3]);
            sums[0] += weight(i);
            sums[1] += weight(i) * weight(i);
            sums[2]++;
        }
        Histogram histogram = filled(grid, EVENTS);
        for (int cell = 0; cell < grid.cells(); cell++) {
            int[] place = grid.place(cell);
            assertThat(grid.cell(place)).isEqualTo(cell);
            double[] sums = byHand.getOrDefault(List.of(place[0], place[1], place[2]), new double[3]);
            assertThat(histogram.sumWeights(cell)).isEqualTo(sums[0]);
            assertThat(histogram.sumSquares(cell)).isEqualTo(sums[1]);
            assertThat(histogram.entries(cell)).isEqualTo((long) sums[2]);
        }
    }

    @Test
    void weightTwoIsTheEventTwiceAndWeightZeroTheEventAbsent() {
        double[] values = {0.1, -1, 0.2, 5, Double.NaN};
        Histogram twice = Histogram.of(X, i -> values[i], Weights.of(2, 1, 0, 1, 0));
        double[] repeated = {0.1, 0.1, -1, 5};
        Histogram again = Histogram.of(X, i -> repeated[i], Weights.ones(4));
        for (int cell = 0; cell < X.cells(); cell++) {
            assertThat(twice.sumWeights(cell)).isEqualTo(again.sumWeights(cell));
        }
        assertThat(twice.entries(3)).isEqualTo(1);
        assertThat(twice).isEqualTo(Histogram.of(X, i -> new double[] {0.1, -1, 5}[i], Weights.of(2, 1, 1)));
    }

    /// Rounding of a sum of n terms is at most n·2⁻⁵³ of Σ|w|.
    @Test
    void theOrderOfEventsMattersOnlyToRounding() {
        int[] order = SEED.permutation(EVENTS);
        Histogram shuffled = Histogram.of(X, i -> x(order[i], 0), Weights.tabulate(EVENTS, i -> weight(order[i])));
        Histogram straight = filled(Grid.of(X), EVENTS);
        double rounding = 2 * EVENTS * 0x1p-53 * EVENTS * 1.2;
        for (int cell = 0; cell < X.cells(); cell++) {
            assertThat(shuffled.sumWeights(cell)).isCloseTo(straight.sumWeights(cell), within(rounding));
            assertThat(shuffled.entries(cell)).isEqualTo(straight.entries(cell));
        }
    }

    @Test
    void theTotalIsTheSumOfAllWeights() {
        Weights weights = Weights.tabulate(EVENTS, HistogramTest::weight);
        Histogram histogram = filled(Grid.of(X), EVENTS);
        assertThat(histogram.total()).isCloseTo(weights.sum(), within(1e-9));
        assertThat(histogram.inside())
                .isCloseTo(histogram.total() - histogram.sumWeights(0) - histogram.sumWeights(5), within(1e-9));
    }

    @Test
    void refusesNotANumberAndPutsInfinityIntoTheFlows() {
        double[] values = {0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN};
        assertThatThrownBy(() -> Histogram.of(X, i -> values[i], Weights.ones(4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x: not a number for 2 of 4 events, the first of them event 1");
        assertThat(Histogram.of(X, i -> values[i], Weights.of(1, 0, 1, 0)).sumWeights(5))
                .isEqualTo(1);
    }

    @Test
    void projectingIsFillingFewerAxes() {
        var y = Axis.equal("y", "", 4, -1, 1);
        var z = Axis.equal("z", "", 3, -1, 1);
        Histogram all = filled(Grid.of(X, y, z), EVENTS);
        Histogram zx = Histogram.of(
                Grid.of(z, X), (i, axis) -> x(i, axis == 0 ? 2 : 0), Weights.tabulate(EVENTS, HistogramTest::weight));
        assertSame(all.project(2, 0), zx, 1e-9);
    }

    @Test
    void rebinningIsFillingFewerBinsWithTheRestInTheFlows() {
        Histogram fine = filled(Grid.of(Axis.of("y", "", -3, 3), X), EVENTS);
        var coarse = Grid.of(Axis.of("y", "", -3, 3), Axis.of("x", "GeV", -0.5, 0.3));
        assertSame(fine.rebin(1, -0.5, 0.3), filled(coarse, EVENTS), 1e-9);
        assertThatThrownBy(() -> fine.rebin(1, -0.5, 0.2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0.2 is no edge of axis 'x'; its edges are [-2.0, -0.5, 0.0, 0.3, 2.0]");
    }

    private static void assertSame(Histogram left, Histogram right, double rounding) {
        assertThat(left.grid()).isEqualTo(right.grid());
        for (int cell = 0; cell < left.grid().cells(); cell++) {
            assertThat(left.sumWeights(cell)).isCloseTo(right.sumWeights(cell), within(rounding));
            assertThat(left.sumSquares(cell)).isCloseTo(right.sumSquares(cell), within(rounding));
            assertThat(left.entries(cell)).isEqualTo(right.entries(cell));
        }
    }

    @Test
    void addsSubtractsAndScales() {
        Histogram one = Histogram.of(X, i -> 0.1, Weights.of(3));
        Histogram two = Histogram.of(X, i -> 0.1, Weights.of(2, 2));
        assertThat(one.plus(two).sumWeights(3)).isEqualTo(7);
        assertThat(one.minus(two).sumWeights(3)).isEqualTo(-1);
        assertThat(one.minus(two).sumSquares(3)).isEqualTo(17);
        assertThat(one.times(-2).sumWeights(3)).isEqualTo(-6);
        assertThat(one.times(-2).sumSquares(3)).isEqualTo(36);
        assertThat(two.nEff(3)).isEqualTo(2);
        assertThatThrownBy(() -> one.plus(Histogram.of(Axis.of("x", "", 0, 1), i -> 0, Weights.ones(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHistogramOfItsSumsIsItself() {
        Histogram histogram = filled(Grid.of(X), 100);
        int cells = X.cells();
        double[] sums = new double[cells];
        double[] squares = new double[cells];
        long[] entries = new long[cells];
        for (int cell = 0; cell < cells; cell++) {
            sums[cell] = histogram.sumWeights(cell);
            squares[cell] = histogram.sumSquares(cell);
            entries[cell] = histogram.entries(cell);
        }
        assertThat(Histogram.ofSums(Grid.of(X), sums, squares, entries)).isEqualTo(histogram);
    }
}
