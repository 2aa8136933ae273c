package unfurl.math;

import java.util.function.IntToDoubleFunction;

/// Sums whose bits depend on the terms and their order alone.
public final class Sums {
    private static final int BLOCK = 1024;

    private Sums() {}

    /// The sum of `term(0) … term(n−1)`, over blocks of 1,024 terms that are then added up in order with
    /// a running correction, so that the error does not grow with n.
    ///
    /// A sum beyond the range of `double` is infinite, as in a plain loop.
    ///
    /// Source: A. Neumaier, ZAMM 54 (1974) 39, eq. (2.III), for the sum over blocks.
    public static double sum(int n, IntToDoubleFunction term) {
        double[] blocks = new double[Math.ceilDiv(Math.max(0, n), BLOCK)];
        for (int k = 0; k < blocks.length; k++) {
            int start = k * BLOCK;
            int end = start + Math.min(BLOCK, n - start);
            double block = 0;
            for (int i = start; i < end; i++) {
                block += term.applyAsDouble(i);
            }
            blocks[k] = block;
        }
        return ofBlocks(blocks);
    }

    private static double ofBlocks(double[] blocks) {
        double total = 0;
        double correction = 0;
        for (double block : blocks) {
            double next = total + block;
            correction += Math.abs(total) >= Math.abs(block) ? (total - next) + block : (block - next) + total;
            total = next;
        }
        return Double.isFinite(total) ? total + correction : total;
    }

    /// The sum of `a[i]·b[i]`, with the bits of [#sum(int, IntToDoubleFunction)] but without a call per term.
    ///
    /// @throws IllegalArgumentException when the lengths differ
    public static double ofProducts(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("cannot multiply %d terms by %d".formatted(a.length, b.length));
        }
        double[] blocks = new double[Math.ceilDiv(a.length, BLOCK)];
        for (int k = 0; k < blocks.length; k++) {
            int start = k * BLOCK;
            int end = start + Math.min(BLOCK, a.length - start);
            double block = 0;
            for (int i = start; i < end; i++) {
                block += a[i] * b[i];
            }
            blocks[k] = block;
        }
        return ofBlocks(blocks);
    }

    /// The sum of `a[i]`, with the bits of [#sum(int, IntToDoubleFunction)] but without a call per term.
    public static double of(double[] a) {
        double[] blocks = new double[Math.ceilDiv(a.length, BLOCK)];
        for (int k = 0; k < blocks.length; k++) {
            int start = k * BLOCK;
            int end = start + Math.min(BLOCK, a.length - start);
            double block = 0;
            for (int i = start; i < end; i++) {
                block += a[i];
            }
            blocks[k] = block;
        }
        return ofBlocks(blocks);
    }
}
