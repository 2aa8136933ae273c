package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Vectors of other widths than this machine's, each in a virtual machine of its own: there the kernels give
/// the bits of the definition from the first run, which is interpreted, to the last, and networks come out as
/// they do here.
class VectorWidthsTest {
    private static final int LANES = VectorKernels.SPECIES.length();
    private static final int CALLS_PER_LANE = 200;
    private static final List<String> EVERYWHERE = List.of(
            "TwoByFour::forward",
            "TwoByFour::backward",
            "VectorTranspose::four",
            "VectorActivation::relu",
            "VectorActivation::silu",
            "VectorActivation::gelu",
            "VectorActivation::tanh",
            "VectorActivation::through",
            "VectorActivation::throughRelu",
            "VectorAttention::fourByTwo",
            "VectorAttention::oneByOne",
            "VectorAttention::softmax",
            "VectorKernels::standardise",
            "VectorKernels::crossEntropy",
            "VectorKernels::squaredError",
            "VectorKernels::add",
            "VectorKernels::adamW");
    private static final List<String> WITHOUT_OBJECTS = Stream.of(
                    KernelCall.FORWARD,
                    KernelCall.FORWARD_RECTIFIED,
                    KernelCall.BACKWARD,
                    KernelCall.BACKWARD_RECTIFIED,
                    KernelCall.ACCUMULATE,
                    KernelCall.PRODUCT,
                    KernelCall.PRODUCT_OF_COLUMNS)
            .map(call -> call + " allocates 0 bytes")
            .toList();

    /// What comes out in this machine.
    private static final class Here {
        static final String TRAINED = trained();
        static final String TRAINED_ON_CLOUDS = trainedOnClouds();
    }

    @ParameterizedTest
    @CsvSource({"-XX:MaxVectorSize=32, 8", "-XX:MaxVectorSize=16, 4"})
    void compiledToNarrowerVectorsKernelsAndNetworksAreTheSame(String flag, int lanes) throws Exception {
        assertSameCompiled(flag, Math.min(lanes, LANES));
    }

    /// Where there are masks in registers of their own, AVX-512, this is the code of a machine that has none.
    @Test
    void compiledWithoutMaskRegistersKernelsAndNetworksAreTheSame() throws Exception {
        String processor = System.getProperty("os.arch");
        assumeTrue(
                List.of("amd64", "x86_64").contains(processor),
                "NOT TESTED: UseAVX is a flag of x86 processors, and this is " + processor);
        assumeTrue(
                LANES == Layout.LANES,
                "NOT TESTED: without vectors of 512 bits, of which this machine has none, UseAVX=2 changes nothing");
        assertSameCompiled("-XX:UseAVX=2", 8);
    }

    /// The tiles of the widest vectors, which are compiled where the machine has such vectors and else imitated,
    /// object by object.
    @Test
    void withTheWidestVectorsKernelsAndNetworksAreTheSame() throws Exception {
        String flag = "-D%s=512".formatted(VectorKernels.BITS);
        if (LANES == Layout.LANES) {
            assertSameCompiled(flag, Layout.LANES);
        } else {
            assertOutput(inAnotherMachine(List.of(flag), 2), Layout.LANES);
        }
    }

    /// As on machines without vectors.
    @Test
    void withTheNarrowestVectorsKernelsAndNetworksAreTheSame() throws Exception {
        assertOutput(inAnotherMachine(List.of("-XX:MaxVectorSize=8"), 2), 2);
    }

    @Test
    void interpretedNetworksAreTheSame() throws Exception {
        assertOutput(inAnotherMachine(List.of("-Xint"), 0), LANES);
    }

    @Test
    void vectorsAreUsed() {
        assertThat(LANES).isBetween(2, Layout.LANES);
    }

    private static void assertOutput(String output, int lanes) {
        assertThat(output)
                .contains("lanes " + lanes + System.lineSeparator())
                .contains("network " + Here.TRAINED)
                .contains("clouds " + Here.TRAINED_ON_CLOUDS);
    }

    /// And says that each kernel was compiled with all optimisations, tier 4, while it was compared, and that the
    /// products then make no objects of their vectors, by which they would be slower twenty times. A method with a
    /// loop is compiled after 15,000 turns in at least 600 calls, and its compilation is waited for: wider vectors
    /// take fewer turns of a call, and need more calls.
    private static void assertSameCompiled(String flag, int lanes) throws Exception {
        String print = "-XX:CompileCommand=PrintCompilation,unfurl.nn.*::*";
        String output = inAnotherMachine(List.of(flag, "-Xbatch", print), CALLS_PER_LANE * Math.max(8, lanes));
        assertOutput(output, lanes);
        var expected = new ArrayList<>(EVERYWHERE);
        Stream.of("forward", "backward", "accumulate")
                .map(product -> (lanes < Layout.LANES ? "FourByTwo::" : "FourByFour::") + product)
                .forEach(expected::add);
        if (lanes == Layout.LANES) {
            expected.add("FourByThree::accumulate");
        }
        if (lanes >= 8) {
            expected.add("VectorTranspose::eight");
        }
        String compared = output.substring(0, output.indexOf("compared"));
        assertThat(compared.lines().flatMap(VectorWidthsTest::optimised)).containsAll(expected);
        assertThat(compared).contains(WITHOUT_OBJECTS);
    }

    /// The method that a line of the compiler tells of, if it is of tier 4: time, number, flags, tier, name.
    private static Stream<String> optimised(String line) {
        Matcher told = Pattern.compile("\\s*\\d+\\s+\\d+[\\s%sb!]+4\\s+unfurl\\.nn\\.(\\S+).*")
                .matcher(line);
        return told.matches() ? Stream.of(told.group(1)) : Stream.empty();
    }

    /// Compares kernels and trains networks in a machine started with other flags.
    ///
    /// @param arguments how often each kernel is called on the larger layer; 0 leaves the comparison out
    public static void main(String[] arguments) {
        System.out.println("lanes " + LANES);
        int runs = Integer.parseInt(arguments[0]);
        for (KernelCall call : runs == 0 ? new KernelCall[0] : KernelCall.values()) {
            long bytes = call.warmUp(Twins.used(), 33, 30, runs);
            bytes += call.warmUp(Twins.used(), 64, 3, Math.ceilDiv(runs, 2));
            System.out.printf("%s allocates %d bytes%n", call, bytes);
        }
        System.out.println("compared");
        System.out.println("network " + trained());
        System.out.println("clouds " + trainedOnClouds());
    }

    private static String inAnotherMachine(List<String> flags, int runs) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "--add-modules", "jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), VectorWidthsTest.class.getName(), String.valueOf(runs)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String trainedOnClouds() {
        int n = 24;
        var sample = new TrainingSample(
                Clouds.gaussian(IntStream.range(0, n).map(i -> i * 7 % 37).toArray(), Seed.of(4)),
                new CrossEntropy(Weights.tabulate(n, i -> i % 2), Weights.tabulate(n, i -> 1 - i % 2)),
                Mask.of(n, i -> i % 4 != 0),
                Mask.of(n, i -> i % 4 == 0));
        var trainer = new Trainer(
                new ParticleAttention(3, 2, 6, 2, 1, List.of(5), Activation.GELU),
                TrainingOptions.defaults().withBatchSize(9).withEpochs(1, 1));
        try (var workers = new Workers(1)) {
            Fit fit = trainer.fit(sample, Optional.empty(), Seed.of(2), workers, EpochListener.silent());
            return Arrays.hashCode(fit.network().parameters()) + " " + fit.report();
        }
    }

    private static String trained() {
        int n = 400;
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
                TrainingOptions.defaults().withBatchSize(150).withEpochs(1, 1));
        try (var workers = new Workers(1)) {
            Fit fit = trainer.fit(sample, Optional.empty(), Seed.of(2), workers, EpochListener.silent());
            return Arrays.hashCode(fit.network().parameters()) + " " + fit.report();
        }
    }
}
