package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.InputException;
import unfurl.hist.ChiSquare;
import unfurl.hist.Covariance;
import unfurl.hist.CovarianceSum;
import unfurl.hist.Spectrum;

/// Tests a prediction against spectra with their uncertainties.
///
/// @param breakdown the spectra
/// @param ofOwn     the prediction's own covariance
/// @param testing   how
record CompatibilityCheck(Breakdown breakdown, Covariance ofOwn, Testing testing) {
    /// The sine of the largest angle, in units of the errors, at which two vectors count as parallel.
    private static final double PARALLEL = 1e-3;
    /// How far a correlation may be from ±1 for a covariance to count as one shift.
    private static final double ROUNDING = 1e-9;
    /// In fewer directions a difference is parallel to a shift by chance.
    private static final int FEWEST_DIRECTIONS = 3;
    /// Bins are merged until the F distribution of the p-value has as many degrees of freedom in its
    /// denominator. Below, its tail is so long that the test loses its power: in 24 bins p = 0.05 is at
    /// 1.5 per degree of freedom for a known V, at 2.7 with ten and at 19 with two.
    private static final double ENOUGH = 10;
    /// The fewest bins of a spectrum that are left.
    private static final int FEWEST = 2;

    Compatibility of(double[] prediction) {
        double[] difference = breakdown.values();
        if (prediction.length != difference.length) {
            throw new IllegalArgumentException(
                    "%d bins cannot be tested against %d".formatted(difference.length, prediction.length));
        }
        Arrays.setAll(difference, i -> difference[i] - prediction[i]);
        List<String> wanted = breakdown.chosen(testing.sources());
        List<String> leftOut = leftOut(difference, wanted);
        List<String> kept =
                wanted.stream().filter(name -> !leftOut.contains(name)).toList();
        return tested(difference, kept, leftOut);
    }

    private List<String> leftOut(double[] difference, List<String> wanted) {
        var out = new ArrayList<String>();
        testing.closures().stream()
                .map(breakdown::uncertainty)
                .map(Uncertainty::source)
                .filter(wanted::contains)
                .forEach(out::add);
        Covariance all = new NormalisedBins(breakdown.spectra())
                .held(breakdown.total(wanted).plus(ofOwn));
        List<String> parallel = wanted.stream()
                .filter(name -> !out.contains(name) && !isLuminosity(name))
                .filter(name -> isParallel(difference, name, all))
                .toList();
        if (!parallel.isEmpty() && all.rank() >= FEWEST_DIRECTIONS) {
            out.addAll(parallel);
        }
        return out;
    }

    /// A prediction that differs by a factor is what the luminosity's uncertainty is for, and no test
    /// of itself.
    private boolean isLuminosity(String source) {
        return breakdown.group(source).recipe() instanceof Recipe.LuminosityScale;
    }

    /// Whether a source is one shift, and the difference is that shift times a number.
    private boolean isParallel(double[] difference, String source, Covariance all) {
        Covariance covariance = breakdown.uncertainty(source).covariance();
        int main = 0;
        for (int i = 1; i < difference.length; i++) {
            main = covariance.get(i, i) > covariance.get(main, main) ? i : main;
        }
        double along = 0;
        double ofDifference = 0;
        double ofShift = 0;
        for (int i = 0; i < difference.length; i++) {
            double correlation = covariance.correlation(i, main);
            if (covariance.get(i, i) > 0 && 1 - correlation * correlation > ROUNDING) {
                return false;
            }
            if (all.get(i, i) > 0) {
                double pull = difference[i] / all.error(i);
                double shift = covariance.error(i) * Math.signum(correlation) / all.error(i);
                along += pull * shift;
                ofDifference += pull * pull;
                ofShift += shift * shift;
            }
        }
        return ofDifference > 0 && ofShift > 0 && 1 - along * along / (ofDifference * ofShift) <= PARALLEL * PARALLEL;
    }

    private Compatibility tested(double[] difference, List<String> kept, List<String> leftOut) {
        if (testing.inverse() != ChiSquare.Inverse.PSEUDO_INVERSE) {
            requireReplicas(kept);
        }
        CovarianceSum sum = breakdown.sum(kept).plus(CovarianceSum.Part.known(ofOwn));
        ChiSquare test = chiSquare(difference, sum, breakdown.spectra());
        var whole = new Compatibility(test, testing.inverse(), kept, leftOut);
        return testing.isMerging() ? merged(whole, difference, sum) : whole;
    }

    /// The first of fewer and fewer bins with enough degrees of freedom, or else that with the most.
    private Compatibility merged(Compatibility whole, double[] difference, CovarianceSum sum) {
        List<Spectrum> spectra = breakdown.spectra();
        Compatibility best = whole;
        int most = spectra.stream().mapToInt(Spectrum::bins).max().orElseThrow();
        while (left(best.chiSquare()) < ENOUGH && most > FEWEST) {
            most = Math.max(FEWEST, most * 4 / 5);
            var fewer = MergedBins.of(spectra, most);
            ChiSquare test = chiSquare(
                    fewer.values(spectra, difference), sum.map(one -> fewer.covariance(spectra, one)), fewer.spectra());
            best = left(test) > left(best.chiSquare()) ? whole.merged(test, fewer.bins()) : best;
        }
        return best;
    }

    /// The degrees of freedom ν − n + 1 that the p-value's F distribution has in its denominator; 0
    /// without one.
    private static double left(ChiSquare test) {
        return test.pValue().isPresent() ? test.covarianceDegrees() - test.degreesOfFreedom() + 1 : 0;
    }

    private ChiSquare chiSquare(double[] difference, CovarianceSum sum, List<Spectrum> spectra) {
        return ChiSquare.of(difference, sum, testing.inverse(), new NormalisedBins(spectra)::held);
    }

    private void requireReplicas(List<String> kept) {
        if (kept.stream().noneMatch(name -> breakdown.group(name).recipe().isOfReplicas())) {
            throw new InputException(
                    "none of the sources %s is made of replicas, so there is nothing for '%s' to correct"
                            .formatted(kept, testing.inverse()));
        }
    }
}
