package unfurl.measurement;

import java.util.Arrays;
import java.util.List;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;

/// The bins of a test of a result against a truth: those of one observable, or of several, one after the other.
///
/// @param unfolded the result with its uncertainty, source by source
/// @param truth    the truth's spectra
/// @param ofTruth  (bins × bins) the part of V that is the truth's own; zeros where its events are the data's
public record TestedBins(Breakdown unfolded, List<Spectrum> truth, Covariance ofTruth) {
    /// Copies the list.
    public TestedBins {
        truth = List.copyOf(truth);
    }

    /// The truth's values of all bins.
    public double[] truthValues() {
        return truth.stream().flatMapToDouble(s -> Arrays.stream(s.values())).toArray();
    }

    Compatibility test(Testing testing) {
        return unfolded.test(truthValues(), ofTruth, testing);
    }
}
