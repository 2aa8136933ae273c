package unfurl.hist;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import unfurl.NumericalException;
import unfurl.math.Matrix;

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
        List<double[]> deviations = replicas.stream()
                .map(replica -> {
                    double[] deviation = new double[size];
                    Arrays.setAll(deviation, i -> replica[i] - mean[i]);
                    return deviation;
                })
                .toList();
        return ofShifts(deviations, 1.0 / (count - 1));
    }

    /// The sum Σ δδᵀ of the outer products of independent shifts.
    ///
    /// @param shifts at least one vector δ, all of one length n
    public static Covariance ofShifts(List<double[]> shifts) {
        return ofShifts(shifts, 1);
    }

    private static Covariance ofShifts(List<double[]> shifts, double factor) {
        int size = shifts.getFirst().length;
        double[] sum = new double[Math.multiplyExact(size, size)];
        for (double[] shift : shifts) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i * size + j] += shift[i] * shift[j];
                }
            }
        }
        return of(size, (i, j) -> sum[i * size + j] * factor);
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

    /// Whether nothing has a variance.
    boolean isZero() {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    /// (n) what stands on the diagonal.
    double[] variances() {
        double[] variances = new double[size];
        Arrays.setAll(variances, i -> get(i, i));
        return variances;
    }

    /// The correlation of bins `i` and `j`, −1 to 1; 0 when one of them has no variance.
    public double correlation(int i, int j) {
        double scale = error(i) * error(j);
        return scale == 0 ? 0 : get(i, j) / scale;
    }

    /// The correlations of all bins.
    public Matrix correlations() {
        return Matrix.tabulate(size, size, this::correlation);
    }

    /// How many independent directions have a variance: the number of eigenvalues of the correlation
    /// matrix, bins without variance left out, that are above [ChiSquare#RANK_TOLERANCE] of the largest.
    ///
    /// @throws NumericalException when a variance is negative
    public int rank() {
        return Spectral.of(this).rank();
    }

    /// Whether no two bins move together.
    public boolean isDiagonal() {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (get(i, j) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Independent shifts, as few as it has directions, of which it is the sum: [#ofShifts] gives it back. What
    /// they leave out is below 10⁻¹⁴ of a variance, on average over the bins. A covariance of one shift gives
    /// that shift, up to its sign.
    ///
    /// @return vectors (n), from the one that explains most of a bin on; none when there is no variance
    /// @throws NumericalException when a variance is negative
    public List<double[]> shifts() {
        return Spectral.shifts(this);
    }

    /// The covariance of `count` bins from bin `first` on.
    public Covariance block(int first, int count) {
        Objects.checkFromIndexSize(first, count, size);
        return of(count, (i, j) -> get(first + i, first + j));
    }

    /// The covariance with its correlations shrunk towards none, which takes the noise out of a covariance
    /// of few replicas and gives it full rank: (1 − ρ)V + ρ diag(V) with ρ = [#shrinkage].
    ///
    /// @param replicas K ≥ 2, how many replicas it was made of
    public Covariance shrunk(int replicas) {
        double kept = 1 - shrinkage(replicas);
        return of(size, (i, j) -> i == j ? get(i, j) : kept * get(i, j));
    }

    /// How far the correlations of K replicas are to be shrunk, 0 to 1, for the smallest expected squared
    /// error: the oracle-approximating shrinkage of the correlation matrix C of the p bins with a variance,
    /// whose mean variance is 1: ρ = ((1 − 2/p) tr C² + p²) / ((n + 1 − 2/p)(tr C² − p)), at most 1.
    ///
    /// Source: Y. Chen, A. Wiesel, Y. C. Eldar, A. O. Hero, IEEE Trans. Signal Process. 58 (2010) 5016,
    /// arXiv:0907.4698, eq. (23), after O. Ledoit and M. Wolf, J. Multivar. Anal. 88 (2004) 365. There the
    /// mean is known; here it is that of the replicas, so n = K − 1.
    ///
    /// @param replicas K ≥ 2
    public double shrinkage(int replicas) {
        if (replicas < 2) {
            throw new IllegalArgumentException("a sample covariance needs two replicas, not " + replicas);
        }
        int bins = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            bins += get(i, i) > 0 ? 1 : 0;
            for (int j = 0; j < size; j++) {
                squares += correlation(i, j) * correlation(i, j);
            }
        }
        if (!(squares > bins)) {
            return 1;
        }
        double part = 2.0 / bins;
        double wanted = (1 - part) * squares + (double) bins * bins;
        return Math.min(1, wanted / ((replicas - part) * (squares - bins)));
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

    /// The covariance L V Lᵀ of what a linear map L makes of the bins.
    ///
    /// @param map (n) to (m), linear; it is asked for each column of V and each row of L V
    public Covariance mapped(UnaryOperator<double[]> map) {
        double[][] columns = new double[size][];
        Arrays.setAll(columns, j -> map.apply(Arrays.copyOfRange(values, j * size, (j + 1) * size)));
        double[][] rows = new double[columns[0].length][];
        Arrays.setAll(
                rows,
                i -> map.apply(
                        Arrays.stream(columns).mapToDouble(column -> column[i]).toArray()));
        return of(rows.length, (i, j) -> rows[i][j]);
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
