package unfurl.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prior;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// The layout of ATLAS's release of 24 observables of Z+jets: one table, whose names of columns say everything.
///
/// `docs/reference/measurement.md` has the names, and what becomes of each. Groups that are not there are no matter:
/// the release's own companion files, of another generator and another composition, have few.
///
/// Source: ATLAS, arXiv:2405.20041, and its files, doi:10.5281/zenodo.11507450.
public final class AtlasLayout {
    /// The column of the result.
    public static final String NOMINAL = "weights_nominal";
    /// The column of the simulation's weights before the unfolding.
    public static final String PRIOR = "weight_mc";
    /// The column of the result with the luminosity shifted by its uncertainty.
    public static final String LUMINOSITY = "weights_lumi";
    /// The unit of the weights, which no column says.
    public static final String UNIT = "fb";

    private static final String WEIGHTS = "weights_";
    private static final String CLOSURE = "target_dd";
    private static final double PUBLISHED_LUMINOSITY = 139;
    private static final Expression PHASE_SPACE = Expression.parse("pT_ll > 200");

    /// A Poisson number of mean 1 is 0 for 37 % of the events.
    private static final double ZEROS = 0.1;

    /// How far the ratio of two columns may be from its mean, as a part of that, for it to be one number.
    private static final double CONSTANT = 1e-5;

    private final Table events;
    private final Optional<Luminosity> luminosity;
    private final List<WeightGroup> groups = new ArrayList<>();

    private AtlasLayout(Table events) {
        this.events = events;
        luminosity = luminosity();
    }

    /// Whether a table with these columns has the layout: the result, the simulation's weights and at least one of
    /// the observables.
    static boolean fits(Collection<String> columns) {
        return columns.contains(NOMINAL)
                && columns.contains(PRIOR)
                && AtlasNames.OBSERVABLES.stream().map(Observable::column).anyMatch(columns::contains);
    }

    /// The measurement in a table of this layout.
    ///
    /// @throws unfurl.InputException when a value is not finite, or as [Measurement] says
    static Measurement measurement(Table events, String name) {
        return new AtlasLayout(events).measurement(name);
    }

    private Measurement measurement(String name) {
        addGroups();
        List<Observable> observables = AtlasNames.OBSERVABLES.stream()
                .filter(observable -> events.has(observable.column()))
                .map(this::observable)
                .toList();
        var head = new Head(
                name,
                "Z(→μμ)+jets in pp collisions at √s = 13 TeV, in the layout of the release of ATLAS: arXiv:2405.20041.",
                observables,
                phaseSpace(),
                new Normalisation.CrossSection(UNIT),
                luminosity,
                Optional.of(new Prior(PRIOR, 1)),
                groups,
                List.of());
        var unknown = new Environment("", "", "", "", "", 1);
        return new Measurement(
                head,
                new Provenance(List.of(), "", 0, unknown),
                List.of(Works.ATLAS_24_OBSERVABLES, Works.OMNIFOLD),
                withUnits(observables));
    }

    /// The jets' observables have no value without the jet, and 0 in its place.
    private Observable observable(Observable known) {
        Matcher jet = Pattern.compile(".+_(trackj[12])").matcher(known.column());
        if (!jet.matches() || !events.has("pT_" + jet.group(1))) {
            return known;
        }
        Expression without = Expression.parse("pT_" + jet.group(1) + " == 0");
        return known.withoutValueWhere(without);
    }

    /// The phase space of the paper, where every event is in it; a file of another one has none that is known.
    private Optional<Expression> phaseSpace() {
        return Optional.of(PHASE_SPACE)
                .filter(condition -> events.names().containsAll(condition.columns())
                        && condition.select(events).count() == events.rows());
    }

    private Table withUnits(List<Observable> observables) {
        Map<String, String> units = new LinkedHashMap<>();
        observables.forEach(observable -> units.put(observable.column(), observable.unit()));
        return Table.of(
                events.source(),
                events.columns().stream()
                        .map(column -> column.in(units.getOrDefault(column.name(), column.unit())))
                        .toList());
    }

    private void addGroups() {
        add("nominal", new Recipe.Nominal(), List.of(NOMINAL), "The result, of which Σ is the fiducial cross section.");
        List<String> ofSimulation = numbered("bootstrap_mc");
        if (!holdPoissonWeights(ofSimulation)) {
            add(
                    "sample statistics",
                    new Recipe.SampleStatistics(),
                    List.of(),
                    "The finite number of the published events.");
        }
        add(
                "ensemble",
                new Recipe.Ensemble(Recipe.Centre.MEDIAN),
                numbered("ensemble"),
                "Other networks of the same training; the result is their median.");
        add("bootstrap_data", new Recipe.Bootstrap(), numbered("bootstrap_data"), "Fluctuations of the data.");
        add("bootstrap_mc", new Recipe.Bootstrap(), ofSimulation, "Fluctuations of the simulation.");
        if (events.has(WEIGHTS + "dd") && events.has(CLOSURE)) {
            add(
                    "dd",
                    new Recipe.DataDriven(),
                    List.of(WEIGHTS + "dd", CLOSURE),
                    "The simulation reweighted to resemble the data, unfolded, beside its own truth.");
        }
        AtlasNames.SYSTEMATICS.forEach((name, description) -> {
            String column = WEIGHTS + name;
            if (column.equals(LUMINOSITY) && luminosity.isPresent()) {
                add(name, new Recipe.LuminosityScale(), List.of(), description);
            } else if (events.has(column)) {
                add(name, new Recipe.Hessian(), List.of(column), description);
            }
        });
    }

    /// The published luminosity, with the uncertainty that its column has; none where that is not the result times
    /// one number.
    private Optional<Luminosity> luminosity() {
        if (!events.has(LUMINOSITY)) {
            return Optional.empty();
        }
        Column nominal = column(NOMINAL);
        Column shifted = column(LUMINOSITY);
        double mean = IntStream.range(0, events.rows())
                .filter(row -> nominal.at(row) != 0)
                .mapToDouble(row -> shifted.at(row) / nominal.at(row))
                .average()
                .orElse(Double.NaN);
        double relative = Math.abs(mean - 1);
        boolean isFactor = relative < 1
                && IntStream.range(0, events.rows())
                        .allMatch(row -> Math.abs(shifted.at(row) - mean * nominal.at(row))
                                <= CONSTANT * Math.abs(mean * nominal.at(row)));
        return isFactor ? Optional.of(new Luminosity(PUBLISHED_LUMINOSITY, "1/" + UNIT, relative)) : Optional.empty();
    }

    private Column column(String name) {
        return events.column(name, AtlasLayout.class.getSimpleName());
    }

    /// Adds a group that has as many columns as its recipe needs.
    private void add(String name, Recipe recipe, List<String> columns, String description) {
        if (columns.size() >= recipe.fewestColumns()) {
            groups.add(new WeightGroup(name, columns, recipe, description));
        }
    }

    /// `weights_NAME_0`, `weights_NAME_1`, … as far as they go without a gap.
    private List<String> numbered(String name) {
        return IntStream.iterate(0, i -> events.has(WEIGHTS + name + "_" + i), i -> i + 1)
                .mapToObj(i -> WEIGHTS + name + "_" + i)
                .toList();
    }

    /// Whether replicas of the simulation have the Poisson weights of their events in them, and so the statistics of
    /// the published sample: then many events have weight 0, which no reweighting gives.
    private boolean holdPoissonWeights(List<String> columns) {
        return columns.size() > 1
                && columns.stream().limit(2).allMatch(name -> {
                    Column column = column(name);
                    long zeros = IntStream.range(0, column.size())
                            .filter(row -> column.at(row) == 0)
                            .count();
                    return zeros > ZEROS * column.size();
                });
    }

    /// Whether a column is named as weights that are neither the result nor the simulation's.
    static boolean isReplica(String column) {
        return (column.startsWith(WEIGHTS) || column.equals(CLOSURE)) && !column.equals(NOMINAL);
    }

    /// The columns of a measurement that are named as weights, and that no recipe uses.
    static List<String> withoutRecipe(Measurement measurement) {
        Set<String> used = new HashSet<>(measurement.head().weightColumns());
        if (measurement.head().groups().stream().anyMatch(group -> group.recipe() instanceof Recipe.LuminosityScale)) {
            used.add(LUMINOSITY);
        }
        return measurement.events().names().stream()
                .filter(name -> (name.startsWith(WEIGHTS) || name.equals(CLOSURE)) && !used.contains(name))
                .toList();
    }
}
