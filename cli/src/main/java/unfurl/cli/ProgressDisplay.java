package unfurl.cli;

import java.io.PrintWriter;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.reweight.FitSummary;
import unfurl.study.Forecast;
import unfurl.study.Progress;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Shows a person how a run goes on: bars on a terminal, plain lines elsewhere.
sealed interface ProgressDisplay extends Progress, AutoCloseable permits TerminalProgress, PlainProgress {
    /// The launcher's word that standard error is a terminal, and how many columns it has.
    String HINT = "unfurl.terminal";

    /// Of at most so many members the epochs are told one by one.
    int MOST_TOLD = 4;

    /// A display that suits where it writes: bars where the launcher found a terminal that can move its cursor.
    ///
    /// @param err      standard error; given back as it was found when the display is closed
    /// @param farewell what is said when the process is told to stop before that, after the bars are taken away
    static ProgressDisplay open(PrintWriter err, String farewell) {
        return open(err, farewell, System.getProperty(HINT, ""), System.getenv());
    }

    /// The same for a test.
    static ProgressDisplay open(PrintWriter err, String farewell, String hint, Map<String, String> environment) {
        if (!hint.matches("[0-9]{1,5}") || environment.getOrDefault("TERM", "").equals("dumb")) {
            return PlainProgress.open(err, farewell, System::nanoTime);
        }
        var screen = new Screen(err, Integer.parseInt(hint), speaksUtf8(environment));
        return TerminalProgress.open(screen, farewell, System::nanoTime);
    }

    private static boolean speaksUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
            if (!value.isEmpty()) {
                return value.contains("UTF-8") || value.contains("UTF8");
            }
        }
        return false;
    }

    /// Prints a line that stays, such as a warning; nothing else may write to the terminal while bars are drawn.
    void note(String line);

    /// Ends the display; what is said from now on begins a new line. May be called again.
    @Override
    void close();

    /// What a run has to do, in one line: `about 42:00 with 2 threads: 1 nominal unfolding, 74 replicas (a trial of
    /// 20 000 events for 2.4 s)`; empty when there is nothing.
    static Optional<String> line(Forecast forecast) {
        String parts = Stream.of(
                        part(forecast.templates(), "template", ""),
                        part(forecast.nominal(), "nominal unfolding", ""),
                        part(forecast.choosing(), "replica", " to choose the iterations by"),
                        part(forecast.replicas(), "replica", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(forecast.time()
                        .map(time -> "%s %s with %s: %s (a trial of %s for %s)"
                                .formatted(
                                        forecast.isMost() ? "at most about" : "about",
                                        Shown.time(time.seconds()),
                                        Shown.plural(forecast.threads(), "thread"),
                                        parts,
                                        Shown.plural(time.events(), "event"),
                                        Shown.time(time.trial())))
                        .orElse(parts));
    }

    private static String part(int count, String one, String purpose) {
        return count == 0 ? "" : Shown.plural(count, one) + purpose;
    }

    /// A finished step in one line.
    static String line(OmniFold.Info info, int iterations, double seconds) {
        var line = new StringBuilder("iteration %d/%d  %-6s"
                .formatted(info.iteration(), iterations, info.stage().label()));
        info.fit()
                .ifPresent(fit -> keptLoss(fit)
                        .ifPresent(loss -> line.append("  %s  loss %s".formatted(epochs(fit), Shown.number(loss, 5)))));
        if (info.stage() == Stage.STEP_3) {
            line.append("  θ ")
                    .append(info.theta().stream().map(t -> Shown.number(t, 5)).collect(Collectors.joining(", ")));
        }
        line.append("  N_eff %s  change %s".formatted(Shown.count(info.nEff()), Shown.number(info.change(), 3)));
        if (info.clipped() > 0) {
            line.append("  clipped %s".formatted(Shown.count(info.clipped())));
        }
        return line.append("  ").append(Shown.time(seconds)).toString();
    }

    /// How many epochs each member trained: `20 + 18 epochs`; of more than four the range.
    private static String epochs(FitSummary fit) {
        int[] epochs = fit.curves().stream()
                .mapToInt(curve -> curve.validation().size())
                .toArray();
        if (epochs.length == 1) {
            return Shown.plural(epochs[0], "epoch");
        }
        if (epochs.length <= MOST_TOLD) {
            return IntStream.of(epochs).mapToObj(Integer::toString).collect(Collectors.joining(" + ")) + " epochs";
        }
        IntSummaryStatistics all = IntStream.of(epochs).summaryStatistics();
        return "%d members of %d … %d epochs".formatted(epochs.length, all.getMin(), all.getMax());
    }

    /// The validation loss of the states that were kept, averaged; empty when nothing was trained.
    private static OptionalDouble keptLoss(FitSummary fit) {
        return fit.curves().stream()
                .mapToDouble(curve -> curve.validation().get(curve.bestEpoch()))
                .average();
    }
}
