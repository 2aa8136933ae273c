package unfurl.hist;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import unfurl.NumericalException;

/// A symmetric n × n matrix of covariances. Never changed after it is made.
public final class Covariance {
    private final int size;
    private final double[] values;

    private Covariance(int size, double[] values) {
        this.size = size;
        this.values = values;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NumericalException(
                        "the covariance of bins %d and %d is %s".formatted(i / size, i % size, values[i]));
            }
        }
    }

    /// Variances without correlations.
    ///
    /// @param variances (n) what stands on the diagonal
    public static Covariance diagonal(double... variances) {
        return of(variances.length, (i, j) -> i == j ? variances[i] : 0);
    }

    /// The outer product δδᵀ of one shift, fully correlated between the bins.
    ///
    /// @param shift (n) δ
    public static Covariance ofShift(double... shift) {
        return of(shift.length, (i, j) -> shift[i] * shift[j]);
    }

    /// The covariance whose element is `value(i, j)`; the lower triangle is asked and mirrored.
    ///
    /// @throws NumericalException when an element is not finite
    public static Covariance of(int size, Element value) {
        double[] values = new double[Math.multiplyExact(size, size)];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                values[i * size + j] = value.at(i, j);
                values[j * size + i] = values[i * size + j];
            }
        }
        return new Covariance(size, values);
    }

    /// The unbiased sample covariance 1/(K−1) Σ δδᵀ of K replicas about their mean; its rank is below K.
    ///
    /// @param replicas K ≥ 2 vectors of one length n
    public static Covariance ofReplicas(List<double[]> replicas) {
        int count = replicas.size();
        if (count < 2) {
            throw new IllegalArgumentException("a sample covariance needs two replicas, not " + count);
        }
        int size = replicas.getFirst().length;
        double[] mean = new double[size];
        replicas.forEach(replica -> Arrays.setAll(mean, i -> mean[i] + replica[i] / count));
        return of(size, (i, j) -> {
            double sum = 0;
            for (double[] replica : replicas) {
                sum += (replica[i] - mean[i]) * (replica[j] - mean[j]);
            }
            return sum / (count - 1);
        });
    }

    /// An element of a matrix.
    @FunctionalInterface
    public interface Element {
        /// The element of row `i` and column `j`.
        double at(int i, int j);
    }

    /// n.
    public int size() {
        return size;
    }

    /// The covariance of bins `i` and `j`.
    public double get(int i, int j) {
        return values[i * size + j];
    }

    /// The standard deviation of bin `i`.
    public double error(int i) {
        return Math.sqrt(get(i, i));
    }

    /// The correlation of bins `i` and `j`, −1 to 1; 0 when one of them has no variance.
    public double correlation(int i, int j) {
        double scale = error(i) * error(j);
        return scale == 0 ? 0 : get(i, j) / scale;
    }

    /// The covariance of the sum of two independent things.
    public Covariance plus(Covariance other) {
        if (other.size != size) {
            throw new IllegalArgumentException("cannot add covariances of %d and %d bins".formatted(size, other.size));
        }
        return of(size, (i, j) -> get(i, j) + other.get(i, j));
    }

    /// Every element multiplied by one factor.
    public Covariance times(double factor) {
        return of(size, (i, j) -> get(i, j) * factor);
    }

    /// The covariance after each bin is multiplied by a number of its own: fᵢ Vᵢⱼ fⱼ.
    public Covariance scaled(IntToDoubleFunction factor) {
        return of(size, (i, j) -> factor.applyAsDouble(i) * get(i, j) * factor.applyAsDouble(j));
    }

    /// The covariance J V Jᵀ of what depends on the bins through the Jacobian J, to first order.
    ///
    /// @param rows     m, how many things depend on the bins
    /// @param jacobian (m × n) J[i][j], the derivative of thing i with respect to bin j
    public Covariance propagated(int rows, Element jacobian) {
        double[] product = new double[rows * size];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                double slope = jacobian.at(i, j);
                for (int k = 0; slope != 0 && k < size; k++) {
                    product[i * size + k] += slope * get(j, k);
                }
            }
        }
        return of(rows, (i, j) -> {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += product[i * size + k] * jacobian.at(j, k);
            }
            return sum;
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Covariance that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "covariance of %d bins".formatted(size);
    }
}
