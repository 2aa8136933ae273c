package unfurl.measurement;

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
        if (spectra.stream().noneMatch(Spectrum::isNormalised)) {
            return covariance;
        }
        int size = covariance.size();
        int[] spectrumOf = new int[size];
        double[] values = new double[size];
        double[] widths = new double[size];
        int at = 0;
        for (int s = 0; s < spectra.size(); s++) {
            Spectrum spectrum = spectra.get(s);
            for (int bin = 0; bin < spectrum.bins(); bin++) {
                spectrumOf[at] = s;
                values[at] = spectrum.value(bin);
                widths[at++] = spectrum.isNormalised() ? spectrum.axis().width(bin) : 0;
            }
        }
        return covariance.propagated(
                size, (i, j) -> (i == j ? 1 : 0) - (spectrumOf[i] == spectrumOf[j] ? values[i] * widths[j] : 0));
    }
}
