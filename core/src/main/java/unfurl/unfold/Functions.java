package unfurl.unfold;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import unfurl.math.Workers;

/// Several numbers of each row, and their sums over rows: in fixed blocks and in order, so that the bits do not depend
/// on the number of threads.
interface Functions {
    /// Rows of a block.
    int BLOCK = 2048;

    /// How many numbers.
    int size();

    /// The numbers of a row.
    ///
    /// @param out out, of [#size] values
    void at(int row, double[] out);

    /// These and their products with each of some numbers of the rows.
    ///
    /// @param others (q × rows)
    default Functions andTimes(double[][] others) {
        int m = size();
        return new Functions() {
            @Override
            public int size() {
                return m * (1 + others.length);
            }

            @Override
            public void at(int row, double[] out) {
                Functions.this.at(row, out);
                for (int k = 0; k < others.length; k++) {
                    for (int a = 0; a < m; a++) {
                        out[(k + 1) * m + a] = out[a] * others[k][row];
                    }
                }
            }
        };
    }

    /// (size × size) Σ weight·ψψᵀ.
    ///
    /// @param weight of every row
    default RealMatrix gram(int[] rows, double[] weight, Workers workers) {
        int m = size();
        double[] sum = sum(rows, m * m, workers, (row, f, out) -> {
            for (int a = 0; a < m; a++) {
                double wa = weight[row] * f[a];
                for (int b = 0; b <= a; b++) {
                    out[a * m + b] += wa * f[b];
                }
            }
        });
        RealMatrix gram = new Array2DRowRealMatrix(m, m);
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                gram.setEntry(a, b, sum[a * m + b]);
                gram.setEntry(b, a, sum[a * m + b]);
            }
        }
        return gram;
    }

    /// (size × q) Σ weight·ψ·other.
    ///
    /// @param others (q × rows)
    default RealMatrix moments(int[] rows, double[] weight, double[][] others, Workers workers) {
        int m = size();
        int q = others.length;
        double[] sum = sum(rows, m * q, workers, (row, f, out) -> {
            for (int k = 0; k < q; k++) {
                double wk = weight[row] * others[k][row];
                for (int a = 0; a < m; a++) {
                    out[a * q + k] += wk * f[a];
                }
            }
        });
        RealMatrix moments = new Array2DRowRealMatrix(m, q);
        for (int a = 0; a < m; a++) {
            for (int k = 0; k < q; k++) {
                moments.setEntry(a, k, sum[a * q + k]);
            }
        }
        return moments;
    }

    /// (size) Σ weight·ψ.
    default double[] sums(int[] rows, double[] weight, Workers workers) {
        return sum(rows, size(), workers, (row, f, out) -> {
            for (int a = 0; a < f.length; a++) {
                out[a] += weight[row] * f[a];
            }
        });
    }

    /// Writes cᵀψ of each row, for each of several c.
    ///
    /// @param c   (size × q)
    /// @param out (q × rows) out, at the given rows
    default void combine(int[] rows, RealMatrix c, double[][] out, Workers workers) {
        double[][] columns = c.transpose().getData();
        workers.run(blocks(rows), block -> {
            double[] f = new double[size()];
            for (int i = block * BLOCK; i < Math.min(rows.length, (block + 1) * BLOCK); i++) {
                at(rows[i], f);
                for (int k = 0; k < columns.length; k++) {
                    double sum = 0;
                    for (int a = 0; a < f.length; a++) {
                        sum += columns[k][a] * f[a];
                    }
                    out[k][rows[i]] = sum;
                }
            }
        });
    }

    /// What is added up over rows.
    interface Adding {
        /// Adds what belongs to a row.
        void add(int row, double[] functions, double[] sum);
    }

    private static int blocks(int[] rows) {
        return (rows.length + BLOCK - 1) / BLOCK;
    }

    private double[] sum(int[] rows, int length, Workers workers, Adding adding) {
        int blocks = blocks(rows);
        double[] total = new double[length];
        int together = 4 * workers.threads();
        for (int first = 0; first < blocks; first += together) {
            int from = first;
            double[][] parts = new double[Math.min(together, blocks - first)][];
            workers.run(parts.length, part -> {
                double[] own = new double[length];
                double[] functions = new double[size()];
                int end = Math.min(rows.length, (from + part + 1) * BLOCK);
                for (int i = (from + part) * BLOCK; i < end; i++) {
                    at(rows[i], functions);
                    adding.add(rows[i], functions, own);
                }
                parts[part] = own;
            });
            for (double[] part : parts) {
                for (int k = 0; k < length; k++) {
                    total[k] += part[k];
                }
            }
        }
        return total;
    }
}
