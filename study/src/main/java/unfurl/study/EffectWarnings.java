package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// What is odd about a study's systematics, which can be meant but seldom is: both directions of one are the same,
/// or a factor of a weight is not above 0.
///
/// @param study  what is asked
/// @param inputs what was read for it
record EffectWarnings(Study study, Inputs inputs) {
    /// A sentence for each.
    List<String> all() {
        var warnings = new ArrayList<String>();
        Map<String, Inputs.Varied> byName = inputs.varied().stream()
                .collect(Collectors.toMap(v -> v.effect().name(), Function.identity()));
        for (UncertaintyBlock.Systematic systematic : study.uncertainty().systematics()) {
            if (systematic.down().isPresent()
                    && isSame(
                            byName.get(systematic.columns().getFirst()),
                            byName.get(systematic.columns().getLast()))) {
                warnings.add(
                        "the systematic '%s' of the source '%s' is the same up and down, to the last bit: are the columns of one direction named twice?"
                                .formatted(systematic.name(), systematic.source()));
            }
        }
        Inputs.Simulated simulated = inputs.simulation();
        for (Inputs.Varied varied : inputs.varied()) {
            UncertaintyBlock.Effect effect = varied.effect().effect();
            key("genWeight", effect.genWeight(), effect.genWeightFactor())
                    .flatMap(key -> notPositive(varied, key, varied.genFactor(), simulated.genWeight()))
                    .ifPresent(warnings::add);
            key("recoWeight", effect.recoWeight(), effect.recoWeightFactor())
                    .flatMap(key -> notPositive(varied, key, varied.recoFactor(), simulated.recoWeight()))
                    .ifPresent(warnings::add);
        }
        return warnings;
    }

    /// The key by which an effect changes a weight.
    private static Optional<String> key(String key, Optional<Expression> weight, Optional<Expression> factor) {
        return weight.map(w -> key).or(() -> factor.map(f -> key + "Factor"));
    }

    private boolean isSame(Inputs.Varied up, Inputs.Varied down) {
        UncertaintyBlock.Effect one = up.effect().effect();
        UncertaintyBlock.Effect other = down.effect().effect();
        if (EffectFile.document(one).equals(EffectFile.document(other))) {
            return true;
        }
        boolean ofWeights = Objects.equals(ofWeights(up), ofWeights(down));
        return ofWeights
                && one.background().equals(other.background())
                && one.factor().equals(other.factor());
    }

    /// What an effect multiplies weights by; what is more than that is not the same as anything.
    private List<Object> ofWeights(Inputs.Varied varied) {
        if (varied.detector().isPresent() || varied.other().isPresent()) {
            return List.of(varied);
        }
        var factors = new ArrayList<Object>(List.of(varied.genFactor(), varied.recoFactor()));
        inputs.background()
                .forEach(sample -> factors.add(
                        Optional.ofNullable(sample.factors().get(varied.effect().name()))));
        return factors;
    }

    private Optional<String> notPositive(Inputs.Varied varied, String key, Optional<Weights> factor, Weights weight) {
        Mask bad = factor.map(f -> Mask.of(f.size(), i -> weight.get(i) != 0 && !(f.get(i) > 0)))
                .orElseGet(() -> Mask.of(0, i -> false));
        if (bad.count() == 0) {
            return Optional.empty();
        }
        int first = bad.indices()[0];
        return Optional.of(
                "the %s multiplies weights by a factor that is not above 0 in %d of %d events, the first of them row %d of %s (%s); asked by %s"
                        .formatted(
                                varied.effect().what(),
                                bad.count(),
                                weight.size(),
                                inputs.simulation().rows().values()[first],
                                study.path(study.simulation().file()),
                                factor.orElseThrow().get(first),
                                varied.effect().asker(key)));
    }
}
