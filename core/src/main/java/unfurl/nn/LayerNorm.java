package unfurl.nn;

import java.util.Arrays;

/// Each column less its mean, divided by its standard deviation over the column's numbers: y = (x − μ)/√(σ² + ε)
/// with ε = 10⁻⁵.
///
/// Source: Ba, Kiros, Hinton, arXiv:1607.06450, eq. (3), without gain and bias: a dense layer follows.
final class LayerNorm implements Operation {
    static final float EPSILON = 1e-5f;
    private static final int STRIPE = Kernels.STRIPE;

    private final int width;
    private final Panels outputs;
    private final Panels inverses;
    private final Panels deltas;
    private final float[] mean = new float[STRIPE];
    private final float[] projection = new float[STRIPE];

    LayerNorm(int width) {
        this.width = width;
        this.outputs = new Panels(width);
        this.inverses = new Panels(1);
        this.deltas = new Panels(width);
    }

    @Override
    public float[][] forward(float[] parameters, float[][] in, int panels) {
        float[][] out = outputs.atLeast(panels);
        float[][] inverse = inverses.atLeast(panels);
        for (int panel = 0; panel < panels; panel++) {
            normalise(in[panel], out[panel], inverse[panel]);
        }
        return out;
    }

    private void normalise(float[] in, float[] out, float[] inverse) {
        means(in, mean);
        Arrays.fill(inverse, 0f);
        for (int k = 0; k < width; k++) {
            for (int r = 0; r < STRIPE; r++) {
                float from = in[Panel.at(k) + r] - mean[r];
                out[Panel.at(k) + r] = from;
                inverse[r] += from * from;
            }
        }
        for (int r = 0; r < STRIPE; r++) {
            inverse[r] = 1f / (float) Math.sqrt(inverse[r] / width + EPSILON);
        }
        for (int k = 0; k < width; k++) {
            for (int r = 0; r < STRIPE; r++) {
                out[Panel.at(k) + r] *= inverse[r];
            }
        }
    }

    /// ∂loss/∂x = (δ − mean(δ) − y·mean(δ·y))/√(σ² + ε).
    @Override
    public float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient) {
        float[][] y = outputs.atLeast(panels);
        float[][] inverse = inverses.atLeast(panels);
        float[][] below = deltas.atLeast(panels);
        for (int panel = 0; panel < panels; panel++) {
            differentiate(delta[panel], y[panel], inverse[panel], below[panel]);
        }
        return below;
    }

    private void differentiate(float[] delta, float[] y, float[] inverse, float[] below) {
        for (int i = 0; i < below.length; i++) {
            below[i] = delta[i] * y[i];
        }
        means(below, projection);
        means(delta, mean);
        for (int k = 0; k < width; k++) {
            for (int r = 0; r < STRIPE; r++) {
                int i = Panel.at(k) + r;
                below[i] = (delta[i] - mean[r] - y[i] * projection[r]) * inverse[r];
            }
        }
    }

    private void means(float[] panel, float[] mean) {
        Arrays.fill(mean, 0f);
        for (int k = 0; k < width; k++) {
            for (int r = 0; r < STRIPE; r++) {
                mean[r] += panel[Panel.at(k) + r];
            }
        }
        for (int r = 0; r < STRIPE; r++) {
            mean[r] /= width;
        }
    }
}
