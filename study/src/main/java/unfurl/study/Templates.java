package unfurl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;
import unfurl.uncertainty.WeightTemplate;

/// The learned templates of a study's effects.
///
/// @param byEffect by the name of the effect's replica
record Templates(Map<String, TemplateFile> byEffect) {
    /// Copies the map.
    Templates {
        byEffect = Collections.unmodifiableMap(new LinkedHashMap<>(byEffect));
    }

    /// None.
    static final Templates NONE = new Templates(Map.of());

    static String what(String effect) {
        return "the template of '%s'".formatted(effect);
    }

    /// What failed before it was learned, of all in order.
    List<Failure> failures() {
        return byEffect.entrySet().stream()
                .flatMap(one -> Failure.of(what(one.getKey()), one.getValue().failures()).stream())
                .toList();
    }

    /// The template of an effect, where one was learned.
    Optional<WeightTemplate> of(String effect) {
        return Optional.ofNullable(byEffect.get(effect)).map(TemplateFile::template);
    }

    /// The replica with learned factors in the place of what had to be learned.
    Replica applied(Replica replica) {
        return of(replica.name())
                .map(template -> new Replica(
                        replica.name(), applied(replica.variation(), template), replica.networks(), replica.draws()))
                .orElse(replica);
    }

    /// The same of several.
    List<Replica> applied(List<Replica> replicas) {
        return replicas.stream().map(this::applied).toList();
    }

    private static Variation applied(Variation variation, WeightTemplate template) {
        return switch (variation) {
            case Variation.Resemblance ignored -> new Variation.Templated(template);
            case Variation.Together(List<Variation> parts) ->
                new Variation.Together(
                        parts.stream().map(part -> applied(part, template)).toList());
            case Variation other -> other;
        };
    }
}
