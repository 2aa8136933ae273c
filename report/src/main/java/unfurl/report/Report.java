package unfurl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import unfurl.InputException;

/// Everything a reader of an unfolding sees.
///
/// @param title       what it is called
/// @param headline    the few numbers that come first
/// @param observables one page each, in the order of the study
/// @param diagnostics how the unfolding went
/// @param ledger      the account of normalisation, line by line
/// @param notices     what was clipped, dropped or warned about
/// @param provenance  where it comes from
public record Report(
        Title title,
        List<Fact> headline,
        List<ObservablePage> observables,
        Diagnostics diagnostics,
        List<LedgerRow> ledger,
        List<Notice> notices,
        Provenance provenance) {
    public Report {
        headline = List.copyOf(headline);
        observables = List.copyOf(observables);
        ledger = List.copyOf(ledger);
        notices = List.copyOf(notices);
        requireDistinctFiles(observables);
    }

    /// Writes `index.html`, one file that needs no other, and each figure as SVG and PDF in `figures/`.
    ///
    /// Each file appears whole or not at all. The same report gives the same bytes.
    ///
    /// @param folder made when it is not there; files of the same names are replaced
    /// @return the path of `index.html`
    /// @throws InputException when the folder cannot be written to
    public Path write(Path folder) {
        var figures = new FigureSet(this);
        try {
            Files.createDirectories(folder.resolve("figures"));
            for (FigureSet.Named named : figures.all()) {
                byte[] svg = named.figure().svg().getBytes(StandardCharsets.UTF_8);
                put(folder.resolve("figures").resolve(named.file() + ".svg"), svg);
                put(
                        folder.resolve("figures").resolve(named.file() + ".pdf"),
                        named.figure().pdf());
            }
            Path index = folder.resolve("index.html");
            put(index, new Page(this, figures).html().getBytes(StandardCharsets.UTF_8));
            return index;
        } catch (IOException e) {
            throw new InputException(
                    "cannot write the report to %s: %s".formatted(folder, InputException.reason(e)), e);
        }
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(whole, bytes);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void requireDistinctFiles(List<ObservablePage> observables) {
        Set<String> seen = new HashSet<>();
        for (ObservablePage page : observables) {
            if (!seen.add(FigureSet.fileName(page.name()).toLowerCase(Locale.ROOT))) {
                throw new InputException("two observables of the report would write the same files: '%s' and another"
                        .formatted(page.name()));
            }
        }
    }
}
