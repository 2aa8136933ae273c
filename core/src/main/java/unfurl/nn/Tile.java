package unfurl.nn;

import unfurl.event.Features;

/// One thread's room for a tile of events, which goes forward and backward through the network without leaving
/// the cache.
final class Tile implements Propagation {
    /// Events of a tile: as many as let four vectors of each event's inputs stay in a first-level cache
    /// of 48 KiB.
    static final int ROWS = 2 * Kernels.STRIPE;

    private static final int STRIPE = Kernels.STRIPE;

    private final Kernels kernels;
    private final Layout layout;
    private final ForwardPass pass;
    private final float[][] rows;
    private final float[][] delta;
    private final float[] a = new float[STRIPE];
    private final float[] b = new float[STRIPE];
    private final float[] losses = new float[STRIPE];

    Tile(Kernels kernels, Perceptron architecture) {
        this.kernels = kernels;
        this.layout = Layout.of(architecture);
        this.pass = new ForwardPass(kernels, architecture);
        int depths = layout.layers().size();
        this.rows = new float[depths][];
        this.delta = new float[depths][];
        for (int depth = 0; depth < depths; depth++) {
            Layout.Layer layer = layout.layers().get(depth);
            rows[depth] = new float[ROWS * layer.stride()];
            delta[depth] = new float[ROWS * layer.outputs()];
        }
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
        int stripes = Math.ceilDiv(count, STRIPE);
        double sum = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            int start = stripe * STRIPE;
            int here = Math.min(STRIPE, count - start);
            pass.load(features, standardisation, order, from + start, here);
            forward(parameters, stripe);
            sum += lossOf(loss, order, from + start, here, stripe);
            backward(parameters, stripe);
        }
        for (int depth = 0; depth < delta.length; depth++) {
            kernels.accumulate(layout.layers().get(depth), delta[depth], rows[depth], stripes, gradient);
        }
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
        double sum = 0;
        for (int start = 0; start < count; start += STRIPE) {
            int here = Math.min(STRIPE, count - start);
            pass.load(features, standardisation, order, from + start, here);
            pass.outputs(parameters);
            sum += lossOf(loss, order, from + start, here, 0);
        }
        return sum;
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
        for (int start = 0; start < count; start += STRIPE) {
            int here = Math.min(STRIPE, count - start);
            pass.load(features, standardisation, order, from + start, here);
            System.arraycopy(pass.outputs(parameters), 0, outputs, start, here);
        }
    }

    private void forward(float[] parameters, int stripe) {
        for (int depth = 0; depth < delta.length; depth++) {
            Layout.Layer layer = layout.layers().get(depth);
            int rowsAt = stripe * STRIPE * layer.stride();
            kernels.transpose(pass.panel(), layer.inputs(), rows[depth], rowsAt, layer.stride());
            pass.advance(parameters, depth, delta[depth], stripe * STRIPE * layer.outputs());
        }
    }

    private double lossOf(Loss loss, int[] order, int from, int count, int stripe) {
        for (int r = 0; r < STRIPE; r++) {
            a[r] = r < count ? loss.a()[order[from + r]] : 0;
            b[r] = r < count ? loss.b()[order[from + r]] : 0;
        }
        loss.of(kernels, pass.panel(), a, b, losses, delta[delta.length - 1], stripe * STRIPE);
        double sum = 0;
        for (int r = 0; r < count; r++) {
            sum += losses[r];
        }
        return sum;
    }

    private void backward(float[] parameters, int stripe) {
        for (int depth = delta.length - 1; depth > 0; depth--) {
            Layout.Layer layer = layout.layers().get(depth);
            int from = stripe * STRIPE * layer.outputs();
            int to = stripe * STRIPE * layer.inputs();
            kernels.backward(parameters, layer, delta[depth], from, pass.spare(), delta[depth - 1], to);
        }
    }
}
