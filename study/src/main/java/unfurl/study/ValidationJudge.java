package unfurl.study;

import java.util.Comparator;
import java.util.List;
import unfurl.hist.Hotelling;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;

/// When a test is passed. The rules are stated in docs/concepts/validation.md and held to by name here.
final class ValidationJudge {
    /// A p-value below this, divided by how many were looked at, is one that chance does not explain.
    static final double UNLIKELY = 0.001;

    /// A p-value above this, divided likewise, is one that chance does explain.
    static final double LIKELY = 0.01;

    /// How far from 1 the recovered part of a distortion may be.
    static final double TOLERANCE = 0.1;

    /// The same of a bump, of which the detector leaves less to see.
    static final double BUMP_TOLERANCE = 0.25;

    /// A root mean square shift of so many errors of the measurement may be left out of them: an interval of one
    /// standard deviation holds the truth in 62 % of the cases then.
    static final double NEGLIGIBLE = 0.5;

    /// One of so many may not: the interval holds it in 48 %.
    static final double LARGE = 1;

    /// Fewer toys say too little.
    static final int FEWEST_TOYS = 30;

    private ValidationJudge() {}

    /// A verdict with its reason.
    record Judgement(Verdict verdict, String reason) {}

    /// Of a number that is to be within a tolerance: passed where it is known well enough to tell and near
    /// enough, failed where it is farther off than chance explains.
    ///
    /// @param off       how far off it is, not negative
    /// @param error     standard deviation of it
    /// @param replicas  so many Gaussian ones gave the error
    /// @param tests     how many numbers are looked at
    static Verdict within(double tolerance, double off, double error, int replicas, int tests) {
        if (off > tolerance && off > error * Hotelling.reach(1 - UNLIKELY / tests, replicas)) {
            return Verdict.FAILED;
        }
        return error <= tolerance && off + error <= 2 * tolerance ? Verdict.PASSED : Verdict.INCONCLUSIVE;
    }

    /// Of a result that is to agree with its truth.
    static Judgement agreement(List<ValidationStatistics.Comparison> comparisons) {
        ValidationStatistics.Comparison worst = worst(comparisons);
        double p = worst.test().pValue();
        return new Judgement(
                byChance(p * comparisons.size()),
                "the smallest p-value of %d comparisons with the truth is %.2g, of %s"
                        .formatted(comparisons.size(), p, worst.of()));
    }

    private static Verdict byChance(double corrected) {
        return corrected < UNLIKELY ? Verdict.FAILED : corrected < LIKELY ? Verdict.INCONCLUSIVE : Verdict.PASSED;
    }

    /// Of a distortion that is to be recovered.
    ///
    /// @param tolerance how far the recovered part may be from 1
    /// @param tests     how many distortions are looked at
    static Judgement recovery(
            ValidationRecovery recovery,
            double tolerance,
            int tests,
            List<ValidationStatistics.Comparison> comparisons) {
        Judgement rest = agreement(comparisons);
        double off = Math.abs(recovery.share() - 1);
        Verdict verdict = within(tolerance, off, recovery.error(), recovery.replicas(), tests);
        String words = "%.1f ± %.1f %% of it is recovered (up to %.0f %% may be missing or too much)%s; %s"
                .formatted(
                        100 * recovery.share(),
                        100 * recovery.error(),
                        100 * tolerance,
                        recovery.error() > tolerance ? ", which is known too badly to tell" : "",
                        rest.reason());
        boolean spoiled = verdict == Verdict.PASSED && rest.verdict() == Verdict.FAILED;
        return new Judgement(spoiled ? Verdict.INCONCLUSIVE : verdict, words);
    }

    /// Of a change that is to move the result by less than a part of its error.
    ///
    /// @param shifts   (bins) relative shifts; NaN where there is none to tell
    /// @param errors   (bins) relative errors of the measurement
    /// @param replicas K ≥ 4 of them gave the errors: the mean of 1/error² is (K − 1)/(K − 3) times what it would
    ///                 be if they were known, which is taken out; each is known to 1/√(2(K − 1)) of itself
    static Judgement shift(Numbers shifts, Numbers errors, int replicas) {
        double squares = 0;
        double largest = 0;
        int bins = 0;
        for (int i = 0; i < shifts.size(); i++) {
            double pull = shifts.get(i) / errors.get(i);
            if (Double.isFinite(pull)) {
                squares += pull * pull * (replicas - 3) / (replicas - 1);
                largest = Math.max(largest, Math.abs(shifts.get(i)));
                bins++;
            }
        }
        if (bins == 0) {
            return new Judgement(Verdict.INCONCLUSIVE, "no bin has a statistical error to compare with");
        }
        double pulls = Math.sqrt(squares / bins);
        double known = pulls / Math.sqrt(2.0 * (replicas - 1));
        return new Judgement(
                ofShift(pulls, known),
                "the result moves by %.2f ± %.2f statistical errors of the measurement (root mean square of %d bins), and by %.2g %% at most in one of them"
                        .formatted(pulls, known, bins, 100 * largest));
    }

    private static Verdict ofShift(double pulls, double known) {
        if (pulls - known > LARGE) {
            return Verdict.FAILED;
        }
        return pulls + known <= NEGLIGIBLE ? Verdict.PASSED : Verdict.INCONCLUSIVE;
    }

    /// Of the share of toys whose interval held the truth.
    ///
    /// @param tests how many shares are looked at
    static Judgement coverage(CoverageCount count, int tests) {
        if (count.judged().isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, count.words());
        }
        Verdict mean =
                within(count.promise().tolerance(), count.off(), count.error(), Math.max(2, count.toys()), tests);
        Verdict worst = byChance(count.worstPValue() * count.judged().size() * tests);
        if (mean == Verdict.FAILED || worst == Verdict.FAILED) {
            return new Judgement(Verdict.FAILED, count.words());
        }
        boolean tells = mean == Verdict.PASSED && worst == Verdict.PASSED && count.toys() >= FEWEST_TOYS;
        return new Judgement(tells ? Verdict.PASSED : Verdict.INCONCLUSIVE, count.words());
    }

    private static ValidationStatistics.Comparison worst(List<ValidationStatistics.Comparison> comparisons) {
        return comparisons.stream()
                .min(Comparator.comparingDouble(c -> c.test().pValue()))
                .orElseThrow();
    }
}
