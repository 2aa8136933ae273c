package unfurl.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import unfurl.hist.BinomialTest;
import unfurl.hist.Spectrum;
import unfurl.report.figure.Numbers;

/// How often the intervals of one probability held the truth.
///
/// @param promise what they are to do
/// @param shares  (bins) of the toys in which the bin's interval held it
/// @param judged  the bins that count: those whose error is not too large for an interval of errors
/// @param ofToys  (toys) the share of the judged bins that held it
record CoverageCount(Promise promise, Numbers shares, List<Integer> judged, Numbers ofToys) {
    /// Copies the list.
    CoverageCount {
        judged = List.copyOf(judged);
    }

    /// A sort of intervals.
    ///
    /// @param probability that they hold the truth
    /// @param tolerance   how far from that it may be
    record Promise(double probability, double tolerance) {}

    /// Counts.
    ///
    /// @param pulls  (toys) of (bins): |result − truth| over the toy's error
    /// @param errors (bins) mean error of the toys, relative to the truth
    /// @param reach  half the width of the intervals, in errors
    static CoverageCount of(Promise promise, List<Numbers> pulls, Numbers errors, double reach) {
        var judged = new ArrayList<Integer>();
        for (int bin = 0; bin < errors.size(); bin++) {
            if (errors.get(bin) <= Spectrum.LARGE_ERROR) {
                judged.add(bin);
            }
        }
        Numbers shares = Numbers.tabulate(
                errors.size(),
                bin -> pulls.stream().filter(toy -> toy.get(bin) <= reach).count() / (double) pulls.size());
        Numbers ofToys = Numbers.tabulate(pulls.size(), toy -> {
            Numbers one = pulls.get(toy);
            return judged.stream().filter(bin -> one.get(bin) <= reach).count() / (double) judged.size();
        });
        return new CoverageCount(promise, shares, judged, ofToys);
    }

    /// How many toys.
    int toys() {
        return ofToys.size();
    }

    /// The mean share of the judged bins.
    double mean() {
        return ofToys.sum() / toys();
    }

    /// How far it is from the promise.
    double off() {
        return Math.abs(mean() - promise.probability());
    }

    /// The standard deviation of the mean: by the spread of the toys' shares, which knows how bins hang together,
    /// and not less than if the bins of a toy were independent.
    double error() {
        double alone = promise.probability() * (1 - promise.probability());
        double least = toys() < 2 ? alone : alone / judged.size();
        double spread = toys() < 2 ? 0 : ValidationStatistics.deviation(ofToys);
        return Math.sqrt(Math.max(least, spread * spread) / toys());
    }

    /// The p-value of the judged bin that chance explains worst, 1 where every one is within the tolerance.
    double worstPValue() {
        return judged.stream()
                .filter(bin -> Math.abs(shares.get(bin) - promise.probability()) > promise.tolerance())
                .mapToDouble(bin ->
                        BinomialTest.pValue((int) Math.round(shares.get(bin) * toys()), toys(), promise.probability()))
                .min()
                .orElse(1);
    }

    /// What came of it, in a sentence.
    String words() {
        String asked = "%.0f %%".formatted(100 * promise.probability());
        if (judged.isEmpty()) {
            return "%s intervals: no bin has an error of at most %.0f %%".formatted(asked, 100 * Spectrum.LARGE_ERROR);
        }
        String which = judged.size() == shares.size()
                ? "%d bins".formatted(judged.size())
                : "%d of %d bins, those with an error of at most %.0f %%"
                        .formatted(judged.size(), shares.size(), 100 * Spectrum.LARGE_ERROR);
        return "the %s intervals hold the truth in %.1f ± %.1f %% of %d toys (± %.0f may be off), mean of %s; the bin that is farthest off has %.0f %%%s"
                .formatted(
                        asked,
                        100 * mean(),
                        100 * error(),
                        toys(),
                        100 * promise.tolerance(),
                        which,
                        100 * farthest(),
                        wanted());
    }

    private double farthest() {
        return judged.stream()
                .map(shares::get)
                .max(Comparator.comparingDouble(share -> Math.abs(share - promise.probability())))
                .orElseThrow();
    }

    private String wanted() {
        double ratio = error() / promise.tolerance();
        int enough = Math.max(ValidationJudge.FEWEST_TOYS, (int) Math.ceil(toys() * ratio * ratio));
        return enough > toys() ? "; some %d toys would tell".formatted(enough) : "";
    }
}
