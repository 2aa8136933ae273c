package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.formats.Document;
import unfurl.study.Examples;

/// Networks of a real run, described and exported; what is in an ONNX file is tested where it is made.
class OnnxExportTest {
    private static final String ESTIMATOR = "method.estimator={network: [4], epochs: 1, members: 2}";

    @TempDir
    static Path shared;

    private static Path run;

    @TempDir
    Path folder;

    @BeforeAll
    static void run() {
        Examples.write(
                "gaussian",
                shared.resolve("example"),
                List.of("events=500", "iterations=1", "fakes=0"),
                Optional.empty());
        run = shared.resolve("run");
        unfold(run, ESTIMATOR);
    }

    private static void unfold(Path out, String setting) {
        unfold(shared.resolve("example/study.yaml"), out, setting);
    }

    private static void unfold(Path study, Path out, String... settings) {
        var words = new ArrayList<Object>(List.of("unfold", study, "--out", out, "--threads", "1"));
        words.addAll(List.of("--set", "method.minimumNEff=0"));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        Unfurl unfold = Unfurl.run(words.toArray());
        assertThat(unfold.code()).as(unfold.err()).isZero();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void refused(String part, Object... args) {
        Unfurl command = Unfurl.run(args);
        assertThat(command.code()).isEqualTo(2);
        assertThat(command.err()).contains(part);
        assertThat(command.out()).isEmpty();
    }

    @Test
    @DisplayName("a run's networks become a folder of ONNX files, replaced with --force alone")
    void folder() throws IOException {
        Path out = folder.resolve("onnx");
        Unfurl export = Unfurl.run("export", run, "--to", "onnx", "--out", out);
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out()).isEmpty();
        assertThat(export.err()).isEqualToIgnoringNewLines(out + ": 9 ONNX files");
        assertThat(names(out))
                .contains("step1.onnx", "step1b-0.onnx", "step2-1.onnx")
                .hasSize(9);
        refused("--force to replace it", "export", run, "--to", "onnx", "--out", out);
        Path models = run.resolve("models");
        assertThat(Unfurl.run("export", models, "--to", "onnx", "--out", out, "--force")
                        .code())
                .isZero();
        Files.writeString(out.resolve("mine"), "mine");
        refused("something else is there", "export", run, "--to", "onnx", "--out", out, "--force");
        assertThat(names(folder)).containsExactly("onnx");
    }

    @Test
    @DisplayName("one model becomes one file")
    void file() throws IOException {
        Path model = run.resolve("models/step2-0.safetensors");
        Path out = folder.resolve("net.onnx");
        Unfurl export = Unfurl.run("export", model, "--to", "onnx", "--out", out);
        assertThat(export.err()).isEqualToIgnoringNewLines(out + ": a network 1-4-1 SILU");
        assertThat(Files.readAllBytes(out)).startsWith(8, 8);
        refused("is there already", "export", model, "--to", "onnx", "--out", out);
        refused("a name that ends in .onnx", "export", model, "--to", "onnx", "--out", folder.resolve("net.npz"));
        refused("there is no folder", "export", model, "--to", "onnx", "--out", folder.resolve("no/net.onnx"));
        assertThat(names(folder)).containsExactly("net.onnx");
    }

    @Test
    @DisplayName("what has no networks is refused with what has")
    void refused() throws IOException {
        Path out = folder.resolve("onnx");
        refused("which holds no networks", "export", Toy.in(folder), "--to", "onnx", "--out", out);
        refused(
                "Did you mean 'toy.measurement'?",
                "export",
                folder.resolve("toy.measuremen"),
                "--to",
                "onnx",
                "--out",
                out);
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        refused("the folder of a run with networks", "export", text, "--to", "onnx", "--out", out);
        Path checkpoint = run.resolve("replicas/nominal/state.safetensors");
        refused("it is the checkpoint of a run", "export", checkpoint, "--to", "onnx", "--out", out.resolve("a.onnx"));
        Path damaged = Files.writeString(folder.resolve("a.safetensors"), "hello");
        refused("no safetensors file", "export", damaged, "--to", "onnx", "--out", folder.resolve("a.onnx"));
        Path begun = Files.createDirectory(folder.resolve("begun"));
        Files.copy(run.resolve("study.resolved.yaml"), begun.resolve("study.resolved.yaml"));
        refused("it is not finished", "export", begun, "--to", "onnx", "--out", out);
        Path binned = folder.resolve("binned");
        unfold(
                binned,
                "method={name: ibu, iterations: 1, bins: {x: {bins: 4, from: -3, to: 3}}, "
                        + "recoBins: {x: {bins: 5, from: -3, to: 3}}}");
        refused("method ibu learns none", "export", binned, "--to", "onnx", "--out", out);
        assertThat(out).doesNotExist();
    }

    @Test
    @DisplayName("info tells what a model is, and where a run's models are")
    void info() {
        Path model = run.resolve("models/step2-1.safetensors");
        Document json = Unfurl.run("info", model, "--format", "json").json();
        assertThat(json.get("kind").text()).isEqualTo("model");
        assertThat(json.get("parameters").whole()).isEqualTo(13);
        assertThat(json.get("head").get("member").get("index").whole()).isEqualTo(1);
        assertThat(Unfurl.run("info", model).out())
                .contains("a network 1-4-1 SILU with 13 parameters")
                .contains("logit of simulation at gen with the pull weights over simulation at gen")
                .contains("step2 of iteration 1", "1 of 2", "feature at gen", "sha256:");
        assertThat(Unfurl.run("info", run, "--format", "json")
                        .json()
                        .get("models")
                        .text())
                .endsWith("models");
        assertThat(Unfurl.run("info", run).out()).contains(run.resolve("models").toString());
        refused("it is the checkpoint of a run", "info", run.resolve("replicas/nominal/state.safetensors"));
    }

    @Test
    @DisplayName("networks on clouds are described and exported as others are")
    void clouds() throws IOException {
        Path jets = folder.resolve("jets");
        Examples.write("jets", jets, List.of("jets=500"), Optional.empty());
        Path out = folder.resolve("run");
        unfold(
                jets.resolve("study.yaml"),
                out,
                "method.iterations=1",
                "particles.with=[mass]",
                "method.estimator={attention: {width: 4, heads: 2, blocks: 1, event: [3]}, epochs: 1, members: 1, clip: 1}");
        Path model = out.resolve("models/step2-0.safetensors");
        assertThat(Unfurl.run("info", model).out())
                .contains("a network 5-4, 1 blocks of 2 heads, sum + 1-3-1")
                .containsSubsequence(
                        "feature at gen",
                        "mass",
                        "feature of a particle at gen",
                        "log pt",
                        "eta",
                        "phi",
                        "log r",
                        "charged");
        assertThat(Unfurl.run("info", model, "--format", "json")
                        .json()
                        .get("head")
                        .get("encoding")
                        .get("particles")
                        .list())
                .hasSize(5);
        Path onnx = folder.resolve("onnx");
        Unfurl export = Unfurl.run("export", out, "--to", "onnx", "--out", onnx);
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(names(onnx)).contains("step1.onnx", "step2.onnx");
    }
}
