package unfurl.report;

import java.util.List;

/// Where the result comes from.
///
/// @param inputs    the files read
/// @param facts     versions, seed, machine, times
/// @param study     the resolved study file
/// @param citations BibTeX of what to cite
public record Provenance(List<Input> inputs, List<Fact> facts, String study, String citations) {
    /// A file read.
    ///
    /// @param role   what it was: `data`, `simulation`
    /// @param file   its name
    /// @param rows   how many events
    /// @param digest its SHA-256 in hexadecimal
    public record Input(String role, String file, long rows, String digest) {}

    public Provenance {
        inputs = List.copyOf(inputs);
        facts = List.copyOf(facts);
    }
}
