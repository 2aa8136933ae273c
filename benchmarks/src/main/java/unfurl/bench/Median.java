package unfurl.bench;

import java.util.Arrays;
import java.util.Collection;

/// The middle of some numbers.
final class Median {
    private Median() {}

    /// The middle one, or the mean of the two in the middle.
    ///
    /// @param values at least one
    static double of(Collection<Double> values) {
        double[] rising =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (rising.length == 0) {
            throw new IllegalArgumentException("no median of nothing");
        }
        int half = rising.length / 2;
        return rising.length % 2 == 1 ? rising[half] : 0.5 * (rising[half - 1] + rising[half]);
    }

    static double of(double... values) {
        return of(Arrays.stream(values).boxed().toList());
    }
}
