package unfurl.study;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// The effects of one source of systematic uncertainty as a group of weights.
final class SystematicGroup {
    private SystematicGroup() {}

    /// The group, with the plainest recipe that its effects allow.
    ///
    /// @param effects at least one
    static WeightGroup of(String source, List<UncertaintyBlock.Systematic> effects) {
        List<String> columns =
                effects.stream().flatMap(one -> columns(one).stream()).toList();
        if (!effects.getFirst().correlated()) {
            return new WeightGroup(
                    source,
                    columns,
                    new Recipe.TwoPoint(false),
                    "An alternative whose difference in one bin says nothing of another.");
        }
        long pairs = effects.stream().filter(one -> one.down().isPresent()).count();
        boolean shared = isShared(effects);
        if (!shared && pairs == 0) {
            return new WeightGroup(source, columns, new Recipe.Hessian(), "Shifted by one standard deviation.");
        }
        if (!shared && pairs == effects.size()) {
            return new WeightGroup(
                    source, columns, new Recipe.UpDown(), "Shifted up and down by one standard deviation.");
        }
        return new WeightGroup(
                source,
                columns,
                nuisances(effects),
                "Shifted by one standard deviation of each nuisance: %s.".formatted(listed(effects)));
    }

    private static List<String> columns(UncertaintyBlock.Systematic effect) {
        return effect.columns().stream().map(PublishedWeights.PREFIX::concat).toList();
    }

    private static boolean isShared(List<UncertaintyBlock.Systematic> effects) {
        var nuisances = new HashSet<String>();
        return !effects.stream().allMatch(one -> nuisances.add(one.nuisance()));
    }

    private static Recipe nuisances(List<UncertaintyBlock.Systematic> effects) {
        return new Recipe.Nuisances(effects.stream()
                .map(one -> new Recipe.Effect(one.nuisance(), columns(one)))
                .toList());
    }

    /// Each nuisance with its effects: `scale (theory, rate), width`.
    private static String listed(List<UncertaintyBlock.Systematic> effects) {
        return effects.stream()
                .collect(Collectors.groupingBy(
                        UncertaintyBlock.Systematic::nuisance,
                        LinkedHashMap::new,
                        Collectors.mapping(UncertaintyBlock.Systematic::name, Collectors.toList())))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue().equals(List.of(entry.getKey()))
                        ? entry.getKey()
                        : "%s (%s)".formatted(entry.getKey(), String.join(", ", entry.getValue())))
                .collect(Collectors.joining(", "));
    }
}
