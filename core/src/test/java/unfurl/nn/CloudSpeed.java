package unfurl.nn;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Not a test: prints how fast a network on clouds trains beside what the machine can do, in one run.
///
/// Arguments: `sets` or `attention`, events, mean number of particles, batch, threads, epochs. The figure counts 2
/// operations per multiply-add of forward, weight and input gradients, without padding and without the scores
/// that attention works out twice; the peak is that of [TrainingSpeed].
final class CloudSpeed {
    private CloudSpeed() {}

    public static void main(String[] arguments) {
        String[] given = arguments.length > 0 ? arguments : new String[] {"sets", "20000", "30", "2048", "1", "6"};
        Architecture architecture = given[0].equals("sets")
                ? new DeepSets(4, 0, List.of(64, 64, 64), List.of(64, 64), Activation.RELU)
                : new ParticleAttention(4, 0, 64, 4, 2, List.of(64, 64), Activation.RELU);
        int events = Integer.parseInt(given[1]);
        int epochs = Integer.parseInt(given[5]);
        var options = TrainingOptions.defaults()
                .withBatchSize(Integer.parseInt(given[3]))
                .withEpochs(epochs, epochs);
        TrainingSample sample = sample(events, Double.parseDouble(given[2]));
        double operations = operations(architecture, sample);
        boolean alone = Integer.parseInt(given[4]) == 1;
        double[] peak = new double[1];
        long[] last = {now(alone)};
        System.out.printf("%s, %d parameters%n", architecture, architecture.parameters());
        try (var workers = new Workers(Integer.parseInt(given[4]))) {
            new Trainer(architecture, options)
                    .fit(sample, Optional.empty(), Seed.of(1), workers, (epoch, maxEpochs, train, validation) -> {
                        double seconds = (now(alone) - last[0]) * 1e-9;
                        peak[0] = Math.max(peak[0], TrainingSpeed.peak());
                        double speed = operations / seconds * 1e-9;
                        System.out.printf(
                                "epoch %2d  %.4f s  %6.1f GFLOP/s  of %6.1f  = %.3f   %.2f s per 100,000 events%n",
                                epoch, seconds, speed, peak[0], speed / peak[0], seconds * 1e5 / events);
                        last[0] = now(alone);
                    });
        }
    }

    private static long now(boolean ofThisThread) {
        return ofThisThread ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static double operations(Architecture architecture, TrainingSample sample) {
        Particles particles = sample.features().particles().orElseThrow();
        List<DenseShape> layers = DenseShape.of(architecture);
        int ofEvents = switch (architecture) {
            case DeepSets sets -> sets.event().size() + 1;
            case ParticleAttention attention -> attention.event().size() + 1;
            case Perceptron perceptron -> layers.size();
        };
        double columns = 0;
        double pairs = 0;
        for (int event : sample.train().indices()) {
            columns += particles.count(event);
            pairs += (double) particles.count(event) * particles.count(event);
        }
        double products = 0;
        for (int i = 0; i < layers.size(); i++) {
            double times =
                    i < layers.size() - ofEvents ? columns : sample.train().count();
            products += (i == 0 ? 2.0 : 3.0)
                    * layers.get(i).inputs()
                    * layers.get(i).outputs()
                    * times;
        }
        if (architecture instanceof ParticleAttention attention) {
            products += 3.0 * 2 * pairs * attention.width() * attention.blocks();
        }
        return 2 * products;
    }

    private static TrainingSample sample(int events, double mean) {
        Seed seed = Seed.of(7);
        int n = events + 1024;
        int[] first = new int[n + 1];
        IntStream.range(0, n).forEach(i -> first[i + 1] = first[i] + seed.poisson(i, i % 2 == 0 ? mean + 1 : mean));
        float[] values = new float[4 * first[n]];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) seed.uniform(i));
        Features features = Features.owning(List.of(), n, new float[0])
                .with(Particles.owning(List.of("x", "y", "z", "t"), first, values));
        var objective = new CrossEntropy(
                Weights.tabulate(n, i -> i % 2 == 0 ? 1 : 0), Weights.tabulate(n, i -> i % 2 == 0 ? 0 : 1));
        return new TrainingSample(features, objective, Mask.of(n, i -> i < events), Mask.of(n, i -> i >= events));
    }
}
