package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of 4 rows × 4 vectors, whose 16 sums fill the registers of a machine that has 32.
///
/// Every distance inside the loops is a constant: the compiler then tests the arrays' bounds before a loop and
/// not in it. Sums start from zero and take what they are added to at the end: a sum that starts from a
/// vector loaded under a condition is boxed, which costs a factor of twenty.
final class FourByFour {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Panel.STRIDE;

    private FourByFour() {}

    /// out[j][r] = Σ_t a[j][t]·b[t][r] + bias[j] for 4 j and 4 vectors of r, and 0 where that is not above
    /// `floor`; a floor of NaN leaves all as they are.
    ///
    /// @param b    from `bAt`: the vectors of one t, [Panel#STRIDE] before those of the next
    /// @param a    from `aAt`: the 4 numbers of one t, then those of the next; from `biasAt` the biases
    /// @param out  from `outAt`: the vectors of one j, [Panel#STRIDE] before those of the next
    static void forward(
            float[] a, int aAt, float[] b, int bAt, int terms, int biasAt, float floor, float[] out, int outAt) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c13 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c22 = FloatVector.zero(S);
        FloatVector c23 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c32 = FloatVector.zero(S);
        FloatVector c33 = FloatVector.zero(S);
        for (int t = 0; t < terms; t++) {
            int y = bAt + t * STRIDE;
            FloatVector y0 = FloatVector.fromArray(S, b, y);
            FloatVector y1 = FloatVector.fromArray(S, b, y + L);
            FloatVector y2 = FloatVector.fromArray(S, b, y + 2 * L);
            FloatVector y3 = FloatVector.fromArray(S, b, y + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + 4 * t]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            c02 = y2.fma(x0, c02);
            c03 = y3.fma(x0, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + 4 * t + 1]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            c12 = y2.fma(x1, c12);
            c13 = y3.fma(x1, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + 4 * t + 2]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            c22 = y2.fma(x2, c22);
            c23 = y3.fma(x2, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + 4 * t + 3]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
            c32 = y2.fma(x3, c32);
            c33 = y3.fma(x3, c33);
        }
        float bias0 = a[biasAt];
        FloatVector z00 = c00.add(bias0);
        z00.blend(0f, z00.compare(LE, floor)).intoArray(out, outAt);
        FloatVector z01 = c01.add(bias0);
        z01.blend(0f, z01.compare(LE, floor)).intoArray(out, outAt + L);
        FloatVector z02 = c02.add(bias0);
        z02.blend(0f, z02.compare(LE, floor)).intoArray(out, outAt + 2 * L);
        FloatVector z03 = c03.add(bias0);
        z03.blend(0f, z03.compare(LE, floor)).intoArray(out, outAt + 3 * L);
        float bias1 = a[biasAt + 1];
        FloatVector z10 = c10.add(bias1);
        z10.blend(0f, z10.compare(LE, floor)).intoArray(out, outAt + STRIDE);
        FloatVector z11 = c11.add(bias1);
        z11.blend(0f, z11.compare(LE, floor)).intoArray(out, outAt + STRIDE + L);
        FloatVector z12 = c12.add(bias1);
        z12.blend(0f, z12.compare(LE, floor)).intoArray(out, outAt + STRIDE + 2 * L);
        FloatVector z13 = c13.add(bias1);
        z13.blend(0f, z13.compare(LE, floor)).intoArray(out, outAt + STRIDE + 3 * L);
        float bias2 = a[biasAt + 2];
        FloatVector z20 = c20.add(bias2);
        z20.blend(0f, z20.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE);
        FloatVector z21 = c21.add(bias2);
        z21.blend(0f, z21.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE + L);
        FloatVector z22 = c22.add(bias2);
        z22.blend(0f, z22.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE + 2 * L);
        FloatVector z23 = c23.add(bias2);
        z23.blend(0f, z23.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE + 3 * L);
        float bias3 = a[biasAt + 3];
        FloatVector z30 = c30.add(bias3);
        z30.blend(0f, z30.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE);
        FloatVector z31 = c31.add(bias3);
        z31.blend(0f, z31.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE + L);
        FloatVector z32 = c32.add(bias3);
        z32.blend(0f, z32.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE + 2 * L);
        FloatVector z33 = c33.add(bias3);
        z33.blend(0f, z33.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE + 3 * L);
    }

    /// out[j][r] = f′·Σ_t a[j][t]·b[t][r].
    ///
    /// f′ is the slope given, or 1 where that is above `threshold`, which it never is if that is NaN.
    ///
    /// @param slope lies as `out` does, from `outAt` too
    static void backward(
            float[] a, int aAt, float[] b, int bAt, int terms, float[] slope, float threshold, float[] out, int outAt) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c13 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c22 = FloatVector.zero(S);
        FloatVector c23 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c32 = FloatVector.zero(S);
        FloatVector c33 = FloatVector.zero(S);
        for (int t = 0; t < terms; t++) {
            int y = bAt + t * STRIDE;
            FloatVector y0 = FloatVector.fromArray(S, b, y);
            FloatVector y1 = FloatVector.fromArray(S, b, y + L);
            FloatVector y2 = FloatVector.fromArray(S, b, y + 2 * L);
            FloatVector y3 = FloatVector.fromArray(S, b, y + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + 4 * t]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            c02 = y2.fma(x0, c02);
            c03 = y3.fma(x0, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + 4 * t + 1]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            c12 = y2.fma(x1, c12);
            c13 = y3.fma(x1, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + 4 * t + 2]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            c22 = y2.fma(x2, c22);
            c23 = y3.fma(x2, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + 4 * t + 3]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
            c32 = y2.fma(x3, c32);
            c33 = y3.fma(x3, c33);
        }
        FloatVector s00 = FloatVector.fromArray(S, slope, outAt);
        c00.mul(s00.blend(1f, s00.compare(GT, threshold))).intoArray(out, outAt);
        FloatVector s01 = FloatVector.fromArray(S, slope, outAt + L);
        c01.mul(s01.blend(1f, s01.compare(GT, threshold))).intoArray(out, outAt + L);
        FloatVector s02 = FloatVector.fromArray(S, slope, outAt + 2 * L);
        c02.mul(s02.blend(1f, s02.compare(GT, threshold))).intoArray(out, outAt + 2 * L);
        FloatVector s03 = FloatVector.fromArray(S, slope, outAt + 3 * L);
        c03.mul(s03.blend(1f, s03.compare(GT, threshold))).intoArray(out, outAt + 3 * L);
        FloatVector s10 = FloatVector.fromArray(S, slope, outAt + STRIDE);
        c10.mul(s10.blend(1f, s10.compare(GT, threshold))).intoArray(out, outAt + STRIDE);
        FloatVector s11 = FloatVector.fromArray(S, slope, outAt + STRIDE + L);
        c11.mul(s11.blend(1f, s11.compare(GT, threshold))).intoArray(out, outAt + STRIDE + L);
        FloatVector s12 = FloatVector.fromArray(S, slope, outAt + STRIDE + 2 * L);
        c12.mul(s12.blend(1f, s12.compare(GT, threshold))).intoArray(out, outAt + STRIDE + 2 * L);
        FloatVector s13 = FloatVector.fromArray(S, slope, outAt + STRIDE + 3 * L);
        c13.mul(s13.blend(1f, s13.compare(GT, threshold))).intoArray(out, outAt + STRIDE + 3 * L);
        FloatVector s20 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE);
        c20.mul(s20.blend(1f, s20.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE);
        FloatVector s21 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE + L);
        c21.mul(s21.blend(1f, s21.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE + L);
        FloatVector s22 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE + 2 * L);
        c22.mul(s22.blend(1f, s22.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE + 2 * L);
        FloatVector s23 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE + 3 * L);
        c23.mul(s23.blend(1f, s23.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE + 3 * L);
        FloatVector s30 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE);
        c30.mul(s30.blend(1f, s30.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE);
        FloatVector s31 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE + L);
        c31.mul(s31.blend(1f, s31.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE + L);
        FloatVector s32 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE + 2 * L);
        c32.mul(s32.blend(1f, s32.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE + 2 * L);
        FloatVector s33 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE + 3 * L);
        c33.mul(s33.blend(1f, s33.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE + 3 * L);
    }

    /// gradient[at + j·stride + k] += Σ_r δ[j][r]·x[r][k] for 4 j, or the first `count`, and 4 vectors of k.
    ///
    /// @param delta from `deltaAt`: the events of one j, [Panel#STRIDE] before those of the next
    /// @param rows  from `rowsAt`: the vectors of one event, [VectorProducts#SLAB] before those of the next
    static void accumulate(
            float[] delta, int deltaAt, float[] rows, int rowsAt, float[] gradient, int at, int stride, int count) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c13 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c22 = FloatVector.zero(S);
        FloatVector c23 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c32 = FloatVector.zero(S);
        FloatVector c33 = FloatVector.zero(S);
        for (int r = 0; r < STRIPE; r++) {
            int y = r * VectorProducts.SLAB + rowsAt;
            FloatVector y0 = FloatVector.fromArray(S, rows, y);
            FloatVector y1 = FloatVector.fromArray(S, rows, y + L);
            FloatVector y2 = FloatVector.fromArray(S, rows, y + 2 * L);
            FloatVector y3 = FloatVector.fromArray(S, rows, y + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, delta[deltaAt + r]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            c02 = y2.fma(x0, c02);
            c03 = y3.fma(x0, c03);
            FloatVector x1 = FloatVector.broadcast(S, delta[deltaAt + STRIDE + r]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            c12 = y2.fma(x1, c12);
            c13 = y3.fma(x1, c13);
            FloatVector x2 = FloatVector.broadcast(S, delta[deltaAt + 2 * STRIDE + r]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            c22 = y2.fma(x2, c22);
            c23 = y3.fma(x2, c23);
            FloatVector x3 = FloatVector.broadcast(S, delta[deltaAt + 3 * STRIDE + r]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
            c32 = y2.fma(x3, c32);
            c33 = y3.fma(x3, c33);
        }
        c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
        c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
        c02.add(FloatVector.fromArray(S, gradient, at + 2 * L)).intoArray(gradient, at + 2 * L);
        c03.add(FloatVector.fromArray(S, gradient, at + 3 * L)).intoArray(gradient, at + 3 * L);
        if (count > 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
            c12.add(FloatVector.fromArray(S, gradient, at + stride + 2 * L)).intoArray(gradient, at + stride + 2 * L);
            c13.add(FloatVector.fromArray(S, gradient, at + stride + 3 * L)).intoArray(gradient, at + stride + 3 * L);
        }
        if (count > 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
            c22.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 2 * L))
                    .intoArray(gradient, at + 2 * stride + 2 * L);
            c23.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 3 * L))
                    .intoArray(gradient, at + 2 * stride + 3 * L);
        }
        if (count > 3) {
            c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
            c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
            c32.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 2 * L))
                    .intoArray(gradient, at + 3 * stride + 2 * L);
            c33.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 3 * L))
                    .intoArray(gradient, at + 3 * stride + 3 * L);
        }
    }
}
