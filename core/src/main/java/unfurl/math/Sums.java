package unfurl.math;

import java.util.function.IntToDoubleFunction;

/// Sums whose bits depend on the terms and their order alone.
public final class Sums {
    private static final int BLOCK = 1024;

    private Sums() {}

    /// The sum of `term(0) … term(n−1)`, over blocks of 1,024 terms that are then added up in order with a running
    /// correction, so that the error does not grow with n.
    ///
    /// A sum beyond the range of `double` is infinite, as in a plain loop.
    ///
    /// Source: A. Neumaier, ZAMM 54 (1974) 39, eq. (2.III), for the sum over blocks.
    public static double sum(int n, IntToDoubleFunction term) {
        double total = 0;
        double correction = 0;
        for (int start = 0; start < n; start += BLOCK) {
            double block = 0;
            int end = Math.min(n, start + BLOCK);
            for (int i = start; i < end; i++) {
                block += term.applyAsDouble(i);
            }
            double next = total + block;
            correction += Math.abs(total) >= Math.abs(block) ? (total - next) + block : (block - next) + total;
            total = next;
        }
        return Double.isFinite(total) ? total + correction : total;
    }
}
