package unfurl.provenance;

import java.util.List;
import java.util.Objects;

/// What a result was made from, so that it can be made again.
///
/// @param inputs      every file that was read
/// @param study       the resolved study, as text
/// @param seed        the study's seed
/// @param environment what it was made with
public record Provenance(List<Input> inputs, String study, long seed, Environment environment) {
    /// A file that was read.
    ///
    /// @param role   what it was read as: `simulation`, `data`, `background diboson`
    /// @param name   its name, without the folders of the machine it lay on
    /// @param rows   how many events it has
    /// @param digest of its bytes
    public record Input(String role, String name, long rows, Digest digest) {
        /// Checks the number of events.
        public Input {
            Objects.requireNonNull(role);
            Objects.requireNonNull(name);
            Objects.requireNonNull(digest);
            if (rows < 0) {
                throw new IllegalArgumentException("a file has no " + rows + " rows");
            }
        }
    }

    /// Copies the list.
    public Provenance {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(study);
        Objects.requireNonNull(environment);
    }
}
