package unfurl.nn;

import java.util.Arrays;

/// The sum over each event's columns, times a constant: the masked sum of padded clouds, without the padding.
///
/// Sums go in the order of the columns, so that an event's has the same bits wherever the event stands.
final class SegmentSum {
    private static final int STRIPE = Kernels.STRIPE;
    private static final int STRIDE = Kernels.STRIDE;

    private final int width;
    private final Segments segments;
    private final Panels deltas;

    SegmentSum(int width, Segments segments) {
        this.width = width;
        this.segments = segments;
        this.deltas = new Panels(width);
    }

    /// @param in    (width × STRIDE) a panel: the columns of the segments
    /// @param scale the constant
    /// @param out   a panel with a column per event; rows `row` … row + width − 1 are overwritten
    void forward(float[][] in, float scale, float[] out, int row) {
        Arrays.fill(out, row * STRIDE, (row + width) * STRIDE, 0f);
        for (int event = 0; event < segments.events(); event++) {
            int end = segments.first(event) + segments.count(event);
            for (int column = segments.first(event), taken; column < end; column += taken) {
                int at = column % STRIPE;
                taken = Math.min(STRIPE - at, end - column);
                add(in[column / STRIPE], at, taken, out, row * STRIDE + event);
            }
        }
        for (int i = row * STRIDE; i < (row + width) * STRIDE; i++) {
            out[i] *= scale;
        }
    }

    private void add(float[] panel, int at, int taken, float[] out, int outAt) {
        for (int k = 0; k < width; k++) {
            float sum = out[outAt + k * STRIDE];
            for (int r = k * STRIDE + at; r < k * STRIDE + at + taken; r++) {
                sum += panel[r];
            }
            out[outAt + k * STRIDE] = sum;
        }
    }

    /// Every column of an event gets the event's derivatives; columns of none get 0.
    ///
    /// @param delta the derivatives by what [#forward] gave, in the same rows
    /// @return (width × STRIDE) a panel
    float[][] backward(float[] delta, float scale, int row) {
        float[][] below = deltas.atLeast(segments.panels());
        for (int event = 0; event < segments.events(); event++) {
            int end = segments.first(event) + segments.count(event);
            for (int column = segments.first(event), taken; column < end; column += taken) {
                int at = column % STRIPE;
                taken = Math.min(STRIPE - at, end - column);
                spread(delta, row * STRIDE + event, scale, below[column / STRIPE], at, at + taken);
            }
        }
        int rest = segments.columns() % STRIPE;
        for (int k = 0; k < width && rest > 0; k++) {
            Arrays.fill(below[segments.panels() - 1], k * STRIDE + rest, (k + 1) * STRIDE, 0f);
        }
        return below;
    }

    private void spread(float[] delta, int deltaAt, float scale, float[] panel, int from, int to) {
        for (int k = 0; k < width; k++) {
            Arrays.fill(panel, k * STRIDE + from, k * STRIDE + to, delta[deltaAt + k * STRIDE] * scale);
        }
    }
}
