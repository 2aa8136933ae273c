package unfurl.formats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import unfurl.event.Column;
import unfurl.hist.Distribution;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// The `README.md` of a measurement, for somebody who has never heard of Unfurl.
final class MeasurementReadme {
    private final Measurement measurement;
    private final Head head;
    private final List<String> lines = new ArrayList<>();

    private MeasurementReadme(Measurement measurement) {
        this.measurement = measurement;
        this.head = measurement.head();
    }

    static String of(Measurement measurement) {
        var readme = new MeasurementReadme(measurement);
        readme.introduction();
        readme.columns();
        readme.particles();
        readme.weights();
        readme.nuisances();
        readme.histogram();
        readme.files();
        return String.join("\n", readme.lines) + "\n";
    }

    private void line(String text) {
        lines.add(text);
    }

    private void introduction() {
        line("# %s".formatted(head.name()));
        line("");
        if (!head.description().isBlank()) {
            line("%s".formatted(head.description().strip()));
            line("");
        }
        line("This is an *unbinned* measurement: simulated events at particle level whose weights make them follow the "
                + "data, corrected for the detector. Any histogram of them, in any bins and with any cut, is a measured "
                + "distribution.");
        line("");
        line("* events: %d".formatted(measurement.events().rows()));
        head.phaseSpace()
                .ifPresent(condition -> line("* phase space: `%s` (every event here meets it)".formatted(condition)));
        line("* the sum of `%s` is %s".formatted(head.nominalColumn(), meaning()));
        head.luminosity()
                .ifPresent(l -> line("* luminosity of the data: %s %s, known to %s %%"
                        .formatted(shown(l.value()), l.unit(), shown(100 * l.relativeUncertainty()))));
        line("");
    }

    private String meaning() {
        String sum = shown(measurement.nominal().sum());
        return switch (head.normalisation()) {
            case Normalisation.CrossSection section ->
                "the cross section in the phase space: %s %s".formatted(sum, section.unit());
            case Normalisation.EventYield ignored ->
                "the expected number of events in the phase space: %s".formatted(sum);
        };
    }

    private void columns() {
        line("## Observables in `events.parquet`");
        line("");
        line("| column | what | unit |");
        line("|---|---|---|");
        for (Observable observable : head.observables()) {
            line("| `%s` | %s | %s |"
                    .formatted(observable.column(), cell(plain(observable.label())), cell(observable.unit())));
        }
        line("");
        binned();
    }

    /// The bins that are published with the observables.
    private void binned() {
        List<Observable> binned = head.observables().stream()
                .filter(observable -> observable.bins().isPresent())
                .toList();
        if (binned.isEmpty()) {
            return;
        }
        line("The bins that are published with them, for whoever has no reason to take others:");
        line("");
        line("| column | edges |");
        line("|---|---|");
        binned.forEach(observable ->
                line("| `%s` | %s |".formatted(observable.column(), String.join(", ", observable.edgesAsText()))));
        line("");
    }

    /// What the events are made of, where the measurement has it.
    private void particles() {
        List<Column> lists =
                measurement.events().columns().stream().filter(Column::isList).toList();
        if (lists.isEmpty()) {
            return;
        }
        line("## Particles in `events.parquet`");
        line("");
        line(
                "Columns of lists: a number for each particle of the event, whose lists all have one length. Any observable "
                        + "of the particles is unfolded with the same weights. With Unfurl, `count`, `sum`, `min`, `max` and "
                        + "`mean` make one number of a list:");
        line("");
        line("    unfurl hist . --observable 'sum(%s)/count(%s)' --edges …"
                .formatted(lists.getFirst().name(), lists.getFirst().name()));
        line("");
        line("| column | unit |");
        line("|---|---|");
        lists.forEach(c -> line("| `%s` | %s |".formatted(c.name(), cell(c.unit()))));
        line("");
    }

    private void weights() {
        line("## Weights in `events.parquet`");
        line("");
        line("| columns | what |");
        line("|---|---|");
        for (WeightGroup group : head.groups()) {
            line("| %s | %s: %s |".formatted(names(group.columns()), cell(group.name()), cell(group.description())));
        }
        head.prior()
                .ifPresent(prior ->
                        line("| `%s` | the simulation before unfolding; times %s it has the unit of the result |"
                                .formatted(prior.column(), prior.factor())));
        if (!head.iterations().isEmpty()) {
            line("| %s | the result after each iteration, in order |".formatted(names(head.iterations())));
        }
        line("");
        line(
                isStatisticsOnly()
                        ? "The statistical error of a bin is the square root of the sum of the squared weights in it. It "
                                + "holds the finite number of events here and nothing else: neither the statistics of the "
                                + "data nor of the response."
                        : "For every group of weights `measurement.json` has the recipe that makes an uncertainty of it, for "
                                + "any histogram: of bootstraps, for one, the spread of the histograms of their columns. The "
                                + "square root of the sum of the squared weights is the finite number of events here and "
                                + "nothing else.");
        line("");
        if (isStatisticsOnly()) {
            line("No other uncertainty is published here: no systematic effect is in these weights.");
            line("");
        }
    }

    private void nuisances() {
        if (head.nuisances().isEmpty()) {
            return;
        }
        line(
                "The detector was not known exactly: parameters of it were fitted together with the result. `measurement.json` "
                        + "has the value of each for every column of weights that comes from a fit of its own; with the recipes of the "
                        + "groups that gives how it varies with a bin.");
        line("");
        line("| parameter | fitted | known before |");
        line("|---|---|---|");
        for (ProfiledNuisance one : head.nuisances()) {
            line("| `%s`: %s | %s ± %s | %s |"
                    .formatted(
                            one.name(),
                            cell(plain(one.label())),
                            shown(one.value()),
                            shown(one.error(), 2),
                            cell(one.prior().describe())));
        }
        line("");
    }

    private boolean isStatisticsOnly() {
        return head.groups().stream().map(WeightGroup::recipe).allMatch(recipe -> switch (recipe) {
            case Recipe.Nominal ignored -> true;
            case Recipe.SampleStatistics ignored -> true;
            case Recipe.Ensemble ignored -> false;
            case Recipe.Bootstrap ignored -> false;
            case Recipe.Hessian ignored -> false;
            case Recipe.UpDown ignored -> false;
            case Recipe.Nuisances ignored -> false;
            case Recipe.TwoPoint ignored -> false;
            case Recipe.DataDriven ignored -> false;
            case Recipe.LuminosityScale ignored -> false;
            case Recipe.Toys ignored -> false;
        });
    }

    private static String names(List<String> columns) {
        return switch (columns.size()) {
            case 0 -> "–";
            case 1 -> "`" + columns.getFirst() + "`";
            default -> "`%s` … `%s` (%d)".formatted(columns.getFirst(), columns.getLast(), columns.size());
        };
    }

    /// A label without the signs of its markup: `*p*_{T}^{\ell\ell}` as `p_T^ellell`.
    private static String plain(String label) {
        return label.replaceAll("\\\\([^\\p{L}])|\\\\|[*{}]", "$1");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }

    private void histogram() {
        Observable first = head.observables().getFirst();
        String column = first.column();
        String edges = edges(first);
        line("## A histogram in three lines");
        line("");
        line("In this folder, on the command line, with Unfurl:");
        line("");
        line("    unfurl hist . \\");
        line("        --observable '%s' \\".formatted(column));
        line("        --edges %s".formatted(edges.replace(" ", "")));
        line("");
        line("In Python, with pandas and NumPy:");
        line("");
        line("    events = pandas.read_parquet(\"events.parquet\")");
        line("    edges = [%s]".formatted(edges));
        line("    value = numpy.histogram(events[\"%s\"], edges, weights=events[\"%s\"])[0] / numpy.diff(edges)"
                .formatted(column, head.nominalColumn()));
        line("");
        line("In Java:");
        line("");
        line("    var measurement = MeasurementFolder.read(Path.of(\".\"));");
        line("    var observable = Expression.parse(\"%s\");".formatted(column));
        line("    var spectrum = measurement.spectrum(Query.of(observable, measurement.axis(observable, %s)));"
                .formatted(edges));
        line("");
    }

    /// The published bins, or four over most of the events at round numbers.
    private String edges(Observable observable) {
        return observable.bins().isPresent()
                ? String.join(", ", observable.edgesAsText())
                : fourBins(observable.column());
    }

    private String fourBins(String name) {
        Column column = measurement.events().column(name, "README.md");
        Distribution distribution = Distribution.of(name, column::at, measurement.nominal());
        double low = distribution.quantile(0.01);
        double width = (distribution.quantile(0.99) - low) / 4;
        if (!(width > 0)) {
            return shown(low - 1) + ", " + shown(low + 1);
        }
        var digits = new MathContext(2);
        BigDecimal step = new BigDecimal(width).round(digits);
        BigDecimal first = new BigDecimal(low).divideToIntegralValue(step).multiply(step);
        List<String> edges = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            edges.add(first.add(step.multiply(BigDecimal.valueOf(i)))
                    .stripTrailingZeros()
                    .toPlainString());
        }
        return String.join(", ", edges);
    }

    private static String shown(double value) {
        return shown(value, 6);
    }

    private static String shown(double value, int digits) {
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toString();
    }

    private void files() {
        line("## Files");
        line("");
        line("| file | what |");
        line("|---|---|");
        line("| `events.parquet` | the events, one row each |");
        line("| `measurement.json` | all of the above for programs, and the recipes of the weights |");
        line("| `citations.bib` | what to cite when you use this |");
        line("| `provenance.json` | what it was made from: inputs by digest, study, seed, versions |");
        line("| `SHA256SUMS` | digests of the files; `sha256sum -c SHA256SUMS` verifies them |");
    }
}
