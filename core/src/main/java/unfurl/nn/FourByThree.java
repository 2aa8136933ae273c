package unfurl.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [FourByFour] with 3 vectors, for the last ones of a gradient's row.
final class FourByThree {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Panel.STRIDE;

    private FourByThree() {}

    /// As [FourByFour#accumulate].
    static void accumulate(
            float[] delta, int deltaAt, float[] rows, int rowsAt, float[] gradient, int at, int stride, int count) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c22 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c32 = FloatVector.zero(S);
        for (int r = 0; r < STRIPE; r++) {
            int y = r * VectorProducts.SLAB + rowsAt;
            FloatVector y0 = FloatVector.fromArray(S, rows, y);
            FloatVector y1 = FloatVector.fromArray(S, rows, y + L);
            FloatVector y2 = FloatVector.fromArray(S, rows, y + 2 * L);
            FloatVector x0 = FloatVector.broadcast(S, delta[deltaAt + r]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            c02 = y2.fma(x0, c02);
            FloatVector x1 = FloatVector.broadcast(S, delta[deltaAt + STRIDE + r]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            c12 = y2.fma(x1, c12);
            FloatVector x2 = FloatVector.broadcast(S, delta[deltaAt + 2 * STRIDE + r]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            c22 = y2.fma(x2, c22);
            FloatVector x3 = FloatVector.broadcast(S, delta[deltaAt + 3 * STRIDE + r]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
            c32 = y2.fma(x3, c32);
        }
        c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
        c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
        c02.add(FloatVector.fromArray(S, gradient, at + 2 * L)).intoArray(gradient, at + 2 * L);
        if (count > 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
            c12.add(FloatVector.fromArray(S, gradient, at + stride + 2 * L)).intoArray(gradient, at + stride + 2 * L);
        }
        if (count > 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
            c22.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 2 * L))
                    .intoArray(gradient, at + 2 * stride + 2 * L);
        }
        if (count > 3) {
            c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
            c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
            c32.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 2 * L))
                    .intoArray(gradient, at + 3 * stride + 2 * L);
        }
    }
}
