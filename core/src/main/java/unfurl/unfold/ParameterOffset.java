package unfurl.unfold;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// How far a learned response is off along a parameter: the value that it makes of events whose parameters are known,
/// less theirs.
///
/// It is one step of Newton's method with the gen of the events known: (Σ v·s·sᵀ)⁻¹·Σ v·s, where s is ∂log w/∂θ of an
/// event at its own gen, reco and θ. The response is a density at each gen, so that any spectrum will do.
///
/// @param parameter its name
/// @param width     of its range
/// @param offset    in its units
/// @param error     of that, by the statistics of the events
public record ParameterOffset(String parameter, double width, double offset, double error) {
    /// Up to so many errors an offset may be one by chance.
    public static final double SIGNIFICANT = 3;
    /// The offset that is allowed, as a part of the range.
    public static final double LARGEST = 0.05;

    /// Errors above which an offset is told to readers.
    private static final double TELLING = 2;
    /// The part of the fit's error above which it matters.
    private static final double PART = 0.5;

    /// Those of all parameters on which the response depends at these events.
    ///
    /// @param response one that keeps the efficiency: else events that are not detected would tell of θ too
    /// @param sample   from which it was not learned
    /// @throws unfurl.InputException when it is not known for some events
    public static List<ParameterOffset> of(LearnedResponse response, DetectorSample sample, Workers workers) {
        int[] rows = sample.matched().indices();
        double[] weight = sample.matchedWeight().toArray();
        double[] square = sample.matchedWeight().times(sample.matchedWeight()).toArray();
        double[][] score = response.scores(sample, workers);
        RealMatrix inverse = Symmetric.inverseOfAnyUnits(Symmetric.squares(score, weight, rows));
        RealMatrix spread =
                inverse.multiply(Symmetric.squares(score, square, rows)).multiply(inverse);
        double[] step = inverse.operate(IntStream.range(0, score.length)
                .mapToDouble(k -> Sums.sum(rows.length, i -> weight[rows[i]] * score[k][rows[i]]))
                .toArray());
        return IntStream.range(0, score.length)
                .filter(k -> spread.getEntry(k, k) > 0)
                .mapToObj(k -> {
                    var range = response.ranges().get(k);
                    return new ParameterOffset(
                            range.parameter(), range.width(), step[k], Math.sqrt(spread.getEntry(k, k)));
                })
                .toList();
    }

    /// Whether the response cannot be used: it is off significantly, and by much of the range.
    public boolean isRefused() {
        return isBeyond(SIGNIFICANT) && Math.abs(offset) > LARGEST * width;
    }

    private boolean isBeyond(double errors) {
        return Math.abs(offset) > errors * error;
    }

    /// What a reader of a fit should know.
    ///
    /// @param fitted the fit's error of the parameter
    public Optional<String> warning(double fitted) {
        return isBeyond(TELLING) && Math.abs(offset) > PART * fitted
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the learned response is off in '%s' by %+.2g ± %.2g, in events that were held out of its learning: that is not in the fit's error of %.2g",
                        parameter,
                        offset,
                        error,
                        fitted))
                : Optional.empty();
    }
}
