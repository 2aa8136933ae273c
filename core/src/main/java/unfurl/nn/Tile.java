package unfurl.nn;

import unfurl.event.Features;

/// One thread's room for a tile of events, which goes forward and backward through the network without leaving
/// the cache.
final class Tile implements Propagation {
    /// Events of a tile.
    static final int ROWS = Kernels.STRIPE;

    private static final int STRIPE = Kernels.STRIPE;

    private final Kernels kernels;
    private final Layout layout;
    private final Activation activation;
    private final boolean rectified;
    private final ForwardPass pass;
    private final float[][] values;
    private final float[][] slopes;
    private final float[] room = new float[Kernels.ROOM];
    private final float[] a = Panel.of(1);
    private final float[] b = Panel.of(1);
    private final float[] losses = Panel.of(1);
    private float[] delta;
    private float[] below;

    Tile(Kernels kernels, Perceptron architecture) {
        this.kernels = kernels;
        this.layout = Layout.of(architecture);
        this.activation = architecture.activation();
        this.rectified = activation == Activation.RELU;
        this.pass = new ForwardPass(kernels, architecture);
        int depths = layout.layers().size();
        this.values = new float[depths][];
        this.slopes = new float[depths][];
        for (int depth = 0; depth < depths; depth++) {
            int width = layout.layers().get(depth).inputs();
            values[depth] = Panel.of(width);
            slopes[depth] = rectified ? values[depth] : Panel.of(width);
        }
        this.delta = Panel.of(layout.widest());
        this.below = Panel.of(layout.widest());
    }

    @Override
    public double gradient(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count,
            float[] gradient) {
        pass.load(features, standardisation, order, from, count, values[0]);
        forward(parameters);
        double sum = lossOf(loss, below, order, from, count);
        backward(parameters, gradient);
        return sum;
    }

    @Override
    public double loss(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count) {
        float[] outputs = pass.outputs(parameters, features, standardisation, order, from, count);
        return lossOf(loss, outputs, order, from, count);
    }

    @Override
    public void outputs(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            int[] order,
            int from,
            int count,
            float[] outputs) {
        float[] panel = pass.outputs(parameters, features, standardisation, order, from, count);
        System.arraycopy(panel, Panel.LEAD, outputs, 0, count);
    }

    /// The outputs come to lie in `below`.
    private void forward(float[] parameters) {
        int last = values.length - 1;
        for (int depth = 0; depth < last; depth++) {
            Layout.Layer layer = layout.layers().get(depth);
            float[] out = values[depth + 1];
            kernels.forward(parameters, layer, values[depth], rectified, out);
            if (!rectified) {
                kernels.activate(activation, out, layer.outputs(), slopes[depth + 1]);
            }
        }
        kernels.forward(parameters, layout.layers().get(last), values[last], false, below);
    }

    private double lossOf(Loss loss, float[] outputs, int[] order, int from, int count) {
        for (int r = 0; r < STRIPE; r++) {
            a[Panel.LEAD + r] = r < count ? loss.a()[order[from + r]] : 0;
            b[Panel.LEAD + r] = r < count ? loss.b()[order[from + r]] : 0;
        }
        loss.of(kernels, outputs, a, b, losses, delta);
        double sum = 0;
        for (int r = 0; r < count; r++) {
            sum += losses[Panel.LEAD + r];
        }
        return sum;
    }

    private void backward(float[] parameters, float[] gradient) {
        for (int depth = values.length - 1; depth >= 0; depth--) {
            Layout.Layer layer = layout.layers().get(depth);
            kernels.accumulate(layer, delta, values[depth], room, gradient);
            if (depth > 0) {
                kernels.backward(parameters, layer, delta, slopes[depth], rectified, below);
                float[] swap = delta;
                delta = below;
                below = swap;
            }
        }
    }
}
