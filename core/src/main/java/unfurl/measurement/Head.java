package unfurl.measurement;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import unfurl.InputException;
import unfurl.event.Expression;

/// What a measurement says of itself.
///
/// @param name          what it is called
/// @param description   what was measured, for a stranger: process, energy, definitions that are no columns
/// @param observables   what was unfolded, at least one
/// @param phaseSpace    the condition that every published event meets; empty when there is none
/// @param normalisation what the sum of the nominal weights is
/// @param luminosity    of the data, when it is known
/// @param prior         the simulation's own weights, when they are published
/// @param groups        the weights and their recipes; one of them is nominal
/// @param iterations    columns with the weights after iteration 1, 2, …; may be empty
/// @param nuisances     parameters of the detector that were fitted together with the result
public record Head(
        String name,
        String description,
        List<Observable> observables,
        Optional<Expression> phaseSpace,
        Normalisation normalisation,
        Optional<Luminosity> luminosity,
        Optional<Prior> prior,
        List<WeightGroup> groups,
        List<String> iterations,
        List<ProfiledNuisance> nuisances) {
    /// What the sum of all sources is called; no group may be.
    public static final String TOTAL = "total";

    /// @throws InputException when there is no observable, a name stands twice, there is not one nominal
    ///                        group, a luminosity's uncertainty is used without a luminosity, toys are
    ///                        of sources that are not there, or a nuisance parameter is of a column that is none of
    ///                        weights
    public Head {
        observables = List.copyOf(observables);
        groups = List.copyOf(groups);
        iterations = List.copyOf(iterations);
        nuisances = List.copyOf(nuisances);
        Objects.requireNonNull(description);
        if (name.isBlank() || observables.isEmpty()) {
            throw new InputException("a measurement needs a name and at least one observable");
        }
        requireDifferent(
                "observable", observables.stream().map(Observable::column).toList());
        requireDifferent(
                "group of weights", groups.stream().map(WeightGroup::name).toList());
        requireDifferent(
                "weight column",
                groups.stream().flatMap(g -> g.columns().stream()).toList());
        requireDifferent("iteration's weight column", iterations);
        requireDifferent(
                "nuisance parameter",
                nuisances.stream().map(ProfiledNuisance::name).toList());
        long nominal = groups.stream().filter(Head::isNominal).count();
        if (nominal != 1) {
            throw new InputException(
                    "measurement '%s' must have one nominal group of weights, not %d".formatted(name, nominal));
        }
        requireSources(groups);
        boolean usesLuminosity = groups.stream().anyMatch(g -> g.recipe() instanceof Recipe.LuminosityScale);
        if (usesLuminosity && luminosity.isEmpty()) {
            throw new InputException(
                    "measurement '%s' has the luminosity's uncertainty but no luminosity".formatted(name));
        }
        List<String> weights = weightColumns(prior, groups, iterations);
        nuisances.forEach(nuisance -> requireColumns(nuisance, weights));
    }

    /// One whose detector was known.
    public Head(
            String name,
            String description,
            List<Observable> observables,
            Optional<Expression> phaseSpace,
            Normalisation normalisation,
            Optional<Luminosity> luminosity,
            Optional<Prior> prior,
            List<WeightGroup> groups,
            List<String> iterations) {
        this(
                name,
                description,
                observables,
                phaseSpace,
                normalisation,
                luminosity,
                prior,
                groups,
                iterations,
                List.of());
    }

    private static void requireColumns(ProfiledNuisance nuisance, List<String> weights) {
        for (String column : nuisance.byColumn().keySet()) {
            if (!weights.contains(column)) {
                throw InputException.notFound(
                        "weight column",
                        column,
                        "the measurement",
                        "the nuisance parameter '" + nuisance.name() + "'",
                        weights);
            }
        }
    }

    private static void requireSources(List<WeightGroup> groups) {
        List<String> sources = groups.stream()
                .filter(group -> !isNominal(group) && !(group.recipe() instanceof Recipe.Toys))
                .map(WeightGroup::name)
                .toList();
        for (WeightGroup group : groups) {
            if (group.name().equals(TOTAL)) {
                throw new InputException(
                        "a group of weights cannot be called '%s': the sum of all is".formatted(TOTAL));
            }
            if (group.name().equals(Breakdown.SAMPLE.name()) && !group.recipe().isOfEvents()) {
                throw new InputException(
                        "the group of weights '%s' is called by what it is not".formatted(group.name()));
            }
            if (group.recipe() instanceof Recipe.Toys toys) {
                for (String source : toys.sources()) {
                    if (!sources.contains(source)) {
                        throw InputException.notFound(
                                "source of uncertainty",
                                source,
                                "the measurement",
                                "the toys '" + group.name() + "'",
                                sources);
                    }
                }
            }
        }
    }

    private static void requireDifferent(String kind, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String each : names) {
            if (!seen.add(each)) {
                throw new InputException("the %s '%s' stands twice in the measurement".formatted(kind, each));
            }
        }
    }

    private static boolean isNominal(WeightGroup group) {
        return group.recipe() instanceof Recipe.Nominal;
    }

    /// The column of the nominal weights.
    public String nominalColumn() {
        return groups.stream()
                .filter(Head::isNominal)
                .findFirst()
                .orElseThrow()
                .columns()
                .getFirst();
    }

    /// Every column that the measurement must have: observables, weights, iterations and what the phase space
    /// reads.
    public List<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        observables.forEach(observable -> {
            names.add(observable.column());
            observable.noValue().ifPresent(condition -> names.addAll(condition.columns()));
        });
        phaseSpace.ifPresent(condition -> names.addAll(condition.columns()));
        names.addAll(weightColumns());
        return List.copyOf(names);
    }

    /// The columns that hold weights: the prior's, those of the groups and of the iterations.
    public List<String> weightColumns() {
        return weightColumns(prior, groups, iterations);
    }

    private static List<String> weightColumns(
            Optional<Prior> prior, List<WeightGroup> groups, List<String> iterations) {
        Set<String> names = new LinkedHashSet<>();
        prior.ifPresent(p -> names.add(p.column()));
        groups.forEach(group -> names.addAll(group.columns()));
        names.addAll(iterations);
        return List.copyOf(names);
    }

    /// The columns of weights that are no result: those of the groups but the nominal one, and of the iterations.
    public List<String> replicaColumns() {
        return weightColumns().stream()
                .filter(name -> !name.equals(nominalColumn()))
                .filter(name -> prior.filter(p -> p.column().equals(name)).isEmpty())
                .toList();
    }
}
