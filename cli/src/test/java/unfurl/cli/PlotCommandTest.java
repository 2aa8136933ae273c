package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The toy has the weights 1, 9 and 5 in [0, 1), [1, 3) and [3, 4) of x; the truth 3 and 1 in the first two.
class PlotCommandTest {
    @TempDir
    Path folder;

    private Unfurl plot(Path measurement, String out, Object... more) {
        var args =
                new ArrayList<Object>(List.of("plot", measurement, "--observable", "x", "--out", folder.resolve(out)));
        args.addAll(List.of(more));
        return Unfurl.run(args.toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(svg|pdf|png|part)"))
                    .sorted()
                    .toList();
        }
    }

    private String svg(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    @DisplayName("each format is what its ending says, and the same bytes each time")
    void formats() throws IOException {
        Path toy = Toy.uncertainIn(folder);
        for (String name : List.of("x.svg", "x.pdf", "x.PNG")) {
            Unfurl run = plot(toy, name, "--edges", "0,1,3");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).isEmpty();
            byte[] first = Files.readAllBytes(folder.resolve(name));
            assertThat(plot(toy, name, "--edges", "0,1,3", "--force").code()).isZero();
            assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
        }
        assertThat(svg("x.svg")).startsWith("<?xml");
        assertThat(Files.readAllBytes(folder.resolve("x.pdf"))).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readAllBytes(folder.resolve("x.PNG"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    @DisplayName("χ² of an absolute prediction is of the spectrum, of a scaled one of its shape")
    void predictions() throws IOException {
        String truth = Toy.truthIn(folder).toString();
        Unfurl run = plot(
                Toy.uncertainIn(folder),
                "x.svg",
                "--edges",
                "0,1,3",
                "--prediction",
                "prior",
                "--prediction",
                truth + ",name=A",
                "--prediction",
                truth + ",name=B,scale=1");
        assertThat(run.code()).as(run.err()).isZero();
        // [CompareTruthTest]: of the shapes 0.65² over the sum of the variances.
        double variance = 1 / 72.0 + 9 / 4900.0 + 1 / 3600.0 + (0.0625 * 9 + 0.5625) / 16;
        String shape = Shown.number(0.65 * 0.65 / variance, 3);
        assertThat(svg("x.svg"))
                .contains("aria-label=\"A (scaled): shape χ^2/ndf = %s/1".formatted(shape))
                .contains("aria-label=\"B: χ^2/ndf = ")
                .contains("aria-label=\"Prior (simulation): χ^2/ndf = ");
        assertThat(run.err())
                .contains(
                        "note: 'prior' is the result's own events",
                        "note: the prediction 'A' is scaled",
                        "warning: 2 of 2 bins have N_eff below");
    }

    @Test
    @DisplayName("all figures have names after that of --out")
    void all() throws IOException {
        Unfurl run = plot(Toy.uncertainIn(folder), "x.svg", "--edges", "0,1,3", "--what", "all", "--with-sources");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(files()).containsExactly("x-breakdown.svg", "x-correlation.svg", "x-covariance.svg", "x-result.svg");
        assertThat(svg("x-covariance.svg")).contains("aria-label=\"Covariance [(fb/GeV)^2]\"");
        assertThat(svg("x-breakdown.svg")).contains("aria-label=\"theory\"");
    }

    @Test
    @DisplayName("slices have a panel of ratios each, and one χ² together")
    void slices() throws IOException {
        Unfurl run = plot(
                Toy.in(folder),
                "x.svg",
                "--edges",
                "0,2,4",
                "--by",
                "n",
                "--by-edges",
                "0,2,5",
                "--prediction",
                "prior");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(svg("x.svg"))
                .contains("aria-label=\"0–2\"", "aria-label=\"2–5\"")
                .contains("aria-label=\"0 &lt; n &lt; 2  (×10)\"")
                .contains("χ^2/ndf = ");
    }

    @Test
    @DisplayName("bins that are not given lie between quantiles, rounded outwards")
    void quantiles() throws IOException {
        Unfurl run = plot(Toy.in(folder), "x.svg", "--bins", "5", "--where", "x > 0", "--normalised");
        assertThat(run.code()).as(run.err()).isZero();
        // The quantiles are the least and the greatest value, 0.5 and 3.5, and the last edge belongs to no bin.
        assertThat(run.err()).contains("1 event lies outside the edges, at or above 3.5");
        assertThat(plot(Toy.in(folder), "y.svg", "--bins", "3", "--from", "0", "--to", "3")
                        .err())
                .contains("below 0", "at or above 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.gif | --edges 0,1                          | .svg, .pdf, .png",
                "x.svg | --edges 0,one                        | asked by   --edges",
                "x.svg | --edges 0,1 --bins 3                 | --edges says all",
                "x.svg | --bins 0                             | asked by   --bins",
                "x.svg | --edges 0,1 --by n                   | no published bins of 'n'",
                "x.svg | --edges 0,1 --by-edges 0,1           | --by-edges=a,b,c needs --by=EXPR",
                "x.svg | --edges 0,1 --by n --by-edges 2,1    | asked by   --by-edges",
                "x.svg | --edges 0,1 --log-x                  | a logarithmic axis cannot begin at 0",
                "x.svg | --edges 0,1 --sources track          | Did you mean 'tracks'?",
                "x.svg | --edges 0,1 --where x>100            | no event of 6 passes",
                "x.svg | --edges 0,1 --prediction none.csv    | asked by   --prediction",
                "x.svg | --edges 0,1 --what al                | expected one of [result, breakdown, covariance, correlation, all] (case-insensitive) but was 'al'",
                "no/x.svg | --edges 0,1                       | there is no folder",
            })
    @DisplayName("what cannot be drawn is refused with its reason, and nothing is written")
    void refused(String out, String options, String reason) throws IOException {
        Unfurl run = plot(Toy.uncertainIn(folder), out, (Object[]) options.split(" ", -1));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName("a file that is there stays unless it is to be replaced, and so do all of several")
    void there() throws IOException {
        Path toy = Toy.in(folder);
        Files.writeString(folder.resolve("x-breakdown.svg"), "mine");
        Unfurl run = plot(toy, "x.svg", "--edges", "0,1", "--what", "all");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("x-breakdown.svg is there already", "--force");
        assertThat(files()).containsExactly("x-breakdown.svg");
        assertThat(svg("x-breakdown.svg")).isEqualTo("mine");
    }
}
