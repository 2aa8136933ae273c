package unfurl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;

/// `unfurl export`: the events of a measurement with their weights, as a table for other programs, or the
/// networks of a run.
@Command(
        name = "export",
        description = {
            "Writes the events of a measurement as a table for other programs: every observable and every column of "
                    + "weights, by name, one row per event; in Parquet the particles too, where it has them.",
            "",
            "The file is written whole or not at all. Units are kept in Parquet; NumPy files, HDF5 and CSV have none. What a column "
                    + "of weights means, and how the columns make an uncertainty, `unfurl info MEASUREMENT` says.",
            "",
            "With `--to onnx` the trained networks of a run: a folder with STEP.onnx, the ratio of each step, and "
                    + "STEP-MEMBER.onnx where several networks are averaged. One model of a run, "
                    + "models/STEP-MEMBER.safetensors, becomes one file."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl export runs/zjets --to npz --out zjets.npz",
            "",
            "  in Python:  events = numpy.load('zjets.npz'); events['pT_ll'], events['weights_nominal']",
            "",
            "  unfurl export runs/zjets --to onnx --out zjets.onnx"
        })
final class ExportCommand implements Runnable {
    /// What is written.
    enum Format {
        NPZ(Optional.of(Tables.Format.NPZ)),
        NPY(Optional.of(Tables.Format.NPY)),
        PARQUET(Optional.of(Tables.Format.PARQUET)),
        HDF5(Optional.of(Tables.Format.HDF5)),
        CSV(Optional.of(Tables.Format.CSV)),
        ONNX(Optional.empty());

        private final Optional<Tables.Format> table;

        Format(Optional<Tables.Format> table) {
            this.table = table;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private MeasurementArgument measurement;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "What is written: ${COMPLETION-CANDIDATES}.")
    private Format to;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file, or with --to onnx the folder; the folder above it must exist.")
    private Path out;

    @Option(
            names = "--force",
            description =
                    "Replace the file if it is there, and write it under another format's ending; both are refused "
                            + "otherwise.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String written =
                to.table.map(this::writeTable).orElseGet(() -> OnnxExport.write(measurement.path(), out, force));
        spec.commandLine().getErr().println(written);
    }

    private String writeTable(Tables.Format format) {
        if (Files.exists(out) && !force) {
            throw new InputException(
                    "%s is there already\n  allowed    another --out, or --force to replace it".formatted(out));
        }
        if (hasOtherEnding(format) && !force) {
            throw new InputException("%s ends as another format than %s, which is to be written\n  allowed    %s"
                    .formatted(out, to, "a name that ends in %s, or --force".formatted(format.ending())));
        }
        Measurement read = measurement.read();
        boolean isParquet = format == Tables.Format.PARQUET;
        Table table = table(read, isParquet);
        if (!isParquet && read.events().columns().stream().anyMatch(Column::isList)) {
            spec.commandLine()
                    .getErr()
                    .println("note: the particles are left out, for %s has no place for lists; --to parquet keeps them"
                            .formatted(to));
        }
        if (!format.isEndingOf(out)) {
            spec.commandLine()
                    .getErr()
                    .println("warning: %s is written as %s, but its name does not end in %s; programs that go by the "
                                    .formatted(out, to, format.ending())
                            + "ending will not read it");
        }
        Tables.write(table, out, format);
        return "%s: %s, %s"
                .formatted(
                        out,
                        Shown.plural(table.rows(), "event"),
                        Shown.plural(table.names().size(), "column"));
    }

    /// Whether programs that go by the ending, Unfurl among them, would read the file as what it is not.
    private boolean hasOtherEnding(Tables.Format format) {
        return !format.isEndingOf(out) && Stream.of(Tables.Format.values()).anyMatch(known -> known.isEndingOf(out));
    }

    private static Table table(Measurement measurement, boolean particles) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Observable observable : measurement.head().observables()) {
            Column column = measurement.events().column(observable.column(), "export");
            columns.put(column.name(), column.in(observable.unit()));
        }
        for (String name : measurement.head().weightColumns()) {
            columns.putIfAbsent(name, measurement.events().column(name, "export"));
        }
        measurement.events().columns().stream()
                .filter(column -> particles && column.isList())
                .forEach(column -> columns.putIfAbsent(column.name(), column));
        return Table.of(measurement.events().source(), List.copyOf(columns.values()));
    }
}
