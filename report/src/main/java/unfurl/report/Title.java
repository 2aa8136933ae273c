package unfurl.report;

import unfurl.report.figure.Label;

/// What the report is called and what stands above the figures.
///
/// @param name  title of the report, plain text
/// @param about a sentence or two below it, plain text
/// @param left  above each figure on the left, in the markup of [Label]: `**Unfurl** Simulation`
/// @param right above each figure on the right: `√*s* = 13 TeV, 93.5 fb^{-1}`
public record Title(String name, String about, String left, String right) {
    /// @throws unfurl.InputException when a piece of markup cannot be read
    public Title {
        Label.parse(left);
        Label.parse(right);
    }
}
