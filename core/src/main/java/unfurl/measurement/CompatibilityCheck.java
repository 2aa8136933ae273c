package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.InputException;
import unfurl.hist.ChiSquare;
import unfurl.hist.Covariance;
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
        return new Compatibility(ChiSquare.of(difference, covariance(kept)), testing.inverse(), kept, leftOut);
    }

    private List<String> leftOut(double[] difference, List<String> wanted) {
        var out = new ArrayList<String>();
        testing.closures().stream()
                .map(breakdown::uncertainty)
                .map(Uncertainty::source)
                .filter(wanted::contains)
                .forEach(out::add);
        Covariance all = constrained(breakdown.total(wanted).plus(ofOwn));
        if (all.rank() >= 2) {
            wanted.stream()
                    .filter(name -> !out.contains(name) && isParallel(difference, name, all))
                    .forEach(out::add);
        }
        return out;
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

    private Covariance covariance(List<String> kept) {
        Covariance plain = constrained(breakdown.total(kept).plus(ofOwn));
        return switch (testing.inverse()) {
            case PSEUDO_INVERSE -> plain;
            case HARTLAP -> {
                requireReplicas(kept);
                int rank = plain.rank();
                yield corrected(kept, (covariance, count) -> covariance.times(1 / ChiSquare.hartlap(count, rank)));
            }
            case SHRINKAGE -> {
                requireReplicas(kept);
                yield corrected(kept, Covariance::shrunk);
            }
        };
    }

    /// What is done to the covariance of a number of replicas.
    @FunctionalInterface
    private interface Correction {
        Covariance of(Covariance covariance, int replicas);
    }

    private Covariance corrected(List<String> kept, Correction correction) {
        Covariance sum = ofOwn;
        for (String name : kept) {
            Covariance covariance = breakdown.uncertainty(name).covariance();
            WeightGroup group = breakdown.group(name);
            sum = sum.plus(
                    group.recipe().isOfReplicas()
                            ? correction.of(covariance, group.columns().size())
                            : covariance);
        }
        return constrained(sum);
    }

    private void requireReplicas(List<String> kept) {
        if (kept.stream().noneMatch(name -> breakdown.group(name).recipe().isOfReplicas())) {
            throw new InputException(
                    "none of the sources %s is made of replicas, so there is nothing for '%s' to correct"
                            .formatted(kept, testing.inverse()));
        }
    }

    /// The covariance with the integral of each normalised spectrum held at 1, as it is of the difference: a
    /// diagonal, a closure that was scaled and shrunk correlations would let it change, and count a degree of
    /// freedom
    /// that is none. Of a change x of the values v in bins of widths b there remains x − v·(b·x).
    private Covariance constrained(Covariance covariance) {
        List<Spectrum> spectra = breakdown.spectra();
        if (spectra.stream().noneMatch(Spectrum::isNormalised)) {
            return covariance;
        }
        int[] spectrumOf = new int[covariance.size()];
        double[] values = breakdown.values();
        double[] widths = new double[values.length];
        int at = 0;
        for (int s = 0; s < spectra.size(); s++) {
            for (int bin = 0; bin < spectra.get(s).bins(); bin++) {
                spectrumOf[at] = s;
                widths[at++] =
                        spectra.get(s).isNormalised() ? spectra.get(s).axis().width(bin) : 0;
            }
        }
        return covariance.propagated(
                values.length,
                (i, j) -> (i == j ? 1 : 0) - (spectrumOf[i] == spectrumOf[j] ? values[i] * widths[j] : 0));
    }
}
