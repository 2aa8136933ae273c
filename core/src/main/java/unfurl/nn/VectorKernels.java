package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the vectors of the machine at hand, at most 512 bits wide. Bit by bit the same as
/// [ScalarKernels].
final class VectorKernels implements Kernels {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= Layout.LANES
            ? FloatVector.SPECIES_PREFERRED
            : FloatVector.SPECIES_512;
    private static final VectorSpecies<Float> S = SPECIES;
    private static final int L = S.length();
    private static final VectorShuffle<Float> NEIGHBOUR_1 = neighbour(1);
    private static final VectorShuffle<Float> NEIGHBOUR_2 = neighbour(2);
    private static final VectorShuffle<Float> NEIGHBOUR_4 = neighbour(4);
    private static final VectorShuffle<Float> NEIGHBOUR_8 = neighbour(8);

    private static VectorShuffle<Float> neighbour(int distance) {
        return VectorShuffle.fromOp(S, lane -> (lane ^ distance) % L);
    }

    @Override
    public void standardise(float[] panel, int width, float[] mean, float[] inverseScale) {
        for (int k = 0; k < width; k++) {
            for (int i = k * STRIPE; i < (k + 1) * STRIPE; i += L) {
                FloatVector.fromArray(S, panel, i)
                        .sub(mean[k])
                        .mul(inverseScale[k])
                        .intoArray(panel, i);
            }
        }
    }

    @Override
    public void forward(float[] parameters, Layout.Layer layer, float[] in, float[] out) {
        int outputs = layer.outputs();
        for (int r = 0; r < STRIPE; r += 4 * L) {
            for (int j = 0; j < outputs && outputs >= 4; j += 4) {
                int first = Math.min(j, outputs - 4);
                int at = layer.weightAt() + first * layer.stride();
                int to = first * STRIPE + r;
                VectorProducts.four(parameters, at, layer.stride(), 1, layer.inputs(), in, r, out, to);
            }
            for (int j = 0; j < outputs && outputs < 4; j++) {
                int at = layer.weightAt() + j * layer.stride();
                VectorProducts.one(parameters, at, 1, layer.inputs(), in, r, out, j * STRIPE + r);
            }
        }
        for (int j = 0; j < outputs; j++) {
            float bias = parameters[layer.biasAt() + j];
            for (int i = j * STRIPE; i < (j + 1) * STRIPE; i += L) {
                FloatVector.fromArray(S, out, i).add(bias).intoArray(out, i);
            }
        }
    }

    @Override
    public void backward(
            float[] parameters, Layout.Layer layer, float[] in, int inAt, float[] room, float[] delta, int deltaAt) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        for (int r = 0; r < STRIPE; r += 4 * L) {
            for (int k = 0; k < inputs && inputs >= 4; k += 4) {
                int first = Math.min(k, inputs - 4);
                int at = layer.weightAt() + first;
                int to = first * STRIPE + r;
                VectorProducts.four(parameters, at, 1, layer.stride(), outputs, in, inAt + r, room, to);
            }
            for (int k = 0; k < inputs && inputs < 4; k++) {
                int at = layer.weightAt() + k;
                VectorProducts.one(parameters, at, layer.stride(), outputs, in, inAt + r, room, k * STRIPE + r);
            }
        }
        for (int i = 0; i < inputs * STRIPE; i += L) {
            FloatVector.fromArray(S, delta, deltaAt + i)
                    .mul(FloatVector.fromArray(S, room, i))
                    .intoArray(delta, deltaAt + i);
        }
    }

    @Override
    public void activate(Activation activation, float[] panel, int width, float[] slope, int slopeAt) {
        int n = width * STRIPE;
        switch (activation) {
            case RELU -> relu(panel, n, slope, slopeAt);
            case SILU -> silu(panel, n, slope, slopeAt);
            case GELU -> gelu(panel, n, slope, slopeAt);
            case TANH -> tanh(panel, n, slope, slopeAt);
        }
    }

    private static void relu(float[] panel, int n, float[] slope, int slopeAt) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            VectorMask<Float> off = z.compare(LE, 0f);
            z.blend(zero, off).intoArray(panel, i);
            one.blend(zero, off).intoArray(slope, slopeAt + i);
        }
    }

    private static void silu(float[] panel, int n, float[] slope, int slopeAt) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            FloatVector sigma = VectorElementary.logistic(z);
            FloatVector value = z.mul(sigma);
            value.intoArray(panel, i);
            value.fma(VectorElementary.constant(1f).sub(sigma), sigma).intoArray(slope, slopeAt + i);
        }
    }

    private static void gelu(float[] panel, int n, float[] slope, int slopeAt) {
        for (int i = 0; i < n; i += L) {
            FloatVector z = FloatVector.fromArray(S, panel, i);
            FloatVector e = VectorElementary.exp(z.mul(-0.5f).mul(z));
            FloatVector tail = e.mul(VectorElementary.normalTail(z.abs()));
            FloatVector phi = VectorElementary.constant(1f).sub(tail).blend(tail, z.compare(LT, 0f));
            z.mul(phi).intoArray(panel, i);
            z.mul(Elementary.NORMAL_PEAK).fma(e, phi).intoArray(slope, slopeAt + i);
        }
    }

    private static void tanh(float[] panel, int n, float[] slope, int slopeAt) {
        for (int i = 0; i < n; i += L) {
            FloatVector t = VectorElementary.tanh(FloatVector.fromArray(S, panel, i));
            t.intoArray(panel, i);
            t.neg().fma(t, VectorElementary.constant(1f)).intoArray(slope, slopeAt + i);
        }
    }

    @Override
    public void transpose(float[] panel, int width, float[] rows, int rowsAt, int stride) {
        for (int r = 0; r < STRIPE; r++) {
            int row = rowsAt + r * stride;
            for (int k = 0; k < width; k++) {
                rows[row + k] = panel[k * STRIPE + r];
            }
        }
    }

    @Override
    public void accumulate(Layout.Layer layer, float[] delta, float[] rows, int stripes, float[] gradient) {
        int stride = layer.stride();
        int k = 0;
        for (; k + 4 * L <= stride; k += 4 * L) {
            weights(layer, delta, rows, k, 4, stripes, gradient);
        }
        if (k < stride) {
            weights(layer, delta, rows, k, (stride - k) / L, stripes, gradient);
        }
        for (int j = 0; j < layer.outputs(); j++) {
            gradient[layer.biasAt() + j] += sum(delta, j * STRIPE, layer.outputs() * STRIPE, stripes, Layout.LANES);
        }
    }

    /// The gradient of all outputs for a few vectors of inputs from `k` on: their rows stay in the
    /// nearest cache.
    private static void weights(
            Layout.Layer layer, float[] delta, float[] rows, int k, int vectors, int stripes, float[] gradient) {
        int outputs = layer.outputs();
        int panel = outputs * STRIPE;
        int stride = layer.stride();
        for (int j = 0; j < outputs && outputs >= 4; j += 4) {
            int first = Math.min(j, outputs - 4);
            int skip = j - first;
            int d = first * STRIPE;
            int at = layer.weightAt() + first * stride + k;
            switch (vectors) {
                case 4 -> VectorProducts.fourByFour(delta, d, panel, rows, k, stride, stripes, skip, gradient, at);
                case 3 -> VectorProducts.fourByThree(delta, d, panel, rows, k, stride, stripes, skip, gradient, at);
                case 2 -> VectorProducts.fourByTwo(delta, d, panel, rows, k, stride, stripes, skip, gradient, at);
                default -> VectorProducts.fourByOne(delta, d, panel, rows, k, stride, stripes, skip, gradient, at);
            }
        }
        for (int j = 0; j < outputs && outputs < 4; j++) {
            for (int v = 0; v < vectors; v++) {
                int from = k + v * L;
                int at = layer.weightAt() + j * stride + from;
                VectorProducts.oneByOne(delta, j * STRIPE, panel, rows, from, stride, stripes, gradient, at);
            }
        }
    }

    /// Over partial sums of the events that have the same place in every `lanes`, then pairs of
    /// neighbours, of pairs…
    private static float sum(float[] delta, int from, int panel, int stripes, int lanes) {
        if (lanes > L) {
            return sum(delta, from, panel, stripes, lanes / 2)
                    + sum(delta, from + lanes / 2, panel, stripes, lanes / 2);
        }
        FloatVector partial = FloatVector.zero(S);
        for (int stripe = 0; stripe < stripes; stripe++) {
            int at = from + stripe * panel;
            for (int i = 0; i < STRIPE; i += Layout.LANES) {
                partial = partial.add(FloatVector.fromArray(S, delta, at + i));
            }
        }
        return fold(partial);
    }

    private static float fold(FloatVector partial) {
        FloatVector sum = L > 1 ? partial.add(partial.rearrange(NEIGHBOUR_1)) : partial;
        sum = L > 2 ? sum.add(sum.rearrange(NEIGHBOUR_2)) : sum;
        sum = L > 4 ? sum.add(sum.rearrange(NEIGHBOUR_4)) : sum;
        sum = L > 8 ? sum.add(sum.rearrange(NEIGHBOUR_8)) : sum;
        return sum.lane(0);
    }

    @Override
    public void crossEntropy(
            float[] logit, float[] positive, float[] negative, float[] loss, float[] delta, int deltaAt) {
        for (int i = 0; i < STRIPE; i += L) {
            FloatVector z = FloatVector.fromArray(S, logit, i);
            FloatVector plus = FloatVector.fromArray(S, positive, i);
            FloatVector minus = FloatVector.fromArray(S, negative, i);
            VectorMask<Float> below = z.compare(LT, 0f);
            FloatVector e = VectorElementary.exp(z.abs().neg());
            FloatVector log = VectorElementary.log1p(e);
            FloatVector up = z.add(log).blend(log, below);
            FloatVector down = log.blend(log.sub(z), below);
            plus.fma(down, minus.mul(up)).intoArray(loss, i);
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector sum = e.add(1f);
            FloatVector sigma = one.blend(e, below).div(sum);
            FloatVector rest = e.blend(one, below).div(sum);
            minus.fma(sigma, plus.mul(rest).neg()).intoArray(delta, deltaAt + i);
        }
    }

    @Override
    public void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta, int deltaAt) {
        for (int i = 0; i < STRIPE; i += L) {
            FloatVector difference = FloatVector.fromArray(S, value, i).sub(FloatVector.fromArray(S, target, i));
            FloatVector weighted = FloatVector.fromArray(S, weight, i).mul(difference);
            weighted.mul(difference).intoArray(loss, i);
            weighted.add(weighted).intoArray(delta, deltaAt + i);
        }
    }

    @Override
    public void product(
            float[] left,
            int leftAt,
            int across,
            int along,
            int rows,
            int terms,
            float[] right,
            int rightAt,
            float[] out,
            int outAt,
            int width) {
        VectorAttention.product(left, leftAt, across, along, rows, terms, right, rightAt, out, outAt, width);
    }

    @Override
    public void softmax(float[] matrix, int rows, int width, float scale) {
        VectorAttention.softmax(matrix, rows, width, scale);
    }

    @Override
    public void add(float[] in, float[] out, int from, int to) {
        for (int i = from; i < to; i += L) {
            FloatVector.fromArray(S, out, i)
                    .add(FloatVector.fromArray(S, in, i))
                    .intoArray(out, i);
        }
    }

    @Override
    public void adamW(
            float[] parameters, float[] gradient, float[] first, float[] second, int from, int to, AdamW.Step step) {
        for (int i = from; i < to; i += L) {
            FloatVector g = FloatVector.fromArray(S, gradient, i).mul(step.gradientScale());
            FloatVector m =
                    FloatVector.fromArray(S, first, i).fma(FloatVector.broadcast(S, step.beta1()), g.mul(step.rest1()));
            FloatVector v = FloatVector.fromArray(S, second, i)
                    .fma(
                            FloatVector.broadcast(S, step.beta2()),
                            g.mul(step.rest2()).mul(g));
            m.intoArray(first, i);
            v.intoArray(second, i);
            FloatVector root = v.mul(step.correction2()).sqrt().add(step.epsilon());
            FloatVector change = m.mul(step.rate()).div(root).neg();
            FloatVector.fromArray(S, parameters, i)
                    .fma(FloatVector.broadcast(S, step.shrink()), change)
                    .intoArray(parameters, i);
        }
    }
}
