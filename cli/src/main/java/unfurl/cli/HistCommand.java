package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import unfurl.measurement.Measurement;

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
            "The bins are those of --edges or of --edges-from; if neither is given, those that the measurement publishes of "
                    + "the observable, which 'unfurl info' shows.",
            "",
            "With --joint several observables are made together, with the covariance and the correlations between "
                    + "all of their bins."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl hist runs/zjets --observable pT_ll",
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

    @Mixin
    private QueryOptions asked;

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
        requireOne();
        List<Expression> expressions = expressions();
        asked.check();
        sources.names();
        Measurement read = measurement.read();
        print(JointAnswer.of(read, asked.queries(expressions, asked.axes(expressions, read)), sources));
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

    private void requireOne() {
        if (observable.isPresent() == joint.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    joint.isPresent()
                            ? "--observable=EXPR and --joint=a,b,c exclude each other"
                            : "one of the options --observable=EXPR and --joint=a,b,c is missing");
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
}
