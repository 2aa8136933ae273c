package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The activations of [VectorKernels] on the first n numbers of a panel, without and with their slopes.
final class VectorActivation {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();

    private VectorActivation() {}

    static void relu(float[] panel, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            z.blend(0f, z.compare(LE, 0f)).intoArray(panel, i);
        }
    }

    static void relu(float[] panel, int n, float[] slope) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            VectorMask<Float> off = z.compare(LE, 0f);
            z.blend(zero, off).intoArray(panel, i);
            one.blend(zero, off).intoArray(slope, i);
        }
    }

    static void silu(float[] panel, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            z.mul(VectorElementary.logistic(z)).intoArray(panel, i);
        }
    }

    static void silu(float[] panel, int n, float[] slope) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            FloatVector sigma = VectorElementary.logistic(z);
            FloatVector value = z.mul(sigma);
            value.intoArray(panel, i);
            value.fma(FloatVector.broadcast(S, 1f).sub(sigma), sigma).intoArray(slope, i);
        }
    }

    static void gelu(float[] panel, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
            z.mul(normal(z, e)).intoArray(panel, i);
        }
    }

    static void gelu(float[] panel, int n, float[] slope) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            FloatVector e = VectorElementary.expNotAbove(z.mul(-0.5f).mul(z));
            FloatVector phi = normal(z, e);
            z.mul(phi).intoArray(panel, i);
            z.mul(Elementary.NORMAL_PEAK).fma(e, phi).intoArray(slope, i);
        }
    }

    private static FloatVector normal(FloatVector z, FloatVector e) {
        FloatVector tail = e.mul(VectorElementary.normalTail(z.abs()));
        return FloatVector.broadcast(S, 1f).sub(tail).blend(tail, z.compare(LT, 0f));
    }

    static void tanh(float[] panel, int n) {
        for (int i = 0; i < n; i += L) {
            VectorElementary.tanh(FloatVector.fromArray(S, panel, i)).intoArray(panel, i);
        }
    }

    static void tanh(float[] panel, int n, float[] slope) {
        for (int i = 0; i < n; i += L) {
            FloatVector t = VectorElementary.tanh(FloatVector.fromArray(S, panel, i));
            t.intoArray(panel, i);
            t.neg().fma(t, FloatVector.broadcast(S, 1f)).intoArray(slope, i);
        }
    }
}
