package unfurl.provenance;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What a result was made from, so that it can be made again.
///
/// @param inputs      every file that was read
/// @param study       the resolved study, as text
/// @param seed        the study's seed
/// @param environment what it was made with
public record Provenance(List<Input> inputs, String study, long seed, Environment environment) {
    /// The role of the data.
    public static final String DATA = "data";

    /// A file that was read.
    ///
    /// @param role   what it was read as: `simulation`, `data`, `background diboson`
    /// @param name   its name, without the folders of the machine it lay on
    /// @param rows   how many events it has
    /// @param digest of its bytes
    /// @param sources the sources of uncertainty that were made of it, such as the systematic that learned
    ///                from its events
    /// @param sameEvents whether its events are the data's own, at particle level: a truth of pseudo-data
    public record Input(String role, String name, long rows, Digest digest, List<String> sources, boolean sameEvents) {
        /// Checks the number of events.
        public Input {
            sources = List.copyOf(sources);
            Objects.requireNonNull(role);
            Objects.requireNonNull(name);
            Objects.requireNonNull(digest);
            if (rows < 0) {
                throw new IllegalArgumentException("a file has no " + rows + " rows");
            }
        }

        /// A file of which no source of uncertainty was made, and that does not hold the data's events.
        public Input(String role, String name, long rows, Digest digest) {
            this(role, name, rows, digest, List.of(), false);
        }
    }

    /// Copies the list.
    public Provenance {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(study);
        Objects.requireNonNull(environment);
    }

    /// The sources of uncertainty that were made of a file.
    ///
    /// @param file its digest
    public List<String> sourcesOf(Digest file) {
        return of(file).flatMap(input -> input.sources().stream()).distinct().toList();
    }

    /// Whether a file holds the data's own events: it was read as the data, or as a truth of these events.
    ///
    /// @param file its digest
    public boolean sharesEvents(Digest file) {
        return of(file).anyMatch(input -> input.sameEvents() || input.role().equals(DATA));
    }

    private Stream<Input> of(Digest file) {
        return inputs.stream().filter(input -> input.digest().equals(file));
    }
}
