package unfurl.nn;

import java.util.Arrays;
import unfurl.event.Features;

/// One thread's room for taking a stripe of events through a network.
final class ForwardPass {
    private final Kernels kernels;
    private final Layout layout;
    private final Perceptron architecture;
    private final float[] slope;
    private float[] current;
    private float[] next;

    ForwardPass(Kernels kernels, Perceptron architecture) {
        this.kernels = kernels;
        this.architecture = architecture;
        this.layout = Layout.of(architecture);
        this.slope = new float[layout.widest() * Kernels.STRIPE];
        this.current = new float[layout.widest() * Kernels.STRIPE];
        this.next = new float[layout.widest() * Kernels.STRIPE];
    }

    /// Fetches and standardises events; what is beyond `count` stands for an event at 0.
    void load(Features features, Standardisation standardisation, int[] order, int from, int count) {
        int d = features.columns();
        features.gather(order, from, count, current, Kernels.STRIPE);
        for (int j = 0; count < Kernels.STRIPE && j < d; j++) {
            Arrays.fill(current, j * Kernels.STRIPE + count, (j + 1) * Kernels.STRIPE, 0f);
        }
        kernels.standardise(current, d, standardisation.mean(), standardisation.inverseScale());
    }

    /// From the activations of one depth to those of the next, whose slopes go to `slopes` from `slopeAt`.
    void advance(float[] parameters, int depth, float[] slopes, int slopeAt) {
        Layout.Layer layer = layout.layers().get(depth);
        kernels.forward(parameters, layer, current, next);
        if (depth < layout.layers().size() - 1) {
            kernels.activate(architecture.activation(), next, layer.outputs(), slopes, slopeAt);
        }
        float[] swap = current;
        current = next;
        next = swap;
    }

    /// The outputs of the loaded events, at the front of the panel.
    float[] outputs(float[] parameters) {
        for (int depth = 0; depth < layout.layers().size(); depth++) {
            advance(parameters, depth, slope, 0);
        }
        return current;
    }

    /// What the last step gave.
    float[] panel() {
        return current;
    }

    /// A panel that the next step may overwrite.
    float[] spare() {
        return next;
    }
}
