package unfurl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.publication.AtlasEvents;
import unfurl.publication.HepData;
import unfurl.publication.Publication;
import unfurl.publication.PublishedTable;
import unfurl.publication.TextFiles;
import unfurl.publication.ZenodoFolder;

/// `unfurl publish`: a measurement in the formats of others.
@Command(
        name = "publish",
        description = {
            "Writes a measurement in the formats in which others expect one. Its tables are histograms, with the errors of "
                    + "every source of uncertainty and with the covariances within and between them.",
            "",
            "  hepdata        a submission to HEPData: submission.yaml and its data files",
            "  yoda           reference data for Rivet, in the formats of YODA 2 and YODA 1",
            "  fit            plain JSON with everything that a fit needs, and the data sets of SMEFiT",
            "  atlas          the events themselves, in the columns of ATLAS's published events",
            "  zenodo-folder  the measurement and all of these tables in a folder that is ready to be uploaded",
            "",
            "The bins are those of --edges, or those that a file has: the study, a YAML file as below, or an answer of "
                    + "'unfurl compare'. If neither is given they are those that the measurement publishes. Without "
                    + "--observable every observable that the file, or else the measurement, has bins of is a table. A bin that is too thin to "
                    + "rely on is named on standard error."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl publish runs/zjets --to hepdata --out zjets-hepdata \\",
            "      --observable pT_ll --edges 200,250,300,400,600 \\",
            "      --observable 'tau2_trackj1/tau1_trackj1' --edges 0,0.2,0.4,0.6,0.8,1 \\",
            "      --where 'tau1_trackj1 > 0' --energy 13000",
            "  unfurl publish runs/zjets --to hepdata --out zjets-hepdata",
            "  unfurl publish runs/zjets --to yoda --out zjets-yoda --edges-from bins.yaml",
            "  unfurl publish runs/zjets --to zenodo-folder --out zjets-zenodo \\",
            "      --edges-from bins.yaml --creator 'Curie, Marie' --licence CC-BY-4.0",
            "",
            "  bins.yaml:",
            "    pT_ll: [200, 250, 300, 400, 600]",
            "    y_ll: {bins: 20, from: -2, to: 2}"
        })
final class PublishCommand implements Runnable {
    /// Files one of which every publication has.
    private static final List<String> OURS =
            List.of("submission.yaml", "tables.yoda", "fit.json", "events.parquet", "events.h5", "SHA256SUMS");

    /// What is written.
    enum Format {
        HEPDATA,
        YODA,
        FIT,
        ATLAS,
        ZENODO_FOLDER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
            paramLabel = "DIR",
            description =
                    "The folder; the one above it must exist. For hepdata, yoda and fit a name that ends in .zip is "
                            + "one archive instead.")
    private Path out;

    @Option(names = "--force", description = "Replace DIR if it is such a publication; it is refused otherwise.")
    private boolean force;

    @Option(
            names = "--observable",
            paramLabel = "EXPR",
            description =
                    "A table: a column, or an expression over columns; once for each. If not given, every observable of "
                            + "--edges-from, or every one of which the measurement publishes bins.")
    private List<String> observables = List.of();

    @Mixin
    private QueryOptions asked;

    @Mixin
    private SourcesOption sources;

    @Option(
            names = "--prior",
            description = "hepdata and fit: beside each value that of the simulation before the unfolding.")
    private boolean prior;

    @Mixin
    private PublishDetails details;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        details.check(to);
        List<Expression> expressions = observables.stream()
                .map(text -> Asked.expression(text, "--observable"))
                .toList();
        asked.check();
        sources.names();
        requireFree();
        if (to == Format.ATLAS) {
            writeEvents();
            return;
        }
        writeTables(measurement.read(), expressions);
    }

    private void requireFree() {
        if (TextFiles.isZip(out) && (to == Format.ATLAS || to == Format.ZENODO_FOLDER)) {
            throw new InputException("%s is the name of a zip, and --to %s writes a folder".formatted(out, to));
        }
        if (!Files.exists(out)) {
            return;
        }
        if (!force) {
            throw new InputException(
                    "%s is there already\n  allowed    another --out, or --force to replace it".formatted(out));
        }
        boolean ours = TextFiles.isZip(out)
                ? Files.isRegularFile(out)
                : OURS.stream().anyMatch(name -> Files.isRegularFile(out.resolve(name)));
        if (!ours || (Files.isDirectory(out) && hasFolders())) {
            throw new InputException(
                    "%s is not replaced: it is not what this command writes\n  allowed    another --out"
                            .formatted(out));
        }
    }

    private boolean hasFolders() {
        try (Stream<Path> inside = Files.list(out)) {
            return inside.anyMatch(Files::isDirectory);
        } catch (IOException wrong) {
            throw new InputException("cannot look into %s: %s".formatted(out, InputException.reason(wrong)), wrong);
        }
    }

    private void writeEvents() {
        if (!observables.isEmpty() || asked.isGiven() || sources.names().isPresent() || prior) {
            throw new InputException(
                    "--to atlas writes all events and makes no tables: it takes no --observable, --edges, "
                            + "--edges-from, --where, --normalised, --sources or --prior");
        }
        AtlasEvents layout = AtlasEvents.of(measurement.read());
        layout.write(out, details.eventFormat());
        layout.notes().forEach(note -> err().println("note: " + note));
        err().println("%s: %s, %s"
                .formatted(
                        out,
                        Shown.plural(layout.table().rows(), "event"),
                        Shown.plural(layout.table().names().size(), "column")));
    }

    /// What is asked for, or every observable that the file, or else the measurement, has bins of.
    private List<Query> queries(Measurement read, List<Expression> expressions) {
        if (!expressions.isEmpty() || asked.hasEdges()) {
            return asked.queries(expressions, asked.axes(expressions, read));
        }
        Map<String, Axis> known = asked.known(read);
        if (known.isEmpty()) {
            throw new InputException(
                    ("--to %s makes tables, and the measurement '%s' publishes no bins\n  allowed    --observable=EXPR and "
                                    + "--edges=a,b,c, once for each table, or --edges-from=FILE with the bins of each")
                            .formatted(to, read.head().name()));
        }
        List<Expression> tables =
                known.keySet().stream().map(Expression::ofColumn).toList();
        return asked.queries(tables, List.copyOf(known.values()));
    }

    private void writeTables(Measurement read, List<Expression> expressions) {
        List<Query> queries = queries(read, expressions);
        JointAnswer answer = JointAnswer.of(read, queries, sources);
        Publication publication = Publication.of(
                read, queries, answer.errors().breakdown(), answer.errors().chosen(), predictions(read));
        answer.remarks().forEach(err()::println);
        write(read, publication);
        err().println("%s: %s of %s"
                .formatted(
                        out,
                        Shown.plural(publication.tables().size(), "table"),
                        Shown.plural(publication.total().size(), "bin")));
    }

    private void write(Measurement read, Publication publication) {
        HepData hepData = details.hepData(publication);
        switch (to) {
            case HEPDATA -> {
                new TextFiles(hepData.files()).write(out);
                remarkOnJoint(hepData);
            }
            case YODA ->
                ZenodoFolder.yoda(publication.tables(), details.analysis(read)).write(out);
            case FIT -> {
                ZenodoFolder.fit(publication).write(out);
                remarkOnRank(publication);
            }
            case ZENODO_FOLDER -> {
                new ZenodoFolder(read, hepData, details.metadata()).write(out, details.analysis(read));
                remarkOnJoint(hepData);
                remarkOnRank(publication);
                details.missing().forEach(err()::println);
            }
            case ATLAS -> throw new IllegalStateException("ATLAS's events have no tables");
        }
    }

    private List<Prediction> predictions(Measurement read) {
        if (!prior) {
            return List.of();
        }
        return List.of(Prediction.prior(read)
                .orElseThrow(
                        () -> new InputException("the measurement '%s' has no weights of a prior\n  asked by   --prior"
                                .formatted(read.head().name()))));
    }

    private void remarkOnJoint(HepData hepData) {
        if (hepData.publication().tables().size() > 1 && !hepData.isJoint()) {
            err().println(
                            "note: the covariance between the tables is not in HEPData's files, for they have more than %d bins together; %s has it"
                                    .formatted(
                                            HepData.MOST_JOINT_BINS, to == Format.HEPDATA ? "--to fit" : "fit.json"));
        }
    }

    /// SMEFiT inverts the covariance of all data sets of a fit.
    private void remarkOnRank(Publication publication) {
        int all = 0;
        for (PublishedTable table : publication.tables()) {
            int bins = table.spectrum().bins() - (table.query().normalised() ? 1 : 0);
            warnOfRank(table.query().observable().text(), table.total().rank(), bins);
            all += bins;
        }
        if (publication.tables().size() > 1) {
            warnOfRank("all tables together", publication.total().rank(), all);
        }
    }

    private void warnOfRank(String of, int rank, int bins) {
        if (rank < bins) {
            err().println(
                            "warning: the covariance of %s has rank %d of %s, and SMEFiT cannot invert it: take fewer bins or tables"
                                    .formatted(of, rank, Shown.plural(bins, "bin")));
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
