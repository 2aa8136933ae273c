package unfurl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.AtomicFile;
import unfurl.hist.Axis;
import unfurl.measurement.AnyQuery;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;
import unfurl.plot.Drawing;
import unfurl.plot.PlotRequest;
import unfurl.report.figure.Figure;
import unfurl.report.figure.FigureFormat;

/// `unfurl plot`: figures of a measurement.
@Command(
        name = "plot",
        description = {
            "Draws a histogram of a measurement, fit for a paper: any observable, any bins, any cut.",
            "",
            "The result has its total uncertainty as a hatched band and as bars, its statistical one as a grey band and as ticks; "
                    + "predictions are lines, with χ² over its degrees of freedom and the p-value in the legend; below are "
                    + "their ratios to the result. An orange strip marks bins with few effective events or a large "
                    + "statistical error.",
            "",
            "The bins are those that the measurement publishes of the observable, where it does and no others are given.",
            "",
            "χ² knows every source of uncertainty that the measurement has, and the finite number of the prediction's "
                    + "events; a source that was made of the prediction's file is left out, and named."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl plot runs/zjets --observable pT_ll --edges 200,250,300,400,600 \\",
            "      --prediction prior --prediction alt.parquet,name=Alternative --out pT_ll.pdf",
            "  unfurl plot runs/zjets --observable 'tau2_trackj1/tau1_trackj1' \\",
            "      --where 'tau1_trackj1 > 0' --bins 20 --from 0 --to 1 --normalised \\",
            "      --what all --out tau21.svg",
            "  unfurl plot runs/zjets --observable m_trackj1 --edges 0,10,20,30,50 \\",
            "      --by pT_ll --by-edges 200,250,300,400 --prediction prior --out slices.png"
        })
final class PlotCommand implements Runnable {
    /// What is drawn: one figure, or all.
    record What(List<Drawing> drawings) {}

    /// The words of what is drawn.
    static final class Words implements ITypeConverter<What>, Iterable<String> {
        private static final String ALL = "all";

        private static List<String> words() {
            return Stream.concat(Arrays.stream(Drawing.values()).map(Drawing::toString), Stream.of(ALL))
                    .toList();
        }

        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }

        @Override
        public What convert(String word) {
            List<Drawing> drawings = Arrays.stream(Drawing.values())
                    .filter(one -> word.equalsIgnoreCase(ALL) || word.equalsIgnoreCase(one.toString()))
                    .toList();
            if (drawings.isEmpty()) {
                throw new TypeConversionException(
                        "expected one of %s (case-insensitive) but was '%s'".formatted(words(), word));
            }
            return new What(drawings);
        }
    }

    @Mixin
    private MeasurementArgument measurement;

    @Option(
            names = "--observable",
            required = true,
            paramLabel = "EXPR",
            description = "What is drawn: a column, or an expression over columns.")
    private String observable;

    @Mixin
    private BinOptions bins;

    @Option(names = "--where", paramLabel = "EXPR", description = "The condition of the events that count.")
    private Optional<String> where;

    @Option(names = "--normalised", description = "Divide by the sum over the bins: the integral is 1.")
    private boolean normalised;

    @Option(
            names = "--by",
            paramLabel = "EXPR",
            description = "Another observable, in slices of which all is drawn in one figure.")
    private Optional<String> by;

    @Option(
            names = "--by-edges",
            paramLabel = "a,b,c",
            description = "The rising edges of the slices; if not given, the bins that the measurement publishes.")
    private Optional<String> byEdges;

    @Mixin
    private PredictionOptions predictions;

    @Mixin
    private SourcesOption sources;

    @Option(
            names = "--what",
            defaultValue = "result",
            converter = Words.class,
            completionCandidates = Words.class,
            paramLabel = "FIGURE",
            description =
                    "Which figure: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}. With 'all' there is a file for each, "
                            + "named after --out: 'pT-breakdown.pdf'.")
    private What what;

    @Option(names = "--with-sources", description = "Draw the uncertainty by source below the result too.")
    private boolean withSources;

    @Option(names = "--log-x", description = "A logarithmic x axis.")
    private boolean logX;

    @Option(
            names = "--log-y",
            negatable = true,
            description = "A logarithmic y axis, or a linear one; if not given, the values decide.")
    private Optional<Boolean> logY;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file: .svg and .pdf are vectors, .png has three pixels for a point.")
    private Path out;

    @Option(names = "--force", description = "Replace the file if it is there, which is refused otherwise.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (by.isEmpty() && byEdges.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--by-edges=a,b,c needs --by=EXPR");
        }
        FigureFormat format = format();
        Map<Drawing, Path> files = files(format);
        Expression expression = Asked.expression(observable, "--observable");
        Optional<Expression> condition = where.map(text -> Asked.expression(text, "--where"));
        Optional<Expression> slicing = by.map(text -> Asked.expression(text, "--by"));
        sources.names();
        Measurement read = measurement.read();
        condition.ifPresent(some -> HistAnswer.requireSome(read, some));
        var each = new Query(expression, bins.axis(read, expression, condition), condition, normalised);
        AnyQuery query = slicing.<AnyQuery>map(of -> new SlicedQuery(each, of, byAxis(read, of)))
                .orElse(each);
        draw(read, query, files, format);
    }

    private FigureFormat format() {
        return FigureFormat.of(out)
                .orElseThrow(() -> new InputException(
                        "%s has no ending of a figure\n  asked by   --out\n  allowed    .svg, .pdf, .png"
                                .formatted(out)));
    }

    private void draw(Measurement read, AnyQuery query, Map<Drawing, Path> files, FigureFormat format) {
        var options = new PlotRequest.Options(logX, logY, withSources);
        var known = predictions.read(read, sources.names(), query.columns());
        var work = new PlotWork(read, query, sources);
        PlotRequest request = work.request(known.all(), options);
        files.forEach((figure, file) -> write(figure.of(request), file, format));
        Stream.of(work.remarks(), known.remarks())
                .flatMap(List::stream)
                .forEach(spec.commandLine().getErr()::println);
    }

    private Axis byAxis(Measurement read, Expression of) {
        if (byEdges.isEmpty()) {
            return PublishedBins.of(read, of, "--by-edges=a,b,c");
        }
        try {
            return read.axis(of, Asked.edges(byEdges.get(), "--by-edges"));
        } catch (InputException wrong) {
            throw wrong.askedBy("--by-edges");
        }
    }

    /// Where each figure goes; none of the files may be there.
    private Map<Drawing, Path> files(FigureFormat format) {
        var files = new LinkedHashMap<Drawing, Path>();
        if (what.drawings().size() == 1) {
            files.put(what.drawings().getFirst(), out);
        } else {
            String name = out.getFileName().toString();
            String stem = name.substring(0, name.length() - format.ending().length());
            what.drawings().forEach(one -> files.put(one, out.resolveSibling(stem + "-" + one + format.ending())));
        }
        for (Path file : files.values()) {
            if (Files.exists(file) && !force) {
                throw new InputException(
                        "%s is there already\n  allowed    another --out, or --force to replace it".formatted(file));
            }
        }
        return files;
    }

    private void write(Figure figure, Path file, FigureFormat format) {
        byte[] bytes = format.bytes(figure);
        AtomicFile.write(file, stream -> stream.write(bytes));
        spec.commandLine().getErr().println("%s: %s".formatted(file, figure.description()));
    }
}
