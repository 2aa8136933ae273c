package unfurl.nn;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Not a test: prints how fast a network trains beside what the machine can do, in one run.
///
/// Arguments: widths `24-100-100-100-1`, activation, rows, batch, threads, epochs. The figure counts 2
/// operations per multiply-add of forward, weight and input gradients, without padding; the peak is a loop of
/// multiply-adds in registers, on one thread. Last comes the trained network's evaluation of the same events.
final class TrainingSpeed {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;

    private TrainingSpeed() {}

    public static void main(String[] arguments) {
        String[] given = arguments.length > 0
                ? arguments
                : new String[] {"24-100-100-100-1", "RELU", "200000", "4096", "1", "10"};
        List<Integer> widths =
                Arrays.stream(given[0].split("-", -1)).map(Integer::valueOf).toList();
        var architecture =
                new Perceptron(widths.getFirst(), widths.subList(1, widths.size() - 1), Activation.valueOf(given[1]));
        int rows = Integer.parseInt(given[2]);
        int epochs = Integer.parseInt(given[5]);
        var options = TrainingOptions.defaults()
                .withBatchSize(Integer.parseInt(given[3]))
                .withEpochs(epochs, epochs);
        double operations = operations(architecture) * rows;
        double[] peak = new double[2];
        boolean alone = Integer.parseInt(given[4]) == 1;
        long[] last = {now(alone)};
        try (var workers = new Workers(Integer.parseInt(given[4]))) {
            var trainer = new Trainer(architecture, options);
            TrainingSample sample = sample(rows, architecture.inputs());
            Fit fit = trainer.fit(
                    sample, Optional.empty(), Seed.of(1), workers, (epoch, maxEpochs, trainLoss, validationLoss) -> {
                        double seconds = (now(alone) - last[0]) * 1e-9;
                        peak[0] = Math.max(peak[0], peak());
                        double speed = operations / seconds * 1e-9;
                        System.out.printf(
                                "epoch %2d  %.4f s  %6.1f GFLOP/s  of %6.1f  = %.3f   loss %.6f %.6f%n",
                                epoch, seconds, speed, peak[0], speed / peak[0], trainLoss, validationLoss);
                        last[0] = now(alone);
                    });
            evaluate(fit.network(), sample.features(), workers, alone, peak[0]);
        }
    }

    private static void evaluate(Network network, Features features, Workers workers, boolean alone, double peak) {
        double multiplyAdds = Layout.of(network.architecture()).layers().stream()
                .mapToDouble(layer -> (double) layer.inputs() * layer.outputs())
                .sum();
        double perRow = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 30; i++) {
            long start = now(alone);
            network.evaluate(features, workers);
            perRow = Math.min(perRow, (now(alone) - start) / (double) features.rows());
        }
        double speed = 2 * multiplyAdds / perRow;
        System.out.printf("evaluate  %.1f million rows/s  %6.1f GFLOP/s  = %.3f%n", 1e3 / perRow, speed, speed / peak);
    }

    private static long now(boolean ofThisThread) {
        return ofThisThread ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static double operations(Architecture architecture) {
        List<Layout.Layer> layers = Layout.of(architecture).layers();
        double products = layers.stream()
                .mapToDouble(layer -> 3.0 * layer.inputs() * layer.outputs())
                .sum();
        Layout.Layer first = layers.getFirst();
        return 2 * (products - (double) first.inputs() * first.outputs());
    }

    private static TrainingSample sample(int rows, int inputs) {
        Seed seed = Seed.of(7);
        int n = rows + 1024;
        float[] values = new float[n * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) seed.gaussian(i) + (i / inputs % 2 == 0 ? 0.1f : 0);
        }
        var names = IntStream.range(0, inputs).mapToObj(j -> "x" + j).toList();
        var objective = new CrossEntropy(
                Weights.tabulate(n, i -> i % 2 == 0 ? 1 : 0), Weights.tabulate(n, i -> i % 2 == 0 ? 0 : 1));
        return new TrainingSample(
                Features.owning(names, n, values), objective, Mask.of(n, i -> i < rows), Mask.of(n, i -> i >= rows));
    }

    static double peak() {
        double best = 0;
        for (int i = 0; i < 5; i++) {
            long start = now(true);
            float used = multiplyAdds(300_000, 0.5f);
            long end = now(true);
            best = Math.max(best, used == 0 ? 0 : 300_000.0 * 12 * 2 * S.length() / (end - start));
        }
        return best;
    }

    private static float multiplyAdds(int n, float value) {
        FloatVector w = FloatVector.broadcast(S, value);
        FloatVector a = FloatVector.broadcast(S, 1f);
        FloatVector b = FloatVector.broadcast(S, 2f);
        FloatVector c = FloatVector.broadcast(S, 3f);
        FloatVector d = FloatVector.broadcast(S, 4f);
        FloatVector e = FloatVector.broadcast(S, 5f);
        FloatVector f = FloatVector.broadcast(S, 6f);
        FloatVector g = FloatVector.broadcast(S, 7f);
        FloatVector h = FloatVector.broadcast(S, 8f);
        FloatVector i = FloatVector.broadcast(S, 9f);
        FloatVector j = FloatVector.broadcast(S, 10f);
        FloatVector k = FloatVector.broadcast(S, 11f);
        FloatVector l = FloatVector.broadcast(S, 12f);
        for (int m = 0; m < n; m++) {
            a = a.fma(w, w);
            b = b.fma(w, w);
            c = c.fma(w, w);
            d = d.fma(w, w);
            e = e.fma(w, w);
            f = f.fma(w, w);
            g = g.fma(w, w);
            h = h.fma(w, w);
            i = i.fma(w, w);
            j = j.fma(w, w);
            k = k.fma(w, w);
            l = l.fma(w, w);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }
}
