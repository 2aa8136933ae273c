package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the vectors of the machine at hand, at most 512 bits wide. Bit by bit the same as
/// [ScalarKernels].
final class VectorKernels implements Kernels {
    /// The system property by which tests ask for wider vectors than the machine has, which are slow, but give the
    /// same bits.
    static final String BITS = "unfurl.vectorBits";

    static final VectorSpecies<Float> SPECIES = VectorSpecies.of(
            float.class,
            VectorShape.forBitSize(Math.min(
                    Layout.LANES * Float.SIZE,
                    Integer.getInteger(BITS, FloatVector.SPECIES_PREFERRED.vectorBitSize()))));
    private static final VectorSpecies<Float> S = SPECIES;
    private static final int L = S.length();
    private static final int SQUARE = L < 8 ? 4 : 8;
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
            for (int i = Panel.at(k); i < Panel.at(k) + STRIPE; i += L) {
                FloatVector.fromArray(S, panel, i)
                        .sub(mean[k])
                        .mul(inverseScale[k])
                        .intoArray(panel, i);
            }
        }
    }

    @Override
    public void pack(float[] parameters, Layout.Layer layer) {
        int whole = layer.outputs() / 4 * 4;
        for (int j = 0; j < whole; j += 4) {
            int row = layer.weightAt() + j * layer.stride();
            for (int k = 0; k < layer.inputs(); k += 4) {
                VectorTranspose.four(parameters, row + k, layer.stride(), parameters, layer.upAt(j, k), 4);
            }
        }
        for (int j = whole; j < layer.outputs(); j++) {
            for (int k = 0; k < layer.inputs(); k++) {
                parameters[layer.upAt(j, k)] = parameters[layer.weightAt() + j * layer.stride() + k];
            }
        }
        for (int k = 0; k < layer.inputs(); k += 4) {
            for (int j = 0; j < layer.outputs(); j++) {
                VectorTranspose.copyFour(parameters, layer.weightAt() + j * layer.stride() + k, layer.downAt(j, k));
            }
        }
    }

    @Override
    public void transpose(
            float[] in, int inAt, int inStride, int rows, int columns, float[] out, int outAt, int outStride) {
        for (int r = 0; r < rows; r += SQUARE) {
            for (int c = 0; c < columns; c += SQUARE) {
                int from = inAt + r * inStride + c;
                int to = outAt + c * outStride + r;
                if (SQUARE == 8) {
                    VectorTranspose.eight(in, from, inStride, out, to, outStride);
                } else {
                    VectorTranspose.four(in, from, inStride, out, to, outStride);
                }
            }
        }
    }

    @Override
    public void forward(float[] parameters, Layout.Layer layer, float[] in, boolean rectified, float[] out) {
        VectorProducts.forward(parameters, layer, in, limit(rectified), out);
    }

    @Override
    public void backward(
            float[] parameters, Layout.Layer layer, float[] delta, float[] slope, boolean rectified, float[] out) {
        VectorProducts.backward(parameters, layer, delta, slope, limit(rectified), out);
    }

    /// What tells a product whether to rectify: no number is above or below NaN.
    private static float limit(boolean rectified) {
        return rectified ? 0f : Float.NaN;
    }

    @Override
    public void accumulate(Layout.Layer layer, float[] delta, float[] in, float[] room, float[] gradient) {
        int slab = VectorProducts.SLAB;
        for (int k = 0; k < layer.inputs(); k += slab) {
            int columns = Math.min(slab, layer.stride() - k);
            transpose(in, Panel.at(k), Panel.STRIDE, columns, STRIPE, room, Panel.LEAD, slab);
            VectorProducts.accumulate(layer, delta, room, k, columns / L, gradient);
        }
        for (int j = 0; j < layer.outputs(); j++) {
            gradient[layer.biasAt() + j] += sum(delta, Panel.at(j), Layout.LANES);
        }
    }

    /// Over partial sums of the events that have the same place in every `lanes`, then pairs of
    /// neighbours, of pairs…
    static float sum(float[] delta, int from, int lanes) {
        if (lanes > L) {
            return sum(delta, from, lanes / 2) + sum(delta, from + lanes / 2, lanes / 2);
        }
        FloatVector partial = FloatVector.zero(S);
        for (int i = 0; i < STRIPE; i += Layout.LANES) {
            partial = partial.add(FloatVector.fromArray(S, delta, from + i));
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
    public void activate(Activation activation, float[] panel, int width) {
        switch (activation) {
            case RELU -> VectorActivation.relu(panel, width);
            case SILU -> VectorActivation.silu(panel, width);
            case GELU -> VectorActivation.gelu(panel, width);
            case TANH -> VectorActivation.tanh(panel, width);
        }
    }

    @Override
    public void activate(Activation activation, float[] panel, int width, float[] slope) {
        switch (activation) {
            case RELU -> VectorActivation.relu(panel, width, slope);
            case SILU -> VectorActivation.silu(panel, width, slope);
            case GELU -> VectorActivation.gelu(panel, width, slope);
            case TANH -> VectorActivation.tanh(panel, width, slope);
        }
    }

    @Override
    public void throughActivation(float[] delta, float[] slope, boolean rectified, float[] out, int width) {
        if (rectified) {
            VectorActivation.throughRelu(delta, slope, out, width);
        } else {
            VectorActivation.through(delta, slope, out, width);
        }
    }

    @Override
    public void crossEntropy(float[] logit, float[] positive, float[] negative, float[] loss, float[] delta) {
        for (int i = Panel.LEAD; i < Panel.LEAD + STRIPE; i += L) {
            FloatVector z = FloatVector.fromArray(S, logit, i);
            FloatVector plus = FloatVector.fromArray(S, positive, i);
            FloatVector minus = FloatVector.fromArray(S, negative, i);
            VectorMask<Float> below = z.compare(LT, 0f);
            FloatVector e = VectorElementary.expNotAbove(z.abs().neg());
            FloatVector log = VectorElementary.log1p(e);
            FloatVector up = z.add(log).blend(log, below);
            FloatVector down = log.blend(log.sub(z), below);
            plus.fma(down, minus.mul(up)).intoArray(loss, i);
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector sum = e.add(1f);
            FloatVector sigma = one.blend(e, below).div(sum);
            FloatVector rest = e.blend(one, below).div(sum);
            minus.fma(sigma, plus.mul(rest).neg()).intoArray(delta, i);
        }
    }

    @Override
    public void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta) {
        for (int i = Panel.LEAD; i < Panel.LEAD + STRIPE; i += L) {
            FloatVector difference = FloatVector.fromArray(S, value, i).sub(FloatVector.fromArray(S, target, i));
            FloatVector weighted = FloatVector.fromArray(S, weight, i).mul(difference);
            weighted.mul(difference).intoArray(loss, i);
            weighted.add(weighted).intoArray(delta, i);
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
