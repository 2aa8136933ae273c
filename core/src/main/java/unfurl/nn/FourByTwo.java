package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [FourByFour] with 2 vectors, for the last ones, and for all where there are 16 registers.
final class FourByTwo {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Panel.STRIDE;

    private FourByTwo() {}

    /// As [FourByFour#forward].
    static void forward(
            float[] a, int aAt, float[] b, int bAt, int terms, int biasAt, float floor, float[] out, int outAt) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int t = 0; t < terms; t++) {
            int y = bAt + t * STRIDE;
            FloatVector y0 = FloatVector.fromArray(S, b, y);
            FloatVector y1 = FloatVector.fromArray(S, b, y + L);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + 4 * t]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + 4 * t + 1]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + 4 * t + 2]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + 4 * t + 3]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
        }
        float bias0 = a[biasAt];
        FloatVector z00 = c00.add(bias0);
        z00.blend(0f, z00.compare(LE, floor)).intoArray(out, outAt);
        FloatVector z01 = c01.add(bias0);
        z01.blend(0f, z01.compare(LE, floor)).intoArray(out, outAt + L);
        float bias1 = a[biasAt + 1];
        FloatVector z10 = c10.add(bias1);
        z10.blend(0f, z10.compare(LE, floor)).intoArray(out, outAt + STRIDE);
        FloatVector z11 = c11.add(bias1);
        z11.blend(0f, z11.compare(LE, floor)).intoArray(out, outAt + STRIDE + L);
        float bias2 = a[biasAt + 2];
        FloatVector z20 = c20.add(bias2);
        z20.blend(0f, z20.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE);
        FloatVector z21 = c21.add(bias2);
        z21.blend(0f, z21.compare(LE, floor)).intoArray(out, outAt + 2 * STRIDE + L);
        float bias3 = a[biasAt + 3];
        FloatVector z30 = c30.add(bias3);
        z30.blend(0f, z30.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE);
        FloatVector z31 = c31.add(bias3);
        z31.blend(0f, z31.compare(LE, floor)).intoArray(out, outAt + 3 * STRIDE + L);
    }

    /// As [FourByFour#backward].
    static void backward(
            float[] a, int aAt, float[] b, int bAt, int terms, float[] slope, float threshold, float[] out, int outAt) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int t = 0; t < terms; t++) {
            int y = bAt + t * STRIDE;
            FloatVector y0 = FloatVector.fromArray(S, b, y);
            FloatVector y1 = FloatVector.fromArray(S, b, y + L);
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + 4 * t]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[aAt + 4 * t + 1]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[aAt + 4 * t + 2]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[aAt + 4 * t + 3]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
        }
        FloatVector s00 = FloatVector.fromArray(S, slope, outAt);
        c00.mul(s00.blend(1f, s00.compare(GT, threshold))).intoArray(out, outAt);
        FloatVector s01 = FloatVector.fromArray(S, slope, outAt + L);
        c01.mul(s01.blend(1f, s01.compare(GT, threshold))).intoArray(out, outAt + L);
        FloatVector s10 = FloatVector.fromArray(S, slope, outAt + STRIDE);
        c10.mul(s10.blend(1f, s10.compare(GT, threshold))).intoArray(out, outAt + STRIDE);
        FloatVector s11 = FloatVector.fromArray(S, slope, outAt + STRIDE + L);
        c11.mul(s11.blend(1f, s11.compare(GT, threshold))).intoArray(out, outAt + STRIDE + L);
        FloatVector s20 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE);
        c20.mul(s20.blend(1f, s20.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE);
        FloatVector s21 = FloatVector.fromArray(S, slope, outAt + 2 * STRIDE + L);
        c21.mul(s21.blend(1f, s21.compare(GT, threshold))).intoArray(out, outAt + 2 * STRIDE + L);
        FloatVector s30 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE);
        c30.mul(s30.blend(1f, s30.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE);
        FloatVector s31 = FloatVector.fromArray(S, slope, outAt + 3 * STRIDE + L);
        c31.mul(s31.blend(1f, s31.compare(GT, threshold))).intoArray(out, outAt + 3 * STRIDE + L);
    }

    /// As [FourByFour#accumulate].
    static void accumulate(
            float[] delta, int deltaAt, float[] rows, int rowsAt, float[] gradient, int at, int stride, int count) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int r = 0; r < STRIPE; r++) {
            int y = r * VectorProducts.SLAB + rowsAt;
            FloatVector y0 = FloatVector.fromArray(S, rows, y);
            FloatVector y1 = FloatVector.fromArray(S, rows, y + L);
            FloatVector x0 = FloatVector.broadcast(S, delta[deltaAt + r]);
            c00 = y0.fma(x0, c00);
            c01 = y1.fma(x0, c01);
            FloatVector x1 = FloatVector.broadcast(S, delta[deltaAt + STRIDE + r]);
            c10 = y0.fma(x1, c10);
            c11 = y1.fma(x1, c11);
            FloatVector x2 = FloatVector.broadcast(S, delta[deltaAt + 2 * STRIDE + r]);
            c20 = y0.fma(x2, c20);
            c21 = y1.fma(x2, c21);
            FloatVector x3 = FloatVector.broadcast(S, delta[deltaAt + 3 * STRIDE + r]);
            c30 = y0.fma(x3, c30);
            c31 = y1.fma(x3, c31);
        }
        c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
        c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
        if (count > 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
        }
        if (count > 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
        }
        if (count > 3) {
            c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
            c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
        }
    }
}
