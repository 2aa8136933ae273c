package unfurl.report;

import java.util.ArrayList;
import java.util.function.IntPredicate;
import unfurl.report.figure.Numbers;

/// Names bins by their edges.
final class Stretches {
    private Stretches() {}

    /// The bins that are meant, neighbours as one stretch: `0 to 20, 400 to 500`; empty when none is.
    ///
    /// @param edges (n + 1) of the bins
    /// @param meant of bins 0 to n − 1
    static String of(Numbers edges, IntPredicate meant) {
        var stretches = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < edges.size() - 1; i++) {
            boolean ends = i + 2 == edges.size() || !meant.test(i + 1);
            if (meant.test(i) && (i == 0 || !meant.test(i - 1))) {
                start = i;
            }
            if (meant.test(i) && ends) {
                stretches.add(Digits.plain(edges.get(start)) + " to " + Digits.plain(edges.get(i + 1)));
            }
        }
        return String.join(", ", stretches);
    }
}
