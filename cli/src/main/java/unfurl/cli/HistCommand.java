package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// `unfurl hist`: a histogram of a measurement, in any bins and with any cut.
@Command(
        name = "hist",
        description = {
            "Prints a histogram of a measurement: any observable, any bins, any cut.",
            "",
            "The value of a bin is the sum of the nominal weights in it divided by its width: a differential cross "
                    + "section or yield. With --normalised the bins together integrate to 1. The errors are those of "
                    + "every source of uncertainty that is published, by source, statistical, systematic and in total; "
                    + "a measurement without bootstraps knows the finite number of its events alone. A bin that is too "
                    + "thin to rely on is named on standard error, and so is what lies outside the edges. A bar that "
                    + "ends in ▶ is cut: its bin is so high that half of the others would have none.",
            "",
            "With --joint several observables are made together, with the covariance and the correlations between "
                    + "all of their bins."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl hist runs/zjets --observable pT_ll --edges 200,250,300,400,600",
            "  unfurl hist runs/zjets --observable 'tau2_trackj1/tau1_trackj1' \\",
            "      --where 'tau1_trackj1 > 0 && pT_ll > 300' \\",
            "      --edges 0,0.2,0.4,0.6,0.8,1 --normalised --format json",
            "  unfurl hist runs/zjets --joint pT_ll,y_ll --edges 200,250,300,400,600 \\",
            "      --edges -2,-1,0,1,2 --format json",
            "  unfurl hist runs/zjets --joint pT_ll,y_ll --edges-from bins.yaml \\",
            "      --sources bootstrapData"
        })
final class HistCommand implements Runnable {
    /// How the histogram is printed.
    enum Format {
        JSON,
        CSV,
        TABLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private MeasurementArgument measurement;

    @Option(
            names = "--observable",
            paramLabel = "EXPR",
            description = "What is histogrammed: a column, or an expression over columns.")
    private Optional<String> observable;

    @Option(
            names = "--joint",
            paramLabel = "a,b,c",
            description = "Several of them instead, with commas between, and how they move together.")
    private Optional<String> joint;

    @Option(
            names = "--edges",
            paramLabel = "a,b,c",
            description =
                    "The rising edges of the bins; a bin holds its lower edge but not its upper one. With --joint "
                            + "once for each observable, in their order.")
    private List<String> edges = List.of();

    @Option(
            names = "--edges-from",
            paramLabel = "FILE",
            description = "Where bins come from instead: a file as of 'unfurl compare', such as a YAML file that maps "
                    + "observables to edges.")
    private Optional<Path> edgesFrom;

    @Option(names = "--where", paramLabel = "EXPR", description = "The condition of the events that count.")
    private Optional<String> where;

    @Option(names = "--normalised", description = "Divide by the sum over the bins: the integral is 1.")
    private boolean normalised;

    @Mixin
    private SourcesOption sources;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = "How it is printed: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        requireOne("--observable=EXPR", observable.isPresent(), "--joint=a,b,c", joint.isPresent());
        requireOne("--edges=a,b,c", !edges.isEmpty(), "--edges-from=FILE", edgesFrom.isPresent());
        List<Expression> expressions = expressions();
        Optional<Expression> condition = where.map(text -> Asked.expression(text, "--where"));
        List<double[]> bins =
                edges.stream().map(text -> Asked.edges(text, "--edges")).toList();
        sources.names();
        Measurement read = measurement.read();
        List<Axis> axes = edgesFrom
                .map(file -> axes(expressions, file, new EdgesFile(file, read).axes()))
                .orElseGet(() -> axes(read, expressions, bins));
        var queries = new ArrayList<Query>();
        for (int i = 0; i < axes.size(); i++) {
            queries.add(new Query(expressions.get(i), axes.get(i), condition, normalised));
        }
        print(JointAnswer.of(read, queries, sources));
    }

    private void print(JointAnswer answer) {
        boolean together = joint.isPresent();
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.print((together ? answer.document() : answer.only().document()).toJson());
            case CSV -> answer.printCsv(out, together);
            case TABLE -> answer.printTable(out, together);
        }
        answer.remarks().forEach(spec.commandLine().getErr()::println);
    }

    private void requireOne(String left, boolean isLeft, String right, boolean isRight) {
        if (isLeft == isRight) {
            throw new ParameterException(
                    spec.commandLine(),
                    isLeft
                            ? "%s and %s exclude each other".formatted(left, right)
                            : "one of the options %s and %s is missing".formatted(left, right));
        }
    }

    private List<Expression> expressions() {
        if (joint.isEmpty()) {
            return List.of(Asked.expression(observable.orElseThrow(), "--observable"));
        }
        List<Expression> all = parts(joint.get()).stream()
                .map(text -> Asked.expression(text, "--joint"))
                .toList();
        if (all.size() < 2 || Set.copyOf(all).size() < all.size()) {
            throw new InputException(
                    "'%s' is not two or more different observables\n  asked by   --joint".formatted(joint.get()));
        }
        return all;
    }

    /// The parts of a text between commas, those in parentheses and back-quotes left alone: `min(a, b),c`.
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '`';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static List<Axis> axes(List<Expression> expressions, Path file, Map<String, Axis> known) {
        return expressions.stream()
                .map(expression -> Optional.ofNullable(known.get(expression.text()))
                        .orElseThrow(() -> InputException.notFound(
                                "bins of", expression.text(), file.toString(), "--edges-from", known.keySet())))
                .toList();
    }

    private static List<Axis> axes(Measurement read, List<Expression> expressions, List<double[]> bins) {
        if (bins.size() != expressions.size()) {
            throw new InputException("--edges is given %s, and there are %s: give it once for each"
                    .formatted(Shown.plural(bins.size(), "time"), Shown.plural(expressions.size(), "observable")));
        }
        var axes = new ArrayList<Axis>();
        for (int i = 0; i < bins.size(); i++) {
            axes.add(axis(read, expressions.get(i), bins.get(i)));
        }
        return axes;
    }

    private static Axis axis(Measurement read, Expression expression, double[] bins) {
        try {
            return read.axis(expression, bins);
        } catch (InputException wrong) {
            throw wrong.askedBy("--edges");
        }
    }
}
