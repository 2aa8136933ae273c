package unfurl.hist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unfurl.InputException;

class AxisTest {
    @Test
    void binsAreHalfOpenWithFlowsOnBothSides() {
        Axis axis = Axis.of("x", "GeV", 0, 1, 3);
        assertThat(axis.cell(-1e-300)).isEqualTo(0);
        assertThat(axis.cell(0)).isEqualTo(1);
        assertThat(axis.cell(Math.nextDown(1.0))).isEqualTo(1);
        assertThat(axis.cell(1)).isEqualTo(2);
        assertThat(axis.cell(3)).isEqualTo(3);
        assertThat(axis.cell(Double.POSITIVE_INFINITY)).isEqualTo(3);
        assertThat(axis.cell(Double.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(axis.cell(Double.NaN)).isEqualTo(Axis.NOT_A_NUMBER);
        assertThat(axis.cells()).isEqualTo(4);
        assertThat(axis.centre(1)).isEqualTo(2);
    }

    /// Oracle: the definition, a scan of the edges. Values on, just below and just above every edge, and seed
    /// 3.
    @Test
    void equalBinsAgreeWithAScan() {
        var random = new SplittableRandom(3);
        for (int bins : new int[] {1, 3, 7, 10, 49, 1000}) {
            Axis axis = Axis.equal("x", "", bins, -0.1, 0.7);
            assertThat(axis.edge(bins)).isEqualTo(0.7);
            for (int i = 0; i <= bins; i++) {
                for (double x : new double[] {axis.edge(i), Math.nextUp(axis.edge(i)), Math.nextDown(axis.edge(i))}) {
                    assertThat(axis.cell(x)).isEqualTo(scan(axis, x));
                }
            }
            for (int i = 0; i < 1000; i++) {
                double x = random.nextDouble(-0.2, 0.8);
                assertThat(axis.cell(x)).isEqualTo(scan(axis, x));
            }
        }
    }

    private static int scan(Axis axis, double x) {
        int cell = 0;
        while (cell <= axis.bins() && x >= axis.edge(cell)) {
            cell++;
        }
        return cell;
    }

    @Test
    void variableBinsAgreeWithAScan() {
        Axis axis = Axis.of("pT", "GeV", 200, 230, 300, 450, 600, 1000);
        for (double x = 190; x < 1010; x += 0.5) {
            assertThat(axis.cell(x)).isEqualTo(scan(axis, x));
        }
    }

    /// Seed 4: edges over nine orders of magnitude, and edges one rounding apart.
    @Test
    void veryUnequalBinsAgreeWithAScan() {
        var random = new SplittableRandom(4);
        double[] edges = new double[61];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = i % 2 == 1 ? Math.nextUp(edges[i - 1]) : Math.pow(10, -3 + 0.15 * i) - 0.5;
        }
        Axis axis = Axis.of("x", "", edges);
        for (int i = 0; i < edges.length; i++) {
            for (double x : new double[] {edges[i], Math.nextUp(edges[i]), Math.nextDown(edges[i])}) {
                assertThat(axis.cell(x)).isEqualTo(scan(axis, x));
            }
        }
        Axis far = Axis.of("x", "", 1e15, 1e15 + 0.125, 1e15 + 0.5, 1e15 + 1);
        for (double x = 1e15 - 1; x < 1e15 + 2; x += 0.125) {
            assertThat(far.cell(x)).isEqualTo(scan(far, x));
        }
        for (int i = 0; i < 10_000; i++) {
            double x = Math.pow(10, random.nextDouble(-4, 7)) - 0.5;
            assertThat(axis.cell(x)).isEqualTo(scan(axis, x));
        }
    }

    @Test
    void refusesEdgesThatDoNotRise() {
        assertThatThrownBy(() -> Axis.of("x", "", 0, 1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("edge 2 is 1.0 after 1.0");
        assertThatThrownBy(() -> Axis.of("x", "", 0, Double.NaN)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.of("x", "", 0, Double.POSITIVE_INFINITY)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.of("x", "", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.of("x", "", -1e308, 1e308)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.of("x", "", 0, Double.MIN_VALUE)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.equal("x", "", 3, 1, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Axis.equal("x", "", 0, 0, 1)).isInstanceOf(InputException.class);
    }

    @Test
    void keepsItsEdgesToItself() {
        double[] edges = {0, 1, 2};
        Axis axis = Axis.of("x", "", edges);
        edges[1] = 5;
        axis.edges()[0] = -7;
        assertThat(axis).isEqualTo(Axis.of("x", "", 0, 1, 2));
    }
}
