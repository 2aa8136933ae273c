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

    private VectorActivation() {}

    static void relu(float[] panel, int width) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            z.blend(0f, z.compare(LE, 0f)).intoArray(panel, at);
        }
    }

    static void relu(float[] panel, int width, float[] slope) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            VectorMask<Float> off = z.compare(LE, 0f);
            z.blend(zero, off).intoArray(panel, at);
            one.blend(zero, off).intoArray(slope, at);
        }
    }

    static void through(float[] delta, float[] slope, float[] out, int width) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector d = FloatVector.fromArray(S, delta, at);
            d.mul(FloatVector.fromArray(S, slope, at)).intoArray(out, at);
        }
    }

    static void throughRelu(float[] delta, float[] value, float[] out, int width) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector v = FloatVector.fromArray(S, value, at);
            FloatVector slope = v.blend(one, v.compare(GT, 0f));
            FloatVector.fromArray(S, delta, at).mul(slope).intoArray(out, at);
        }
    }

    static void silu(float[] panel, int width) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            z.mul(VectorElementary.logistic(z)).intoArray(panel, at);
        }
    }

    static void silu(float[] panel, int width, float[] slope) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            FloatVector sigma = VectorElementary.logistic(z);
            FloatVector value = z.mul(sigma);
            value.intoArray(panel, at);
            value.fma(FloatVector.broadcast(S, 1f).sub(sigma), sigma).intoArray(slope, at);
        }
    }

    static void gelu(float[] panel, int width) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
            z.mul(normal(z, e)).intoArray(panel, at);
        }
    }

    static void gelu(float[] panel, int width, float[] slope) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector z = FloatVector.fromArray(S, panel, at);
            FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
            FloatVector phi = normal(z, e);
            z.mul(phi).intoArray(panel, at);
            z.mul(Elementary.NORMAL_PEAK).fma(e, phi).intoArray(slope, at);
        }
    }

    private static FloatVector normal(FloatVector z, FloatVector e) {
        FloatVector tail = e.mul(VectorElementary.normalTail(z.abs()));
        return FloatVector.broadcast(S, 1f).sub(tail).blend(tail, z.compare(LT, 0f));
    }

    static void tanh(float[] panel, int width) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            VectorElementary.tanh(FloatVector.fromArray(S, panel, at)).intoArray(panel, at);
        }
    }

    static void tanh(float[] panel, int width, float[] slope) {
        for (int i = 0; i < width * STRIPE; i += L) {
            int at = Panel.place(i);
            FloatVector t = VectorElementary.tanh(FloatVector.fromArray(S, panel, at));
            t.intoArray(panel, at);
            t.neg().fma(t, FloatVector.broadcast(S, 1f)).intoArray(slope, at);
        }
    }
}
