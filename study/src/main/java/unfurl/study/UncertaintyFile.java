package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.measurement.Recipe;

/// The `uncertainty` block of a study file, both ways.
final class UncertaintyFile {
    static final int RETRIES = 2;
    private static final Range COUNT = Range.between(0, 10_000);
    /// Names of groups and columns of weights that every measurement may have.
    private static final Pattern TAKEN = Pattern.compile(
            "nominal|total|sample|sample statistics|luminosity|ensemble|bootstrapData|bootstrapSimulation|dataDrivenClosure|dd|toys|(ensemble|iteration|bootstrap_data|bootstrap_mc|toy)_\\d+");

    /// No replicas.
    static UncertaintyBlock none() {
        return new UncertaintyBlock(1, Recipe.Centre.MEAN, 0, 0, OptionalInt.empty(), false, 0, RETRIES, List.of());
    }

    private final EffectFile effects;

    private UncertaintyFile(EffectFile effects) {
        this.effects = effects;
    }

    static UncertaintyBlock bind(Document value, EffectFile effects) {
        return new UncertaintyFile(effects).bind(value);
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
                systematics(value.find("systematics").map(Document::list).orElse(List.of())));
    }

    private List<UncertaintyBlock.Systematic> systematics(List<Document> items) {
        var systematics = new ArrayList<UncertaintyBlock.Systematic>();
        var names = new HashSet<String>();
        for (Document item : items) {
            UncertaintyBlock.Systematic systematic = systematic(item);
            for (String column : systematic.columns()) {
                if (!names.add(column)) {
                    throw item.get("name").refuse("a name of its own", "'%s' stands twice".formatted(column));
                }
            }
            systematics.add(systematic);
        }
        requireWholeSources(systematics);
        return systematics;
    }

    /// One bootstrap or toy alone has no spread.
    private static int bootstraps(Document value, String key) {
        int count = value.find(key).map(d -> d.integer(COUNT)).orElse(0);
        if (count == 1) {
            throw value.get(key)
                    .refuse(
                            "0 or at least 2",
                            "one %s alone has no spread".formatted(key.equals("toys") ? "toy" : "bootstrap"));
        }
        return count;
    }

    /// The effects of a nuisance are in one source, since they are added before they are squared, and one whose
    /// bins do not move together is a source alone.
    private static void requireWholeSources(List<UncertaintyBlock.Systematic> systematics) {
        for (UncertaintyBlock.Systematic one : systematics) {
            for (UncertaintyBlock.Systematic other : systematics) {
                boolean together = one.source().equals(other.source());
                if (one.nuisance().equals(other.nuisance()) && !together) {
                    throw new InputException(
                            "the effects '%s' and '%s' have one nuisance, '%s', and two sources, '%s' and '%s': what is fully correlated is one source\n  asked by   study: uncertainty.systematics\n  allowed    one source for all effects of a nuisance, or different nuisances"
                                    .formatted(one.name(), other.name(), one.nuisance(), one.source(), other.source()));
                }
                if (!one.correlated() && together && !one.equals(other)) {
                    throw new InputException(
                            "the effects '%s' and '%s' have one source, '%s', and the bins of '%s' do not move together\n  asked by   study: uncertainty.systematics\n  allowed    a source of its own beside correlated: false"
                                    .formatted(one.name(), other.name(), one.source(), one.name()));
                }
            }
        }
    }

    private UncertaintyBlock.Systematic systematic(Document item) {
        item.onlyKeys(Stream.concat(
                        Stream.of("name", "source", "nuisance", "correlated", "up", "down"), EffectFile.KEYS.stream())
                .toArray(String[]::new));
        String name = name(item.get("name"));
        String nuisance = item.find("nuisance").map(UncertaintyFile::streamName).orElse(name);
        String source = item.find("source")
                .or(() -> item.find("nuisance"))
                .map(UncertaintyFile::name)
                .orElse(name);
        boolean correlated = item.find("correlated").map(Document::flag).orElse(true);
        Optional<Document> up = item.find("up");
        Optional<Document> down = item.find("down");
        if (up.isEmpty() && down.isEmpty()) {
            return new UncertaintyBlock.Systematic(
                    name, source, nuisance, correlated, effects.bind(item, item), Optional.empty());
        }
        if (up.isEmpty() || down.isEmpty()) {
            throw item.wrong("has one of `up` and `down`", "both `up` and `down`, or neither");
        }
        if (!correlated) {
            throw item.get("correlated")
                    .wrong("is false of an effect with two directions", "true, or an effect with one direction");
        }
        return new UncertaintyBlock.Systematic(
                name, source, nuisance, true, side(up.get(), item), Optional.of(side(down.get(), item)));
    }

    private UncertaintyBlock.Effect side(Document side, Document outer) {
        side.onlyKeys(EffectFile.KEYS.toArray(String[]::new));
        return effects.bind(side, outer);
    }

    private static String name(Document value) {
        String name = ObservablesFile.name(value);
        if (TAKEN.matcher(name).matches()) {
            throw value.refuse("another name", "weights of every measurement may have it");
        }
        return streamName(value);
    }

    /// A name of a file, of a stream of random numbers, and of a source in a list with commas, as `--sources` has.
    private static String streamName(Document value) {
        String name = value.text();
        if (name.isBlank() || !name.equals(name.strip())) {
            throw value.refuse("a name that is not empty and has no blanks at its ends");
        }
        if (name.indexOf('/') >= 0 || name.indexOf(',') >= 0) {
            throw value.refuse(
                    "a name without slash and comma", "files are called by it, and `--sources a,b` splits there");
        }
        return name;
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
        var out = entries(
                "name",
                systematic.name(),
                "source",
                systematic.source(),
                "nuisance",
                systematic.nuisance(),
                "correlated",
                systematic.correlated());
        if (systematic.down().isPresent()) {
            out.put("up", EffectFile.document(systematic.up()));
            out.put("down", EffectFile.document(systematic.down().get()));
        } else {
            out.putAll(EffectFile.document(systematic.up()));
        }
        return out;
    }
}
