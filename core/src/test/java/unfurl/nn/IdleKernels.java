package unfurl.nn;

/// Kernels that do nothing: with them all that is left of a training is what goes on around the kernels.
final class IdleKernels implements Kernels {
    @Override
    public void pack(float[] parameters, Layout.Layer layer) {}

    @Override
    public void transpose(
            float[] in, int inAt, int inStride, int rows, int columns, float[] out, int outAt, int outStride) {}

    @Override
    public void standardise(float[] panel, int width, float[] mean, float[] inverseScale) {}

    @Override
    public void forward(float[] parameters, Layout.Layer layer, float[] in, boolean rectified, float[] out) {}

    @Override
    public void backward(
            float[] parameters, Layout.Layer layer, float[] delta, float[] slope, boolean rectified, float[] out) {}

    @Override
    public void accumulate(Layout.Layer layer, float[] delta, float[] in, float[] room, float[] gradient) {}

    @Override
    public void activate(Activation activation, float[] panel, int width) {}

    @Override
    public void activate(Activation activation, float[] panel, int width, float[] slope) {}

    @Override
    public void throughActivation(float[] delta, float[] slope, boolean rectified, float[] out, int width) {}

    @Override
    public void crossEntropy(float[] logit, float[] positive, float[] negative, float[] loss, float[] delta) {}

    @Override
    public void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta) {}

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
            int width) {}

    @Override
    public void softmax(float[] matrix, int rows, int width, float scale) {}

    @Override
    public void add(float[] in, float[] out, int from, int to) {}

    @Override
    public void adamW(
            float[] parameters, float[] gradient, float[] first, float[] second, int from, int to, AdamW.Step step) {}
}
