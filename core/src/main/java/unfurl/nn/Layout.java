package unfurl.nn;

import java.util.ArrayList;
import java.util.List;

/// Where each layer's parameters lie in the array that the kernels work on.
///
/// A layer is its matrix (outputs × stride), row after row, and its biases. The stride is the number of inputs,
/// and the room for biases that of outputs, each rounded up to [#LANES]; what is beyond them stays 0 for ever.
/// Gradients and the optimiser's moments lie in the same way. The array of parameters goes on beyond that with
/// copies of the matrices as the products read them, which [Kernels#pack] makes anew after each step. Outside
/// the kernels parameters are compact: per layer the matrix (outputs × inputs), row after row, then the biases.
///
/// @param layers in the order of [DenseShape#of]
/// @param size   length of the padded array without the copies, a multiple of [#LANES]
/// @param room   length of the array of parameters, with the copies
record Layout(List<Layer> layers, int size, int room) {
    /// The widest vector that a kernel may use, in floats.
    static final int LANES = 16;

    /// Rows of a matrix that the products read side by side.
    static final int QUAD = 4;

    /// Of its two copies of the matrix the one for going up holds, for each four outputs, the four weights of the
    /// first input, those of the second…; the one for going down, for each four inputs, the four weights of the
    /// first output and so on. Where there are no four left, 0 stands for the missing.
    ///
    /// @param inputs   columns of the matrix
    /// @param outputs  rows of the matrix
    /// @param stride   distance between two rows of the matrix
    /// @param weightAt where the matrix begins
    /// @param biasAt   where the biases begin
    /// @param copyAt   where the copies begin
    record Layer(int inputs, int outputs, int stride, int weightAt, int biasAt, int copyAt) {
        /// Where the copy for going up has the weight from input k to output j.
        int upAt(int j, int k) {
            return copyAt + (j / QUAD * inputs + k) * QUAD + j % QUAD;
        }

        /// Where the copy for going down has that weight.
        int downAt(int j, int k) {
            int from = copyAt + up();
            return from + (k / QUAD * outputs + j) * QUAD + k % QUAD;
        }

        int copies() {
            return up() + Math.ceilDiv(inputs, QUAD) * QUAD * outputs;
        }

        private int up() {
            return Math.ceilDiv(outputs, QUAD) * QUAD * inputs;
        }
    }

    static Layout of(Architecture architecture) {
        List<DenseShape> shapes = DenseShape.of(architecture);
        int size = shapes.stream()
                .mapToInt(shape -> roundUp(shape.inputs()) * shape.outputs() + roundUp(shape.outputs()))
                .sum();
        var layers = new ArrayList<Layer>();
        int at = 0;
        int copyAt = size;
        for (DenseShape shape : shapes) {
            int stride = roundUp(shape.inputs());
            var layer = new Layer(shape.inputs(), shape.outputs(), stride, at, at + shape.outputs() * stride, copyAt);
            layers.add(layer);
            at = layer.biasAt() + roundUp(shape.outputs());
            copyAt += layer.copies();
        }
        return new Layout(List.copyOf(layers), size, copyAt);
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

    /// From compact to padded and packed.
    float[] pad(float[] compact) {
        float[] padded = new float[room];
        int at = 0;
        for (Layer layer : layers) {
            for (int j = 0; j < layer.outputs(); j++, at += layer.inputs()) {
                System.arraycopy(compact, at, padded, layer.weightAt() + j * layer.stride(), layer.inputs());
            }
            System.arraycopy(compact, at, padded, layer.biasAt(), layer.outputs());
            at += layer.outputs();
            new ScalarKernels().pack(padded, layer);
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
