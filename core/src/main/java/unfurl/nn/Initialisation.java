package unfurl.nn;

import unfurl.math.Seed;

/// Where a training begins: weights uniform in ±b, biases 0.
///
/// Source: b = √(6/inputs) before RELU, SILU and GELU (He, Zhang, Ren, Sun, arXiv:1502.01852) and √(3/inputs)
/// before TANH and the output (LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998); uniform instead of
/// normal.
final class Initialisation {
    private Initialisation() {}

    /// Compact parameters.
    ///
    /// @param output the output's bias
    static float[] of(Architecture architecture, double output, Seed seed) {
        return switch (architecture) {
            case Perceptron perceptron -> of(perceptron, output, seed);
        };
    }

    private static float[] of(Perceptron architecture, double output, Seed seed) {
        float[] parameters = new float[architecture.parameters()];
        int at = 0;
        int inputs = architecture.inputs();
        for (int width : architecture.hidden()) {
            fill(parameters, at, at + width * inputs, bound(architecture.activation(), inputs), seed);
            at += width * (inputs + 1);
            inputs = width;
        }
        fill(parameters, at, at + inputs, Math.sqrt(3.0 / inputs), seed);
        parameters[at + inputs] = (float) output;
        return parameters;
    }

    private static double bound(Activation activation, int inputs) {
        return switch (activation) {
            case RELU, SILU, GELU -> Math.sqrt(6.0 / inputs);
            case TANH -> Math.sqrt(3.0 / inputs);
        };
    }

    private static void fill(float[] parameters, int from, int to, double bound, Seed seed) {
        for (int i = from; i < to; i++) {
            parameters[i] = (float) (bound * (2 * seed.uniform(i) - 1));
        }
    }
}
