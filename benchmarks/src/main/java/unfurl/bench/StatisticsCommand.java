package unfurl.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;
import unfurl.math.Matrix;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// `unfurl bench statistics`: how fast a published measurement gives its uncertainties.
@Command(
        name = "statistics",
        description = {
            "Takes a measurement of 24 observables and 200 columns of weights in memory, and says how long a histogram of 10 "
                    + "bins takes with the covariance of every source and in total, and how long the correlations of all "
                    + "240 bins take.",
            "",
            "Every source's covariance is compared first with that of a histogram for each column."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench statistics --events 418000 --threads 2")
final class StatisticsCommand implements Runnable {
    @Mixin
    private StatisticsOptions size;

    @Option(
            names = "--repeat",
            defaultValue = "5",
            paramLabel = "N",
            description = "How often the correlations are made, and each observable; if not given, ${DEFAULT-VALUE}.")
    private int repeat;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// What came out.
    ///
    /// @param single one observable with every source, all observables in turn
    /// @param joint  the correlation matrix of all bins
    record StatisticsAnswer(int events, int columns, int threads, Timing single, Timing joint) implements Answer {
        @Override
        public Document document() {
            return Document.of(
                    "bench statistics",
                    Document.entries(
                            "events",
                            events,
                            "weightColumns",
                            columns,
                            "threads",
                            threads,
                            "bins",
                            StatisticsProblem.BINS,
                            "observables",
                            StatisticsProblem.OBSERVABLES,
                            "secondsPerObservable",
                            single.document(),
                            "secondsOfCorrelations",
                            joint.document(),
                            "machine",
                            Machine.document()));
        }

        @Override
        public void print(PrintWriter out) {
            out.format(Locale.ROOT, "%d events × %d columns of weights, %d threads%n", events, columns, threads);
            out.format(
                    Locale.ROOT,
                    "one observable of %d bins with every source: %.1f ms (%.1f … %.1f)%n",
                    StatisticsProblem.BINS,
                    1e3 * single.median(),
                    1e3 * single.least(),
                    1e3 * single.most());
            out.format(
                    Locale.ROOT,
                    "the correlations of %d observables × %d bins: %.2f s (%.2f … %.2f)%n",
                    StatisticsProblem.OBSERVABLES,
                    StatisticsProblem.BINS,
                    joint.median(),
                    joint.least(),
                    joint.most());
        }
    }

    @Override
    public void run() {
        size.check();
        Workload.require(repeat >= 1, "--repeat", repeat, "1 or more");
        format.print(
                measure(size.events(), size.threads(), repeat),
                spec.commandLine().getOut());
    }

    /// @throws NumericalException when a covariance differs from that of a histogram for each column
    static StatisticsAnswer measure(int events, int threads, int repeat) {
        Measurement measurement = StatisticsProblem.measurement(events);
        List<Query> queries = StatisticsProblem.queries();
        var single = new ArrayList<Double>();
        var joint = new ArrayList<Double>();
        try (var workers = new Workers(threads)) {
            new StatisticsGate(measurement, List.of(queries.getFirst(), queries.getLast())).check(workers);
            for (int round = 0; round <= repeat; round++) {
                for (Query query : queries) {
                    double start = Clock.WALL.now();
                    measurement.breakdown(List.of(query), workers).total();
                    single.add(Clock.WALL.now() - start);
                }
                double start = Clock.WALL.now();
                Matrix correlations =
                        measurement.breakdown(queries, workers).total().correlations();
                joint.add(Clock.WALL.now() - start);
                if (!(Math.abs(correlations.get(0, 0) - 1) < 1e-9)) {
                    throw new NumericalException("a bin's correlation with itself is " + correlations.get(0, 0));
                }
            }
        }
        // The first round warms up.
        return new StatisticsAnswer(
                events,
                measurement.head().weightColumns().size(),
                threads,
                new Timing(single.subList(queries.size(), single.size())),
                new Timing(joint.subList(1, joint.size())));
    }
}
