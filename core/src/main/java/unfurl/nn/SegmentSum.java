package unfurl.nn;

import java.util.Arrays;

/// The sum over each event's columns, times a constant: the masked sum of padded clouds, without the padding.
///
/// Sums go in the order of the columns, so that an event's has the same bits wherever the event stands.
final class SegmentSum {
    private static final int STRIPE = Kernels.STRIPE;

    private final int width;
    private final Segments segments;
    private final Panels deltas;

    SegmentSum(int width, Segments segments) {
        this.width = width;
        this.segments = segments;
        this.deltas = new Panels(width);
    }

    /// @param in    panels of width values: the columns of the segments
    /// @param scale the constant
    /// @param out   a panel with a column per event; rows `row` … row + width − 1 are overwritten
    void forward(float[][] in, float scale, float[] out, int row) {
        Arrays.fill(out, Panel.at(row), Panel.at(row + width), 0f);
        for (int event = 0; event < segments.events(); event++) {
            int end = segments.first(event) + segments.count(event);
            for (int column = segments.first(event), taken; column < end; column += taken) {
                int at = column % STRIPE;
                taken = Math.min(STRIPE - at, end - column);
                add(in[column / STRIPE], at, taken, out, Panel.at(row) + event);
            }
        }
        for (int i = Panel.at(row); i < Panel.at(row + width); i++) {
            out[i] *= scale;
        }
    }

    private void add(float[] panel, int at, int taken, float[] out, int outAt) {
        for (int k = 0; k < width; k++) {
            float sum = out[outAt + k * Panel.STRIDE];
            for (int r = Panel.at(k) + at; r < Panel.at(k) + at + taken; r++) {
                sum += panel[r];
            }
            out[outAt + k * Panel.STRIDE] = sum;
        }
    }

    /// Every column of an event gets the event's derivatives; columns of none get 0.
    ///
    /// @param delta the derivatives by what [#forward] gave, in the same rows
    /// @return panels of width values
    float[][] backward(float[] delta, float scale, int row) {
        float[][] below = deltas.atLeast(segments.panels());
        for (int event = 0; event < segments.events(); event++) {
            int end = segments.first(event) + segments.count(event);
            for (int column = segments.first(event), taken; column < end; column += taken) {
                int at = column % STRIPE;
                taken = Math.min(STRIPE - at, end - column);
                spread(delta, Panel.at(row) + event, scale, below[column / STRIPE], at, at + taken);
            }
        }
        int rest = segments.columns() % STRIPE;
        for (int k = 0; k < width && rest > 0; k++) {
            Arrays.fill(below[segments.panels() - 1], Panel.at(k) + rest, Panel.at(k) + STRIPE, 0f);
        }
        return below;
    }

    private void spread(float[] delta, int deltaAt, float scale, float[] panel, int from, int to) {
        for (int k = 0; k < width; k++) {
            Arrays.fill(panel, Panel.at(k) + from, Panel.at(k) + to, delta[deltaAt + k * Panel.STRIDE] * scale);
        }
    }
}
