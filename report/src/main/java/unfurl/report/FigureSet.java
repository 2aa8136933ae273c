package unfurl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.report.Profiled.Impact;
import unfurl.report.figure.Figure;

/// The figures of a report and the names of their files.
final class FigureSet {
    /// The file of the figure on the number of iterations.
    static final String CHOICE = "choice-of-iterations";

    /// How the files of joint correlations start.
    static final String JOINT = "joint-correlation-";

    private static final int LONGEST = 60;

    private final Map<String, Named> byFile = new LinkedHashMap<>();

    /// A figure and the name of its files, without ending.
    record Named(String file, String caption, Figure figure) {}

    private FigureSet() {}

    /// The figures of a report.
    static FigureSet of(Report report) {
        var figures = new FigureSet();
        figures.fill(report);
        return figures;
    }

    /// The figures of a validation.
    static FigureSet of(ValidationReport report) {
        var figures = new FigureSet();
        var drawn = new ValidationFigures(report.title());
        for (ValidationTest.Kind kind : ValidationTest.Kind.values()) {
            drawn.of(kind, report.tests()).forEach(figures::addNumbered);
        }
        return figures;
    }

    private void fill(Report report) {
        var observables = new ObservableFigures(report.title());
        var uncertainty = new UncertaintyFigures(report.title());
        var maps = new MatrixFigures(report.title());
        for (ObservablePage page : report.observables()) {
            String name = fileName(page.name());
            page.atReco().ifPresent(reco -> add(reco, observables));
            add(name + "-gen", "gen level", observables.gen(page));
            page.breakdown()
                    .ifPresent(b -> add(
                            name + "-uncertainty",
                            UncertaintyFigures.caption(b),
                            uncertainty.breakdown(page.label(), page.unit(), b)));
            page.correlation()
                    .ifPresent(c -> add(
                            name + "-correlation",
                            "correlation of the total uncertainties of the bins",
                            maps.correlation(c)));
            page.profiled().ifPresent(profiled -> fill(report.title(), page, profiled));
        }
        report.recoOnly().forEach(page -> add(page, observables));
        report.nuisances()
                .ifPresent(nuisances ->
                        new NuisanceFigures(report.title()).of(nuisances).forEach(this::addNumbered));
        var diagnostics = new DiagnosticFigures(report);
        diagnostics.training().forEach(this::add);
        diagnostics.weights().forEach(this::add);
        diagnostics.convergence().forEach(this::add);
        for (Correlation map : report.uncertainties().joint()) {
            String names = map.blocks().stream().map(Correlation.Block::name).collect(Collectors.joining("-"));
            addNumbered(new Named(
                    JOINT + shortened(fileName(names)),
                    "correlation of the total uncertainties of the bins of several observables",
                    maps.correlation(map)));
        }
        report.uncertainties()
                .choice()
                .ifPresent(choice -> add(
                        CHOICE,
                        "how the number of iterations was chosen",
                        new ChoiceFigure(report.title()).of(choice)));
    }

    private void fill(Title title, ObservablePage page, Profiled profiled) {
        String name = fileName(page.name());
        var figures = new ImpactFigures(title);
        profiled.without()
                .ifPresent(without -> add(
                        name + "-profiling",
                        "gen level, nuisances fitted and held at their start",
                        new ObservableFigures(title).profiling(page, without)));
        List<Impact> impacts = profiled.impacts();
        if (!impacts.isEmpty()) {
            add(name + "-impacts", ImpactFigures.caption(impacts), figures.impacts(page, impacts));
        }
        List<Impact> known =
                impacts.stream().filter(i -> i.correlation().isPresent()).toList();
        if (!known.isEmpty()) {
            add(name + "-nuisances", "correlation of the bins with the nuisances", figures.correlations(page, known));
        }
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

    /// Writes the page as `index.html` and each figure as SVG and PDF in `figures/`, each file whole or not
    /// at all.
    Path write(Path folder, String html) {
        try {
            Path pictures = Files.createDirectories(folder.resolve("figures"));
            for (Named named : all()) {
                put(
                        pictures.resolve(named.file() + ".svg"),
                        named.figure().svg().getBytes(StandardCharsets.UTF_8));
                put(pictures.resolve(named.file() + ".pdf"), named.figure().pdf());
            }
            Path index = folder.resolve("index.html");
            put(index, html.getBytes(StandardCharsets.UTF_8));
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

    /// The name of the file of an observable at reco level.
    static String recoFile(String name) {
        return fileName(name) + "-reco";
    }

    /// A name that every file system takes: what is not a letter, digit, point, hyphen or underscore
    /// becomes one.
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    private void add(RecoPage page, ObservableFigures drawn) {
        add(
                recoFile(page.name()),
                "reco level; statistical errors: data hatched, reweighted simulation red",
                drawn.reco(page));
    }

    private void add(String file, String caption, Figure figure) {
        add(new Named(file, caption, figure));
    }

    /// Adds a figure under its name or, where that is taken, with a number after it.
    private void addNumbered(Named named) {
        String file = named.file();
        for (int n = 2; byFile.containsKey(file); n++) {
            file = named.file() + "-" + n;
        }
        add(new Named(file, named.caption(), named.figure()));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    private void add(Named named) {
        byFile.put(named.file(), named);
    }
}
