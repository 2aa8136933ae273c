package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import unfurl.event.Encoding;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.ParticleEncoding;
import unfurl.event.Table;

/// How the events of a level become what the estimators see: observables as features, and particles where the
/// study has them.
///
/// @param observables of those that are seen
/// @param particles   of the particles, where there are any
record EventEncoding(Encoding observables, Optional<ParticleEncoding> particles) {

    /// Fits an encoding on simulated events.
    ///
    /// @param isGen      whether the level is gen; reco otherwise
    /// @param simulation a table with the observables and particles
    /// @param chosen     the events that count
    static EventEncoding fit(Study study, boolean isGen, Table simulation, Mask chosen) {
        String level = isGen ? "gen" : "reco";
        return new EventEncoding(
                observables(study, level, study.seen(isGen), simulation, chosen),
                study.particles().map(block -> {
                    var transforms = new LinkedHashMap<String, Encoding.Transform>();
                    block.features().forEach(f -> transforms.put(f.name(), f.transform()));
                    return ParticleEncoding.fit(level, simulation, chosen, transforms);
                }));
    }

    private static Encoding observables(Study study, String level, List<String> seen, Table simulation, Mask chosen) {
        boolean binned = study.method() instanceof Method.Ibu;
        var transforms = new LinkedHashMap<String, Encoding.Transform>();
        study.transforms().forEach((name, transform) -> {
            if (seen.contains(name)) {
                transforms.put(name, transform);
            }
        });
        return Encoding.fit(
                level,
                simulation,
                chosen,
                seen,
                binned ? Map.of() : transforms,
                binned ? List.of() : categories(study, seen));
    }

    /// The categories in which something that is seen has no value.
    private static List<Encoding.Category> categories(Study study, List<String> seen) {
        return study.categories().stream()
                .filter(c -> c.without().isEmpty()
                        ? study.particles().isEmpty()
                        : c.without().stream().anyMatch(seen::contains))
                .map(c -> new Encoding.Category(c.name(), c.when(), within(c.without(), seen)))
                .toList();
    }

    private static Set<String> within(Set<String> names, List<String> seen) {
        return names.stream().filter(seen::contains).collect(Collectors.toUnmodifiableSet());
    }

    /// What the estimators see of a sample.
    ///
    /// @param chosen the events that count
    Features apply(Table table, Mask chosen) {
        Features features = observables.apply(table, chosen);
        return particles.map(p -> features.with(p.apply(table, chosen))).orElse(features);
    }
}
