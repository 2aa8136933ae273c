package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// `unfurl convert`: a table in another format.
@Command(
        name = "convert",
        description = {
            "Writes a table of events in another format; the endings of both names say which: .parquet, .h5, .npz, .npy or .csv; "
                    + ".root is read alone, its tree named as in mc.root::tree where it has several.",
            "",
            "The file is written whole or not at all. Units and lists are kept in Parquet alone: what would be lost is said, "
                    + "and lists are refused. Numbers keep their types, but in CSV."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl convert examples/zjets/data/mc.parquet mc.npy --columns pT_ll,pT_ll_reco,weight_mc")
final class ConvertCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "IN", description = "The table that is read.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file that is written; its folder must exist.")
    private Path out;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Which columns, in this order; all if not given.")
    private List<String> columns = List.of();

    @Option(names = "--force", description = "Replace OUT if it is there; it is refused otherwise.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (Files.exists(out) && !force) {
            throw new InputException(
                    "%s is there already\n  allowed    another name, or --force to replace it".formatted(out));
        }
        Table table = columns.isEmpty() ? Tables.read(in) : Tables.read(in, columns);
        Tables.write(table, out);
        PrintWriter err = spec.commandLine().getErr();
        List<String> units = table.columns().stream()
                .filter(column -> !column.unit().isEmpty())
                .map(Column::name)
                .toList();
        if (!units.isEmpty() && !Tables.Format.PARQUET.isEndingOf(out)) {
            err.println("note: %s has no place for units; %s in %s have one"
                    .formatted(out, Shown.plural(units.size(), "column"), in));
        }
        err.println("%s: %s, %s"
                .formatted(
                        out,
                        Shown.plural(table.rows(), "row"),
                        Shown.plural(table.names().size(), "column")));
    }
}
