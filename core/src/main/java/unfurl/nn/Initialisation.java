package unfurl.nn;

import unfurl.math.Seed;

/// Where a training begins: weights uniform in ±b, biases 0.
///
/// Source: b = √(6/inputs) before RELU, SILU and GELU (He, Zhang, Ren, Sun, arXiv:1502.01852) and √(3/inputs)
/// before TANH and where there is no activation (LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998);
/// uniform instead of normal.
final class Initialisation {
    private Initialisation() {}

    /// Compact parameters.
    ///
    /// @param output the output's bias
    static float[] of(Architecture architecture, double output, Seed seed) {
        float[] parameters = new float[architecture.parameters()];
        int at = 0;
        for (DenseShape layer : DenseShape.of(architecture)) {
            int biases = at + layer.outputs() * layer.inputs();
            fill(parameters, at, biases, bound(layer, architecture.activation()), seed);
            at = biases + layer.outputs();
        }
        parameters[at - 1] = (float) output;
        return parameters;
    }

    private static double bound(DenseShape layer, Activation activation) {
        boolean halved = layer.activated() && activation != Activation.TANH;
        return Math.sqrt((halved ? 6.0 : 3.0) / layer.inputs());
    }

    private static void fill(float[] parameters, int from, int to, double bound, Seed seed) {
        for (int i = from; i < to; i++) {
            parameters[i] = (float) (bound * (2 * seed.uniform(i) - 1));
        }
    }
}
