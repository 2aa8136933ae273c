package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// The nominal weights and those of the replicas, and how each group of them becomes an uncertainty.
///
/// @param nominal  (n) the result
/// @param replicas weights by name of column
/// @param groups   of the replicas, in order
record PublishedWeights(Weights nominal, Map<String, Weights> replicas, List<WeightGroup> groups) {
    /// The data-driven closure's replica; its target is the result that the simulation was reweighted by.
    static final String CLOSURE = "dd";

    /// The group of the finite number of published events.
    static final String SAMPLE = "sample";

    /// Of the columns of weights.
    static final String PREFIX = "weights_";

    /// The member of an ensemble that the nominal networks are.
    static final String FIRST_MEMBER = PREFIX + ReplicaKind.ENSEMBLE.numbered(0);

    private static final String TARGET = "target_" + CLOSURE;

    /// @param run      (n) unfolded by the nominal networks
    /// @param finished the replicas; empty for none
    /// @param perUnit  takes their yields to what is published
    static PublishedWeights of(UncertaintyBlock asked, Weights run, List<ReplicaFile> finished, double perUnit) {
        var columns = new LinkedHashMap<String, Weights>();
        finished.forEach(replica ->
                columns.put(PREFIX + replica.name(), replica.weights().times(perUnit)));
        var groups = new ArrayList<WeightGroup>();
        if (finished.isEmpty()) {
            return new PublishedWeights(run, columns, groups);
        }
        Weights nominal = nominal(asked, run, finished, perUnit);
        if (asked.ensemble() > 1) {
            columns.put(FIRST_MEMBER, run);
            List<String> members = numbered(ReplicaKind.ENSEMBLE, asked.ensemble());
            groups.add(new WeightGroup(
                    "ensemble",
                    members,
                    new Recipe.Ensemble(asked.centre()),
                    "Unfoldings that differ in their networks' seeds; weights_nominal is their %s."
                            .formatted(asked.centre() == Recipe.Centre.MEAN ? "mean" : "median, event by event")));
        }
        bootstrap(groups, "bootstrapData", ReplicaKind.BOOTSTRAP_DATA, asked.bootstrapData(), "data");
        bootstrap(
                groups,
                "bootstrapSimulation",
                ReplicaKind.BOOTSTRAP_SIMULATION,
                asked.bootstrapSimulation(),
                "simulated");
        if (asked.dataDrivenClosure()) {
            columns.put(TARGET, run);
            groups.add(new WeightGroup(
                    "dataDrivenClosure",
                    List.of(PREFIX + CLOSURE, TARGET),
                    new Recipe.DataDriven(),
                    "The simulation with the weights target_dd, which resembles the data, was unfolded like data."));
        }
        systematics(asked, run, nominal, columns, groups);
        toys(asked, groups);
        return new PublishedWeights(nominal, columns, groups);
    }

    /// Toys hold both bootstraps, and so the finite number of published events, and every systematic source
    /// whose bins move together.
    private static void toys(UncertaintyBlock asked, List<WeightGroup> groups) {
        if (asked.toys() > 0) {
            var drawn = new LinkedHashSet<String>();
            if (asked.bootstrapData() > 0) {
                drawn.add("bootstrapData");
            }
            drawn.add(asked.bootstrapSimulation() > 0 ? "bootstrapSimulation" : SAMPLE);
            asked.drawn().forEach(systematic -> drawn.add(systematic.source()));
            groups.add(new WeightGroup(
                    "toys",
                    numbered(ReplicaKind.TOY, asked.toys()),
                    new Recipe.Toys(List.copyOf(drawn)),
                    "Every nuisance and a bootstrap of data and simulation drawn together."));
        }
    }

    /// The result alone; arguments as in [#of].
    static Weights nominal(UncertaintyBlock asked, Weights run, List<ReplicaFile> finished, double perUnit) {
        if (finished.isEmpty() || asked.ensemble() == 1) {
            return run;
        }
        List<String> others = numbered(ReplicaKind.ENSEMBLE, asked.ensemble());
        var members = new ArrayList<>(List.of(run));
        finished.stream()
                .filter(replica -> others.contains(PREFIX + replica.name()))
                .forEach(replica -> members.add(replica.weights().times(perUnit)));
        return centre(members, asked.centre());
    }

    private static List<String> numbered(ReplicaKind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PREFIX + kind.numbered(i))
                .toList();
    }

    private static void bootstrap(List<WeightGroup> groups, String name, ReplicaKind kind, int count, String events) {
        if (count > 0) {
            groups.add(new WeightGroup(
                    name,
                    numbered(kind, count),
                    new Recipe.Bootstrap(),
                    "Each %s event counts a Poisson number of times, with mean 1.".formatted(events)));
        }
    }

    /// Each source is a group. A shift is that between two unfoldings with the same networks' seeds,
    /// carried over to the nominal weights.
    private static void systematics(
            UncertaintyBlock asked, Weights run, Weights nominal, Map<String, Weights> columns, List<WeightGroup> out) {
        var sources = new LinkedHashMap<String, List<UncertaintyBlock.Systematic>>();
        asked.systematics()
                .forEach(s -> sources.computeIfAbsent(s.source(), source -> new ArrayList<>())
                        .add(s));
        sources.forEach((source, effects) -> {
            WeightGroup group = SystematicGroup.of(source, effects);
            if (asked.ensemble() > 1) {
                group.columns()
                        .forEach(name ->
                                columns.computeIfPresent(name, (key, weights) -> carried(weights, run, nominal)));
            }
            out.add(group);
        });
    }

    private static Weights carried(Weights shifted, Weights run, Weights nominal) {
        return Weights.tabulate(
                run.size(), i -> run.get(i) == 0 ? shifted.get(i) : nominal.get(i) * (shifted.get(i) / run.get(i)));
    }

    private static Weights centre(List<Weights> members, Recipe.Centre centre) {
        int count = members.size();
        return Weights.tabulate(members.getFirst().size(), i -> {
            double[] values =
                    members.stream().mapToDouble(m -> m.get(i)).sorted().toArray();
            return switch (centre) {
                case MEAN -> Arrays.stream(values).sum() / count;
                case MEDIAN -> (values[(count - 1) / 2] + values[count / 2]) / 2;
            };
        });
    }

    /// With the shifts of nuisance parameters in the place of what was unfolded for them, as sources of systematic
    /// uncertainty.
    ///
    /// @param run (n) unfolded by the nominal networks
    PublishedWeights with(FittedNuisances fitted, Weights run) {
        var columns = new LinkedHashMap<>(replicas);
        fitted.shifted(replicas, run).forEach((column, weights) -> columns.put(column, carried(weights, run, nominal)));
        List<WeightGroup> ofPriors = fitted.groups();
        List<String> drawn = ofPriors.stream().map(WeightGroup::name).toList();
        var all = new ArrayList<WeightGroup>();
        groups.forEach(group -> all.add(drawingToo(drawn, group)));
        all.addAll(ofPriors);
        return new PublishedWeights(nominal, columns, all);
    }

    /// Toys draw the priors of nuisance parameters as well.
    private static WeightGroup drawingToo(List<String> more, WeightGroup group) {
        if (!(group.recipe() instanceof Recipe.Toys(List<String> sources))) {
            return group;
        }
        var all = new ArrayList<>(sources);
        all.addAll(more);
        return new WeightGroup(group.name(), group.columns(), new Recipe.Toys(all), group.description());
    }

    /// Whether the finite number of simulated events is in the spread of a group's weights.
    boolean holdsSample() {
        return groups.stream().anyMatch(group -> group.name().equals("bootstrapSimulation"));
    }
}
