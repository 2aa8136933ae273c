package unfurl.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Measurement;

/// `unfurl bench explorer-start`: how long until the explorer's page can be opened.
@Command(
        name = "explorer-start",
        description = {
            "Starts 'unfurl explore' again and again and says how long it takes from the launcher's first step to the "
                    + "page's link, and how much memory it holds then.",
            "",
            "The page is asked first what it shows: as many events and as large a sum as the measurement has."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench explorer-start --runs 5 multifold.h5")
final class ExplorerStartCommand implements Runnable {
    private static final int EVENTS = 418_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "MEASUREMENT",
            description = "If not given, one of 418,000 events, 24 observables and 200 columns of weights in Parquet, "
                    + "all in 32 bits.")
    private Optional<Path> given;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "N",
            description = "After one that does not count; if not given, ${DEFAULT-VALUE}.")
    private int runs;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// What came out.
    ///
    /// @param events  of the measurement
    /// @param columns of the measurement
    /// @param ready   seconds to the link, by the time of day
    /// @param work    seconds of processor time until then
    /// @param memory  the most bytes held until then, of the run that held most, where the system tells it
    record StartAnswer(int events, int columns, Timing ready, Timing work, OptionalLong memory) implements Answer {
        /// How many times the columns' size in 32 bits.
        private double ratio(long bytes) {
            return (double) bytes / ((long) Float.BYTES * events * columns);
        }

        @Override
        public Document document() {
            var entries = Document.entries(
                    "events", events,
                    "columns", columns,
                    "runs", ready.seconds().size(),
                    "secondsToLink", ready.document(),
                    "processorSeconds", work.document());
            memory.ifPresent(bytes -> {
                entries.put("bytes", bytes);
                entries.put("bytesOverColumnsInFloat", ratio(bytes));
            });
            entries.put("machine", Machine.document());
            return Document.of("bench explorer-start", entries);
        }

        @Override
        public void print(PrintWriter out) {
            out.format(
                    Locale.ROOT,
                    "%d events × %d columns, to the link: %.2f s (median of %d; %.2f … %.2f), %.2f s of processor time%s%n",
                    events,
                    columns,
                    ready.median(),
                    ready.seconds().size(),
                    ready.least(),
                    ready.most(),
                    work.median(),
                    memory.stream().mapToObj(this::held).findFirst().orElse(""));
        }

        private String held(long bytes) {
            return String.format(
                    Locale.ROOT, "; %d MB, %.2f of the columns in 32 bits", bytes / 1_000_000, ratio(bytes));
        }
    }

    @Override
    public void run() {
        Workload.require(runs >= 1, "--runs", runs, "1 or more");
        format.print(
                given.map(path -> measure(path, runs)).orElseGet(() -> measure(EVENTS, runs)),
                spec.commandLine().getOut());
    }

    static StartAnswer measure(int events, int runs) {
        try {
            Path folder = Files.createTempDirectory("unfurl-explorer-start");
            try {
                Path path = folder.resolve("made-up.measurement");
                MeasurementFolder.write(inFloats(StatisticsProblem.measurement(events)), path);
                return measure(path, runs);
            } finally {
                Launched.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Measurement inFloats(Measurement measurement) {
        Table events = measurement.events();
        return new Measurement(
                measurement.head(),
                measurement.provenance(),
                measurement.citations(),
                Table.of(
                        events.source(),
                        events.columns().stream().map(Column::asFloats).toList()));
    }

    private static StartAnswer measure(Path path, int runs) {
        Measurement measurement = MeasurementFolder.readCompact(path);
        var counted = new ArrayList<Start>();
        try {
            start(path, measurement);
            for (int run = 0; run < runs; run++) {
                counted.add(start(path, measurement));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StartAnswer(
                measurement.events().rows(),
                measurement.events().columns().size(),
                new Timing(counted.stream().map(Start::ready).toList()),
                new Timing(counted.stream().map(Start::work).toList()),
                counted.stream().flatMapToLong(one -> one.memory().stream()).max());
    }

    /// One start: seconds to the link, of processor time until then, and the most bytes held.
    private record Start(double ready, double work, OptionalLong memory) {}

    private static Start start(Path path, Measurement measurement) throws IOException {
        double start = Clock.WALL.now();
        try (var launched =
                Launched.of(Launched.Heard.OUTPUT, List.of("explore", path.toString(), "--port", "0"), Map.of())) {
            String link = launched.await("the page's link", "\n");
            double seconds = Clock.WALL.now() - start;
            double processor = launched.processorSeconds();
            OptionalLong held =
                    PeakMemory.bytes(Long.toString(launched.process().pid()));
            requireRight(
                    link.strip(),
                    measurement.events().rows(),
                    measurement.nominal().sum());
            return new Start(seconds, processor, held);
        }
    }

    /// @throws NumericalException when the page is on something else
    private static void requireRight(String link, int events, double sum) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            String told = client.send(
                            HttpRequest.newBuilder(URI.create(link).resolve("/api/v1/measurement"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Document answer = Document.json(told, "the explorer's answer");
            double found = answer.get("normalisation").get("sum").number();
            if (answer.get("events").number() != events || found != sum) {
                throw new NumericalException("the page says %s events and %s where the measurement has %d and %s"
                        .formatted(answer.get("events").number(), found, events, sum));
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the benchmark was stopped", stopped);
        }
    }
}
