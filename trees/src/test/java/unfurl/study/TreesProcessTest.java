package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import unfurl.formats.Tables;

/// Runs of studies with trees in processes of their own: killed ones, and ones in which something is missing.
@DisabledOnOs(OS.WINDOWS)
class TreesProcessTest {
    private static final String TREES =
            "method.estimator={trees: {rounds: 12, depth: 3, minChildWeight: 5, subsample: 0.8}, members: 2}";

    @TempDir
    static Path shared;

    private static Path study;

    @TempDir
    Path folder;

    @BeforeAll
    static void example() throws IOException {
        study = Toy.gaussian(shared.resolve("example"), "events=2000");
        // Parquet's codec has a native library too, which would be missed first.
        for (String name : List.of("data", "simulation", "background", "truth")) {
            Path file = shared.resolve("example").resolve(name + ".parquet");
            Tables.write(Tables.read(file), file.resolveSibling(name + ".npz"));
        }
        Files.writeString(study, Files.readString(study).replace(".parquet", ".npz"));
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Process start() throws IOException {
        return RunProcess.start(List.of(), folder.resolve("log"), study, run(), TREES);
    }

    private long steps() {
        try (Stream<String> lines = Files.lines(run().resolve("log.jsonl"))) {
            return lines.count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    @Test
    @DisplayName("killed twice and told to end once, a run goes on to the bytes of an undisturbed one")
    void killed() throws IOException, InterruptedException {
        Path undisturbed = folder.resolve("undisturbed");
        Toy.run(Toy.quick(study, TREES), undisturbed, 1);
        for (int steps : List.of(1, 3, 6)) {
            Process process = start();
            while (process.isAlive() && steps() < steps) {
                Thread.sleep(1);
            }
            int expected = steps == 6 ? 128 + 15 : 128 + 9;
            Process ignored = steps == 6 ? ended(process) : process.destroyForcibly();
            assertThat(RunProcess.await(ignored)).isEqualTo(expected);
        }
        assertThat(RunProcess.await(start()))
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        assertThat(Toy.digests(run())).isEqualTo(Toy.digests(undisturbed));
    }

    private static Process ended(Process process) {
        process.destroy();
        return process;
    }

    @Test
    @DisplayName("without the jar of XGBoost a study with trees is refused with what to add, and one without them runs")
    void withoutTheLibrary() throws IOException, InterruptedException {
        List<String> without = javaWith(jar -> !jar.contains("xgboost"));
        assertThat(end(without, TREES))
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(2);
        assertThat(folder.resolve("log"))
                .content()
                .contains("wants the library XGBoost, which does not load here")
                .contains("add        ml.dmlc:xgboost4j_2.12")
                .doesNotContain("\tat ");
        assertThat(run()).doesNotExist();
        assertThat(end(without)).as(Files.readString(folder.resolve("log"))).isZero();
    }

    @Test
    @DisplayName("without the whole module a study with trees is refused with what to add, and one without them runs")
    void withoutTheModule() throws IOException, InterruptedException {
        List<String> without = javaWith(
                jar -> !jar.contains(File.separator + "trees" + File.separator + "target") && !jar.contains("xgboost"));
        assertThat(end(without, TREES))
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(2);
        assertThat(folder.resolve("log"))
                .content()
                .contains("the jar unfurl-trees and the library ml.dmlc:xgboost4j_2.12");
        assertThat(run()).doesNotExist();
        assertThat(end(without)).as(Files.readString(folder.resolve("log"))).isZero();
    }

    /// The library has no build for this processor, and says so when it is loaded.
    @Test
    @DisplayName("on a processor that XGBoost does not know, a study with trees is refused without a stack trace")
    void onAnotherProcessor() throws IOException, InterruptedException {
        var java = new ArrayList<>(javaWith(jar -> true));
        java.add(1, "-Dos.arch=pdp11");
        assertThat(end(java, TREES)).as(Files.readString(folder.resolve("log"))).isEqualTo(2);
        assertThat(folder.resolve("log"))
                .content()
                .contains("which does not load here: IllegalStateException: Unsupported architecture")
                .doesNotContain("\tat ");
        assertThat(run()).doesNotExist();
    }

    /// A command that runs [RunProcess] with some of the jars of this test.
    private static List<String> javaWith(Predicate<String> jar) {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar)
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                jars,
                RunProcess.class.getName());
    }

    private int end(List<String> java, String... settings) throws IOException, InterruptedException {
        var command = new ArrayList<>(java);
        command.addAll(List.of(study.toString(), run().toString()));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
