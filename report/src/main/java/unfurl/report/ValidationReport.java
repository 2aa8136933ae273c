package unfurl.report;

import java.nio.file.Path;
import java.util.List;
import unfurl.InputException;

/// Everything a reader sees of how the method of an unfolding was tested.
///
/// @param title      what it is called
/// @param headline   the few numbers that come first; the count of verdicts follows them
/// @param tests      in the order of their table
/// @param rules      the bins of every observable that the rules on N_eff and statistics are asked of; may
///                   be none
/// @param notices    what was dropped, tried again or warned about
/// @param provenance where it comes from
public record ValidationReport(
        Title title,
        List<Fact> headline,
        List<ValidationTest> tests,
        List<BinRules> rules,
        List<Notice> notices,
        Provenance provenance) {
    public ValidationReport {
        headline = List.copyOf(headline);
        tests = List.copyOf(tests);
        rules = List.copyOf(rules);
        notices = List.copyOf(notices);
    }

    /// How many tests ended so.
    public long count(Verdict verdict) {
        return tests.stream().filter(test -> test.verdict() == verdict).count();
    }

    /// Writes `index.html`, one file without scripts that needs no other, and each figure as SVG and PDF in
    /// `figures/`.
    ///
    /// Each file appears whole or not at all. The same report gives the same bytes.
    ///
    /// @param folder made when it is not there; files of the same names are replaced
    /// @return the path of `index.html`
    /// @throws InputException when the folder cannot be written to
    public Path write(Path folder) {
        var figures = FigureSet.of(this);
        return figures.write(folder, new ValidationPage(this, figures).html());
    }
}
