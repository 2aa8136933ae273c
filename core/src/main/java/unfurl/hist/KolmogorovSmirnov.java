package unfurl.hist;

/// The Kolmogorov–Smirnov test of two weighted samples: whether they can be of one distribution, without bins.
///
/// Source: N. V. Smirnov, Ann. Math. Stat. 19 (1948) 279, for the limit of many events; with weights each
/// sample counts with its effective number of events, as in F. James, *Statistical Methods in Experimental
/// Physics*, 2nd ed. (2006), section 11.4.2. The p-value is that of independent events and of a continuous
/// observable: where many events share one value it is too large, and it knows no systematic effect.
///
/// @param distance the largest difference of the two distribution functions, |F − G|, 0 to 1 without negative
///         weights
/// @param nEff     n₁n₂/(n₁ + n₂) with n = (Σw)²/Σw² of each
/// @param pValue   the probability of a larger distance if both are samples of one distribution
public record KolmogorovSmirnov(double distance, double nEff, double pValue) {
    /// Above this the alternating series converges faster, below it the other one; both are exact to rounding.
    private static final double MIDDLE = 1;

    /// The test of two independent samples.
    public static KolmogorovSmirnov of(Distribution left, Distribution right) {
        double nEff = left.nEff() * right.nEff() / (left.nEff() + right.nEff());
        double distance = left.largestDifference(right);
        return new KolmogorovSmirnov(distance, nEff, survival(Math.sqrt(nEff) * distance));
    }

    /// The probability that the limiting distribution of √n·distance exceeds x: 2 Σ (−1)ᵏ⁻¹ exp(−2k²x²),
    /// which is 1 − √(2π)/x Σ exp(−(2k−1)²π²/(8x²)).
    ///
    /// @param x at least 0
    static double survival(double x) {
        if (x < 0.1) {
            return 1; // the second sum's largest term is below exp(−123)
        }
        double sum = 0;
        for (int k = 1; k <= 20; k++) {
            sum += x < MIDDLE
                    ? Math.exp(-(2 * k - 1) * (2 * k - 1) * Math.PI * Math.PI / (8 * x * x))
                    : (k % 2 == 0 ? -1 : 1) * Math.exp(-2.0 * k * k * x * x);
        }
        return x < MIDDLE ? 1 - Math.sqrt(2 * Math.PI) / x * sum : 2 * sum;
    }
}
