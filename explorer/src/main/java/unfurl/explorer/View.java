package unfurl.explorer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Prediction;

/// The numbers of what is to be drawn.
///
/// @param request     what was asked
/// @param breakdown   the spectrum, or those of the slices, with every source
/// @param chosen      the sources of the total
/// @param selection   the sum of the selected events' weights, with every source
/// @param predictions what is drawn beside
/// @param remarks     what somebody who reads the numbers should know
record View(
        ViewRequest request,
        Breakdown breakdown,
        List<String> chosen,
        Breakdown selection,
        List<Compared> predictions,
        List<String> remarks) {
    View {
        chosen = List.copyOf(chosen);
        predictions = List.copyOf(predictions);
        remarks = List.copyOf(remarks);
    }

    /// A prediction beside the measurement.
    ///
    /// @param prediction which
    /// @param spectra    its spectrum, or those of its slices
    /// @param test       whether the two are compatible; empty when that cannot be said
    /// @param remark     why there is no test or no p-value; empty otherwise
    record Compared(Prediction prediction, List<Spectrum> spectra, Optional<Compatibility> test, String remark) {
        Compared {
            spectra = List.copyOf(spectra);
        }
    }

    /// The covariance of the chosen sources.
    Covariance total() {
        return breakdown.total(chosen);
    }

    /// What is random among the chosen sources, or the finite sample where none of them is.
    Covariance statistical() {
        return breakdown.statisticalOrSample(chosen);
    }

    /// What the statistical errors hold.
    String ofStatistical() {
        return isStatisticalInTotal()
                ? chosen.stream().filter(breakdown::isStatistical).collect(Collectors.joining(" + "))
                : "sample statistics, not in the total";
    }

    /// Whether one of the chosen sources is statistical.
    boolean isStatisticalInTotal() {
        return chosen.stream().anyMatch(breakdown::isStatistical);
    }

    /// The statistical error of the selection's sum.
    double selectionStatistical() {
        return selection.statisticalOrSample(chosen).error(0);
    }

    /// How many bins there are in all slices.
    int cells() {
        return breakdown.spectra().stream().mapToInt(Spectrum::bins).sum();
    }
}
