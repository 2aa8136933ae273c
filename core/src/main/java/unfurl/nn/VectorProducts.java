package unfurl.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix products of [VectorKernels]: tiles of 4 outputs × 4 vectors whose sums stay in registers.
///
/// Sums start from zero and are added to what is there at the end: a sum that starts from a loaded vector under
/// a condition is boxed, which costs a factor of twenty. Each method is one tile and small enough to be
/// compiled whole.
final class VectorProducts {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;

    private VectorProducts() {}

    /// out[j] = Σ_k p[at + j·across + k·along]·in[k] for j = 0…3 and four vectors of events.
    static void four(
            float[] p, int at, int across, int along, int terms, float[] in, int inAt, float[] out, int outAt) {
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
        int w0 = at;
        int w1 = at + across;
        int w2 = at + 2 * across;
        int w3 = at + 3 * across;
        for (int k = 0; k < terms; k++) {
            int x = inAt + k * STRIPE;
            FloatVector x0 = FloatVector.fromArray(S, in, x);
            FloatVector x1 = FloatVector.fromArray(S, in, x + L);
            FloatVector x2 = FloatVector.fromArray(S, in, x + 2 * L);
            FloatVector x3 = FloatVector.fromArray(S, in, x + 3 * L);
            FloatVector v0 = FloatVector.broadcast(S, p[w0 + k * along]);
            c00 = x0.fma(v0, c00);
            c01 = x1.fma(v0, c01);
            c02 = x2.fma(v0, c02);
            c03 = x3.fma(v0, c03);
            FloatVector v1 = FloatVector.broadcast(S, p[w1 + k * along]);
            c10 = x0.fma(v1, c10);
            c11 = x1.fma(v1, c11);
            c12 = x2.fma(v1, c12);
            c13 = x3.fma(v1, c13);
            FloatVector v2 = FloatVector.broadcast(S, p[w2 + k * along]);
            c20 = x0.fma(v2, c20);
            c21 = x1.fma(v2, c21);
            c22 = x2.fma(v2, c22);
            c23 = x3.fma(v2, c23);
            FloatVector v3 = FloatVector.broadcast(S, p[w3 + k * along]);
            c30 = x0.fma(v3, c30);
            c31 = x1.fma(v3, c31);
            c32 = x2.fma(v3, c32);
            c33 = x3.fma(v3, c33);
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + L);
        c02.intoArray(out, outAt + 2 * L);
        c03.intoArray(out, outAt + 3 * L);
        c10.intoArray(out, outAt + STRIPE);
        c11.intoArray(out, outAt + STRIPE + L);
        c12.intoArray(out, outAt + STRIPE + 2 * L);
        c13.intoArray(out, outAt + STRIPE + 3 * L);
        c20.intoArray(out, outAt + 2 * STRIPE);
        c21.intoArray(out, outAt + 2 * STRIPE + L);
        c22.intoArray(out, outAt + 2 * STRIPE + 2 * L);
        c23.intoArray(out, outAt + 2 * STRIPE + 3 * L);
        c30.intoArray(out, outAt + 3 * STRIPE);
        c31.intoArray(out, outAt + 3 * STRIPE + L);
        c32.intoArray(out, outAt + 3 * STRIPE + 2 * L);
        c33.intoArray(out, outAt + 3 * STRIPE + 3 * L);
    }

    /// The same for one output.
    static void one(float[] p, int at, int along, int terms, float[] in, int inAt, float[] out, int outAt) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c03 = FloatVector.zero(S);
        int w0 = at;
        for (int k = 0; k < terms; k++) {
            int x = inAt + k * STRIPE;
            FloatVector x0 = FloatVector.fromArray(S, in, x);
            FloatVector x1 = FloatVector.fromArray(S, in, x + L);
            FloatVector x2 = FloatVector.fromArray(S, in, x + 2 * L);
            FloatVector x3 = FloatVector.fromArray(S, in, x + 3 * L);
            FloatVector v0 = FloatVector.broadcast(S, p[w0 + k * along]);
            c00 = x0.fma(v0, c00);
            c01 = x1.fma(v0, c01);
            c02 = x2.fma(v0, c02);
            c03 = x3.fma(v0, c03);
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + L);
        c02.intoArray(out, outAt + 2 * L);
        c03.intoArray(out, outAt + 3 * L);
    }

    /// gradient[at + j·stride + k] += Σ_r δ[j][r]·x[r][k] for j = 0…3 without the first `skip`, and 4
    /// vectors of k.
    static void fourByFour(
            float[] delta,
            int deltaAt,
            int panel,
            float[] rows,
            int rowsAt,
            int stride,
            int stripes,
            int skip,
            float[] gradient,
            int at) {
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
        for (int stripe = 0; stripe < stripes; stripe++) {
            int d = deltaAt + stripe * panel;
            int x = rowsAt + stripe * STRIPE * stride;
            for (int r = 0; r < STRIPE; r++) {
                int row = x + r * stride;
                FloatVector x0 = FloatVector.fromArray(S, rows, row);
                FloatVector x1 = FloatVector.fromArray(S, rows, row + L);
                FloatVector x2 = FloatVector.fromArray(S, rows, row + 2 * L);
                FloatVector x3 = FloatVector.fromArray(S, rows, row + 3 * L);
                FloatVector d0 = FloatVector.broadcast(S, delta[d + r]);
                c00 = x0.fma(d0, c00);
                c01 = x1.fma(d0, c01);
                c02 = x2.fma(d0, c02);
                c03 = x3.fma(d0, c03);
                FloatVector d1 = FloatVector.broadcast(S, delta[d + STRIPE + r]);
                c10 = x0.fma(d1, c10);
                c11 = x1.fma(d1, c11);
                c12 = x2.fma(d1, c12);
                c13 = x3.fma(d1, c13);
                FloatVector d2 = FloatVector.broadcast(S, delta[d + 2 * STRIPE + r]);
                c20 = x0.fma(d2, c20);
                c21 = x1.fma(d2, c21);
                c22 = x2.fma(d2, c22);
                c23 = x3.fma(d2, c23);
                FloatVector d3 = FloatVector.broadcast(S, delta[d + 3 * STRIPE + r]);
                c30 = x0.fma(d3, c30);
                c31 = x1.fma(d3, c31);
                c32 = x2.fma(d3, c32);
                c33 = x3.fma(d3, c33);
            }
        }
        if (skip <= 0) {
            c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
            c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
            c02.add(FloatVector.fromArray(S, gradient, at + 2 * L)).intoArray(gradient, at + 2 * L);
            c03.add(FloatVector.fromArray(S, gradient, at + 3 * L)).intoArray(gradient, at + 3 * L);
        }
        if (skip <= 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
            c12.add(FloatVector.fromArray(S, gradient, at + stride + 2 * L)).intoArray(gradient, at + stride + 2 * L);
            c13.add(FloatVector.fromArray(S, gradient, at + stride + 3 * L)).intoArray(gradient, at + stride + 3 * L);
        }
        if (skip <= 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
            c22.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 2 * L))
                    .intoArray(gradient, at + 2 * stride + 2 * L);
            c23.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 3 * L))
                    .intoArray(gradient, at + 2 * stride + 3 * L);
        }
        c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
        c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
        c32.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 2 * L))
                .intoArray(gradient, at + 3 * stride + 2 * L);
        c33.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 3 * L))
                .intoArray(gradient, at + 3 * stride + 3 * L);
    }

    /// gradient[at + j·stride + k] += Σ_r δ[j][r]·x[r][k] for j = 0…3 without the first `skip`, and 3
    /// vectors of k.
    static void fourByThree(
            float[] delta,
            int deltaAt,
            int panel,
            float[] rows,
            int rowsAt,
            int stride,
            int stripes,
            int skip,
            float[] gradient,
            int at) {
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
        for (int stripe = 0; stripe < stripes; stripe++) {
            int d = deltaAt + stripe * panel;
            int x = rowsAt + stripe * STRIPE * stride;
            for (int r = 0; r < STRIPE; r++) {
                int row = x + r * stride;
                FloatVector x0 = FloatVector.fromArray(S, rows, row);
                FloatVector x1 = FloatVector.fromArray(S, rows, row + L);
                FloatVector x2 = FloatVector.fromArray(S, rows, row + 2 * L);
                FloatVector d0 = FloatVector.broadcast(S, delta[d + r]);
                c00 = x0.fma(d0, c00);
                c01 = x1.fma(d0, c01);
                c02 = x2.fma(d0, c02);
                FloatVector d1 = FloatVector.broadcast(S, delta[d + STRIPE + r]);
                c10 = x0.fma(d1, c10);
                c11 = x1.fma(d1, c11);
                c12 = x2.fma(d1, c12);
                FloatVector d2 = FloatVector.broadcast(S, delta[d + 2 * STRIPE + r]);
                c20 = x0.fma(d2, c20);
                c21 = x1.fma(d2, c21);
                c22 = x2.fma(d2, c22);
                FloatVector d3 = FloatVector.broadcast(S, delta[d + 3 * STRIPE + r]);
                c30 = x0.fma(d3, c30);
                c31 = x1.fma(d3, c31);
                c32 = x2.fma(d3, c32);
            }
        }
        if (skip <= 0) {
            c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
            c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
            c02.add(FloatVector.fromArray(S, gradient, at + 2 * L)).intoArray(gradient, at + 2 * L);
        }
        if (skip <= 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
            c12.add(FloatVector.fromArray(S, gradient, at + stride + 2 * L)).intoArray(gradient, at + stride + 2 * L);
        }
        if (skip <= 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
            c22.add(FloatVector.fromArray(S, gradient, at + 2 * stride + 2 * L))
                    .intoArray(gradient, at + 2 * stride + 2 * L);
        }
        c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
        c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
        c32.add(FloatVector.fromArray(S, gradient, at + 3 * stride + 2 * L))
                .intoArray(gradient, at + 3 * stride + 2 * L);
    }

    /// gradient[at + j·stride + k] += Σ_r δ[j][r]·x[r][k] for j = 0…3 without the first `skip`, and 2
    /// vectors of k.
    static void fourByTwo(
            float[] delta,
            int deltaAt,
            int panel,
            float[] rows,
            int rowsAt,
            int stride,
            int stripes,
            int skip,
            float[] gradient,
            int at) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int stripe = 0; stripe < stripes; stripe++) {
            int d = deltaAt + stripe * panel;
            int x = rowsAt + stripe * STRIPE * stride;
            for (int r = 0; r < STRIPE; r++) {
                int row = x + r * stride;
                FloatVector x0 = FloatVector.fromArray(S, rows, row);
                FloatVector x1 = FloatVector.fromArray(S, rows, row + L);
                FloatVector d0 = FloatVector.broadcast(S, delta[d + r]);
                c00 = x0.fma(d0, c00);
                c01 = x1.fma(d0, c01);
                FloatVector d1 = FloatVector.broadcast(S, delta[d + STRIPE + r]);
                c10 = x0.fma(d1, c10);
                c11 = x1.fma(d1, c11);
                FloatVector d2 = FloatVector.broadcast(S, delta[d + 2 * STRIPE + r]);
                c20 = x0.fma(d2, c20);
                c21 = x1.fma(d2, c21);
                FloatVector d3 = FloatVector.broadcast(S, delta[d + 3 * STRIPE + r]);
                c30 = x0.fma(d3, c30);
                c31 = x1.fma(d3, c31);
            }
        }
        if (skip <= 0) {
            c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
            c01.add(FloatVector.fromArray(S, gradient, at + L)).intoArray(gradient, at + L);
        }
        if (skip <= 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
            c11.add(FloatVector.fromArray(S, gradient, at + stride + L)).intoArray(gradient, at + stride + L);
        }
        if (skip <= 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
            c21.add(FloatVector.fromArray(S, gradient, at + 2 * stride + L)).intoArray(gradient, at + 2 * stride + L);
        }
        c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
        c31.add(FloatVector.fromArray(S, gradient, at + 3 * stride + L)).intoArray(gradient, at + 3 * stride + L);
    }

    /// gradient[at + j·stride + k] += Σ_r δ[j][r]·x[r][k] for j = 0…3 without the first `skip`, and 1
    /// vector of k.
    static void fourByOne(
            float[] delta,
            int deltaAt,
            int panel,
            float[] rows,
            int rowsAt,
            int stride,
            int stripes,
            int skip,
            float[] gradient,
            int at) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        for (int stripe = 0; stripe < stripes; stripe++) {
            int d = deltaAt + stripe * panel;
            int x = rowsAt + stripe * STRIPE * stride;
            for (int r = 0; r < STRIPE; r++) {
                int row = x + r * stride;
                FloatVector x0 = FloatVector.fromArray(S, rows, row);
                FloatVector d0 = FloatVector.broadcast(S, delta[d + r]);
                c00 = x0.fma(d0, c00);
                FloatVector d1 = FloatVector.broadcast(S, delta[d + STRIPE + r]);
                c10 = x0.fma(d1, c10);
                FloatVector d2 = FloatVector.broadcast(S, delta[d + 2 * STRIPE + r]);
                c20 = x0.fma(d2, c20);
                FloatVector d3 = FloatVector.broadcast(S, delta[d + 3 * STRIPE + r]);
                c30 = x0.fma(d3, c30);
            }
        }
        if (skip <= 0) {
            c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
        }
        if (skip <= 1) {
            c10.add(FloatVector.fromArray(S, gradient, at + stride)).intoArray(gradient, at + stride);
        }
        if (skip <= 2) {
            c20.add(FloatVector.fromArray(S, gradient, at + 2 * stride)).intoArray(gradient, at + 2 * stride);
        }
        c30.add(FloatVector.fromArray(S, gradient, at + 3 * stride)).intoArray(gradient, at + 3 * stride);
    }

    /// The same for one j and one vector of k.
    static void oneByOne(
            float[] delta,
            int deltaAt,
            int panel,
            float[] rows,
            int rowsAt,
            int stride,
            int stripes,
            float[] gradient,
            int at) {
        FloatVector c00 = FloatVector.zero(S);
        for (int stripe = 0; stripe < stripes; stripe++) {
            int d = deltaAt + stripe * panel;
            int x = rowsAt + stripe * STRIPE * stride;
            for (int r = 0; r < STRIPE; r++) {
                int row = x + r * stride;
                FloatVector x0 = FloatVector.fromArray(S, rows, row);
                FloatVector d0 = FloatVector.broadcast(S, delta[d + r]);
                c00 = x0.fma(d0, c00);
            }
        }
        c00.add(FloatVector.fromArray(S, gradient, at)).intoArray(gradient, at);
    }
}
