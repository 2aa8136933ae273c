package unfurl.report;

import unfurl.report.figure.Numbers;

/// How the weights of events are distributed after an iteration.
///
/// @param name      which weights: `pull`, `push`
/// @param iteration 1, 2, …
/// @param edges     (n + 1) positive and increasing edges, best in even steps of the logarithm
/// @param counts    (n) events
/// @param nEff      (Σw)²/Σw²
/// @param mean      mean weight
/// @param smallest  smallest weight
/// @param largest   largest weight
public record WeightSpectrum(
        String name,
        int iteration,
        Numbers edges,
        Numbers counts,
        double nEff,
        double mean,
        double smallest,
        double largest) {
    public WeightSpectrum {
        if (edges.size() != counts.size() + 1) {
            throw new IllegalArgumentException("%d counts for %d edges".formatted(counts.size(), edges.size()));
        }
    }
}
