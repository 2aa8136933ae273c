package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static unfurl.cli.Toy.numbers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.explorer.Explored;
import unfurl.explorer.ExplorerServer;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.study.Examples;

/// A command that is given no bins takes those that the measurement publishes: of x, and of n there are none.
class PublishedBinsTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        toy = Toy.binnedIn(folder);
    }

    private static Unfurl done(Object... args) {
        Unfurl run = Unfurl.run(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static String hist(Path measurement, Object... more) {
        return done(Stream.concat(
                                Stream.of("hist", measurement, "--observable", "x", "--format", "json"),
                                Stream.of(more))
                        .toArray())
                .out();
    }

    @Test
    @DisplayName("hist prints in them what it prints in the same edges, and other edges come first")
    void hist() {
        assertThat(hist(toy)).isEqualTo(hist(toy, "--edges", "0,1,3"));
        assertThat(hist(toy, "--edges", "0,2")).isNotEqualTo(hist(toy));
    }

    @Test
    @DisplayName("hist of what has none says what to give, what has some, and the nearest of these")
    void without() {
        Unfurl run = Unfurl.run("hist", toy, "--joint", "x,n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("no published bins of 'n' in the measurement 'toy'.")
                .contains("allowed    any bins, by --edges=a,b,c or --edges-from=FILE")
                .contains("available  x");
        assertThat(Unfurl.run("hist", toy, "--observable", "xx").err()).contains("Did you mean 'x'?");
    }

    @Test
    @DisplayName("publish makes a table of each observable that has some")
    void publish() throws IOException {
        done("publish", toy, "--to", "fit", "--out", folder.resolve("all"));
        done("publish", toy, "--to", "fit", "--out", folder.resolve("one"), "--observable", "x", "--edges", "0,1,3");
        Path all = folder.resolve("all/fit.json");
        assertThat(Files.readString(all)).isEqualTo(Files.readString(folder.resolve("one/fit.json")));
        assertThat(Document.read(all).get("tables").list()).hasSize(1);
    }

    @Test
    @DisplayName("plot draws in them, and makes slices of them, where no others are asked for")
    void plot() throws IOException {
        assertThat(svg("published.svg", "--observable", "x"))
                .isEqualTo(svg("given.svg", "--observable", "x", "--edges", "0,1,3"));
        assertThat(svg("equal.svg", "--observable", "x", "--bins", "2"))
                .isNotEqualTo(svg("other.svg", "--observable", "x"));
        assertThat(svg("slices.svg", "--observable", "n", "--edges", "0,2,5", "--by", "x"))
                .contains("aria-label=\"0 &lt; x &lt; 1 GeV", "aria-label=\"1 &lt; x &lt; 3 GeV");
    }

    private String svg(String name, Object... more) throws IOException {
        Path file = folder.resolve(name);
        done(Stream.concat(Stream.of("plot", toy, "--out", file), Stream.of(more))
                .toArray());
        return Files.readString(file);
    }

    @Test
    @DisplayName("compare compares in them, and --edges-from takes them of another measurement")
    void compare() {
        Path truth = Toy.truthIn(folder);
        assertThat(edges(done("compare", toy, "--truth", truth, "--format", "json"), 0))
                .containsExactly(0, 1, 3);
        assertThat(edges(done("compare", toy, "--truth", truth, "--format", "json"), 1))
                .hasSize(26);
        Path bare = Toy.in(folder);
        assertThat(edges(done("compare", bare, "--truth", truth, "--edges-from", toy, "--format", "json"), 0))
                .containsExactly(0, 1, 3);
    }

    private static double[] edges(Unfurl compared, int observable) {
        return numbers(compared.json().get("observables").list().get(observable).get("edges"));
    }

    @Test
    @DisplayName("info shows them")
    void info() {
        assertThat(done("info", toy).lines())
                .contains("  observable  unit  published bins", "  x           GeV   0, 1, 3");
        assertThat(done("info", Toy.in(folder)).out()).doesNotContain("published bins");
    }

    @Test
    @DisplayName("a study's bins are published with its result, and the explorer begins with them")
    void fromTheStudyToTheExplorer() throws IOException, InterruptedException {
        Examples.write("gaussian", folder.resolve("example"), List.of("events=1000", "iterations=1"), Optional.empty());
        Path run = folder.resolve("run");
        Object[] unfold = {
            "unfold",
            folder.resolve("example/study.yaml"),
            "--out",
            run,
            "--set",
            "method.minimumNEff=0",
            "--set",
            "observables.bins.x=[-2, -0.5, 0.25, 1, 2]"
        };
        done(unfold);
        assertThat(hist(run)).isEqualTo(hist(run, "--edges=-2,-0.5,0.25,1,2"));
        assertThat(edgesToBeginWith(run)).containsExactly(-2, -0.5, 0.25, 1, 2);
    }

    private static double[] edgesToBeginWith(Path measurement) throws IOException, InterruptedException {
        var explored = new Explored(MeasurementFolder.read(measurement), List.of());
        try (var server = ExplorerServer.start(explored, "1", Optional.empty(), 0, 1);
                var client = HttpClient.newHttpClient()) {
            URI address = URI.create(server.link()).resolve("/api/v1/measurement");
            String told = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
            Document x = Document.json(told, "the measurement")
                    .get("observables")
                    .list()
                    .getFirst();
            assertThat(x.get("published").flag()).isTrue();
            return numbers(x.get("edges"));
        }
    }
}
