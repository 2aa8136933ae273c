package unfurl.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The products and the softmax of [SelfAttention] for [VectorKernels], lanes over columns, bit by bit as
/// [ScalarKernels] has them.
final class VectorAttention {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();

    private VectorAttention() {}

    static void product(
            float[] left,
            int leftAt,
            int across,
            int along,
            int rows,
            int terms,
            float[] right,
            int rightAt,
            float[] out,
            int outAt,
            int width) {
        int x = 0;
        for (; x + 2 * L <= width; x += 2 * L) {
            for (int a = 0; a < rows && rows >= 4; a += 4) {
                int row = Math.min(a, rows - 4);
                int to = outAt + row * width + x;
                fourByTwo(left, leftAt + row * across, across, along, terms, right, rightAt + x, out, to, width);
            }
            for (int a = 0; a < rows && rows < 4; a++) {
                int to = outAt + a * width + x;
                oneByOne(left, leftAt + a * across, along, terms, right, rightAt + x, out, to, width);
                oneByOne(left, leftAt + a * across, along, terms, right, rightAt + x + L, out, to + L, width);
            }
        }
        for (int a = 0; x < width && a < rows && rows >= 4; a += 4) {
            int row = Math.min(a, rows - 4);
            int to = outAt + row * width + x;
            fourByOne(left, leftAt + row * across, across, along, terms, right, rightAt + x, out, to, width);
        }
        for (int a = 0; x < width && a < rows && rows < 4; a++) {
            oneByOne(left, leftAt + a * across, along, terms, right, rightAt + x, out, outAt + a * width + x, width);
        }
    }

    /// Four rows and two vectors of columns.
    private static void fourByTwo(
            float[] left,
            int at,
            int across,
            int along,
            int terms,
            float[] right,
            int rightAt,
            float[] out,
            int outAt,
            int width) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int b = 0; b < terms; b++) {
            FloatVector x0 = FloatVector.fromArray(S, right, rightAt + b * width);
            FloatVector x1 = FloatVector.fromArray(S, right, rightAt + b * width + L);
            int l = at + b * along;
            FloatVector v0 = FloatVector.broadcast(S, left[l]);
            c00 = x0.fma(v0, c00);
            c01 = x1.fma(v0, c01);
            FloatVector v1 = FloatVector.broadcast(S, left[l + across]);
            c10 = x0.fma(v1, c10);
            c11 = x1.fma(v1, c11);
            FloatVector v2 = FloatVector.broadcast(S, left[l + 2 * across]);
            c20 = x0.fma(v2, c20);
            c21 = x1.fma(v2, c21);
            FloatVector v3 = FloatVector.broadcast(S, left[l + 3 * across]);
            c30 = x0.fma(v3, c30);
            c31 = x1.fma(v3, c31);
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + L);
        c10.intoArray(out, outAt + width);
        c11.intoArray(out, outAt + width + L);
        c20.intoArray(out, outAt + 2 * width);
        c21.intoArray(out, outAt + 2 * width + L);
        c30.intoArray(out, outAt + 3 * width);
        c31.intoArray(out, outAt + 3 * width + L);
    }

    /// Four rows and one vector of columns.
    private static void fourByOne(
            float[] left,
            int at,
            int across,
            int along,
            int terms,
            float[] right,
            int rightAt,
            float[] out,
            int outAt,
            int width) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        for (int b = 0; b < terms; b++) {
            FloatVector x = FloatVector.fromArray(S, right, rightAt + b * width);
            int l = at + b * along;
            c0 = x.fma(FloatVector.broadcast(S, left[l]), c0);
            c1 = x.fma(FloatVector.broadcast(S, left[l + across]), c1);
            c2 = x.fma(FloatVector.broadcast(S, left[l + 2 * across]), c2);
            c3 = x.fma(FloatVector.broadcast(S, left[l + 3 * across]), c3);
        }
        c0.intoArray(out, outAt);
        c1.intoArray(out, outAt + width);
        c2.intoArray(out, outAt + 2 * width);
        c3.intoArray(out, outAt + 3 * width);
    }

    private static void oneByOne(
            float[] left, int at, int along, int terms, float[] right, int rightAt, float[] out, int outAt, int width) {
        FloatVector sum = FloatVector.zero(S);
        for (int b = 0; b < terms; b++) {
            FloatVector x = FloatVector.fromArray(S, right, rightAt + b * width);
            sum = x.fma(FloatVector.broadcast(S, left[at + b * along]), sum);
        }
        sum.intoArray(out, outAt);
    }

    static void softmax(float[] matrix, int rows, int width, float scale) {
        for (int x = 0; x < width; x += L) {
            FloatVector most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < rows; j++) {
                most = most.max(FloatVector.fromArray(S, matrix, j * width + x).mul(scale));
            }
            FloatVector sum = FloatVector.zero(S);
            for (int j = 0; j < rows; j++) {
                FloatVector score =
                        FloatVector.fromArray(S, matrix, j * width + x).mul(scale);
                FloatVector e = VectorElementary.exp(score.sub(most));
                e.intoArray(matrix, j * width + x);
                sum = sum.add(e);
            }
            for (int j = 0; j < rows; j++) {
                FloatVector.fromArray(S, matrix, j * width + x).div(sum).intoArray(matrix, j * width + x);
            }
        }
    }
}
