package unfurl.unfold;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Seed;

/// Functions of an event's features, whose sums are close to what a smooth function can be: 1, each feature, squares
/// and, of few features, products, and steps tanh(a·z + b) of random directions; z are the features in units of their
/// spread.
///
/// Source: A. Rahimi, B. Recht, NIPS 20 (2007), for regression with random features.
final class Basis {
    /// Features up to which all their products are among the functions.
    private static final int FEW = 8;
    /// Directions have lengths of this order, so that a step is about as wide as the events are spread.
    private static final double STEEPNESS = 1.0;

    private final double[] centre;
    private final double[] spread;
    private final double[][] directions;
    private final double[] offsets;
    private final int size;

    /// The directions are the same in every run.
    ///
    /// @param features of any events
    /// @param rows     the events whose spread counts
    /// @param steps    how many random directions
    Basis(Features features, Mask rows, int steps) {
        int d = features.columns();
        this.centre = new double[d];
        this.spread = new double[d];
        for (int j = 0; j < d; j++) {
            standardise(features, rows.indices(), j);
        }
        this.directions = new double[d == 0 ? 0 : steps][d];
        this.offsets = new double[directions.length];
        for (int s = 0; s < directions.length; s++) {
            draw(s, Seed.of(0).child("basis").child(s));
        }
        this.size = 1 + d + products(d) + directions.length;
    }

    private void standardise(Features features, int[] rows, int j) {
        double sum = 0;
        double squares = 0;
        for (int row : rows) {
            double x = features.get(row, j);
            sum += x;
            squares += x * x;
        }
        centre[j] = sum / rows.length;
        spread[j] = Math.sqrt(Math.max(0, squares / rows.length - centre[j] * centre[j]));
    }

    private void draw(int step, Seed seed) {
        int d = centre.length;
        for (int j = 0; j < d; j++) {
            directions[step][j] = STEEPNESS * seed.gaussian(j) / Math.sqrt(Math.min(d, 4));
        }
        offsets[step] = seed.gaussian(d);
    }

    /// Functions of the gen of simulated events, in the spread of those that are matched.
    static Functions ofGen(UnfoldingProblem problem, int steps) {
        return new Basis(problem.gen(), problem.matched(), steps).on(problem.gen());
    }

    /// Functions of reco, in the spread of simulated events.
    static Functions ofReco(UnfoldingProblem problem, int steps) {
        return new Basis(problem.reco(), problem.detected(), steps).on(problem.reco());
    }

    private static int products(int d) {
        return d <= FEW ? d * (d + 1) / 2 : d;
    }

    /// The functions at an event.
    ///
    /// @param out out, of [#size] values
    private void at(Features features, int row, double[] out) {
        int d = centre.length;
        out[0] = 1;
        for (int j = 0; j < d; j++) {
            out[1 + j] = spread[j] == 0 ? 0 : (features.get(row, j) - centre[j]) / spread[j];
        }
        int at = 1 + d;
        for (int j = 0; j < d; j++) {
            for (int l = j; l < (d <= FEW ? d : j + 1); l++) {
                out[at++] = out[1 + j] * out[1 + l];
            }
        }
        for (int s = 0; s < directions.length; s++) {
            double sum = offsets[s];
            for (int j = 0; j < d; j++) {
                sum += directions[s][j] * out[1 + j];
            }
            out[at++] = Math.tanh(sum);
        }
    }

    /// The functions at given events.
    Functions on(Features features) {
        return new Functions() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public void at(int row, double[] out) {
                Basis.this.at(features, row, out);
            }
        };
    }
}
