package unfurl.nn;

import java.util.Arrays;
import unfurl.event.Features;

/// One thread's room for taking a stripe of events through a network.
final class ForwardPass {
    private final Kernels kernels;
    private final Layout layout;
    private final Perceptron architecture;
    private final float[] rows;
    private float[] current;
    private float[] next;

    ForwardPass(Kernels kernels, Perceptron architecture) {
        this.kernels = kernels;
        this.architecture = architecture;
        this.layout = Layout.of(architecture);
        int widest = layout.widest();
        this.rows = new float[Layout.roundUp(architecture.inputs()) * Kernels.STRIPE];
        this.current = Panel.of(widest);
        this.next = Panel.of(widest);
    }

    /// Fetches and standardises events; what is beyond `count` stands for an event at 0.
    ///
    /// @param order the rows' numbers, of which `count` (at most a stripe) from `from` on are taken
    void load(Features features, Standardisation standardisation, int[] order, int from, int count, float[] panel) {
        int stride = Layout.roundUp(features.columns());
        features.gather(order, from, count, rows, stride);
        Arrays.fill(rows, count * stride, rows.length, 0f);
        turn(features.columns(), standardisation, panel);
    }

    private void turn(int width, Standardisation standardisation, float[] panel) {
        kernels.transpose(rows, 0, Layout.roundUp(width), Kernels.STRIPE, width, panel, Panel.LEAD, Panel.STRIDE);
        kernels.standardise(panel, width, standardisation.mean(), standardisation.inverseScale());
    }

    /// The outputs of a stripe of events, the first value of the panel given.
    ///
    /// @param order the rows' numbers, of which `count` (at most a stripe) from `from` on are taken
    float[] outputs(
            float[] parameters, Features features, Standardisation standardisation, int[] order, int from, int count) {
        load(features, standardisation, order, from, count, current);
        boolean rectified = architecture.activation() == Activation.RELU;
        int last = layout.layers().size() - 1;
        for (int depth = 0; depth <= last; depth++) {
            Layout.Layer layer = layout.layers().get(depth);
            kernels.forward(parameters, layer, current, rectified && depth < last, next);
            if (!rectified && depth < last) {
                kernels.activate(architecture.activation(), next, layer.outputs());
            }
            float[] swap = current;
            current = next;
            next = swap;
        }
        return current;
    }
}
