package unfurl.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
                    + "section or yield. With --normalised the bins together integrate to 1. The error is that of "
                    + "the finite number of published events alone. A bin that is too thin to rely on is named on "
                    + "standard error, and so is what lies outside the edges. A bar that ends in ▶ is cut: its bin is "
                    + "so high that half of the others would have none."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl hist runs/zjets --observable pT_ll --edges 200,250,300,400,600",
            "  unfurl hist runs/zjets --observable 'tau2_trackj1/tau1_trackj1' \\",
            "      --where 'tau1_trackj1 > 0 && pT_ll > 300' \\",
            "      --edges 0,0.2,0.4,0.6,0.8,1 --normalised --format json"
        })
final class HistCommand implements Runnable {
    private static final Pattern COMMA = Pattern.compile(",");

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
            required = true,
            paramLabel = "EXPR",
            description = "What is histogrammed: a column, or an expression over columns.")
    private String observable;

    @Option(
            names = "--edges",
            required = true,
            paramLabel = "a,b,c",
            description = "The rising edges of the bins; a bin holds its lower edge but not its upper one.")
    private String edges;

    @Option(names = "--where", paramLabel = "EXPR", description = "The condition of the events that count.")
    private Optional<String> where;

    @Option(names = "--normalised", description = "Divide by the sum over the bins: the integral is 1.")
    private boolean normalised;

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
        Expression expression = expression(observable, "--observable");
        Optional<Expression> condition = where.map(text -> expression(text, "--where"));
        double[] bins = edges(edges);
        Measurement read = measurement.read();
        var query = new Query(expression, axis(read, expression, bins), condition, normalised);
        HistAnswer answer = HistAnswer.of(read, query);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.print(answer.document().toJson());
            case CSV -> answer.printCsv(out);
            case TABLE -> answer.printTable(out);
        }
        answer.remarks().forEach(spec.commandLine().getErr()::println);
    }

    private static Expression expression(String text, String option) {
        try {
            return Expression.parse(text);
        } catch (InputException wrong) {
            throw wrong.askedBy(option);
        }
    }

    private static Axis axis(Measurement read, Expression expression, double[] bins) {
        try {
            return read.axis(expression, bins);
        } catch (InputException wrong) {
            throw wrong.askedBy("--edges");
        }
    }

    private static double[] edges(String text) {
        return COMMA.splitAsStream(text).mapToDouble(HistCommand::edge).toArray();
    }

    private static double edge(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new InputException(
                    "'%s' is no edge of a bin\n  asked by   --edges\n  allowed    numbers with commas between, such as 0,0.5,1,2"
                            .formatted(text.strip()),
                    wrong);
        }
    }
}
