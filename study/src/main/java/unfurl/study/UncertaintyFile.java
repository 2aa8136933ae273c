package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.measurement.Recipe;
import unfurl.uncertainty.Likeness;

/// The `uncertainty` block of a study file, both ways.
final class UncertaintyFile {
    static final int RETRIES = 2;
    private static final Range COUNT = Range.between(0, 10_000);
    private static final List<String> EFFECT = List.of(
            "file",
            "key",
            "reco",
            "observables",
            "passReco",
            "genWeightFactor",
            "recoWeightFactor",
            "background",
            "factor",
            "weightFactor",
            "simulation",
            "recipe");
    /// Names of groups and columns of weights that every measurement may have.
    private static final Pattern TAKEN = Pattern.compile(
            "nominal|sample|luminosity|ensemble|bootstrapData|bootstrapSimulation|dataDrivenClosure|dd|toys|(ensemble|iteration|bootstrap_data|bootstrap_mc|toy)_\\d+");

    /// No replicas.
    static UncertaintyBlock none() {
        return new UncertaintyBlock(1, Recipe.Centre.MEAN, 0, 0, OptionalInt.empty(), false, 0, RETRIES, List.of());
    }

    private final List<String> observables;
    private final List<String> backgrounds;
    private final Study.Simulation simulation;

    private UncertaintyFile(List<String> observables, List<String> backgrounds, Study.Simulation simulation) {
        this.observables = observables;
        this.backgrounds = backgrounds;
        this.simulation = simulation;
    }

    /// @param observables the names of observables, of what a particle has and of what tells them from padding
    /// @param backgrounds the names of the backgrounds
    /// @param simulation  what another sample has that does not say otherwise
    static UncertaintyBlock bind(
            Document value, List<String> observables, List<String> backgrounds, Study.Simulation simulation) {
        return new UncertaintyFile(observables, backgrounds, simulation).bind(value);
    }

    private UncertaintyBlock bind(Document value) {
        value.onlyKeys(
                "ensemble",
                "nominal",
                "bootstrapData",
                "bootstrapSimulation",
                "warmEpochs",
                "dataDrivenClosure",
                "toys",
                "retries",
                "systematics");
        var systematics = new ArrayList<UncertaintyBlock.Systematic>();
        var names = new HashSet<String>();
        for (Document item : value.find("systematics").map(Document::list).orElse(List.of())) {
            UncertaintyBlock.Systematic systematic = systematic(item);
            for (String column : systematic.columns()) {
                if (!names.add(column)) {
                    throw item.get("name").refuse("a name of its own; '%s' stands twice".formatted(column));
                }
            }
            systematics.add(systematic);
        }
        requireOneKind(systematics);
        return new UncertaintyBlock(
                value.find("ensemble")
                        .map(d -> d.integer(Range.between(1, 10_000)))
                        .orElse(1),
                value.find("nominal")
                        .map(d ->
                                Recipe.Centre.valueOf(d.oneOf("mean", "median").toUpperCase(Locale.ROOT)))
                        .orElse(Recipe.Centre.MEAN),
                bootstraps(value, "bootstrapData"),
                bootstraps(value, "bootstrapSimulation"),
                value.find("warmEpochs")
                        .map(d -> OptionalInt.of(d.integer(Range.between(1, 100_000))))
                        .orElse(OptionalInt.empty()),
                value.find("dataDrivenClosure").map(Document::flag).orElse(false),
                bootstraps(value, "toys"),
                value.find("retries").map(d -> d.integer(Range.between(0, 100))).orElse(RETRIES),
                systematics);
    }

    /// One bootstrap or toy alone has no spread.
    private static int bootstraps(Document value, String key) {
        int count = value.find(key).map(d -> d.integer(COUNT)).orElse(0);
        if (count == 1) {
            throw value.get(key)
                    .refuse("0 or at least 2: one %s alone has no spread"
                            .formatted(key.equals("toys") ? "toy" : "bootstrap"));
        }
        return count;
    }

    /// The effects of one source combine by one recipe: all up and down, or all one-sided.
    private static void requireOneKind(List<UncertaintyBlock.Systematic> systematics) {
        var kinds = new LinkedHashMap<String, UncertaintyBlock.Systematic>();
        for (UncertaintyBlock.Systematic one : systematics) {
            UncertaintyBlock.Systematic first = kinds.putIfAbsent(one.source(), one);
            if (first != null && first.down().isPresent() != one.down().isPresent()) {
                throw new InputException(
                        "the source '%s' has '%s' with up and down and '%s' with one direction\n  asked by   study: uncertainty.systematics\n  allowed    the same for all of a source; or other sources"
                                .formatted(
                                        one.source(),
                                        first.down().isPresent() ? first.name() : one.name(),
                                        first.down().isPresent() ? one.name() : first.name()));
            }
        }
    }

    private UncertaintyBlock.Systematic systematic(Document item) {
        item.onlyKeys(Stream.concat(Stream.of("name", "source", "nuisance", "up", "down"), EFFECT.stream())
                .toArray(String[]::new));
        String name = name(item.get("name"));
        String source = item.find("source").map(UncertaintyFile::name).orElse(name);
        String nuisance = item.find("nuisance").map(UncertaintyFile::streamName).orElse(name);
        Optional<Document> up = item.find("up");
        Optional<Document> down = item.find("down");
        if (up.isEmpty() && down.isEmpty()) {
            return new UncertaintyBlock.Systematic(name, source, nuisance, effect(item, item), Optional.empty());
        }
        if (up.isEmpty() || down.isEmpty()) {
            throw item.refuse("a mapping with both `up` and `down`, or with neither");
        }
        up.get().onlyKeys(EFFECT.toArray(String[]::new));
        down.get().onlyKeys(EFFECT.toArray(String[]::new));
        return new UncertaintyBlock.Systematic(
                name, source, nuisance, effect(up.get(), item), Optional.of(effect(down.get(), item)));
    }

    private static String name(Document value) {
        String name = ObservablesFile.name(value);
        if (TAKEN.matcher(name).matches()) {
            throw value.refuse("another name: weights of every measurement may have it");
        }
        return streamName(value);
    }

    /// A name of a file and of a stream of random numbers.
    private static String streamName(Document value) {
        String name = value.text();
        if (name.isBlank() || name.indexOf('/') >= 0) {
            throw value.refuse("a name without a slash");
        }
        return name;
    }

    /// @param outer where a key is looked for that is not in `value`
    private UncertaintyBlock.Effect effect(Document value, Document outer) {
        Keys keys = key -> value.find(key).or(() -> outer.find(key));
        var effect = new UncertaintyBlock.Effect(
                keys.find("file").map(Document::text),
                keys.find("key").map(Document::text),
                keys.find("reco").map(UncertaintyFile::pattern),
                keys.find("observables")
                        .map(d -> d.list().stream()
                                .map(one -> one.oneOf(observables.toArray(String[]::new)))
                                .toList())
                        .orElse(List.of()),
                keys.find("passReco").map(StudyFile::flag),
                keys.find("genWeightFactor").map(StudyFile::expression),
                keys.find("recoWeightFactor").map(StudyFile::expression),
                keys.find("background").map(d -> d.oneOf(backgrounds.toArray(String[]::new))),
                keys.find("factor")
                        .map(d -> OptionalDouble.of(d.number(Range.atLeast(0))))
                        .orElse(OptionalDouble.empty()),
                keys.find("weightFactor").map(StudyFile::expression),
                keys.find("simulation").map(d -> other(d, keys)));
        requireEffect(value, effect);
        if (effect.other().isEmpty() && keys.find("recipe").isPresent()) {
            throw value.refuse("a mapping with `simulation`, of which the `recipe` says what counts");
        }
        return effect;
    }

    private UncertaintyBlock.Other other(Document value, Keys keys) {
        value.onlyKeys("file", "genWeight", "recoWeight", "passGen", "passReco", "scale");
        var sample = new Study.Simulation(
                StudyFile.file(value.get("file")),
                StudyFile.weight(value, "genWeight").or(simulation::genWeight),
                StudyFile.weight(value, "recoWeight").or(simulation::recoWeight),
                value.find("passGen").map(StudyFile::flag).orElse(simulation.passGen()),
                value.find("passReco").map(StudyFile::flag).orElse(simulation.passReco()),
                StudyFile.scale(value));
        String recipe = keys.find("recipe")
                .orElseThrow(() ->
                        value.refuse("beside `recipe`, which says what of it counts: detector, prior or response"))
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
        boolean simulated = effect.isResimulated()
                || effect.genWeightFactor().isPresent()
                || effect.recoWeightFactor().isPresent();
        if (!simulated && !effect.isOfBackground() && effect.other().isEmpty()) {
            throw value.refuse(
                    "an effect: some of `reco`, `passReco`, `recoWeightFactor`, `genWeightFactor`; or another `simulation`; or `factor` or `weightFactor` of a background");
        }
        if (simulated && effect.other().isPresent()) {
            throw value.refuse("an effect with `simulation` or with other columns of the same events, not both");
        }
        if (effect.isOfBackground() && backgrounds.isEmpty()) {
            throw value.refuse("an effect without `factor` and `weightFactor`: the study has no background");
        }
        if (effect.background().isPresent() && !effect.isOfBackground()) {
            throw value.refuse("a mapping with `factor` or `weightFactor`, which multiply the background");
        }
        if (!effect.observables().isEmpty() && effect.reco().isEmpty()) {
            throw value.refuse("a mapping with `reco`, the columns of its `observables`");
        }
        if (effect.key().isPresent() && effect.file().isEmpty()) {
            throw value.refuse("a mapping with `file`, in which the `key` is");
        }
    }

    private static String pattern(Document value) {
        if (!value.text().contains("{}")) {
            throw value.refuse("a column name with `{}` where the observable's name goes");
        }
        return value.text();
    }

    static Map<String, Object> document(UncertaintyBlock block) {
        Map<String, Object> out = entries(
                "ensemble",
                block.ensemble(),
                "nominal",
                block.centre().name().toLowerCase(Locale.ROOT),
                "bootstrapData",
                block.bootstrapData(),
                "bootstrapSimulation",
                block.bootstrapSimulation());
        block.warmEpochs().ifPresent(epochs -> out.put("warmEpochs", epochs));
        out.putAll(entries(
                "dataDrivenClosure",
                block.dataDrivenClosure(),
                "toys",
                block.toys(),
                "retries",
                block.retries(),
                "systematics",
                block.systematics().stream().map(UncertaintyFile::document).toList()));
        return out;
    }

    private static Map<String, Object> document(UncertaintyBlock.Systematic systematic) {
        var out = entries("name", systematic.name(), "source", systematic.source(), "nuisance", systematic.nuisance());
        if (systematic.down().isPresent()) {
            out.put("up", document(systematic.up()));
            out.put("down", document(systematic.down().get()));
        } else {
            out.putAll(document(systematic.up()));
        }
        return out;
    }

    private static Map<String, Object> document(UncertaintyBlock.Effect effect) {
        var out = new LinkedHashMap<String, Object>();
        effect.file().ifPresent(file -> out.put("file", file));
        effect.key().ifPresent(key -> out.put("key", key));
        effect.reco().ifPresent(reco -> out.put("reco", reco));
        if (!effect.observables().isEmpty()) {
            out.put("observables", effect.observables());
        }
        put(out, "passReco", effect.passReco());
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
