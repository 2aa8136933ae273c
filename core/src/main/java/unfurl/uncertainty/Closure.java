package unfurl.uncertainty;

import java.util.Comparator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// How far a reweighted sample is from its target in one feature, on events that its factors were not
/// learned on. It is refused where it differs significantly *and* by a size that matters: among many
/// events any two samples differ, and among few the difference has no meaning.
///
/// @param feature          which
/// @param chiSquare        over the cells, with the statistics of both samples
/// @param degreesOfFreedom populated cells less one, of all parts of the events
/// @param pValue           the probability that χ² of any of the features that were checked is as
///                         improbable, if the sample follows its target: this one's, times their number;
///                         at most 1
/// @param size             root mean square of the relative differences of the cells, each counted by its
///                         content, less what the statistics add; 0 when they add more
public record Closure(String feature, double chiSquare, int degreesOfFreedom, double pValue, double size) {
    /// The p-value below which a difference is significant: three standard deviations.
    public static final double SIGNIFICANT = 0.0027;

    /// The size above which a difference matters.
    public static final double LARGEST = 0.05;

    /// The worst one last.
    public static final Comparator<Closure> BY_WORSE = Comparator.comparing(Closure::isRefused)
            .thenComparing(Comparator.comparingDouble(Closure::pValue).reversed())
            .thenComparingDouble(Closure::size);

    /// Of one feature among several.
    ///
    /// @param features how many were checked
    static Closure of(String feature, double chiSquare, int degreesOfFreedom, double size, int features) {
        double alone = ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(chiSquare);
        return new Closure(feature, chiSquare, degreesOfFreedom, Math.min(1, features * alone), size);
    }

    /// Whether the difference is significant, and matters.
    public boolean isRefused() {
        return pValue < SIGNIFICANT && size > LARGEST;
    }

    /// χ² over its degrees of freedom.
    public double perDegree() {
        return chiSquare / degreesOfFreedom;
    }
}
