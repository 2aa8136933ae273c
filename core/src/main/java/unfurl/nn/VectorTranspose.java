package unfurl.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns rows into columns in registers: neighbours change places, then pairs of neighbours, then fours.
///
/// A square of 8 is as fast with 256 bits as a square of 16 with 512 where those are done in two halves, and
/// serves both.
final class VectorTranspose {
    private static final VectorSpecies<Float> S4 = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> FOUR_1 = VectorShuffle.fromOp(S4, lane -> lane ^ 1);
    private static final VectorShuffle<Float> FOUR_2 = VectorShuffle.fromOp(S4, lane -> lane ^ 2);
    private static final VectorMask<Float> FOUR_ODD_1 = VectorMask.fromLong(S4, 0b1010);
    private static final VectorMask<Float> FOUR_ODD_2 = VectorMask.fromLong(S4, 0b1100);

    private static final VectorSpecies<Float> S8 = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> EIGHT_1 = VectorShuffle.fromOp(S8, lane -> lane ^ 1);
    private static final VectorShuffle<Float> EIGHT_2 = VectorShuffle.fromOp(S8, lane -> lane ^ 2);
    private static final VectorShuffle<Float> EIGHT_4 = VectorShuffle.fromOp(S8, lane -> lane ^ 4);
    private static final VectorMask<Float> EIGHT_ODD_1 = VectorMask.fromLong(S8, 0b10101010);
    private static final VectorMask<Float> EIGHT_ODD_2 = VectorMask.fromLong(S8, 0b11001100);
    private static final VectorMask<Float> EIGHT_ODD_4 = VectorMask.fromLong(S8, 0b11110000);

    private VectorTranspose() {}

    /// Four numbers to another place of the same array.
    static void copyFour(float[] array, int from, int to) {
        FloatVector.fromArray(S4, array, from).intoArray(array, to);
    }

    /// A square of 4.
    static void four(float[] in, int inAt, int inStride, float[] out, int outAt, int outStride) {
        FloatVector a0 = FloatVector.fromArray(S4, in, inAt);
        FloatVector a1 = FloatVector.fromArray(S4, in, inAt + inStride);
        FloatVector a2 = FloatVector.fromArray(S4, in, inAt + 2 * inStride);
        FloatVector a3 = FloatVector.fromArray(S4, in, inAt + 3 * inStride);
        FloatVector b0 = a0.blend(a1.rearrange(FOUR_1), FOUR_ODD_1);
        FloatVector b1 = a0.rearrange(FOUR_1).blend(a1, FOUR_ODD_1);
        FloatVector b2 = a2.blend(a3.rearrange(FOUR_1), FOUR_ODD_1);
        FloatVector b3 = a2.rearrange(FOUR_1).blend(a3, FOUR_ODD_1);
        b0.blend(b2.rearrange(FOUR_2), FOUR_ODD_2).intoArray(out, outAt);
        b1.blend(b3.rearrange(FOUR_2), FOUR_ODD_2).intoArray(out, outAt + outStride);
        b0.rearrange(FOUR_2).blend(b2, FOUR_ODD_2).intoArray(out, outAt + 2 * outStride);
        b1.rearrange(FOUR_2).blend(b3, FOUR_ODD_2).intoArray(out, outAt + 3 * outStride);
    }

    /// A square of 8.
    static void eight(float[] in, int inAt, int inStride, float[] out, int outAt, int outStride) {
        FloatVector a0 = FloatVector.fromArray(S8, in, inAt);
        FloatVector a1 = FloatVector.fromArray(S8, in, inAt + inStride);
        FloatVector a2 = FloatVector.fromArray(S8, in, inAt + 2 * inStride);
        FloatVector a3 = FloatVector.fromArray(S8, in, inAt + 3 * inStride);
        FloatVector a4 = FloatVector.fromArray(S8, in, inAt + 4 * inStride);
        FloatVector a5 = FloatVector.fromArray(S8, in, inAt + 5 * inStride);
        FloatVector a6 = FloatVector.fromArray(S8, in, inAt + 6 * inStride);
        FloatVector a7 = FloatVector.fromArray(S8, in, inAt + 7 * inStride);
        FloatVector b0 = a0.blend(a1.rearrange(EIGHT_1), EIGHT_ODD_1);
        FloatVector b1 = a0.rearrange(EIGHT_1).blend(a1, EIGHT_ODD_1);
        FloatVector b2 = a2.blend(a3.rearrange(EIGHT_1), EIGHT_ODD_1);
        FloatVector b3 = a2.rearrange(EIGHT_1).blend(a3, EIGHT_ODD_1);
        FloatVector b4 = a4.blend(a5.rearrange(EIGHT_1), EIGHT_ODD_1);
        FloatVector b5 = a4.rearrange(EIGHT_1).blend(a5, EIGHT_ODD_1);
        FloatVector b6 = a6.blend(a7.rearrange(EIGHT_1), EIGHT_ODD_1);
        FloatVector b7 = a6.rearrange(EIGHT_1).blend(a7, EIGHT_ODD_1);
        FloatVector c0 = b0.blend(b2.rearrange(EIGHT_2), EIGHT_ODD_2);
        FloatVector c1 = b1.blend(b3.rearrange(EIGHT_2), EIGHT_ODD_2);
        FloatVector c2 = b0.rearrange(EIGHT_2).blend(b2, EIGHT_ODD_2);
        FloatVector c3 = b1.rearrange(EIGHT_2).blend(b3, EIGHT_ODD_2);
        FloatVector c4 = b4.blend(b6.rearrange(EIGHT_2), EIGHT_ODD_2);
        FloatVector c5 = b5.blend(b7.rearrange(EIGHT_2), EIGHT_ODD_2);
        FloatVector c6 = b4.rearrange(EIGHT_2).blend(b6, EIGHT_ODD_2);
        FloatVector c7 = b5.rearrange(EIGHT_2).blend(b7, EIGHT_ODD_2);
        c0.blend(c4.rearrange(EIGHT_4), EIGHT_ODD_4).intoArray(out, outAt);
        c1.blend(c5.rearrange(EIGHT_4), EIGHT_ODD_4).intoArray(out, outAt + outStride);
        c2.blend(c6.rearrange(EIGHT_4), EIGHT_ODD_4).intoArray(out, outAt + 2 * outStride);
        c3.blend(c7.rearrange(EIGHT_4), EIGHT_ODD_4).intoArray(out, outAt + 3 * outStride);
        c0.rearrange(EIGHT_4).blend(c4, EIGHT_ODD_4).intoArray(out, outAt + 4 * outStride);
        c1.rearrange(EIGHT_4).blend(c5, EIGHT_ODD_4).intoArray(out, outAt + 5 * outStride);
        c2.rearrange(EIGHT_4).blend(c6, EIGHT_ODD_4).intoArray(out, outAt + 6 * outStride);
        c3.rearrange(EIGHT_4).blend(c7, EIGHT_ODD_4).intoArray(out, outAt + 7 * outStride);
    }
}
