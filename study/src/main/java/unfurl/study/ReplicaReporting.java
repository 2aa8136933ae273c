package unfurl.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.report.ReplicaGroup;
import unfurl.reweight.AreaUnderCurve;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.Template;

/// What a report says of the replicas: how many each source has, which were tried again, and what was learned
/// for them.
///
/// @param measurement the result
/// @param replicas    those that are finished
record ReplicaReporting(Measurement measurement, List<ReplicaFile> replicas) {

    List<ReplicaGroup> groups() {
        Map<String, ReplicaFile> byColumn =
                replicas.stream().collect(Collectors.toMap(r -> "weights_" + r.name(), r -> r));
        return measurement.head().groups().stream()
                .filter(group -> group.columns().stream().anyMatch(byColumn::containsKey))
                .map(group -> group(
                        group,
                        group.columns().stream()
                                .filter(byColumn::containsKey)
                                .map(byColumn::get)
                                .toList()))
                .toList();
    }

    private static ReplicaGroup group(WeightGroup group, List<ReplicaFile> files) {
        return new ReplicaGroup(
                group.name(),
                group.description(),
                files.size() + (group.columns().contains(PublishedWeights.FIRST_MEMBER) ? 1 : 0),
                files.stream()
                        .filter(file -> !file.failures().isEmpty())
                        .map(file -> new ReplicaGroup.Retry(
                                file.name(), file.failures().size() + 1, String.join("; ", file.failures())))
                        .toList(),
                templates(group, files));
    }

    /// All toys scale the same templates.
    private static List<ReplicaGroup.Template> templates(WeightGroup group, List<ReplicaFile> files) {
        if (group.recipe() instanceof Recipe.Toys) {
            return files.getFirst().learned().stream()
                    .map(checks -> template("", checks))
                    .toList();
        }
        return files.stream()
                .flatMap(file -> file.learned().stream()
                        .map(checks -> template(file.name().equals(group.name()) ? "" : file.name(), checks)))
                .toList();
    }

    /// @param replica which of the group's it is of; empty when that is plain
    private static ReplicaGroup.Template template(String replica, Template.Checks checks) {
        return new ReplicaGroup.Template(
                replica.isEmpty() ? checks.name() : replica + ", " + checks.name(),
                number(checks.closure().map(Closure::perDegree)),
                OptionalDouble.of(checks.nEff()),
                number(checks.area().map(AreaUnderCurve::value)),
                checks.sentence());
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
