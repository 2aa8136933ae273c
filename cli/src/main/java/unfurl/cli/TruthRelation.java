package unfurl.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.Truth;
import unfurl.provenance.Digest;

/// A truth, and which sources of a measurement were made of it.
///
/// A source that was made to reach this truth cannot be what covers the distance to it.
///
/// @param truth    its events in the phase space
/// @param closures sources that are left out of V
/// @param kept     sources that the provenance says were made of it and that are in V, since they were asked for
///                 by name
/// @param drawn    toys that were asked for and hold such a source
record TruthRelation(Truth truth, List<String> closures, List<String> kept, List<String> drawn) {
    /// @param file   the truth's digest
    /// @param said   sources that are said to be made of it
    /// @param wanted sources that are asked for by name; empty for all
    /// @throws InputException when the truth is to be absolute and cannot be
    static TruthRelation of(Measurement measurement, Truth truth, Digest file, List<String> said, List<String> wanted) {
        List<String> known = measurement.sourcesMadeOf(file).stream()
                .filter(name -> !said.contains(name))
                .toList();
        var closures = new LinkedHashSet<>(said);
        known.stream().filter(name -> !wanted.contains(name)).forEach(closures::add);
        List<String> kept = known.stream().filter(wanted::contains).toList();
        List<String> all = Stream.concat(said.stream(), known.stream()).toList();
        List<String> drawn = measurement.head().groups().stream()
                .filter(group -> wanted.contains(group.name()))
                .filter(group -> group.recipe() instanceof Recipe.Toys toys
                        && toys.sources().stream().anyMatch(all::contains))
                .map(group -> group.name())
                .toList();
        try {
            return new TruthRelation(truth.in(measurement.head()), List.copyOf(closures), kept, drawn);
        } catch (InputException wrong) {
            throw wrong.askedBy("--absolute");
        }
    }

    /// What somebody who reads χ² should know.
    ///
    /// @param of what the truth is called: `this truth`
    List<String> remarks(String of) {
        return Stream.of(
                        remark(closures, "note: left out of V, being made of " + of),
                        remark(kept, "warning: made of " + of + ", and in V as --sources names it"),
                        remark(drawn, "warning: in V, and holds a source that was made of " + of),
                        truth.sameEvents()
                                ? Optional.of(
                                        "note: " + of
                                                + " holds the data's own events: χ² counts their fluctuations once, and the difference has none; a large p says less than it seems")
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> remark(List<String> sources, String text) {
        return sources.isEmpty() ? Optional.empty() : Optional.of(text + ": " + String.join(", ", sources));
    }
}
