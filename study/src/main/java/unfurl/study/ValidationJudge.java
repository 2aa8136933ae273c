package unfurl.study;

import java.util.Comparator;
import java.util.List;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;

/// When a test is passed. The rules are stated in docs/concepts/validation.md and held to by name here.
final class ValidationJudge {
    /// A p-value below this, divided by how many were looked at, is one that chance does not explain.
    static final double UNLIKELY = 0.001;

    /// A p-value above this, divided likewise, is one that chance does explain.
    static final double LIKELY = 0.01;

    /// How far from 1 the recovered part of a distortion may be whatever its error.
    static final double TOLERANCE = 0.1;

    /// The same of a bump, of which the detector leaves less to see.
    static final double BUMP_TOLERANCE = 0.25;

    /// The error of a recovered part above which it says too little.
    static final double LARGEST_ERROR = 0.25;

    /// A root mean square shift of so many statistical errors is covered by them.
    static final double COVERED = 1;

    /// One of so many is not.
    static final double UNCOVERED = 2;

    /// Fewer toys say too little.
    static final int FEWEST_TOYS = 30;

    private ValidationJudge() {}

    /// A verdict with its reason.
    record Judgement(Verdict verdict, String reason) {}

    /// Of a result that is to agree with its truth.
    static Judgement agreement(List<ValidationStatistics.Comparison> comparisons) {
        ValidationStatistics.Comparison worst = worst(comparisons);
        double p = worst.test().pValue();
        Verdict verdict = p * comparisons.size() < UNLIKELY
                ? Verdict.FAILED
                : p * comparisons.size() < LIKELY ? Verdict.INCONCLUSIVE : Verdict.PASSED;
        return new Judgement(
                verdict,
                "the smallest p-value of %d comparisons with the truth is %.2g, of %s"
                        .formatted(comparisons.size(), p, worst.of()));
    }

    /// Of a distortion that is to be recovered.
    ///
    /// @param share     the recovered part of it
    /// @param error     standard deviation of it
    /// @param tolerance how far it may be from 1
    static Judgement recovery(
            double share, double error, double tolerance, List<ValidationStatistics.Comparison> comparisons) {
        Judgement rest = agreement(comparisons);
        double off = Math.abs(share - 1);
        String words = "%.1f ± %.1f %% of it are recovered (%.0f %% may be missing); %s"
                .formatted(100 * share, 100 * error, 100 * tolerance, rest.reason());
        if (off > tolerance && off > 3 * error) {
            return new Judgement(Verdict.FAILED, words);
        }
        boolean tells = error <= LARGEST_ERROR && (off <= tolerance || off <= 2 * error);
        return new Judgement(tells && rest.verdict() != Verdict.FAILED ? Verdict.PASSED : Verdict.INCONCLUSIVE, words);
    }

    /// Of a change that is to move the result by less than statistics do.
    ///
    /// @param shifts (bins) relative shifts; NaN where there is none to tell
    /// @param errors (bins) relative statistical errors
    static Judgement shift(Numbers shifts, Numbers errors) {
        double squares = 0;
        double largest = 0;
        int bins = 0;
        for (int i = 0; i < shifts.size(); i++) {
            double pull = shifts.get(i) / errors.get(i);
            if (Double.isFinite(pull)) {
                squares += pull * pull;
                largest = Math.max(largest, Math.abs(shifts.get(i)));
                bins++;
            }
        }
        if (bins == 0) {
            return new Judgement(Verdict.INCONCLUSIVE, "no bin has a statistical error to compare with");
        }
        double pulls = Math.sqrt(squares / bins);
        Verdict verdict = pulls <= COVERED ? Verdict.PASSED : pulls > UNCOVERED ? Verdict.FAILED : Verdict.INCONCLUSIVE;
        return new Judgement(
                verdict,
                "the result moves by %.2f statistical errors (root mean square of %d bins), by %.2g %% at most"
                        .formatted(pulls, bins, 100 * largest));
    }

    /// Of shares of toys whose interval held the truth.
    ///
    /// @param shares   (bins) of them
    /// @param promised the probability that the intervals promise
    static Judgement coverage(Numbers shares, double promised, int toys) {
        double error = Math.sqrt(promised * (1 - promised) / toys);
        double mean = shares.sum() / shares.size();
        double worst = shares.stream()
                .boxed()
                .max(Comparator.comparingDouble(share -> Math.abs(share - promised)))
                .orElseThrow();
        boolean off = Math.abs(mean - promised) > 3 * error || Math.abs(worst - promised) > 5 * error;
        return new Judgement(
                off ? Verdict.FAILED : toys < FEWEST_TOYS ? Verdict.INCONCLUSIVE : Verdict.PASSED,
                "the %.0f %% intervals hold the truth in %.1f %% of %d toys, %.1f %% in the bin that is farthest off, where chance allows ± %.1f"
                        .formatted(100 * promised, 100 * mean, toys, 100 * worst, 100 * error));
    }

    private static ValidationStatistics.Comparison worst(List<ValidationStatistics.Comparison> comparisons) {
        return comparisons.stream()
                .min(Comparator.comparingDouble(c -> c.test().pValue()))
                .orElseThrow();
    }
}
