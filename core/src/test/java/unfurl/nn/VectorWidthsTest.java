package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Vectors of other widths than this machine's, each in a virtual machine of its own.
class VectorWidthsTest {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:MaxVectorSize=32", "-XX:MaxVectorSize=16", "-XX:UseAVX=2", "-Xint"})
    void anyWidthAndTheInterpreterTrainTheSameNetwork(String flag) throws IOException, InterruptedException {
        assertThat(inAnotherMachine(flag)).contains("network " + trained()).contains("clouds " + trainedOnClouds());
    }

    @Test
    void vectorsAreUsed() {
        assertThat(VectorKernels.SPECIES.length()).isBetween(2, Layout.LANES);
    }

    /// Trains in a machine started with other flags.
    public static void main(String[] arguments) {
        System.out.println("network " + trained());
        System.out.println("clouds " + trainedOnClouds());
    }

    private static String inAnotherMachine(String flag) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        flag,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VectorWidthsTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String trainedOnClouds() {
        int n = 60;
        var sample = new TrainingSample(
                Clouds.gaussian(IntStream.range(0, n).map(i -> i * 7 % 37).toArray(), Seed.of(4)),
                new CrossEntropy(Weights.tabulate(n, i -> i % 2), Weights.tabulate(n, i -> 1 - i % 2)),
                Mask.of(n, i -> i % 4 != 0),
                Mask.of(n, i -> i % 4 == 0));
        var trainer = new Trainer(
                new ParticleAttention(3, 2, 6, 2, 1, List.of(5), Activation.GELU),
                TrainingOptions.defaults().withBatchSize(20).withEpochs(1, 1));
        try (var workers = new Workers(1)) {
            Fit fit = trainer.fit(sample, Optional.empty(), Seed.of(2), workers, EpochListener.silent());
            return Arrays.hashCode(fit.network().parameters()) + " " + fit.report();
        }
    }

    private static String trained() {
        int n = 500;
        float[] values = new float[3 * n];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] = (float) Seed.of(1).uniform(i));
        var sample = new TrainingSample(
                Features.owning(List.of("x", "y", "z"), n, values),
                new CrossEntropy(Weights.tabulate(n, i -> values[3 * i]), Weights.tabulate(n, i -> 1 - values[3 * i])),
                Mask.of(n, i -> i % 4 != 0),
                Mask.of(n, i -> i % 4 == 0));
        var trainer = new Trainer(
                new Perceptron(3, List.of(17, 6), Activation.SILU),
                TrainingOptions.defaults().withBatchSize(200).withEpochs(2, 2));
        try (var workers = new Workers(1)) {
            Fit fit = trainer.fit(sample, Optional.empty(), Seed.of(2), workers, EpochListener.silent());
            return Arrays.hashCode(fit.network().parameters()) + " " + fit.report();
        }
    }
}
