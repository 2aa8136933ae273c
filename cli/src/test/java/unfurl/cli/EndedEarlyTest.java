package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import unfurl.study.Examples;

/// The program itself, ended by a signal.
@DisabledOnOs(OS.WINDOWS)
class EndedEarlyTest {
    @TempDir
    Path folder;

    private Process unfurl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "unfurl.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    @Test
    @DisplayName(
            "a run that is asked to end says how to go on with the same settings, with the exit code of the signal")
    void terminated() throws IOException, InterruptedException {
        Examples.write(
                "gaussian", folder.resolve("example"), List.of("events=1000", "iterations=1000"), Optional.empty());
        Path run = folder.resolve("run");
        Process process = unfurl(
                "unfold",
                folder.resolve("example/study.yaml").toString(),
                "--out",
                run.toString(),
                "--threads",
                "1",
                "--set",
                "method.minimumNEff=0",
                "--set",
                "title.about=my toy");
        while (process.isAlive() && !Files.exists(run.resolve("log.jsonl"))) {
            Thread.sleep(5);
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("said"))
                .content()
                .contains(
                        "--out " + run + " --resume --set method.minimumNEff=0 --set 'title.about=my toy' --threads 1`")
                .doesNotContain("defect");
        assertThat(process.exitValue()).isEqualTo(128 + 15);
    }

    @Test
    @DisplayName("a validation that is asked to end names the command that goes on, and that command does")
    void validation() throws IOException, InterruptedException {
        Examples.write("gaussian", folder.resolve("example"), List.of("events=1000"), Optional.empty());
        Path out = folder.resolve("runs/gaussian-validation");
        Process process = unfurl(
                "validate",
                folder.resolve("example/study.yaml").toString(),
                "--threads",
                "1",
                "--tests",
                "closure,stress",
                "--bootstraps",
                "10",
                "--set",
                "method={name: ibu, iterations: 60, bins: {x: {bins: 6, from: -3, to: 3}}, recoBins: {x: {bins: 8, from: -4, to: 4}}}");
        while (process.isAlive() && !Files.exists(out.resolve("unfolded/bootstrap_0.safetensors"))) {
            Thread.sleep(5);
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        String said = Files.readString(folder.resolve("said"));
        assertThat(said)
                .contains("--out runs/gaussian-validation --resume --set 'method={name: ibu, ")
                .contains("--threads 1 --tests closure,stress --bootstraps 10` goes on with the unfoldings");
        String command = said.replaceAll("(?s).*`unfurl (validate [^`]*)`.*", "$1")
                .replace("runs/gaussian-validation", out.toString());
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        Unfurl again = Unfurl.run(words.toArray());
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(out.resolve("index.html")).isNotEmptyFile();
        assertThat(out.resolve("unfolded")).doesNotExist();
    }
}
