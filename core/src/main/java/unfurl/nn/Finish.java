package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What is done with a product's sums on their way from the registers to memory. None has a branch: whether the
/// activation is RELU is said by a limit, 0 if it is and NaN if not, which no number is below or above.
final class Finish {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;

    private Finish() {}

    /// The limit that makes the others rectify, or not.
    static float limit(boolean rectified) {
        return rectified ? 0f : Float.NaN;
    }

    /// sum + bias, or 0 if it is not above the floor.
    static void activated(FloatVector sum, float bias, float floor, float[] out, int at) {
        FloatVector z = sum.add(bias);
        z.blend(0f, z.compare(LE, floor)).intoArray(out, at);
    }

    /// sum·slope, with 1 for a slope above the threshold.
    static void sloped(FloatVector sum, float[] slope, float threshold, float[] out, int at) {
        FloatVector s = FloatVector.fromArray(S, slope, at);
        sum.mul(s.blend(1f, s.compare(GT, threshold))).intoArray(out, at);
    }

    /// What is there plus the sum.
    static void added(FloatVector sum, float[] out, int at) {
        sum.add(FloatVector.fromArray(S, out, at)).intoArray(out, at);
    }
}
