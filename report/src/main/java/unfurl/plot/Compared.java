package unfurl.plot;

import java.util.List;
import java.util.Optional;
import unfurl.hist.Spectrum;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Prediction;
import unfurl.report.Digits;
import unfurl.report.figure.Label;

/// A prediction that is drawn beside a result.
///
/// @param name      in the legend, plain text
/// @param scaled    whether it was scaled to the measured total, and the test is of shapes although they are not drawn
/// @param ownEvents whether it is the result's own events with other weights, so that p says little
/// @param spectra   of the result's bins, one for each slice
/// @param test      whether the result is compatible with it; empty when it was not tested
public record Compared(
        String name, boolean scaled, boolean ownEvents, List<Spectrum> spectra, Optional<Compatibility> test) {
    /// Copies the list.
    public Compared {
        spectra = List.copyOf(spectra);
    }

    /// A prediction with its spectra and its test.
    public static Compared of(Prediction prediction, List<Spectrum> spectra, Optional<Compatibility> test) {
        return new Compared(prediction.name(), prediction.isScaled(spectra), prediction.ownEvents(), spectra, test);
    }

    /// What the legend says, in the markup of labels, with a line break where it may be broken.
    String legend() {
        String shown = name.equals(Prediction.PRIOR) ? "Prior (simulation)" : Label.quote(name);
        return shown
                + (scaled ? " (scaled)" : "")
                + test.filter(of -> of.chiSquare().degreesOfFreedom() > 0)
                        .map(this::legend)
                        .orElse("");
    }

    private String legend(Compatibility of) {
        var test = of.chiSquare();
        String p = test.pValue().isPresent() ? ", " + pValue(test.pValue().getAsDouble()) + caution() : "";
        return ":\n%sχ^{2}/ndf = %s/%d%s"
                .formatted(scaled ? "shape " : "", Digits.significant(test.value(), 3), test.degreesOfFreedom(), p);
    }

    /// What the explorer's page says too.
    private String caution() {
        return ownEvents ? " (*p* says little)" : "";
    }

    private static String pValue(double p) {
        return p > 0 ? "*p* = " + Digits.significant(p, 2) : "*p* < 10^{-300}";
    }
}
