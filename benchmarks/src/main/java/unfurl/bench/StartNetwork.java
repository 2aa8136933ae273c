package unfurl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import unfurl.math.Seed;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;

/// Where trainings begin that are to be compared: the same parameters for both.
final class StartNetwork {
    private StartNetwork() {}

    /// Weights uniform in ±√(6/inputs), biases 0, and inputs as they are.
    static Network of(Perceptron architecture, Seed seed) {
        float[] parameters = new float[architecture.parameters()];
        var widths = new ArrayList<>(architecture.hidden());
        widths.add(1);
        int inputs = architecture.inputs();
        int at = 0;
        for (int outputs : widths) {
            double bound = Math.sqrt(6.0 / inputs);
            for (int end = at + inputs * outputs; at < end; at++) {
                parameters[at] = (float) (bound * (2 * seed.uniform(at) - 1));
            }
            at += outputs;
            inputs = outputs;
        }
        float[] scale = new float[architecture.inputs()];
        Arrays.fill(scale, 1);
        return Network.of(architecture, new float[architecture.inputs()], scale, parameters);
    }
}
