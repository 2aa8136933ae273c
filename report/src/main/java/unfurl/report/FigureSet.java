package unfurl.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.report.figure.Figure;

/// The figures of a report and the names of their files.
final class FigureSet {
    private final Map<String, Named> byFile = new LinkedHashMap<>();

    /// A figure and the name of its files, without ending.
    record Named(String file, String caption, Figure figure) {}

    FigureSet(Report report) {
        var observables = new ObservableFigures(report.title());
        for (ObservablePage page : report.observables()) {
            String name = fileName(page.name());
            page.reco()
                    .ifPresent(level -> add(
                            name + "-reco",
                            "reco level; statistical errors: data hatched, reweighted simulation red",
                            observables.reco(page, level)));
            add(name + "-gen", "gen level", observables.gen(page));
        }
        var diagnostics = new DiagnosticFigures(report);
        diagnostics.training().forEach(this::add);
        diagnostics.weights().forEach(this::add);
        diagnostics.convergence().forEach(this::add);
    }

    /// Every figure, in the order of the report.
    List<Named> all() {
        return List.copyOf(byFile.values());
    }

    /// The figures whose file names start so.
    List<Named> startingWith(String prefix) {
        return byFile.values().stream()
                .filter(named -> named.file().startsWith(prefix))
                .toList();
    }

    /// The figure with this file name.
    Optional<Named> find(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    /// A name that every file system takes: what is not a letter, digit, point, hyphen or underscore becomes one.
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    private void add(String file, String caption, Figure figure) {
        add(new Named(file, caption, figure));
    }

    private void add(Named named) {
        byFile.put(named.file(), named);
    }
}
