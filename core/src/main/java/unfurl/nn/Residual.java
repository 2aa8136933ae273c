package unfurl.nn;

import java.util.List;

/// x plus what operations after one another make of x.
///
/// Source: He, Zhang, Ren, Sun, arXiv:1512.03385, eq. (1).
final class Residual implements Operation {
    private final List<Operation> inner;
    private final Panels outputs;
    private final Panels deltas;

    /// @param inner take `width` numbers of a column to as many
    Residual(int width, List<Operation> inner) {
        this.inner = List.copyOf(inner);
        this.outputs = new Panels(width);
        this.deltas = new Panels(width);
    }

    @Override
    public float[][] forward(float[] parameters, float[][] in, int panels) {
        float[][] change = in;
        for (Operation operation : inner) {
            change = operation.forward(parameters, change, panels);
        }
        return sum(in, change, outputs, panels);
    }

    @Override
    public float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient) {
        float[][] below = delta;
        for (Operation operation : inner.reversed()) {
            below = operation.backward(parameters, below, panels, gradient);
        }
        return sum(delta, below, deltas, panels);
    }

    private static float[][] sum(float[][] a, float[][] b, Panels room, int panels) {
        float[][] out = room.atLeast(panels);
        for (int panel = 0; panel < panels; panel++) {
            sum(a[panel], b[panel], out[panel]);
        }
        return out;
    }

    private static void sum(float[] a, float[] b, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] + b[i];
        }
    }
}
