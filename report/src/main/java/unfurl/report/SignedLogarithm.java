package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Numbers;

/// A scale for covariances of many sizes: the logarithm above 0, its mirror image below, and nothing between what is
/// too small.
///
/// @param largest size that is shown
/// @param decades powers of ten below it that are shown
record SignedLogarithm(double largest, int decades) {
    private static final int MOST_DECADES = 12;
    private static final int MOST_MARKS = 5;

    /// With all variances well above what is too small.
    ///
    /// @param covariances (n·n) row after row
    static SignedLogarithm of(Numbers covariances, int n) {
        double largest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double variance = covariances.get(i * n + i);
            largest = Math.max(largest, variance);
            least = variance > 0 ? Math.min(least, variance) : least;
        }
        int decades = largest > 0 ? (int) Math.ceil(Math.log10(largest / least)) + 1 : 1;
        return new SignedLogarithm(largest > 0 ? largest : 1, Math.clamp(decades, 2, MOST_DECADES));
    }

    /// The place of a number, from −decades to decades.
    double at(double value) {
        double place = decades + Math.log10(Math.abs(value) / largest);
        return Double.isNaN(value) ? value : Math.signum(value) * Math.max(0, place);
    }

    /// Some powers of ten of both signs, and 0.
    List<Axis.Mark> marks() {
        int high = (int) Math.floor(Math.log10(largest));
        int step = (decades + MOST_MARKS - 1) / MOST_MARKS;
        var marks = new ArrayList<Axis.Mark>();
        for (int power = high; at(Math.pow(10, power)) > 0.5; power -= step) {
            double place = at(Math.pow(10, power));
            marks.add(new Axis.Mark(place, "10^{%d}".formatted(power)));
            marks.addFirst(new Axis.Mark(-place, "−10^{%d}".formatted(power)));
        }
        marks.add(new Axis.Mark(0, "0"));
        return marks;
    }
}
