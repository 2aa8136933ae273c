package unfurl.nn;

import jdk.incubator.vector.VectorSpecies;

/// The matrix products of [VectorKernels], cut into tiles whose sums stay in registers: 4 rows × 4 vectors where
/// there are 32 registers, as there are with vectors of 512 bits, else 4 × 2.
///
/// Rows that are left over go in a tile of 2 rows, or of 4 with zeros: panels have room for what those give.
final class VectorProducts {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
    private static final int L = S.length();
    private static final int STRIPE = Kernels.STRIPE;
    private static final boolean WIDE = L >= 16;
    private static final int COLUMNS = 4 * L;

    /// Columns of a block in which an event's values lie for a gradient: those of a tile.
    static final int SLAB = WIDE ? 4 * L : 2 * L;

    private VectorProducts() {}

    static void forward(float[] parameters, Layout.Layer layer, float[] in, float floor, float[] out) {
        int outputs = layer.outputs();
        int terms = layer.inputs();
        for (int r = 0; r < STRIPE; r += COLUMNS) {
            for (int j = 0; j < outputs; j += 4) {
                int a = layer.upAt(j, 0);
                int bias = layer.biasAt() + j;
                int to = Panel.at(j) + r;
                if (outputs - j <= 2) {
                    TwoByFour.forward(parameters, a, in, Panel.LEAD + r, terms, bias, floor, out, to);
                } else if (WIDE) {
                    FourByFour.forward(parameters, a, in, Panel.LEAD + r, terms, bias, floor, out, to);
                } else {
                    FourByTwo.forward(parameters, a, in, Panel.LEAD + r, terms, bias, floor, out, to);
                    FourByTwo.forward(parameters, a, in, Panel.LEAD + r + 2 * L, terms, bias, floor, out, to + 2 * L);
                }
            }
        }
    }

    static void backward(
            float[] parameters, Layout.Layer layer, float[] delta, float[] slope, float threshold, float[] out) {
        int inputs = layer.inputs();
        int terms = layer.outputs();
        for (int r = 0; r < STRIPE; r += COLUMNS) {
            for (int k = 0; k < inputs; k += 4) {
                int a = layer.downAt(0, k);
                int to = Panel.at(k) + r;
                if (inputs - k <= 2) {
                    TwoByFour.backward(parameters, a, delta, Panel.LEAD + r, terms, slope, threshold, out, to);
                } else if (WIDE) {
                    FourByFour.backward(parameters, a, delta, Panel.LEAD + r, terms, slope, threshold, out, to);
                } else {
                    FourByTwo.backward(parameters, a, delta, Panel.LEAD + r, terms, slope, threshold, out, to);
                    FourByTwo.backward(
                            parameters, a, delta, Panel.LEAD + r + 2 * L, terms, slope, threshold, out, to + 2 * L);
                }
            }
        }
    }

    /// The gradient of all outputs for the inputs in `rows`, which stay in the nearest cache.
    ///
    /// @param rows    from [Panel#LEAD]: (STRIPE × [#SLAB])
    /// @param first   the first input in them
    /// @param vectors how many of inputs, at most those of a tile
    static void accumulate(Layout.Layer layer, float[] delta, float[] rows, int first, int vectors, float[] gradient) {
        int stride = layer.stride();
        for (int j = 0; j < layer.outputs(); j += 4) {
            int d = Panel.at(j);
            int at = layer.weightAt() + j * stride + first;
            int count = layer.outputs() - j;
            switch (vectors) {
                case 4 -> FourByFour.accumulate(delta, d, rows, Panel.LEAD, gradient, at, stride, count);
                case 3 -> FourByThree.accumulate(delta, d, rows, Panel.LEAD, gradient, at, stride, count);
                case 2 -> FourByTwo.accumulate(delta, d, rows, Panel.LEAD, gradient, at, stride, count);
                default -> FourByOne.accumulate(delta, d, rows, Panel.LEAD, gradient, at, stride, count);
            }
        }
    }
}
