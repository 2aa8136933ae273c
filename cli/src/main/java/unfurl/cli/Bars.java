package unfurl.cli;

import java.util.Arrays;
import java.util.Optional;

/// Bars beside the bins of a histogram, all in one proportion.
///
/// The longest stands for the largest value unless that is a spike beside which half of the bins would have no
/// bar: then the spike's bar is cut, ends in `▶`, and stands for no number.
///
/// @param full  the value of a bar of the whole width
/// @param width in characters
/// @param cut   whether a value is larger
record Bars(double full, int width, boolean cut) {
    private static final String CUT = "▶";

    /// @param values of the bins; those that are not above 0 have no bar
    static Bars of(double[] values, int width) {
        double[] rising =
                Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
        if (rising.length == 0) {
            return new Bars(1, width, false);
        }
        // The shortest bar is an eighth of a character.
        double limit = 8.0 * width * rising[(rising.length - 1) / 2];
        double full =
                Arrays.stream(rising).filter(value -> value <= limit).max().orElse(limit);
        return new Bars(full, width, rising[rising.length - 1] > full);
    }

    /// The bar of a value, without spaces after it.
    String of(double value) {
        return value > full
                ? Bar.of(1, width - 1) + CUT
                : Bar.of(value / full, width).stripTrailing();
    }

    /// What a reader should know; empty when every bar is in proportion.
    Optional<String> remark() {
        return cut ? Optional.of("  " + CUT + " is higher than its bar") : Optional.empty();
    }
}
