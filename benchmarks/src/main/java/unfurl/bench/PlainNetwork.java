package unfurl.bench;

import unfurl.event.Features;
import unfurl.nn.Activation;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;

/// A perceptron as its definition says it, in double precision: what fast evaluations are held to.
final class PlainNetwork {
    private final Perceptron architecture;
    private final float[] mean;
    private final float[] inverseScale;
    private final float[] parameters;

    /// The same function as a network of that shape.
    PlainNetwork(Perceptron architecture, Network network) {
        this.architecture = architecture;
        this.mean = network.mean();
        this.inverseScale = network.inverseScale();
        this.parameters = network.parameters();
    }

    /// The output for an event.
    double output(Features features, int row) {
        double[] values = new double[architecture.inputs()];
        for (int j = 0; j < values.length; j++) {
            values[j] = (features.get(row, j) - (double) mean[j]) * inverseScale[j];
        }
        int at = 0;
        for (int width : architecture.hidden()) {
            int inputs = values.length;
            values = layer(values, at, width);
            at += width * (inputs + 1);
            for (int i = 0; i < width; i++) {
                values[i] = activated(architecture.activation(), values[i]);
            }
        }
        return layer(values, at, 1)[0];
    }

    private double[] layer(double[] in, int at, int outputs) {
        double[] out = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            out[i] = parameters[at + outputs * in.length + i];
            for (int j = 0; j < in.length; j++) {
                out[i] += parameters[at + i * in.length + j] * in[j];
            }
        }
        return out;
    }

    private static double activated(Activation activation, double z) {
        return switch (activation) {
            case RELU -> Math.max(z, 0);
            case SILU -> z / (1 + Math.exp(-z));
            case GELU -> z * normal(z);
            case TANH -> Math.tanh(z);
        };
    }

    /// Φ(z) = ½ + φ(z)·Σ z²ⁿ⁺¹/(1·3·5…(2n+1)), whose terms fall once 2n + 1 > z²; beyond 8 it is 0 or 1 to 10⁻¹⁵.
    private static double normal(double z) {
        if (Math.abs(z) > 8) {
            return z > 0 ? 1 : 0;
        }
        double sum = 0;
        double term = z;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && term != 0; n++) {
            sum += term;
            term *= z * z / (2 * n + 1);
        }
        return 0.5 + Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * sum;
    }
}
