package unfurl.measurement;

import java.util.Arrays;
import java.util.List;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;

/// The bins of spectra one after the other, where those of a normalised one keep their integral at 1.
///
/// @param spectra at least one
record NormalisedBins(List<Spectrum> spectra) {
    /// A covariance that changes no integral of a normalised spectrum: of a change x of the values v in
    /// bins of widths b there remains x − v·(b·x), as after another normalisation.
    ///
    /// A diagonal, a closure that was scaled bin by bin and shrunk correlations would let it change,
    /// and count a degree of freedom that is none.
    Covariance held(Covariance covariance) {
        return spectra.stream().noneMatch(Spectrum::isNormalised) ? covariance : covariance.mapped(this::held);
    }

    /// The same of a change x itself.
    ///
    /// @param change (bins of all spectra)
    double[] held(double[] change) {
        double[] kept = new double[change.length];
        int first = 0;
        for (Spectrum spectrum : spectra) {
            double[] part = spectrum.held(Arrays.copyOfRange(change, first, first + spectrum.bins()));
            System.arraycopy(part, 0, kept, first, part.length);
            first += part.length;
        }
        return kept;
    }
}
