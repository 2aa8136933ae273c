package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.explorer.Explored;
import unfurl.explorer.ExplorerServer;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;

/// `unfurl explore`: a measurement in the browser.
@Command(
        name = "explore",
        description = {
            "Opens a measurement in the browser: any observable, bins and phase space, with every source of uncertainty "
                    + "and predictions beside it.",
            "",
            "The page is served by this command, on this machine alone, until it is ended with Ctrl-C; nothing is fetched "
                    + "from anywhere else. With --host others can open it by the link that is printed, which has a token."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl explore runs/zjets --open")
final class ExploreCommand implements Runnable {
    @Mixin
    private MeasurementArgument measurement;

    @Mixin
    private PredictionOptions predictions;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Which port is listened on, 0 for any that is free; if not given, " + ExplorerServer.PORT
                    + " or the next that is free.")
    private Optional<Integer> port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Which address of this machine is listened on, such as 0.0.0.0 for all; loopback if not given. On "
                            + "another than loopback nothing is told without the token.")
    private Optional<String> host;

    @Option(names = "--open", description = "Opens the page in the desktop's browser too.")
    private boolean open;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Measurement read = measurement.readCompact();
        PrintWriter err = spec.commandLine().getErr();
        PredictionOptions.Predictions given = predictions.readAll(read, Optional.empty());
        given.remarks().forEach(err::println);
        List<Prediction> beside = new ArrayList<>(given.all());
        if (beside.stream().noneMatch(prediction -> prediction.name().equals(Prediction.PRIOR))) {
            Prediction.prior(read).ifPresent(beside::addFirst);
        }
        try (ExplorerServer server = start(new Explored(read, beside))) {
            if (port.isEmpty() && server.port() != ExplorerServer.PORT) {
                err.println("note: port %d is taken; the page is on port %d, and links to views too"
                        .formatted(ExplorerServer.PORT, server.port()));
            }
            spec.commandLine().getOut().println(server.link());
            spec.commandLine().getOut().flush();
            err.println("%s: %s. Ctrl-C ends it."
                    .formatted(read.head().name(), Shown.plural(read.events().rows(), "event")));
            if (open) {
                DesktopBrowser.open(
                        server.link(), problem -> err.println("note: %s; the link does".formatted(problem)));
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private ExplorerServer start(Explored explored) {
        int workers = Runtime.getRuntime().availableProcessors();
        return port.map(number -> ExplorerServer.start(explored, Version.number(), host, number, workers))
                .orElseGet(() -> ExplorerServer.start(explored, Version.number(), host, workers));
    }
}
