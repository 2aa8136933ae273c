package unfurl.bench;

import java.util.LinkedHashMap;
import unfurl.formats.Document;

/// Where the time of a training goes.
///
/// @param training its speed and loss
/// @param profile  its samples
/// @param failed   samples whose frames Java could not tell
record ProfileAnswer(TrainAnswer training, Profile profile, int failed) {
    /// The rate of the products while they run, in 10⁹ operations a second.
    double productGigaflops() {
        return training.gigaflops() / profile.ofProducts();
    }

    /// The part of the peak that would be reached if all but the products took no time.
    double bound() {
        return training.fraction() / profile.ofProducts();
    }

    /// For programs.
    Document document() {
        var out = new LinkedHashMap<>(training.work().document());
        out.put("event", Sampling.event());
        out.put("period", Sampling.period());
        out.put("samples", profile.count());
        out.put("failedSamples", failed);
        out.put("shares", profile.shares());
        out.put("largestOthers", profile.others());
        out.put("gigaflops", training.gigaflops());
        out.put("peakGigaflops", training.peak());
        out.put("fractionOfPeak", training.fraction());
        out.put("shareOfProducts", profile.ofProducts());
        out.put("productGigaflops", productGigaflops());
        out.put("fractionOfPeakIfAllElseWereFree", bound());
        out.put("finalLoss", training.loss());
        out.putAll(training.gate().document());
        return Document.of("bench profile", out);
    }
}
