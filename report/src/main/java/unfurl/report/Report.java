package unfurl.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import unfurl.InputException;

/// Everything a reader of an unfolding sees.
///
/// @param title         what it is called
/// @param headline      the few numbers that come first
/// @param observables   one page each, in the order of the study
/// @param recoOnly      what is measured at reco level and not unfolded, in the order of the study
/// @param diagnostics   how the unfolding went
/// @param ledger        the account of normalisation, line by line
/// @param notices       what was clipped, dropped or warned about
/// @param provenance    where it comes from
/// @param uncertainties what is said of the uncertainties as a whole
/// @param nuisances     what a profile fit says of its nuisances; empty for other methods
public record Report(
        Title title,
        List<Fact> headline,
        List<ObservablePage> observables,
        List<RecoPage> recoOnly,
        Diagnostics diagnostics,
        List<LedgerRow> ledger,
        List<Notice> notices,
        Provenance provenance,
        Uncertainties uncertainties,
        Optional<Nuisances> nuisances) {
    /// A report without nuisances.
    public Report(
            Title title,
            List<Fact> headline,
            List<ObservablePage> observables,
            List<RecoPage> recoOnly,
            Diagnostics diagnostics,
            List<LedgerRow> ledger,
            List<Notice> notices,
            Provenance provenance,
            Uncertainties uncertainties) {
        this(
                title,
                headline,
                observables,
                recoOnly,
                diagnostics,
                ledger,
                notices,
                provenance,
                uncertainties,
                Optional.empty());
    }

    /// A report of what is unfolded, that says nothing of the uncertainties as a whole.
    public Report(
            Title title,
            List<Fact> headline,
            List<ObservablePage> observables,
            Diagnostics diagnostics,
            List<LedgerRow> ledger,
            List<Notice> notices,
            Provenance provenance) {
        this(title, headline, observables, List.of(), diagnostics, ledger, notices, provenance, Uncertainties.none());
    }

    public Report {
        headline = List.copyOf(headline);
        observables = List.copyOf(observables);
        recoOnly = List.copyOf(recoOnly);
        ledger = List.copyOf(ledger);
        notices = List.copyOf(notices);
        requireDistinctFiles(Stream.concat(
                observables.stream().map(ObservablePage::name),
                recoOnly.stream().map(RecoPage::name)));
    }

    /// The same report with what a profile fit says of its nuisances.
    public Report with(Nuisances fitted) {
        return new Report(
                title,
                headline,
                observables,
                recoOnly,
                diagnostics,
                ledger,
                notices,
                provenance,
                uncertainties,
                Optional.of(fitted));
    }

    /// Writes `index.html`, one file that needs no other, and each figure as SVG and PDF in `figures/`.
    ///
    /// Each file appears whole or not at all. The same report gives the same bytes.
    ///
    /// @param folder made when it is not there; files of the same names are replaced
    /// @return the path of `index.html`
    /// @throws InputException when the folder cannot be written to
    public Path write(Path folder) {
        var figures = FigureSet.of(this);
        return figures.write(folder, new Page(this, figures).html());
    }

    private static void requireDistinctFiles(Stream<String> observables) {
        Set<String> seen = new HashSet<>();
        observables.forEach(name -> {
            if (!seen.add(FigureSet.fileName(name).toLowerCase(Locale.ROOT))) {
                throw new InputException(
                        "two observables of the report would write the same files: '%s' and another".formatted(name));
            }
        });
    }
}
