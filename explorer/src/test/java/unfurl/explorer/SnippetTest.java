package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;

/// The exported programs, run: they print the numbers that the page shows.
class SnippetTest {
    private static final int LOW = 0;
    private static final int HIGH = 1;
    private static final int VALUE = 2;
    private static final int ERROR = 3;

    private static Served served;

    @TempDir
    static Path folder;

    @BeforeAll
    static void serve() {
        Explored explored = Toy.explored();
        MeasurementFolder.write(explored.measurement(), folder.resolve("toy.measurement"));
        Tables.write(explored.measurement().events(), folder.resolve("events.npz"));
        served = Served.of(explored);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    /// A view of everything that a program must know of: a formula, cuts, slices, all sources.
    private static Map<String, Object> request(String kind) {
        Map<String, Object> request = Document.entries(
                "x",
                Document.entries(
                        "expression",
                        "deltaR(y, phi, 0, 1) + min(log(pT)^2/100, 3)*(-1)^2 + 1e-9*mass(pT, y, phi, 0.1, ptSum(pT, phi, 9, 2), 0, 0, 5)/rapidity(9, 1, 2)",
                        "edges",
                        List.of(0, 0.5, 1.5, 2.5, 4)),
                "where",
                List.of("n != 3 || y > 0", "!(abs(y) > 2.5) && atan2(y, 2) < 5"),
                "normalised",
                kind.contains("normalised"));
        if (kind.contains("slices")) {
            request.put("y", Document.entries("expression", "pT", "edges", List.of(200, 250, 400)));
        }
        if (kind.contains("toys")) {
            request.put("sources", List.of("toys", "luminosity", "sample", "ensemble"));
        }
        return request;
    }

    private static String program(String kind, String format) {
        Map<String, Object> request = request(kind);
        request.put("format", format);
        return Served.text(
                served.post("export", Document.of("a request", request).toJson()));
    }

    private static void assertPrintsTheView(String kind, List<String> lines) {
        Document view = served.ask("view", request(kind));
        List<Document> edges = view.get("x").get("edges").list();
        List<Document> values = view.get("value").list();
        assertThat(lines).hasSize(values.size());
        int bins = edges.size() - 1;
        for (int cell = 0; cell < lines.size(); cell++) {
            double[] numbers = Arrays.stream(lines.get(cell).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double value = values.get(cell).number();
            double error = view.get("total").list().get(cell).number();
            assertThat(numbers[LOW]).isEqualTo(edges.get(cell % bins).number());
            assertThat(numbers[HIGH]).isEqualTo(edges.get(cell % bins + 1).number());
            // The same sums of some thousand doubles in another order.
            assertThat(numbers[VALUE]).isCloseTo(value, within(1e-11 * value));
            assertThat(numbers[ERROR]).isCloseTo(error, within(1e-9 * error));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "normalised", "slices", "slices normalised", "toys"})
    @DisplayName("the program in Java prints the numbers of the page")
    void java(String kind) throws Exception {
        Path program = folder.resolve("Shown.java");
        Files.writeString(program, program(kind, "java"));
        List<String> lines = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString(),
                folder.resolve("toy.measurement").toString()));
        assertPrintsTheView(kind, lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "normalised", "slices", "slices normalised", "toys"})
    @DisplayName("the program in Python prints the numbers of the page")
    void python(String kind) throws Exception {
        String python = python();
        String text = program(kind, "python");
        String read = text.lines()
                .filter(line -> line.startsWith("events = "))
                .findFirst()
                .orElseThrow();
        assertThat(read).contains("pd.read_parquet(\"events.parquet\")");
        // Parquet needs a library that few systems have; the same columns as NumPy's file.
        Path program = folder.resolve("shown.py");
        Files.writeString(
                program,
                text.replace(
                        read, "events = pd.DataFrame(dict(np.load(\"%s\")))".formatted(folder.resolve("events.npz"))));
        assertPrintsTheView(kind, run(List.of(python, program.toString())));
    }

    /// A Python with NumPy and pandas.
    private static String python() throws InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            if (hasPandas(python)) {
                return python;
            }
        }
        NoSkips.orFail("no Python with pandas");
        System.out.println("SKIPPED: there is no Python with pandas to run the exported program with");
        Assumptions.abort("no Python with pandas");
        return "";
    }

    private static boolean hasPandas(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import numpy, pandas")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(folder.resolve("err").toFile()))
                .start();
        OutputStream in = process.getOutputStream();
        in.close();
        List<String> lines = new ArrayList<>();
        try (var reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return lines;
    }
}
