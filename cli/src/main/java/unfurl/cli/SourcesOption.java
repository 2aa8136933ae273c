package unfurl.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.measurement.Breakdown;

/// The option `--sources` of the commands that know uncertainties.
final class SourcesOption {
    @Option(
            names = "--sources",
            paramLabel = "a,b",
            description =
                    "The sources of uncertainty that count, by the names that 'unfurl info' lists; if not given, all but "
                            + "toys. Toys may be named instead of the sources that were drawn in them.")
    private Optional<String> sources;

    /// The names that were given; empty for all.
    ///
    /// @throws InputException when a name is empty
    Optional<List<String>> names() {
        return sources.map(text -> CommaList.of(text, "--sources"));
    }

    /// The names that were given, or all, checked.
    ///
    /// @throws InputException when one is not there, stands twice or is held by another
    List<String> of(Breakdown breakdown) {
        try {
            return breakdown.chosen(names());
        } catch (InputException wrong) {
            throw wrong.askedBy("--sources");
        }
    }
}
