package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.formats.Document;

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
        assertThat(answer.get("fractionOfPeak").number()).isCloseTo(fraction, within(1e-12));
        assertThat(answer.get("finalLoss").number())
                .isBetween(
                        answer.get("allowedLoss").get("from").number(),
                        answer.get("allowedLoss").get("to").number());
        assertThat(answer.get("machine").get("vectorBits").whole()).isGreaterThanOrEqualTo(64);
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
        Bench bench = Bench.run("clouds", "--rows", 8000, "--particles", 6, "--epochs", 3, "--format", "json");
        assertThat(bench.code()).as(bench.err()).isZero();
        for (Document one : bench.json().get("results").list()) {
            assertThat(one.get("finalLoss").number())
                    .isBetween(one.get("bestLoss").number() - 0.03, Math.log(2));
            assertThat(one.get("gigaflops").number())
                    .isCloseTo(
                            one.get("fractionOfPeak").number()
                                    * one.get("peakGigaflops").number(),
                            within(1e-9));
        }
    }

    @Test
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "train",
                "peers",
                "omnifold-4d",
                "scaling",
                "memory",
                "startup",
                "kernels",
                "statistics",
                "all"
            })
    @DisplayName("every benchmark explains itself")
    void help(String command) {
        Bench bench = command.isEmpty() ? Bench.run("--help") : Bench.run(command, "--help");
        assertThat(bench.code()).isZero();
        assertThat(bench.out()).contains("Usage: unfurl bench", "Exit codes:");
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
        "peers --rounds 0, --rounds is 0",
        "omnifold-4d --events 10, --events is 10",
        "omnifold-4d --iterations 0, --iterations is 0",
        "memory --rows 3, --rows is 3",
        "startup --runs 0, --runs is 0",
        "statistics --events 10, --events is 10",
        "statistics --threads 0, --threads is 0",
        "statistics --repeat 0, --repeat is 0",
        "startup, the launcher is not known",
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
