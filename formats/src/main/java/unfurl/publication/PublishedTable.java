package unfurl.publication;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.measurement.Head;
import unfurl.measurement.Observable;
import unfurl.measurement.Query;

/// A histogram of a measurement with all of its errors, ready to be published.
///
/// @param number      1, 2, … among the tables of a publication
/// @param head        what the measurement says of itself
/// @param query       what was asked
/// @param spectrum    the answer
/// @param sources     its errors by source
/// @param total       (bins × bins) the covariance of all of these sources together
/// @param predictions the same bins of what it may be compared with
public record PublishedTable(
        int number,
        Head head,
        Query query,
        Spectrum spectrum,
        List<SourceErrors> sources,
        Covariance total,
        List<PredictedSpectrum> predictions) {
    /// The bins of a prediction.
    ///
    /// @param name     what it is called
    /// @param spectrum its values, with the covariance of its own events
    public record PredictedSpectrum(String name, Spectrum spectrum) {}

    /// Copies the lists.
    public PublishedTable {
        Objects.requireNonNull(head);
        Objects.requireNonNull(query);
        sources = List.copyOf(sources);
        predictions = List.copyOf(predictions);
    }

    /// The number of bins.
    int bins() {
        return spectrum.bins();
    }

    /// The text of the observable's expression.
    String expression() {
        return query.observable().text();
    }

    /// What the horizontal axis shows, with TeX between dollar signs: the observable's label, or the
    /// expression.
    String axisName() {
        Optional<String> column = query.observable().column();
        return head.observables().stream()
                .filter(observable -> column.filter(observable.column()::equals).isPresent())
                .map(Observable::label)
                .findFirst()
                .map(TexLabel::of)
                .orElse(expression());
    }

    /// The events that count, as one condition; empty when all do.
    Optional<String> selection() {
        List<String> conditions = Stream.of(head.phaseSpace(), query.where())
                .flatMap(Optional::stream)
                .map(condition -> condition.text())
                .toList();
        return switch (conditions.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(conditions.getFirst());
            default -> Optional.of("(" + String.join(") && (", conditions) + ")");
        };
    }

    /// What a value is, in words and one line.
    String description() {
        String what = query.normalised()
                ? "the normalised distribution of %s; its integral over the bins is 1"
                : head.normalisation().unit().isEmpty()
                        ? "the number of events per unit of %s, at the luminosity of the data"
                        : "the cross section, differential in %s";
        return "Unfolded result, particle level: " + what.formatted(expression())
                + selection().map(condition -> ", for events with " + condition).orElse("") + ".";
    }
}
