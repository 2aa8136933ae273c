package unfurl.hist;

import java.util.Arrays;
import unfurl.NumericalException;

/// Distances of the shapes of two histograms in one dimension.
public final class Distances {
    private Distances() {}

    /// The triangular discriminator ½ Σ (p−q)²/(p+q) over the bins, where p and q are the parts of all events,
    /// those in the flows included; 0 to 1.
    ///
    /// @param value what the two histograms have
    /// @param floor what two samples of one distribution would have on average with these errors: ½ Σ
    ///              Vᵢᵢ/(pᵢ+qᵢ)
    /// @param error the standard deviation of the value: with s = p + q held fixed and V the covariance of p −
    ///              q, √(½ Σ Vᵢⱼ²/(sᵢsⱼ) + dᵀVd), dᵢ = (pᵢ−qᵢ)/sᵢ, the variance of a quadratic form in
    ///              Gaussians
    public record Triangular(double value, double floor, double error) {
        /// The value in the field's usual unit, times 1,000.
        public double thousandfold() {
            return 1000 * value;
        }
    }

    /// The triangular discriminator of two independent histograms. A bin that is empty in both counts nothing.
    ///
    /// Source: Topsøe, IEEE Trans. Inf. Theory 46 (2000) 1602; with the factor ½ of arXiv:1911.09107, table 1.
    ///
    /// @throws unfurl.NumericalException when a total is not above 0, or p+q is negative or 0 where p and q
    ///        differ
    public static Triangular triangular(Histogram left, Histogram right) {
        requireSameBins(left, right);
        double[] p = partsOfAll(left);
        double[] q = partsOfAll(right);
        Covariance v = covarianceOfParts(left).plus(covarianceOfParts(right));
        double value = 0;
        double floor = 0;
        double variance = 0;
        for (int i = 1; i <= left.axis().bins(); i++) {
            double slope = slope(p[i], q[i], i - 1, left.axis());
            value += 0.5 * slope * (p[i] - q[i]);
            floor += p[i] + q[i] == 0 ? 0 : 0.5 * v.get(i, i) / (p[i] + q[i]);
            for (int j = 1; j <= left.axis().bins(); j++) {
                double scale = (p[i] + q[i]) * (p[j] + q[j]);
                double covariance = v.get(i, j);
                variance += scale == 0 ? 0 : 0.5 * covariance * covariance / scale;
                variance += slope * covariance * slope(p[j], q[j], j - 1, left.axis());
            }
        }
        return new Triangular(value, floor, Math.sqrt(Math.max(0, variance)));
    }

    /// The part of all events in each cell.
    private static double[] partsOfAll(Histogram histogram) {
        double total = Spectrum.positive(histogram.total(), histogram.axis().label());
        double[] parts = new double[histogram.axis().cells()];
        Arrays.setAll(parts, cell -> histogram.sumWeights(cell) / total);
        return parts;
    }

    private static Covariance covarianceOfParts(Histogram histogram) {
        double[] sums = new double[histogram.axis().cells()];
        Arrays.setAll(sums, histogram::sumWeights);
        Covariance independent = Covariance.of(sums.length, (i, j) -> i == j ? histogram.sumSquares(i) : 0);
        return Spectrum.ofFractions(independent, sums);
    }

    private static double slope(double p, double q, int bin, Axis axis) {
        if (p == q) {
            return 0;
        }
        if (!(p + q > 0)) {
            throw new NumericalException(
                    "triangular discriminator of '%s': bin %d has the fractions %s and %s; merge it with another bin"
                            .formatted(axis.label(), bin, p, q));
        }
        return (p - q) / (p + q);
    }

    /// The Wasserstein-1 distance with each bin's events at its centre, the flows left out; in the unit of the
    /// axis.
    ///
    /// @throws unfurl.NumericalException when a total is not above 0
    public static double wasserstein(Histogram left, Histogram right) {
        requireSameBins(left, right);
        Axis axis = left.axis();
        double[] p = Spectrum.fractions(left);
        double[] q = Spectrum.fractions(right);
        double distance = 0;
        double ahead = 0;
        for (int i = 0; i + 1 < p.length; i++) {
            ahead += p[i] - q[i];
            distance += Math.abs(ahead) * (axis.centre(i + 1) - axis.centre(i));
        }
        return distance;
    }

    private static void requireSameBins(Histogram left, Histogram right) {
        if (!left.axis().sameBins(right.axis())) {
            throw new IllegalArgumentException(
                    "cannot compare histograms of %s and %s".formatted(left.axis(), right.axis()));
        }
    }
}
