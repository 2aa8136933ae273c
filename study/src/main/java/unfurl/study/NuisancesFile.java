package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.report.figure.Label;
import unfurl.uncertainty.Likeness;
import unfurl.unfold.NuisancePrior;

/// The `nuisances` block of a study file, both ways.
final class NuisancesFile {
    private static final Range POSITIVE = Range.above(0);
    /// How many widths of its prior a parameter may be from the centre, unless the study says another range.
    private static final double WIDTHS = 5;
    /// How far templates are extrapolated.
    private static final double TEMPLATES = 3;

    private final EffectFile effects;
    private final List<String> names;
    private final boolean isLearned;

    private NuisancesFile(EffectFile effects, List<String> names, boolean isLearned) {
        this.effects = effects;
        this.names = names;
        this.isLearned = isLearned;
    }

    /// @param isLearned whether a parameter that says nothing of the detector is one of the study's response
    static List<NuisanceBlock> bind(Document value, EffectFile effects, boolean isLearned) {
        var file = new NuisancesFile(effects, value.keys(), isLearned);
        var out = new ArrayList<NuisanceBlock>();
        value.map().forEach((name, block) -> out.add(file.nuisance(name, block)));
        return out;
    }

    private NuisanceBlock nuisance(String name, Document value) {
        value.onlyKeys("start", "prior", "range", "label", "logRatio", "keepsEfficiency", "up", "down");
        requireName(name, value);
        NuisanceBlock.Source source = source(name, value);
        NuisancePrior prior = prior(value.get("prior"));
        List<Double> range = range(value, prior, source);
        double centre = Double.isNaN(prior.centre()) ? (range.getFirst() + range.getLast()) / 2 : prior.centre();
        return new NuisanceBlock(
                name,
                value.find("label").map(StudyFile::markup).orElse(Label.quote(name)),
                prior,
                range.getFirst(),
                range.getLast(),
                starts(value, centre, Range.between(range.getFirst(), range.getLast())),
                source);
    }

    /// A name that formulas can have, which nothing else has.
    private void requireName(String name, Document value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")
                || !Expression.parse(name).column().equals(Optional.of(name))) {
            throw value.wrong(
                    "is called '%s', which no formula can name".formatted(name),
                    "letters, digits and '_', with a letter first");
        }
        if (effects.observables().contains(name)) {
            throw value.wrong("has the name of an observable", "a name of its own");
        }
    }

    private static NuisancePrior prior(Document value) {
        value.onlyKeys("gaussian", "logNormal", "flat");
        if (value.keys().size() != 1) {
            throw value.refuse(
                    "one of {gaussian: {mean, width}}, {logNormal: {median, width}} and {flat: [low, high]}");
        }
        Optional<Document> gaussian = value.find("gaussian").map(d -> d.onlyKeys("mean", "width"));
        Optional<Document> logNormal = value.find("logNormal").map(d -> d.onlyKeys("median", "width"));
        return gaussian.<NuisancePrior>map(d -> new NuisancePrior.Gaussian(
                        d.get("mean").number(), d.get("width").number(POSITIVE)))
                .or(() -> logNormal.map(d -> new NuisancePrior.LogNormal(
                        d.get("median").number(POSITIVE), d.get("width").number(POSITIVE))))
                .orElseGet(NuisancePrior.Flat::new);
    }

    private static List<Double> range(Document value, NuisancePrior prior, NuisanceBlock.Source source) {
        Optional<Document> own = value.find("range");
        return switch (prior) {
            case NuisancePrior.Flat ignored -> {
                if (own.isPresent()) {
                    throw own.get().wrong("stands beside a flat prior, which is a range", "one of them");
                }
                yield interval(value.get("prior").get("flat"));
            }
            case NuisancePrior.Gaussian gaussian ->
                own.map(NuisancesFile::interval)
                        .orElseGet(() -> reach(
                                value,
                                source,
                                () -> List.of(
                                        gaussian.mean() - WIDTHS * gaussian.width(),
                                        gaussian.mean() + WIDTHS * gaussian.width())));
            case NuisancePrior.LogNormal normal ->
                own.map(NuisancesFile::interval)
                        .orElseGet(() -> reach(
                                value,
                                source,
                                () -> List.of(
                                        normal.median() * Math.exp(-WIDTHS * normal.logWidth()),
                                        normal.median() * Math.exp(WIDTHS * normal.logWidth()))));
        };
    }

    private static List<Double> reach(Document value, NuisanceBlock.Source source, Supplier<List<Double>> ofPrior) {
        return switch (source) {
            case NuisanceBlock.Source.Formula ignored -> ofPrior.get();
            case NuisanceBlock.Source.Templates ignored -> List.of(-TEMPLATES, TEMPLATES);
            case NuisanceBlock.Source.Learned ignored ->
                throw value.wrong("has no `range`", "a `range` in which the samples of `response` lie about it");
        };
    }

    private static List<Double> interval(Document value) {
        List<Double> ends =
                value.isList() ? value.list().stream().map(Document::number).toList() : List.of();
        if (ends.size() != 2 || !(ends.getFirst() < ends.getLast())) {
            throw value.refuse("[low, high], two numbers that rise");
        }
        return ends;
    }

    private static List<Double> starts(Document value, double centre, Range range) {
        Optional<Document> written = value.find("start");
        if (written.isEmpty()) {
            if (!range.contains(centre)) {
                throw value.wrong(
                        "would start at %s, the centre of its prior, which is outside its range".formatted(centre),
                        "a `range` with the centre of the prior in it, or a `start` %s".formatted(range.describe()));
            }
            return List.of(centre);
        }
        List<Document> items = written.get().isList() ? written.get().list() : List.of(written.get());
        List<Double> starts = items.stream().map(d -> d.number(range)).toList();
        if (starts.isEmpty() || Set.copyOf(starts).size() != starts.size()) {
            throw written.get().refuse("a number or several different ones");
        }
        return starts;
    }

    private NuisanceBlock.Source source(String name, Document value) {
        Optional<Document> formula = value.find("logRatio");
        Optional<Document> up = value.find("up");
        if (formula.isPresent() && up.isPresent()) {
            throw value.wrong("has `logRatio` and `up`", "one of them");
        }
        requireBeside(value, "keepsEfficiency", formula, "logRatio");
        requireBeside(value, "down", up, "up");
        if (formula.isEmpty() && up.isEmpty()) {
            if (!isLearned) {
                throw value.wrong(
                        "does not say what it changes",
                        "`logRatio`, a formula, or `up`, a varied detector; or for all without these a `response` beside `nuisances`, learned from samples");
            }
            return new NuisanceBlock.Source.Learned();
        }
        return formula.map(d -> formula(name, d, value)).orElseGet(() -> templates(value));
    }

    private static void requireBeside(Document value, String key, Optional<Document> other, String otherKey) {
        if (value.find(key).isPresent() && other.isEmpty()) {
            throw value.wrong("has `%s` without `%s`".formatted(key, otherKey), "both, or neither");
        }
    }

    private NuisanceBlock.Source formula(String name, Document formula, Document value) {
        Expression logRatio = StudyFile.weight(formula);
        Set<String> columns = logRatio.columns();
        if (!columns.contains(name) || names.containsAll(columns)) {
            throw formula.refuse(
                    "a formula of %s and of columns of the simulation's file".formatted(name),
                    columns.contains(name) ? "it has no column" : "it does not depend on " + name);
        }
        return new NuisanceBlock.Source.Formula(
                logRatio, value.find("keepsEfficiency").map(Document::flag).orElse(true));
    }

    private NuisanceBlock.Source templates(Document value) {
        return new NuisanceBlock.Source.Templates(
                detector(value.get("up")), value.find("down").map(this::detector));
    }

    /// An effect on what the detector makes of an event, and on nothing else.
    private UncertaintyBlock.Effect detector(Document value) {
        value.onlyKeys(EffectFile.KEYS.toArray(String[]::new));
        UncertaintyBlock.Effect effect = effects.bind(value, value);
        boolean ofGen =
                effect.genWeight().isPresent() || effect.genWeightFactor().isPresent();
        boolean ofOther = effect.other()
                .filter(other -> other.recipe() != Likeness.DETECTOR)
                .isPresent();
        if (ofGen || ofOther || effect.isOfBackground()) {
            throw value.wrong(
                    "changes more than the detector",
                    "`reco`, `passReco`, `recoWeight`, `recoWeightFactor`, or a `simulation` with `recipe: detector`");
        }
        return effect;
    }

    /// Parameters want the method that fits them, and their names must not be those of other replicas.
    static void requireFitting(Study study, Document document) {
        boolean profiles = study.method() instanceof Method.OmniFold omnifold
                && omnifold.profile().isPresent();
        if (profiles && study.nuisances().isEmpty()) {
            throw document.get("method")
                    .get("name")
                    .wrong(
                            "is profile-omnifold, and the study has no nuisances",
                            "nuisances, or method.name: omnifold");
        }
        if (!profiles && !study.nuisances().isEmpty()) {
            throw document.get("nuisances")
                    .wrong(
                            "are fitted by another method than %s"
                                    .formatted(study.method().name()),
                            "method.name: profile-omnifold, or no nuisances");
        }
        if (profiles && study.seen(false).isEmpty()) {
            throw document.get("nuisances")
                    .wrong(
                            "are told by observables at reco, and the study has particles alone there",
                            "observables beside the particles: `particles.with`, or `observables.recoOnly`");
        }
        List<String> others = study.uncertainty().systematics().stream()
                .flatMap(systematic -> Stream.concat(Stream.of(systematic.source()), systematic.columns().stream()))
                .toList();
        Stream<String> own =
                study.nuisances().stream().flatMap(nuisance -> Stream.of(nuisance.name(), nuisance.group()));
        Stream.concat(own, ProfileReplicas.names(study).stream())
                .filter(others::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw document.get("nuisances")
                            .wrong(
                                    "have weights of the name of the systematic '%s'".formatted(name),
                                    "another name of the systematic or of the parameter");
                });
    }

    static Map<String, Object> document(List<NuisanceBlock> nuisances) {
        var out = new LinkedHashMap<String, Object>();
        nuisances.forEach(nuisance -> out.put(nuisance.name(), document(nuisance)));
        return out;
    }

    private static Map<String, Object> document(NuisanceBlock nuisance) {
        var out = entries("label", nuisance.label(), "start", nuisance.starts(), "prior", prior(nuisance));
        if (!(nuisance.prior() instanceof NuisancePrior.Flat)) {
            out.put("range", List.of(nuisance.low(), nuisance.high()));
        }
        switch (nuisance.source()) {
            case NuisanceBlock.Source.Formula(Expression logRatio, boolean keepsEfficiency) -> {
                out.put("logRatio", logRatio.text());
                out.put("keepsEfficiency", keepsEfficiency);
            }
            case NuisanceBlock.Source.Templates templates -> {
                out.put("up", EffectFile.document(templates.up()));
                templates.down().ifPresent(down -> out.put("down", EffectFile.document(down)));
            }
            case NuisanceBlock.Source.Learned ignored -> {}
        }
        return out;
    }

    private static Map<String, Object> prior(NuisanceBlock nuisance) {
        return switch (nuisance.prior()) {
            case NuisancePrior.Gaussian(double mean, double width) ->
                entries("gaussian", entries("mean", mean, "width", width));
            case NuisancePrior.LogNormal(double median, double width) ->
                entries("logNormal", entries("median", median, "width", width));
            case NuisancePrior.Flat ignored -> entries("flat", List.of(nuisance.low(), nuisance.high()));
        };
    }
}
