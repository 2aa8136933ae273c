package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

class BinnedTest {
    private static final int EVENTS = 3000;
    private static final Axis X = Axis.of("x", "", -1, 0, 0.5, 2);
    private static final Axis Y = Axis.of("y", "", -0.5, 0.5);
    private static final Mask CUT = Mask.of(EVENTS, i -> i % 3 != 0);

    private static Binned binned(Axis axis, Column values, Mask counted) {
        try (var workers = new Workers(2)) {
            return Binned.of(axis, values, counted, workers);
        }
    }

    private static Column column(String name) {
        return Column.tabulate(name, EVENTS, Seed.of(3).child(name)::gaussian);
    }

    private static final Weights WEIGHTS = Weights.tabulate(EVENTS, Seed.of(4)::gaussian);

    @Test
    @DisplayName("a histogram has the bits of one that is filled event by event")
    void histogram() {
        Column x = column("x");
        Binned binned = binned(X, x, CUT);
        assertThat(binned.histogram(WEIGHTS)).isEqualTo(Histogram.of(X, x::at, WEIGHTS.where(CUT)));
        assertThat(binned.axis()).isEqualTo(X);
    }

    @Test
    @DisplayName("many columns give the sums of many histograms")
    void sums() {
        List<Binned> both = List.of(binned(X, column("x"), CUT), binned(Y, column("y"), CUT));
        try (var workers = new Workers(2)) {
            double[][] sums = Binned.sums(both, List.of(column("a"), column("b")), workers);
            Histogram expected = both.getLast().histogram(Weights.tabulate(EVENTS, column("b")::at));
            for (int cell = 0; cell < Y.cells(); cell++) {
                assertThat(sums[1][X.cells() + cell]).isEqualTo(expected.sumWeights(cell));
            }
        }
    }

    @Test
    @DisplayName("the covariance of a sample is Σw² of the events that two bins share")
    void sample() {
        List<Binned> both = List.of(binned(X, column("x"), CUT), binned(Y, column("y"), CUT));
        Covariance covariance;
        try (var workers = new Workers(3)) {
            covariance = Binned.ofSample(both, WEIGHTS, workers);
        }
        double[][] slow = new double[4][4];
        for (int event = 0; event < EVENTS; event++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    boolean shared = CUT.get(event) && isIn(i, event) && isIn(j, event);
                    slow[i][j] += shared ? WEIGHTS.get(event) * WEIGHTS.get(event) : 0;
                }
            }
        }
        assertThat(slow[0][3]).isPositive();
        // Sums of up to 3000 positive terms in another order: 3000 roundings of a part 2⁻⁵³.
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(covariance.get(i, j)).isCloseTo(slow[i][j], within(3000 * 0x1p-53 * slow[i][j]));
            }
        }
    }

    private static boolean isIn(int bin, int event) {
        return bin < 3
                ? X.cell(column("x").at(event)) == bin + 1
                : Y.cell(column("y").at(event)) == 1;
    }

    @Test
    @DisplayName("what is not a number is refused where it has a weight, and nowhere else")
    void undefined() {
        Column x = Column.owning("x", new double[] {Double.NaN, 0.1, Double.NaN, Double.NaN});
        Binned binned = binned(X, x, Mask.of(4, i -> i < 3));
        assertThat(binned.histogram(Weights.of(0, 2, 0, 5)).total()).isEqualTo(2);
        assertThatThrownBy(() -> binned.histogram(Weights.of(0, 2, 1, 5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x: not a number for 1 of 4 events, the first of them event 2");
        Column zero = Column.owning("w", new float[] {0, 2, 0, 5});
        Column one = Column.owning("v", new float[] {1, 2, 1, 5});
        try (var workers = new Workers(1)) {
            assertThat(Binned.sums(List.of(binned), List.of(zero), workers)[0]).containsExactly(0, 0, 2, 0, 0);
            assertThatThrownBy(() -> Binned.sums(List.of(binned), List.of(zero, one), workers))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("for 2 of 4 events, the first of them event 0");
        }
    }
}
