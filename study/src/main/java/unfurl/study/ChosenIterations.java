package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unfurl.formats.Document;
import unfurl.report.IterationChoice;
import unfurl.report.figure.Numbers;
import unfurl.uncertainty.IterationScan;

/// The number of iterations that was chosen, and by what.
///
/// @param asked    how it was to be chosen
/// @param scan     what was found
/// @param failures of toys and bootstraps that were tried again
record ChosenIterations(Iterations.Choice asked, IterationScan scan, List<Failure> failures) {
    /// Copies the list.
    ChosenIterations {
        failures = List.copyOf(failures);
    }

    /// What was looked at, after iteration 1, 2, …
    private List<Double> values() {
        return switch (asked.criterion()) {
            case TOYS -> scan.biasOverVariance();
            case CHANGE -> scan.squaredChange();
        };
    }

    /// The number, from 1.
    int number() {
        return IterationScan.first(values(), asked.below());
    }

    /// The largest that could be chosen.
    int most() {
        return values().size();
    }

    private double value() {
        return values().get(number() - 1);
    }

    private boolean isReached() {
        return value() < asked.below();
    }

    /// Why it is that number, in a sentence.
    String sentence() {
        String what = switch (asked.criterion()) {
            case TOYS ->
                "bias² over variance of %d toys thrown from the result after %d iterations"
                        .formatted(asked.replicas(), most());
            case CHANGE ->
                "the squared change from the iteration before over the variance of %d bootstraps of the data"
                        .formatted(asked.replicas());
        };
        return "%s %s, mean of %d bins: %.3g%s."
                .formatted(
                        isReached()
                                ? "The first iteration with less than %s of".formatted(number(asked.below()))
                                : "The iteration with the least, as none of %d has less than %s, of"
                                        .formatted(most(), number(asked.below())),
                        what,
                        scan.bins(),
                        value(),
                        number() == 1 ? "" : " (%.3g before)".formatted(values().get(number() - 2)));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%s".formatted(value);
    }

    /// What a reader should know.
    List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (!isReached()) {
            warnings.add(
                    "method.iterations: no iteration of %d is below %s; %d has the least, %.3g: %s; wider bins may reach it, or a larger method.iterations.most"
                            .formatted(most(), number(asked.below()), number(), value(), meaning()));
        }
        failures.stream().map(Failure::sentence).forEach(warnings::add);
        return warnings;
    }

    private String meaning() {
        String errors = "%.2g statistical errors (root mean square of the bins)".formatted(Math.sqrt(value()));
        return switch (asked.criterion()) {
            case TOYS ->
                "a bias of %s is left, with which intervals hold the truth less often than they say".formatted(errors);
            case CHANGE -> "it still moves the result by %s".formatted(errors);
        };
    }

    /// For the report.
    IterationChoice figure() {
        return new IterationChoice(
                numbers(scan.biasOverVariance()),
                numbers(scan.squaredChange().stream().map(Math::sqrt).toList()),
                asked.below(),
                number(),
                sentence());
    }

    private static Numbers numbers(List<Double> values) {
        return Numbers.tabulate(values.size(), values::get);
    }

    /// A line of the run's log.
    Document log() {
        return Document.of(
                "log",
                Document.entries(
                        "chosen", number(),
                        "criterion", asked.criterion().name().toLowerCase(Locale.ROOT),
                        "below", asked.below(),
                        "biasOverVariance", scan.biasOverVariance(),
                        "squaredChange", scan.squaredChange(),
                        "bins", scan.bins()));
    }
}
