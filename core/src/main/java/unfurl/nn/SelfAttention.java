package unfurl.nn;

import java.util.Arrays;

/// Scaled dot-product attention of each event's columns on one another, in heads of `depth` numbers: with
/// queries q, keys k and values v, head by head, oᵢ = Σⱼ Aᵢⱼ·vⱼ with Aᵢⱼ = exp(qᵢ·kⱼ/√depth)/Σₗ exp(qᵢ·kₗ/√depth),
/// where i, j and l run over the particles of one event.
///
/// A column comes in as (q, k, v), each of `width` numbers, and leaves as o. One event is fetched into room of
/// its own at a time, number by number, lanes over its particles; the matrix A is worked out again on the way
/// back instead of kept.
///
/// Source: Vaswani et al., arXiv:1706.03762, eq. (1).
final class SelfAttention implements Operation {
    private static final int STRIPE = Kernels.STRIPE;

    private final Kernels kernels;
    private final Segments segments;
    private final int width;
    private final int heads;
    private final float scale;
    private final Panels outputs;
    private final Panels deltas;
    private float[][] in = {};

    private int lanes;
    private float[] queryKeyValue = {};
    private float[] result = {};
    private float[] derivative = {};
    private float[] scores = {};
    private float[] slopes = {};
    private float[] turned = {};

    SelfAttention(Kernels kernels, Segments segments, int width, int heads) {
        this.kernels = kernels;
        this.segments = segments;
        this.width = width;
        this.heads = heads;
        this.scale = (float) (1 / Math.sqrt((double) width / heads));
        this.outputs = new Panels(width);
        this.deltas = new Panels(3 * width);
    }

    @Override
    public float[][] forward(float[] parameters, float[][] given, int panels) {
        in = given;
        float[][] out = outputs.atLeast(panels);
        for (int event = 0; event < segments.events(); event++) {
            int n = segments.count(event);
            if (n > 0) {
                prepare(n);
                fetch(in, event, 3 * width, queryKeyValue);
                for (int head = 0; head < heads; head++) {
                    attend(head, n);
                    int value = (2 * width + at(head)) * lanes;
                    kernels.product(
                            queryKeyValue, value, lanes, 1, depth(), n, scores, 0, result, at(head) * lanes, lanes);
                }
                store(result, event, width, out);
            }
        }
        clear(out, width);
        return out;
    }

    @Override
    public float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient) {
        float[][] below = deltas.atLeast(panels);
        for (int event = 0; event < segments.events(); event++) {
            int n = segments.count(event);
            if (n > 0) {
                prepare(n);
                fetch(in, event, 3 * width, queryKeyValue);
                fetch(delta, event, width, result);
                for (int head = 0; head < heads; head++) {
                    differentiate(head, n);
                }
                store(derivative, event, 3 * width, below);
            }
        }
        clear(below, 3 * width);
        return below;
    }

    /// scores[j][i] = Aᵢⱼ.
    private void attend(int head, int n) {
        int query = at(head) * lanes;
        int key = (width + at(head)) * lanes;
        kernels.product(queryKeyValue, key, 1, lanes, n, depth(), queryKeyValue, query, scores, 0, lanes);
        kernels.softmax(scores, n, lanes, scale);
    }

    /// With δ = ∂loss/∂o: ∂loss/∂Aᵢⱼ = δᵢ·vⱼ, and from it through the softmax to the scores, queries and keys.
    private void differentiate(int head, int n) {
        int query = at(head) * lanes;
        int key = query + width * lanes;
        int value = key + width * lanes;
        int depth = depth();
        attend(head, n);
        turn(scores, n);
        kernels.product(result, query, lanes, 1, depth, n, turned, 0, derivative, value, lanes);
        kernels.product(queryKeyValue, value, 1, lanes, n, depth, result, query, slopes, 0, lanes);
        throughSoftmax(n);
        kernels.product(queryKeyValue, key, lanes, 1, depth, n, slopes, 0, derivative, query, lanes);
        turn(slopes, n);
        kernels.product(queryKeyValue, query, lanes, 1, depth, n, turned, 0, derivative, key, lanes);
    }

    /// slopes[j][i] from ∂loss/∂Aᵢⱼ to scale·Aᵢⱼ·(∂loss/∂Aᵢⱼ − Σₗ Aᵢₗ·∂loss/∂Aᵢₗ).
    private void throughSoftmax(int n) {
        Arrays.fill(turned, 0, lanes, 0f);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < lanes; i++) {
                turned[i] += scores[j * lanes + i] * slopes[j * lanes + i];
            }
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < lanes; i++) {
                int at = j * lanes + i;
                slopes[at] = scale * (scores[at] * (slopes[at] - turned[i]));
            }
        }
    }

    private void turn(float[] matrix, int n) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                turned[i * lanes + j] = matrix[j * lanes + i];
            }
        }
    }

    private int depth() {
        return width / heads;
    }

    private int at(int head) {
        return head * depth();
    }

    /// Room for an event of n particles. What an earlier event left beyond them stays in lanes of its own.
    private void prepare(int n) {
        lanes = Layout.roundUp(n);
        if (scores.length < n * lanes) {
            queryKeyValue = new float[3 * width * lanes];
            derivative = new float[3 * width * lanes];
            result = new float[width * lanes];
            scores = new float[lanes * lanes];
            slopes = new float[lanes * lanes];
            turned = new float[lanes * lanes];
        }
    }

    private void fetch(float[][] panels, int event, int rows, float[] room) {
        int n = segments.count(event);
        for (int done = 0, taken; done < n; done += taken) {
            int column = segments.first(event) + done;
            float[] panel = panels[column / STRIPE];
            taken = Math.min(STRIPE - column % STRIPE, n - done);
            for (int k = 0; k < rows; k++) {
                System.arraycopy(panel, Panel.at(k) + column % STRIPE, room, k * lanes + done, taken);
            }
        }
    }

    private void store(float[] room, int event, int rows, float[][] panels) {
        int n = segments.count(event);
        for (int done = 0, taken; done < n; done += taken) {
            int column = segments.first(event) + done;
            float[] panel = panels[column / STRIPE];
            taken = Math.min(STRIPE - column % STRIPE, n - done);
            for (int k = 0; k < rows; k++) {
                System.arraycopy(room, k * lanes + done, panel, Panel.at(k) + column % STRIPE, taken);
            }
        }
    }

    /// The columns without a particle.
    private void clear(float[][] panels, int rows) {
        int rest = segments.columns() % STRIPE;
        for (int k = 0; k < rows && rest > 0; k++) {
            Arrays.fill(panels[segments.panels() - 1], Panel.at(k) + rest, Panel.at(k) + STRIPE, 0f);
        }
    }
}
