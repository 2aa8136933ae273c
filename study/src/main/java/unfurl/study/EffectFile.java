package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.uncertainty.Likeness;

/// An effect in the `uncertainty` block of a study file, both ways.
///
/// @param observables names of observables, of what a particle has and of what tells them from padding
/// @param backgrounds the names of the backgrounds
/// @param simulation  what another sample has that does not say otherwise
record EffectFile(List<String> observables, List<String> backgrounds, Study.Simulation simulation) {
    static final List<String> KEYS = List.of(
            "file",
            "key",
            "reco",
            "observables",
            "passReco",
            "genWeight",
            "recoWeight",
            "genWeightFactor",
            "recoWeightFactor",
            "background",
            "factor",
            "weightFactor",
            "simulation",
            "recipe");

    /// The effect.
    ///
    /// @param outer where a key is looked for that is not in `value`
    UncertaintyBlock.Effect bind(Document value, Document outer) {
        Keys keys = key -> value.find(key).or(() -> outer.find(key));
        var effect = new UncertaintyBlock.Effect(
                keys.find("file").map(Document::text),
                keys.find("key").map(Document::text),
                keys.find("reco").map(EffectFile::pattern),
                keys.find("observables")
                        .map(d -> d.list().stream()
                                .map(one -> one.oneOf(observables.toArray(String[]::new)))
                                .toList())
                        .orElse(List.of()),
                keys.find("passReco").map(StudyFile::flag),
                keys.find("genWeight").map(StudyFile::weight),
                keys.find("recoWeight").map(StudyFile::weight),
                keys.find("genWeightFactor").map(StudyFile::weight),
                keys.find("recoWeightFactor").map(StudyFile::weight),
                keys.find("background").map(d -> d.oneOf(backgrounds.toArray(String[]::new))),
                keys.find("factor")
                        .map(d -> OptionalDouble.of(d.number(Range.atLeast(0))))
                        .orElse(OptionalDouble.empty()),
                keys.find("weightFactor").map(StudyFile::weight),
                keys.find("simulation").map(d -> other(d, keys)));
        requireEffect(value, effect);
        requireWeightsOrFactors(value, keys);
        if (effect.other().isEmpty() && keys.find("recipe").isPresent()) {
            throw value.wrong(
                    "has `recipe` without `simulation`", "both: the `recipe` says what of the `simulation` counts");
        }
        return effect;
    }

    private UncertaintyBlock.Other other(Document value, Keys keys) {
        value.onlyKeys("file", "genWeight", "recoWeight", "passGen", "passReco", "scale");
        Study.Simulation sample = SamplesFile.simulation(value, simulation);
        String recipe = keys.find("recipe")
                .orElseThrow(() -> value.wrong(
                        "has no `recipe` beside it, which says what of it counts",
                        "recipe: detector, prior or response"))
                .oneOf(Stream.of(Likeness.values()).map(Likeness::label).toArray(String[]::new));
        return new UncertaintyBlock.Other(
                sample,
                Stream.of(Likeness.values())
                        .filter(likeness -> likeness.label().equals(recipe))
                        .findFirst()
                        .orElseThrow());
    }

    @FunctionalInterface
    private interface Keys {
        Optional<Document> find(String key);
    }

    private void requireEffect(Document value, UncertaintyBlock.Effect effect) {
        boolean simulated = effect.isResimulated() || effect.isReweighted();
        if (!simulated && !effect.isOfBackground() && effect.other().isEmpty()) {
            throw value.wrong(
                    "changes nothing",
                    "an effect: some of `reco`, `passReco`, `genWeight`, `recoWeight`, `genWeightFactor`, `recoWeightFactor`; or another `simulation`; or `factor` or `weightFactor` of a background");
        }
        if (simulated && effect.other().isPresent()) {
            throw value.wrong("has `simulation` and other columns of the same events", "one of them");
        }
        if (effect.isOfBackground() && backgrounds.isEmpty()) {
            throw value.wrong(
                    "multiplies a background, and the study has none", "an effect without `factor` and `weightFactor`");
        }
        if (effect.background().isPresent() && !effect.isOfBackground()) {
            throw value.wrong(
                    "has `background` alone", "`factor` or `weightFactor` beside it, which multiply the background");
        }
        if (!effect.observables().isEmpty() && effect.reco().isEmpty()) {
            throw value.wrong("has `observables` without `reco`", "`reco` too, the columns of its `observables`");
        }
        if (effect.key().isPresent() && effect.file().isEmpty()) {
            throw value.wrong("has `key` without `file`", "`file` too, in which the `key` is");
        }
    }

    /// A weight and a factor of the nominal one would be two answers to one question.
    private static void requireWeightsOrFactors(Document value, Keys keys) {
        for (String weight : List.of("genWeight", "recoWeight")) {
            for (String factor : List.of("genWeightFactor", "recoWeightFactor")) {
                if (keys.find(weight).isPresent() && keys.find(factor).isPresent()) {
                    throw value.wrong(
                            "has `%s` and `%s`".formatted(weight, factor),
                            "weights, `genWeight` and `recoWeight`; or factors of the nominal ones, `genWeightFactor` and `recoWeightFactor`");
                }
            }
        }
    }

    private static String pattern(Document value) {
        if (!value.text().contains("{}")) {
            throw value.refuse("a column name with `{}` where the observable's name goes");
        }
        return value.text();
    }

    static Map<String, Object> document(UncertaintyBlock.Effect effect) {
        var out = new LinkedHashMap<String, Object>();
        effect.file().ifPresent(file -> out.put("file", file));
        effect.key().ifPresent(key -> out.put("key", key));
        effect.reco().ifPresent(reco -> out.put("reco", reco));
        if (!effect.observables().isEmpty()) {
            out.put("observables", effect.observables());
        }
        put(out, "passReco", effect.passReco());
        put(out, "genWeight", effect.genWeight());
        put(out, "recoWeight", effect.recoWeight());
        put(out, "genWeightFactor", effect.genWeightFactor());
        put(out, "recoWeightFactor", effect.recoWeightFactor());
        effect.background().ifPresent(background -> out.put("background", background));
        effect.factor().ifPresent(factor -> out.put("factor", factor));
        put(out, "weightFactor", effect.weightFactor());
        effect.other().ifPresent(other -> {
            out.put("simulation", ResolvedStudy.simulation(other.sample()));
            out.put("recipe", other.recipe().label());
        });
        return out;
    }

    private static void put(Map<String, Object> out, String key, Optional<Expression> expression) {
        expression.ifPresent(e -> out.put(key, e.text()));
    }
}
