package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [FourByFour] with 2 rows, for the last ones; the numbers of each term still lie 4 apart.
final class TwoByFour {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIDE = Panel.STRIDE;

    private TwoByFour() {}

    /// As [FourByFour#forward].
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
    }

    /// As [FourByFour#backward].
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
    }
}
