package unfurl.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Particles;

/// Networks on clouds written once more, plainly, in double precision, on padded clouds with masks, as the
/// literature has them: what the fast ones are held to.
///
/// Parameters are compact, layer by layer, in the order of [DenseShape].
final class SlowSets {
    private final double[] parameters;
    private int at;

    private SlowSets(double[] parameters) {
        this.parameters = parameters;
    }

    /// The output for one event, its cloud padded to so many slots with numbers that must not count.
    ///
    /// @param standardisation of the network
    static double output(
            Architecture architecture,
            double[] parameters,
            Standardisation standardisation,
            Features features,
            int event,
            int slots) {
        Particles particles = features.particles().orElseThrow();
        int d = particles.columns();
        int e = features.columns();
        boolean[] mask = new boolean[slots];
        double[][] cloud = new double[slots][d];
        for (int i = 0; i < slots; i++) {
            mask[i] = i < particles.count(event);
            for (int j = 0; j < d; j++) {
                double x = mask[i] ? particles.get(event, i, j) : 1e3;
                cloud[i][j] =
                        (x - standardisation.mean()[e + j]) * standardisation.inverseScale()[e + j];
            }
        }
        double[] ofEvent = IntStream.range(0, e)
                .mapToDouble(j -> (features.get(event, j) - standardisation.mean()[j])
                        * standardisation.inverseScale()[j])
                .toArray();
        return new SlowSets(parameters)
                .output(architecture, cloud, mask, ofEvent, standardisation.inverseScale()[e + d]);
    }

    private double output(
            Architecture architecture, double[][] cloud, boolean[] mask, double[] ofEvent, double perParticle) {
        double[][] columns = switch (architecture) {
            case Perceptron p -> throw new IllegalArgumentException("no particles");
            case DeepSets sets -> stack(cloud, sets.particle(), sets.activation());
            case ParticleAttention attention -> attended(attention, cloud, mask);
        };
        double[] sum = new double[columns[0].length];
        for (int i = 0; i < columns.length; i++) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += mask[i] ? columns[i][k] * perParticle : 0;
            }
        }
        double[] joined = Arrays.copyOf(ofEvent, ofEvent.length + sum.length);
        System.arraycopy(sum, 0, joined, ofEvent.length, sum.length);
        double[][] one = {joined};
        List<Integer> event =
                architecture instanceof DeepSets sets ? sets.event() : ((ParticleAttention) architecture).event();
        return layer(stack(one, event, architecture.activation()), 1)[0][0];
    }

    private double[][] attended(ParticleAttention attention, double[][] cloud, boolean[] mask) {
        int width = attention.width();
        double[][] x = stack(cloud, List.of(width), attention.activation());
        for (int block = 0; block < attention.blocks(); block++) {
            double[][] looked = layer(attend(layer(norm(x), 3 * width), mask, attention.heads()), width);
            x = sum(x, looked);
            x = sum(x, layer(stack(norm(x), List.of(2 * width), attention.activation()), width));
        }
        return x;
    }

    private double[][] stack(double[][] x, List<Integer> widths, Activation activation) {
        double[][] y = x;
        for (int width : widths) {
            y = map(layer(y, width), z -> activated(activation, z));
        }
        return y;
    }

    private double[][] layer(double[][] x, int outputs) {
        double[][] y = dense(parameters, at, x, outputs);
        at += outputs * (x[0].length + 1);
        return y;
    }

    /// W·x + b of each column, from parameter `at` on.
    static double[][] dense(double[] p, int at, double[][] x, int outputs) {
        double[][] y = new double[x.length][outputs];
        for (int i = 0; i < x.length; i++) {
            int inputs = x[i].length;
            for (int j = 0; j < outputs; j++) {
                y[i][j] = p[at + outputs * inputs + j];
                for (int k = 0; k < inputs; k++) {
                    y[i][j] += p[at + j * inputs + k] * x[i][k];
                }
            }
        }
        return y;
    }

    /// Each column less its mean over its standard deviation.
    static double[][] norm(double[][] x) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            double mean = Arrays.stream(x[i]).average().orElseThrow();
            double variance = Arrays.stream(x[i])
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            y[i] = Arrays.stream(x[i])
                    .map(v -> (v - mean) / Math.sqrt(variance + LayerNorm.EPSILON))
                    .toArray();
        }
        return y;
    }

    /// Attention among the columns that the mask has, from (q, k, v) to o; scores of the others are −∞.
    static double[][] attend(double[][] x, boolean[] mask, int heads) {
        int width = x.length == 0 ? 0 : x[0].length / 3;
        int depth = width / heads;
        double[][] out = new double[x.length][width];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < x.length; i++) {
                double[] share = new double[x.length];
                for (int j = 0; j < x.length; j++) {
                    double score = 0;
                    for (int k = head * depth; k < (head + 1) * depth; k++) {
                        score += x[i][k] * x[j][width + k];
                    }
                    share[j] = mask[j] ? Math.exp(score / Math.sqrt(depth)) : 0;
                }
                double total = Arrays.stream(share).sum();
                for (int j = 0; j < x.length && total > 0; j++) {
                    for (int k = head * depth; k < (head + 1) * depth; k++) {
                        out[i][k] += share[j] / total * x[j][2 * width + k];
                    }
                }
            }
        }
        return out;
    }

    static double[][] sum(double[][] a, double[][] b) {
        double[][] out = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            double[] left = a[i];
            double[] right = b[i];
            out[i] = IntStream.range(0, left.length)
                    .mapToDouble(k -> left[k] + right[k])
                    .toArray();
        }
        return out;
    }

    static double[][] map(double[][] x, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(x).map(row -> Arrays.stream(row).map(f).toArray()).toArray(double[][]::new);
    }

    static double activated(Activation activation, double z) {
        return switch (activation) {
            case RELU -> Math.max(0, z);
            case SILU -> z / (1 + Math.exp(-z));
            case GELU -> z * normal(z);
            case TANH -> Math.tanh(z);
        };
    }

    /// Φ(z) by its power series, exact to rounding for |z| < 6; beyond, 0 or 1 to 10⁻⁹.
    private static double normal(double z) {
        if (Math.abs(z) > 6) {
            return z > 0 ? 1 : 0;
        }
        double term = z;
        double sum = z;
        for (int n = 3; n < 200; n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
