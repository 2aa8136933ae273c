package unfurl.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [FourByFour] with 1 vector, for the last one of a gradient's row.
final class FourByOne {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Panel.STRIDE;

    private FourByOne() {}

    /// As [FourByFour#accumulate].
    static void accumulate(
            float[] delta, int deltaAt, float[] rows, int rowsAt, float[] gradient, int at, int stride, int count) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        for (int r = 0; r < STRIPE; r++) {
            int y = r * VectorProducts.SLAB + rowsAt;
            FloatVector y0 = FloatVector.fromArray(S, rows, y);
            FloatVector x0 = FloatVector.broadcast(S, delta[deltaAt + r]);
            c00 = y0.fma(x0, c00);
            FloatVector x1 = FloatVector.broadcast(S, delta[deltaAt + STRIDE + r]);
            c10 = y0.fma(x1, c10);
            FloatVector x2 = FloatVector.broadcast(S, delta[deltaAt + 2 * STRIDE + r]);
            c20 = y0.fma(x2, c20);
            FloatVector x3 = FloatVector.broadcast(S, delta[deltaAt + 3 * STRIDE + r]);
            c30 = y0.fma(x3, c30);
        }
        c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
        if (count > 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
        }
        if (count > 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
        }
        if (count > 3) {
            c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
        }
    }
}
