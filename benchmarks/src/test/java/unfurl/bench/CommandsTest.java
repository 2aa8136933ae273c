package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import unfurl.formats.Document;
import unfurl.nn.Activation;

class CommandsTest {
    @Test
    @DisplayName("'bench train' answers with time, speed, peak, fraction and loss, which agree with each other")
    void train() {
        Bench bench = Bench.run(
                "train",
                "--network",
                "4-16-8-1",
                "--rows",
                20000,
                "--batch",
                256,
                "--epochs",
                3,
                "--repeat",
                2,
                "--format",
                "json");
        assertThat(bench.err()).isEmpty();
        assertThat(bench.code()).isZero();
        Document answer = bench.json();
        // 2·20000·(2·4·16 + 3·16·8 + 3·8·1) operations an epoch
        double giga = 2e-9 * 20000 * (2 * 64 + 3 * 128 + 3 * 8);
        double seconds = answer.get("clockSecondsPerEpoch").get("median").number();
        assertThat(answer.get("gigaflops").number()).isCloseTo(giga / seconds, within(1e-9 * giga / seconds));
        double fraction =
                answer.get("gigaflops").number() / answer.get("peakGigaflops").number();
        assertThat(answer.get("fractionOfBestPeak").number()).isCloseTo(fraction, within(1e-12));
        assertThat(answer.get("fractionOfPeak").number()).isPositive();
        assertThat(answer.get("finalLoss").number())
                .isBetween(
                        answer.get("allowedLoss").get("from").number(),
                        answer.get("allowedLoss").get("to").number());
        assertThat(answer.get("machine").get("vectorBits").whole()).isGreaterThanOrEqualTo(64);
    }

    @Test
    @DisplayName("'bench profile' gives shares that sum to 1, most of them products, and the bound that follows")
    void profile() {
        Bench bench = Bench.run(
                "profile",
                "--network",
                "24-100-100-1",
                "--rows",
                100000,
                "--batch",
                2048,
                "--epochs",
                5,
                "--repeat",
                3,
                "--format",
                "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json().get("results").list().getFirst();
        Document shares = answer.get("shares");
        assertThat(Arrays.stream(Work.values())
                        .mapToDouble(work -> shares.get(work.toString()).number())
                        .sum())
                .isCloseTo(1, within(1e-12));
        double products = shares.get("forward").number()
                + shares.get("backward").number()
                + shares.get("gradient").number();
        assertThat(answer.get("shareOfProducts").number()).isCloseTo(products, within(1e-12));
        assertThat(products).isBetween(0.5, 1.0);
        assertThat(shares.get("other").number()).isLessThan(0.05);
        double gigaflops = answer.get("gigaflops").number();
        assertThat(answer.get("productGigaflops").number()).isCloseTo(gigaflops / products, within(1e-9 * gigaflops));
        assertThat(answer.get("fractionOfPeakIfAllElseWereFree").number())
                .isCloseTo(answer.get("fractionOfPeak").number() / products, within(1e-9));
    }

    @Test
    @DisplayName("a sample is of the kind of its top frame, or of the nearest below that has one")
    void kindsOfWork() {
        assertThat(Work.of(List.of("FourByThree.accumulate"))).isEqualTo(Work.GRADIENT);
        assertThat(Work.of(List.of("FloatVector.fma", "VectorElementary.exp", "VectorActivation.gelu")))
                .isEqualTo(Work.ACTIVATIONS);
        List<String> squares = List.of("VectorTranspose.eight", "VectorKernels.transpose");
        assertThat(Work.of(Stream.concat(squares.stream(), Stream.of("VectorKernels.accumulate"))
                        .toList()))
                .isEqualTo(Work.TURNING);
        assertThat(Work.of(Stream.concat(squares.stream(), Stream.of("ForwardPass.turn"))
                        .toList()))
                .isEqualTo(Work.EVENTS);
        assertThat(Work.of(List.of("Training.step", "Training.run"))).isEqualTo(Work.OTHER);
    }

    @Test
    @DisplayName("'bench members' gives the throughput of two networks on two threads beside one on one")
    void membersBesideOne() {
        Bench bench = Bench.run(
                "members",
                "--network",
                "4-16-8-1",
                "--rows",
                20000,
                "--batch",
                256,
                "--epochs",
                2,
                "--warm-up",
                1,
                "--rounds",
                3,
                "--format",
                "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json().get("results").list().getFirst();
        double one = answer.get("secondsPerEpochOfOne").get("median").number();
        double two = answer.get("secondsPerEpochOfAll").get("median").number();
        assertThat(answer.get("throughputRatio").number()).isCloseTo(2 * one / two, within(1e-12));
        assertThat(answer.get("finalLosses").list())
                .hasSize(2)
                .allSatisfy(loss -> assertThat(loss.number())
                        .isBetween(
                                answer.get("allowedLoss").get("from").number(),
                                answer.get("allowedLoss").get("to").number()));
        assertThat(answer.get("finalLosses").list().stream().map(Document::number))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("'bench evaluate' gives the speed on one thread and on two of outputs that a plain evaluation has")
    void evaluate(Activation activation) {
        Bench bench = Bench.run(
                "evaluate",
                "--network",
                "5-37-16-1",
                "--activation",
                activation,
                "--events",
                50000,
                "--rounds",
                1,
                "--format",
                "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json().get("results").list().getFirst();
        assertThat(answer.get("largestDifference").number())
                .isLessThan(answer.get("allowedDifference").number());
        assertThat(answer.get("results").list()).hasSize(2).allSatisfy(speed -> {
            double seconds = speed.get("seconds").get("median").number();
            double gigaflops = 2e-9 * 50000 * (5 * 37 + 37 * 16 + 16) / seconds;
            assertThat(speed.get("gigaflops").number()).isCloseTo(gigaflops, within(1e-9 * gigaflops));
        });
    }

    @Test
    @DisplayName("'bench memory' gives what the process held after the training of two networks and their evaluation")
    void memory() {
        Bench bench = Bench.run("memory", "--here", "--rows", 100000, "--members", 2);
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json();
        assertThat(answer.get("finalLosses").list()).hasSize(2);
        assertThat(answer.get("peakMemoryBytes").number())
                .isGreaterThanOrEqualTo(answer.get("peakBytesAfterTraining").number());
    }

    @Test
    @DisplayName("members train side by side, and count in the speed")
    void members() {
        Bench bench = Bench.run(
                "train",
                "--network",
                "4-16-8-1",
                "--rows",
                20000,
                "--batch",
                256,
                "--epochs",
                2,
                "--members",
                3,
                "--threads",
                2,
                "--activation",
                "gelu",
                "--format",
                "json");
        assertThat(bench.err()).isEmpty();
        Document answer = bench.json();
        assertThat(answer.get("members").whole()).isEqualTo(3);
        double giga = 3 * 2e-9 * 20000 * (2 * 64 + 3 * 128 + 3 * 8);
        double seconds = answer.get("secondsPerEpoch").get("median").number();
        assertThat(answer.get("gigaflops").number()).isCloseTo(giga / seconds, within(1e-9 * giga / seconds));
    }

    @Test
    @DisplayName("'bench clouds' gives the speed of both networks on clouds, at a loss near the best possible")
    void clouds() {
        Bench bench = Bench.run("clouds", "--rows", 8000, "--particles", 6, "--epochs", 4, "--format", "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        for (Document one : bench.json().get("results").list()) {
            assertThat(one.get("finalLoss").number())
                    .isBetween(
                            one.get("allowedLoss").get("from").number(),
                            one.get("allowedLoss").get("to").number());
            assertThat(one.get("gigaflops").number())
                    .isCloseTo(
                            one.get("fractionOfPeak").number()
                                    * one.get("peakGigaflops").number(),
                            within(1e-9));
        }
    }

    @Test
    @ExtendWith(NeedsTorch.class)
    @DisplayName("'bench peers' gives the ratio of the times at equal losses")
    void peers() {
        Bench bench = Bench.run(
                "peers",
                "--network",
                "4-16-8-1",
                "--rows",
                20000,
                "--batch",
                256,
                "--epochs",
                2,
                "--rounds",
                1,
                "--format",
                "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json().get("results").list().getFirst();
        double ratio = answer.get("torchSecondsPerEpoch").get("median").number()
                / answer.get("unfurlSecondsPerEpoch").get("median").number();
        assertThat(answer.get("ratio").number()).isCloseTo(ratio, within(1e-12));
        double giga = 2e-9 * 20000 * (2 * 64 + 3 * 128 + 3 * 8);
        double peak = answer.get("peakGigaflops").number();
        for (String program : List.of("unfurl", "torch")) {
            double seconds =
                    answer.get(program + "SecondsPerEpoch").get("median").number();
            assertThat(answer.get(program + "FractionOfPeak").number()).isCloseTo(giga / seconds / peak, within(1e-9));
        }
        assertThat(answer.get("torchLoss").number())
                .isCloseTo(
                        answer.get("unfurlLoss").number(),
                        within(answer.get("allowedDifference").number()));
    }

    @Test
    @DisplayName("'bench omnifold-4d' gives each step's loss beside the exact one, and each iteration's moments")
    void unfolding() {
        Bench bench =
                Bench.run("omnifold-4d", "--events", 20000, "--iterations", 1, "--only-optimised", "--format", "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document result = bench.json().get("results").list().getFirst();
        assertThat(result.get("steps").list()).hasSize(2).allSatisfy(step -> {
            double excess = step.get("excess").number();
            assertThat(excess).isBetween(0.0, step.get("allowedExcess").number());
        });
        Document moments = result.get("moments").list().getFirst();
        assertThat(moments.get("exactMean").number()).isCloseTo(0.16, within(1e-12));
        assertThat(moments.get("exactStd").number()).isCloseTo(0.87727, within(1e-5));
    }

    @Test
    @DisplayName("'bench statistics' gives the times of one observable and of all correlations")
    void statistics() {
        Bench bench = Bench.run("statistics", "--events", 2000, "--repeat", 2, "--format", "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        Document answer = bench.json();
        assertThat(answer.get("weightColumns").whole()).isEqualTo(200);
        assertThat(answer.get("secondsPerObservable").get("median").number()).isPositive();
        assertThat(answer.get("secondsOfCorrelations").get("least").number())
                .isPositive()
                .isLessThanOrEqualTo(
                        answer.get("secondsOfCorrelations").get("most").number());
    }

    @Test
    @DisplayName("PyTorch's libraries are taken where they run, and nowhere else")
    void torchPlatform() {
        assertThat(TorchPlatform.supported("Linux", "amd64")).isTrue();
        assertThat(TorchPlatform.supported("Linux", "aarch64")).isFalse();
        assertThat(TorchPlatform.supported("Mac OS X", "aarch64")).isFalse();
        assertThat(TorchPlatform.supported("Windows 11", "amd64")).isFalse();
    }

    static Set<String> commands() {
        return new CommandLine(new BenchCommand()).getSubcommands().keySet();
    }

    @Test
    @DisplayName("'bench' explains itself and names every benchmark")
    void overview() {
        Bench bench = Bench.run("--help");
        assertThat(bench.code()).isZero();
        assertThat(bench.out()).contains("Usage: unfurl bench", "Exit codes:").contains(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("every benchmark explains itself, with an example, and has a row in the README")
    void help(String command) throws IOException {
        Bench bench = Bench.run(command, "--help");
        assertThat(Files.readString(Path.of("README.md")))
                .contains(command.equals("all") ? "bench all" : "| `" + command + "` |");
        assertThat(bench.code()).isZero();
        assertThat(bench.out()).contains("Usage: unfurl bench " + command, "Example", "Exit codes:");
    }

    @ParameterizedTest
    @CsvSource({
        "train --network 24-100, no network",
        "train --network 24-0-1, no network",
        "train --network abc, no network",
        "train --rows 1, --rows is 1",
        "train --batch 0, --batch is 0",
        "train --threads 0, --threads is 0",
        "train --epochs 0, --epochs is 0",
        "train --members 0, --members is 0",
        "train --repeat 0, --repeat is 0",
        "train --rows many, --rows",
        "train --activation relo, Did you mean 'RELU'?",
        "train --schedule onecycle, Did you mean 'one-cycle'?",
        "train --learning-rate 0, --learning-rate is 0.0",
        "profile --repeat 0, --repeat is 0",
        "members --threads 1, --threads is 1",
        "members --warm-up 0, --warm-up is 0",
        "members --rounds 0, --rounds is 0",
        "peers --rounds 0, --rounds is 0",
        "omnifold-4d --events 10, --events is 10",
        "omnifold-4d --iterations 0, --iterations is 0",
        "evaluate --events 10, --events is 10",
        "evaluate --threads 1, --threads is 1",
        "evaluate --rounds 0, --rounds is 0",
        "memory --members 0, --members is 0",
        "memory --rows 3, --rows is 3",
        "startup --runs 0, --runs is 0",
        "statistics --events 10, --events is 10",
        "statistics --threads 0, --threads is 0",
        "statistics --repeat 0, --repeat is 0",
        "startup, the launcher is not known",
        "explorer-start --runs 0, --runs is 0",
        "explorer-start nowhere.measurement, nowhere.measurement",
        "all, --out",
        "trian, Did you mean 'train'?",
        "train --batchsize 3, no option '--batchsize'",
        "'', a benchmark is missing"
    })
    @DisplayName("what cannot be used is refused with exit code 2 and words that help")
    void refused(String words, String message) {
        Bench bench = words.isEmpty() ? Bench.run() : Bench.run((Object[]) words.split(" ", -1));
        assertThat(bench.code()).isEqualTo(2);
        assertThat(bench.out()).isEmpty();
        assertThat(bench.err()).contains(message);
    }
}
