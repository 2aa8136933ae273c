package unfurl.nn;

import java.util.ArrayList;
import java.util.List;

/// Where each layer's parameters lie in the array that the kernels work on.
///
/// A layer is its matrix (outputs × stride), row after row, and its biases. The stride is the number of inputs,
/// and the room for biases that of outputs, each rounded up to [#LANES]; what is beyond them stays 0 for ever.
/// Gradients and the optimiser's moments lie in the same way. Outside the kernels parameters are compact: per
/// layer the matrix (outputs × inputs), row after row, then the biases.
///
/// @param layers in the order of [DenseShape#of]
/// @param size   length of the padded array, a multiple of [#LANES]
record Layout(List<Layer> layers, int size) {
    /// The widest vector that a kernel may use, in floats.
    static final int LANES = 16;

    /// @param inputs   columns of the matrix
    /// @param outputs  rows of the matrix
    /// @param stride   distance between two rows of the matrix
    /// @param weightAt where the matrix begins
    /// @param biasAt   where the biases begin
    record Layer(int inputs, int outputs, int stride, int weightAt, int biasAt) {}

    static Layout of(Architecture architecture) {
        var layers = new ArrayList<Layer>();
        int at = 0;
        for (DenseShape shape : DenseShape.of(architecture)) {
            int stride = roundUp(shape.inputs());
            var layer = new Layer(shape.inputs(), shape.outputs(), stride, at, at + shape.outputs() * stride);
            layers.add(layer);
            at = layer.biasAt() + roundUp(shape.outputs());
        }
        return new Layout(List.copyOf(layers), at);
    }

    /// The next multiple of [#LANES].
    static int roundUp(int n) {
        return Math.multiplyExact(Math.ceilDiv(n, LANES), LANES);
    }

    int widest() {
        return layers.stream()
                .mapToInt(layer -> Math.max(layer.inputs(), layer.outputs()))
                .max()
                .orElseThrow();
    }

    /// From compact to padded.
    float[] pad(float[] compact) {
        float[] padded = new float[size];
        int at = 0;
        for (Layer layer : layers) {
            for (int j = 0; j < layer.outputs(); j++, at += layer.inputs()) {
                System.arraycopy(compact, at, padded, layer.weightAt() + j * layer.stride(), layer.inputs());
            }
            System.arraycopy(compact, at, padded, layer.biasAt(), layer.outputs());
            at += layer.outputs();
        }
        return padded;
    }

    /// From padded to compact.
    float[] compact(float[] padded) {
        int n = layers.stream()
                .mapToInt(layer -> (layer.inputs() + 1) * layer.outputs())
                .sum();
        float[] compact = new float[n];
        int at = 0;
        for (Layer layer : layers) {
            for (int j = 0; j < layer.outputs(); j++, at += layer.inputs()) {
                System.arraycopy(padded, layer.weightAt() + j * layer.stride(), compact, at, layer.inputs());
            }
            System.arraycopy(padded, layer.biasAt(), compact, at, layer.outputs());
            at += layer.outputs();
        }
        return compact;
    }
}
