package unfurl.nn;

/// The definition of the kernels, one number after the other.
final class ScalarKernels implements Kernels {
    @Override
    public void standardise(float[] panel, int width, float[] mean, float[] inverseScale) {
        for (int k = 0; k < width; k++) {
            for (int i = Panel.at(k); i < Panel.at(k) + STRIPE; i++) {
                panel[i] = (panel[i] - mean[k]) * inverseScale[k];
            }
        }
    }

    @Override
    public void pack(float[] parameters, Layout.Layer layer) {
        for (int j = 0; j < layer.outputs(); j++) {
            for (int k = 0; k < layer.inputs(); k++) {
                float weight = parameters[layer.weightAt() + j * layer.stride() + k];
                parameters[layer.upAt(j, k)] = weight;
                parameters[layer.downAt(j, k)] = weight;
            }
        }
    }

    @Override
    public void transpose(
            float[] in, int inAt, int inStride, int rows, int columns, float[] out, int outAt, int outStride) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[outAt + c * outStride + r] = in[inAt + r * inStride + c];
            }
        }
    }

    @Override
    public void forward(float[] parameters, Layout.Layer layer, float[] in, boolean rectified, float[] out) {
        for (int j = 0; j < layer.outputs(); j++) {
            for (int r = 0; r < STRIPE; r++) {
                float sum = 0;
                for (int k = 0; k < layer.inputs(); k++) {
                    sum = Math.fma(parameters[layer.upAt(j, k)], in[Panel.at(k) + r], sum);
                }
                float z = sum + parameters[layer.biasAt() + j];
                out[Panel.at(j) + r] = rectified && z <= 0 ? 0 : z;
            }
        }
    }

    @Override
    public void backward(
            float[] parameters, Layout.Layer layer, float[] delta, float[] slope, boolean rectified, float[] out) {
        for (int k = 0; k < layer.inputs(); k++) {
            for (int r = 0; r < STRIPE; r++) {
                float sum = 0;
                for (int j = 0; j < layer.outputs(); j++) {
                    sum = Math.fma(parameters[layer.downAt(j, k)], delta[Panel.at(j) + r], sum);
                }
                float s = slope[Panel.at(k) + r];
                out[Panel.at(k) + r] = sum * (rectified && s > 0 ? 1 : s);
            }
        }
    }

    @Override
    public void activate(Activation activation, float[] panel, int width) {
        activate(activation, panel, width, Panel.of(width));
    }

    @Override
    public void activate(Activation activation, float[] panel, int width, float[] slope) {
        for (int k = 0; k < width; k++) {
            for (int i = Panel.at(k); i < Panel.at(k) + STRIPE; i++) {
                activateOne(activation, panel, i, slope);
            }
        }
    }

    private static void activateOne(Activation activation, float[] panel, int i, float[] slope) {
        float z = panel[i];
        switch (activation) {
            case RELU -> {
                panel[i] = z <= 0 ? 0 : z;
                slope[i] = z <= 0 ? 0 : 1;
            }
            case SILU -> {
                float sigma = Elementary.logistic(z);
                float value = z * sigma;
                panel[i] = value;
                slope[i] = Math.fma(value, 1f - sigma, sigma);
            }
            case GELU -> {
                float e = Elementary.exp(-0.5f * z * z);
                float tail = e * Elementary.normalTail(Math.abs(z));
                float phi = z < 0 ? tail : 1f - tail;
                panel[i] = z * phi;
                slope[i] = Math.fma(z * Elementary.NORMAL_PEAK, e, phi);
            }
            case TANH -> {
                float t = Elementary.tanh(z);
                panel[i] = t;
                slope[i] = Math.fma(-t, t, 1f);
            }
        }
    }

    @Override
    public void accumulate(Layout.Layer layer, float[] delta, float[] in, float[] room, float[] gradient) {
        for (int j = 0; j < layer.outputs(); j++) {
            for (int k = 0; k < layer.inputs(); k++) {
                float sum = 0;
                for (int r = 0; r < STRIPE; r++) {
                    sum = Math.fma(in[Panel.at(k) + r], delta[Panel.at(j) + r], sum);
                }
                gradient[layer.weightAt() + j * layer.stride() + k] += sum;
            }
            float[] partial = new float[Layout.LANES];
            for (int r = 0; r < STRIPE; r++) {
                partial[r % Layout.LANES] += delta[Panel.at(j) + r];
            }
            for (int distance = 1; distance < Layout.LANES; distance *= 2) {
                for (int i = 0; i < Layout.LANES; i += 2 * distance) {
                    partial[i] += partial[i + distance];
                }
            }
            gradient[layer.biasAt() + j] += partial[0];
        }
    }

    @Override
    public void throughActivation(float[] delta, float[] slope, boolean rectified, float[] out, int width) {
        for (int k = 0; k < width; k++) {
            for (int i = Panel.at(k); i < Panel.at(k) + STRIPE; i++) {
                out[i] = delta[i] * (rectified && slope[i] > 0 ? 1 : slope[i]);
            }
        }
    }

    @Override
    public void crossEntropy(float[] logit, float[] positive, float[] negative, float[] loss, float[] delta) {
        for (int i = Panel.LEAD; i < Panel.LEAD + STRIPE; i++) {
            float z = logit[i];
            float e = Elementary.exp(-Math.abs(z));
            float log = Elementary.log1p(e);
            float up = z < 0 ? log : z + log;
            float down = z < 0 ? log - z : log;
            loss[i] = Math.fma(positive[i], down, negative[i] * up);
            float sum = 1f + e;
            float sigma = (z < 0 ? e : 1f) / sum;
            float rest = (z < 0 ? 1f : e) / sum;
            delta[i] = Math.fma(negative[i], sigma, -(positive[i] * rest));
        }
    }

    @Override
    public void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta) {
        for (int i = Panel.LEAD; i < Panel.LEAD + STRIPE; i++) {
            float difference = value[i] - target[i];
            float weighted = weight[i] * difference;
            loss[i] = weighted * difference;
            delta[i] = weighted + weighted;
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
        for (int a = 0; a < rows; a++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int b = 0; b < terms; b++) {
                    sum = Math.fma(left[leftAt + a * across + b * along], right[rightAt + b * width + x], sum);
                }
                out[outAt + a * width + x] = sum;
            }
        }
    }

    @Override
    public void softmax(float[] matrix, int rows, int width, float scale) {
        for (int x = 0; x < width; x++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < rows; j++) {
                most = Math.max(most, matrix[j * width + x] * scale);
            }
            float sum = 0;
            for (int j = 0; j < rows; j++) {
                float e = Elementary.exp(matrix[j * width + x] * scale - most);
                matrix[j * width + x] = e;
                sum += e;
            }
            for (int j = 0; j < rows; j++) {
                matrix[j * width + x] /= sum;
            }
        }
    }

    @Override
    public void add(float[] in, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] += in[i];
        }
    }

    @Override
    public void adamW(
            float[] parameters, float[] gradient, float[] first, float[] second, int from, int to, AdamW.Step step) {
        for (int i = from; i < to; i++) {
            float g = gradient[i] * step.gradientScale();
            float m = Math.fma(step.beta1(), first[i], step.rest1() * g);
            float v = Math.fma(step.beta2(), second[i], step.rest2() * g * g);
            first[i] = m;
            second[i] = v;
            float root = (float) Math.sqrt(v * step.correction2()) + step.epsilon();
            parameters[i] = Math.fma(parameters[i], step.shrink(), -(step.rate() * m / root));
        }
    }
}
