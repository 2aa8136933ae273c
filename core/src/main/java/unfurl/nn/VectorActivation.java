package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The activations of [VectorKernels] on the first values of a panel, without and with their slopes, and back.
final class VectorActivation {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Kernels.STRIDE;

    private VectorActivation() {}

    static void relu(float[] panel, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                z.blend(0f, z.compare(LE, 0f)).intoArray(panel, i);
            }
        }
    }

    static void relu(float[] panel, int width, float[] slope) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                VectorMask<Float> off = z.compare(LE, 0f);
                z.blend(zero, off).intoArray(panel, i);
                one.blend(zero, off).intoArray(slope, i);
            }
        }
    }

    static void through(float[] delta, float[] slope, float[] out, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector d = FloatVector.fromArray(S, delta, i);
                d.mul(FloatVector.fromArray(S, slope, i)).intoArray(out, i);
            }
        }
    }

    static void throughRelu(float[] delta, float[] value, float[] out, int width) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector v = FloatVector.fromArray(S, value, i);
                FloatVector slope = v.blend(one, v.compare(GT, 0f));
                FloatVector.fromArray(S, delta, i).mul(slope).intoArray(out, i);
            }
        }
    }

    static void silu(float[] panel, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                z.mul(VectorElementary.logistic(z)).intoArray(panel, i);
            }
        }
    }

    static void silu(float[] panel, int width, float[] slope) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                FloatVector sigma = VectorElementary.logistic(z);
                FloatVector value = z.mul(sigma);
                value.intoArray(panel, i);
                value.fma(FloatVector.broadcast(S, 1f).sub(sigma), sigma).intoArray(slope, i);
            }
        }
    }

    static void gelu(float[] panel, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
                z.mul(normal(z, e)).intoArray(panel, i);
            }
        }
    }

    static void gelu(float[] panel, int width, float[] slope) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector z = FloatVector.fromArray(S, panel, i);
                FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
                FloatVector phi = normal(z, e);
                z.mul(phi).intoArray(panel, i);
                z.mul(Elementary.NORMAL_PEAK).fma(e, phi).intoArray(slope, i);
            }
        }
    }

    private static FloatVector normal(FloatVector z, FloatVector e) {
        FloatVector tail = e.mul(VectorElementary.normalTail(z.abs()));
        return FloatVector.broadcast(S, 1f).sub(tail).blend(tail, z.compare(LT, 0f));
    }

    static void tanh(float[] panel, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                VectorElementary.tanh(FloatVector.fromArray(S, panel, i)).intoArray(panel, i);
            }
        }
    }

    static void tanh(float[] panel, int width, float[] slope) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIDE; i < k * STRIDE + STRIPE; i += L) {
                FloatVector t = VectorElementary.tanh(FloatVector.fromArray(S, panel, i));
                t.intoArray(panel, i);
                t.neg().fma(t, FloatVector.broadcast(S, 1f)).intoArray(slope, i);
            }
        }
    }
}
