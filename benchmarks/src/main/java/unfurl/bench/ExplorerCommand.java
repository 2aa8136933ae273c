package unfurl.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.event.Expression;
import unfurl.explorer.Explored;
import unfurl.explorer.ExplorerServer;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// `unfurl bench explorer`: how long somebody at the explorer's page waits.
@Command(
        name = "explorer",
        description = {
            "Takes a measurement of 24 observables and 200 columns of weights in memory, serves it as 'unfurl explore' does, and "
                    + "lets users ask at once over loopback: edges that are dragged, new cuts and observables, sources "
                    + "switched off, slices, brushes and bins of equal N_eff, each user without a pause. Says how long "
                    + "the answers took.",
            "",
            "An answer is compared first with the numbers of the measurement itself."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench explorer --users 1,20 --seconds 10")
final class ExplorerCommand implements Runnable {
    private static final int SEED = 5;

    @Mixin
    private StatisticsOptions size;

    @Option(
            names = "--users",
            defaultValue = "1,20",
            split = ",",
            paramLabel = "a,b",
            description = "How many ask at once, one after the other; if not given, ${DEFAULT-VALUE}.")
    private List<Integer> users;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "S",
            description = "How long they ask; if not given, ${DEFAULT-VALUE}.")
    private int seconds;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// What came out.
    ///
    /// @param loads how long answers took, by how many asked at once
    record ExplorerAnswer(int events, int threads, List<Load> loads) implements Answer {
        @Override
        public Document document() {
            return Document.of(
                    "bench explorer",
                    Document.entries(
                            "events",
                            events,
                            "threads",
                            threads,
                            "loads",
                            loads.stream().map(Load::entries).toList(),
                            "machine",
                            Machine.document()));
        }

        @Override
        public void print(PrintWriter out) {
            out.format(Locale.ROOT, "%d events × 200 columns of weights, %d threads%n", events, threads);
            loads.forEach(load -> load.print(out));
        }
    }

    /// How long the answers took.
    ///
    /// @param users how many asked at once
    /// @param times in seconds, by interaction; all of them under the empty name
    record Load(int users, Map<String, double[]> times) {
        static Load of(int users, List<ExplorerUser.Answered> answered) {
            var times = new LinkedHashMap<String, double[]>();
            times.put("", sorted(answered));
            for (ExplorerUser.Interaction what : ExplorerUser.Interaction.values()) {
                times.put(
                        what.name().toLowerCase(Locale.ROOT),
                        sorted(answered.stream().filter(a -> a.what() == what).toList()));
            }
            return new Load(users, times);
        }

        private static double[] sorted(List<ExplorerUser.Answered> answered) {
            return answered.stream()
                    .mapToDouble(ExplorerUser.Answered::seconds)
                    .sorted()
                    .toArray();
        }

        private static double quantile(double[] sorted, double part) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
        }

        private Map<String, Object> entries() {
            var kinds = new LinkedHashMap<String, Object>();
            times.forEach((name, sorted) -> kinds.put(
                    name.isEmpty() ? "all" : name,
                    Document.entries(
                            "answers",
                            sorted.length,
                            "medianSeconds",
                            quantile(sorted, 0.5),
                            "secondsOf99Percent",
                            quantile(sorted, 0.99))));
            return Document.entries("users", users, "interactions", kinds);
        }

        private void print(PrintWriter out) {
            times.forEach((name, sorted) -> out.format(
                    Locale.ROOT,
                    "%3d users  %-15s %6d answers  median %6.0f ms  99 %% %6.0f ms%n",
                    users,
                    name.isEmpty() ? "all" : name,
                    sorted.length,
                    1e3 * quantile(sorted, 0.5),
                    1e3 * quantile(sorted, 0.99)));
        }
    }

    @Override
    public void run() {
        size.check();
        Workload.require(seconds >= 1, "--seconds", seconds, "1 or more");
        users.forEach(count -> Workload.require(count >= 1 && count <= 100, "--users", count, "1 … 100"));
        format.print(measure(), spec.commandLine().getOut());
    }

    private ExplorerAnswer measure() {
        Measurement measurement = StatisticsProblem.measurement(size.events());
        try (var server = ExplorerServer.start(
                        new Explored(measurement, List.of()), "", Optional.empty(), 0, size.threads());
                var client = HttpClient.newHttpClient()) {
            URI link = URI.create(server.link());
            requireRight(measurement, client, link);
            load(client, link, 1);
            return new ExplorerAnswer(
                    size.events(),
                    size.threads(),
                    users.stream().map(count -> load(client, link, count)).toList());
        }
    }

    private Load load(HttpClient client, URI link, int count) {
        double until = Clock.WALL.now() + seconds;
        var answered = new ArrayList<ExplorerUser.Answered>();
        try (var pages = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<ExplorerUser.Answered>>> all = IntStream.range(0, count)
                    .mapToObj(user -> pages.submit(() ->
                            new ExplorerUser(link, "user" + user, Seed.of(SEED).child(user)).ask(client, until)))
                    .toList();
            for (Future<List<ExplorerUser.Answered>> one : all) {
                answered.addAll(one.get());
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the benchmark was stopped", stopped);
        } catch (ExecutionException failed) {
            throw new NumericalException(
                    "a user got no answer: " + failed.getCause().getMessage());
        }
        return Load.of(count, answered);
    }

    /// @throws NumericalException when an answer is not what the measurement says
    private static void requireRight(Measurement measurement, HttpClient client, URI link) {
        double[] edges = {-2, -1, -0.5, 0, 1, 3};
        Expression x = Expression.parse("x1 - x2");
        Expression where = Expression.parse("x3 > 0");
        Document answer = ExplorerUser.post(
                client,
                link.resolve("/api/v1/view"),
                Document.of(
                        "a request",
                        Document.entries(
                                "x",
                                Document.entries("expression", x.text(), "edges", List.of(-2, -1, -0.5, 0, 1, 3)),
                                "where",
                                List.of(where.text()),
                                "covariance",
                                true)));
        Breakdown expected;
        try (var alone = new Workers(1)) {
            expected = measurement.breakdown(
                    List.of(Query.of(x, Axis.of("x", "", edges)).where(where)), alone);
        }
        Covariance total = expected.total();
        List<Document> rows = answer.get("covariance").list();
        for (int i = 0; i < total.size(); i++) {
            require(expected.values()[i], answer.get("value").list().get(i).number());
            for (int j = 0; j < total.size(); j++) {
                require(total.get(i, j), rows.get(i).list().get(j).number());
            }
        }
    }

    private static void require(double expected, double found) {
        if (found != expected) {
            throw new NumericalException(
                    "the explorer answered %s where the measurement says %s".formatted(found, expected));
        }
    }
}
