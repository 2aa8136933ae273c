package unfurl.publication;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.AtlasLayout;
import unfurl.formats.AtomicFile;
import unfurl.formats.AtomicFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Citation;

/// The events of a measurement in the columns of ATLAS's published events: observables, `weight_mc`,
/// `weights_nominal`, `weights_ensemble_<i>`, `weights_bootstrap_data_<i>`, `weights_bootstrap_mc_<i>`,
/// `weights_dd` and `target_dd`, `weights_<systematic>`, `weights_lumi`.
///
/// Weights that have no such name are called `weights_<group>` or `weights_<group>_<i>`. What the layout has no
/// place for is left out, and both are said.
///
/// Source: ATLAS, arXiv:2405.20041, and its events (Zenodo 11507450).
public final class AtlasEvents {
    private static final Pattern KEPT = Pattern.compile("(weights|target)_[A-Za-z0-9_]+");

    private final Measurement measurement;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> meanings = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private AtlasEvents(Measurement measurement) {
        this.measurement = measurement;
        measurement.head().observables().forEach(this::add);
        measurement
                .prior()
                .ifPresent(weights -> add(AtlasLayout.PRIOR, column(weights), "the simulation before the unfolding"));
        measurement.head().groups().forEach(this::add);
        noteWhatIsLeftOut();
    }

    /// The events of a measurement in this layout.
    public static AtlasEvents of(Measurement measurement) {
        return new AtlasEvents(measurement);
    }

    /// The columns.
    public Table table() {
        return Table.of(measurement.events().source(), List.copyOf(columns.values()));
    }

    /// What is not as in ATLAS's events, a sentence each.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// Writes a folder: the table `events`, `README.md` and `citations.bib`.
    ///
    /// @param format of the table
    /// @throws unfurl.InputException when it cannot be written
    public void write(Path target, Tables.Format format) {
        String name = "events" + format.ending();
        AtomicFolder.write(target, "publication", folder -> {
            Tables.write(table(), folder.resolve(name), format);
            AtomicFile.write(folder.resolve("README.md"), readme(name));
            AtomicFile.write(folder.resolve("citations.bib"), Citation.bibliography(measurement.citations()));
        });
    }

    private void add(Observable observable) {
        String unit = observable.unit();
        Column column =
                measurement.events().column(observable.column(), "the layout").in(unit);
        columns.put(observable.column(), column);
        meanings.put(observable.column(), TexLabel.of(observable.label()) + (unit.isEmpty() ? "" : " in " + unit));
    }

    private void add(String name, Column column, String meaning) {
        String free = name;
        while (columns.containsKey(free)) {
            free += "_";
        }
        columns.put(free, column.named(free));
        meanings.put(free, meaning);
    }

    private static Column column(Weights weights) {
        return Column.tabulate("weights", weights.size(), weights::get);
    }

    private void add(WeightGroup group) {
        switch (group.recipe()) {
            case Recipe.Nominal ignored -> add(AtlasLayout.NOMINAL, column(measurement.nominal()), group.description());
            case Recipe.LuminosityScale ignored -> addLuminosity(group);
            case Recipe.SampleStatistics ignored ->
                notes.add("%s has no column: the square root of the sum of the squared nominal weights of a bin."
                        .formatted(group.name()));
            case Recipe.Ensemble ensemble -> {
                addAll(group, "weights_ensemble");
                if (ensemble.centre() == Recipe.Centre.MEAN) {
                    notes.add("weights_nominal is the mean of weights_ensemble_*; in ATLAS's events it is the median.");
                }
            }
            case Recipe.Bootstrap ignored -> addBootstrap(group);
            case Recipe.DataDriven ignored -> {
                add("weights_dd", weights(group.columns().getFirst()), group.description());
                add("target_dd", weights(group.columns().getLast()), "what weights_dd is to be compared with");
            }
            case Recipe.Hessian ignored -> addAll(group, "weights_" + SafeNames.of(group.name()));
            case Recipe.TwoPoint twoPoint -> {
                addAll(group, "weights_" + SafeNames.of(group.name()));
                if (!twoPoint.correlated()) {
                    notes.add("The shifts of %s in different bins are uncorrelated.".formatted(group.name()));
                }
            }
            case Recipe.UpDown ignored ->
                addOther(group, "pairs of columns, up and down: half the sum of their squared shifts");
            case Recipe.Nuisances ignored -> addOther(group, "effects of nuisances, some of which are shared");
            case Recipe.Toys ignored -> addOther(group, "toys of other sources, to be used in their place");
        }
    }

    private void addLuminosity(WeightGroup group) {
        double factor = 1
                + measurement
                        .head()
                        .luminosity()
                        .map(Luminosity::relativeUncertainty)
                        .orElse(0.0);
        add(AtlasLayout.LUMINOSITY, column(measurement.nominal().times(factor)), group.description());
    }

    private void addBootstrap(WeightGroup group) {
        String first = group.columns().getFirst();
        if (first.startsWith("weights_bootstrap_data") || first.startsWith("weights_bootstrap_mc")) {
            addAll(
                    group,
                    first.startsWith("weights_bootstrap_data") ? "weights_bootstrap_data" : "weights_bootstrap_mc");
        } else {
            addOther(group, "a bootstrap of neither data nor simulation alone: the spread of its columns");
        }
    }

    private void addOther(WeightGroup group, String what) {
        addAll(group, "weights_" + SafeNames.of(group.name()));
        notes.add("%s is not of a kind that ATLAS's events have: %s.".formatted(group.name(), what));
    }

    /// The columns of a group: by their own names when those are of the layout, numbered after `prefix`
    /// otherwise.
    private void addAll(WeightGroup group, String prefix) {
        boolean kept =
                group.columns().stream().allMatch(name -> KEPT.matcher(name).matches() && !columns.containsKey(name));
        for (int i = 0; i < group.columns().size(); i++) {
            String name = group.columns().get(i);
            String numbered = group.columns().size() == 1 ? prefix : prefix + "_" + i;
            add(kept ? name : numbered, weights(name), group.description());
        }
    }

    private Column weights(String name) {
        return measurement.events().column(name, "the layout");
    }

    private void noteWhatIsLeftOut() {
        if (!measurement.head().iterations().isEmpty()) {
            notes.add("The weights after each iteration are left out.");
        }
        List<String> lists = measurement.events().columns().stream()
                .filter(Column::isList)
                .map(Column::name)
                .toList();
        if (!lists.isEmpty()) {
            notes.add("The particles are left out: " + String.join(", ", lists) + ".");
        }
        if (measurement.head().observables().stream()
                .anyMatch(observable -> observable.bins().isPresent())) {
            notes.add("The published bins are left out.");
        }
    }

    private String readme(String file) {
        var lines = new ArrayList<String>();
        lines.add("# %s: events in the columns of ATLAS's published events"
                .formatted(measurement.head().name()));
        lines.add("");
        lines.add(measurement.head().description().strip());
        lines.add("");
        lines.add(
                "`%s` has %d events and %d columns. The names are those of ATLAS's events (Zenodo 11507450), so that programs for "
                                .formatted(file, measurement.events().rows(), columns.size())
                        + "those read these. These events are not ATLAS's.");
        lines.add("");
        lines.add("| column | what |");
        lines.add("|---|---|");
        meanings.forEach((name, meaning) -> lines.add(
                "| `%s` | %s |".formatted(name, meaning.replace("|", "\\|").replaceAll("\\s+", " "))));
        if (!notes.isEmpty()) {
            lines.add("");
            lines.add("## Not as in ATLAS's events");
            lines.add("");
            notes.forEach(note -> lines.add("* " + note));
        }
        return String.join("\n", lines) + "\n";
    }
}
