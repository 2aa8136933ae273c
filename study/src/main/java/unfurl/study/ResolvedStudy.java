package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import unfurl.event.Expression;
import unfurl.formats.Document;

/// A study as a document with every default written out: what is stored beside the result, and reads back
/// equal.
final class ResolvedStudy {
    private ResolvedStudy() {}

    static Document document(Study study) {
        var out = new LinkedHashMap<String, Object>();
        out.put("study", study.name());
        out.put(
                "title",
                entries(
                        "about", study.title().about(),
                        "left", study.title().left(),
                        "right", study.title().right()));
        out.put("folder", study.folder().toString());
        out.put("data", data(study.data()));
        out.put("simulation", simulation(study.simulation()));
        out.put(
                "background",
                study.background().stream().map(ResolvedStudy::background).toList());
        study.truth().ifPresent(truth -> out.put("truth", truth(truth)));
        out.put("observables", observables(study));
        study.particles().ifPresent(block -> out.put("particles", ParticlesFile.document(block)));
        out.put("features", transforms(study));
        out.put("categories", categories(study));
        out.put("method", method(study.method()));
        if (!study.nuisances().isEmpty()) {
            out.put("nuisances", NuisancesFile.document(study.nuisances()));
        }
        study.response().ifPresent(response -> out.put("response", ResponseFile.document(response)));
        put(out, "phaseSpace", study.phaseSpace());
        study.luminosity()
                .ifPresent(l -> out.put(
                        "luminosity",
                        entries(
                                "value", l.value(),
                                "unit", l.unit(),
                                "relativeUncertainty", l.relativeUncertainty())));
        out.put("uncertainty", UncertaintyFile.document(study.uncertainty()));
        out.put("missing", study.missing().name().toLowerCase(Locale.ROOT));
        out.put("seed", study.seed());
        return Document.of("study.resolved.yaml", out);
    }

    private static void put(Map<String, Object> out, String key, Optional<Expression> expression) {
        expression.ifPresent(e -> out.put(key, e.text()));
    }

    private static Map<String, Object> data(Study.Data data) {
        var out = entries("file", data.file());
        put(out, "weight", data.weight());
        put(out, "passReco", data.passReco());
        return out;
    }

    static Map<String, Object> simulation(Study.Simulation simulation) {
        var out = entries("file", simulation.file());
        put(out, "genWeight", simulation.genWeight());
        put(out, "recoWeight", simulation.recoWeight());
        put(out, "passGen", Optional.of(simulation.passGen()));
        put(out, "passReco", Optional.of(simulation.passReco()));
        out.put("scale", simulation.scale());
        return out;
    }

    private static Map<String, Object> background(Study.Background background) {
        var out = entries("name", background.name(), "file", background.file());
        put(out, "weight", background.weight());
        put(out, "passReco", background.passReco());
        out.put("scale", background.scale());
        return out;
    }

    private static Map<String, Object> truth(Study.Truth truth) {
        var out = entries("file", truth.file());
        put(out, "weight", truth.weight());
        put(out, "passGen", truth.passGen());
        out.put("scale", truth.scale());
        out.put("sameEvents", truth.sameEvents());
        return out;
    }

    private static Map<String, Object> observables(Study study) {
        Study.Observable first = study.observables().getFirst();
        var labels = new LinkedHashMap<String, Object>();
        var units = new LinkedHashMap<String, Object>();
        var bins = new LinkedHashMap<String, Object>();
        var from = new LinkedHashMap<String, Object>();
        for (Study.Observable observable : study.observables(false)) {
            labels.put(observable.name(), observable.label());
            units.put(observable.name(), observable.unit());
            put(from, observable.name(), observable.from());
            if (!observable.edges().isEmpty()) {
                bins.put(observable.name(), observable.edges());
            }
        }
        var out = entries(
                "gen",
                first.gen(),
                "reco",
                first.reco(),
                "names",
                study.names(),
                "labels",
                labels,
                "units",
                units,
                "bins",
                bins);
        if (!study.recoOnly().isEmpty()) {
            out.put(
                    "recoOnly",
                    study.recoOnly().stream().map(Study.Observable::name).toList());
        }
        if (!from.isEmpty()) {
            out.put("from", from);
        }
        return out;
    }

    private static Map<String, Object> transforms(Study study) {
        var out = new LinkedHashMap<String, Object>();
        for (String name : study.names(false)) {
            Optional.ofNullable(study.transforms().get(name)).ifPresent(transform -> out.put(name, transform.label()));
        }
        return out;
    }

    private static Map<String, Object> categories(Study study) {
        var out = new LinkedHashMap<String, Object>();
        for (Study.Category category : study.categories()) {
            out.put(
                    category.name(),
                    entries(
                            "when",
                            category.when().text(),
                            "without",
                            new ArrayList<>(new TreeSet<>(category.without()))));
        }
        return out;
    }

    private static Map<String, Object> method(Method method) {
        return switch (method) {
            case Method.OmniFold omnifold -> {
                var out = entries(
                        "name", omnifold.name(),
                        "iterations", IterationsFile.document(omnifold.iterations()),
                        "misses", omnifold.misses().label(),
                        "minimumNEff", omnifold.minimumNEff(),
                        "estimator", EstimatorFile.document(omnifold.estimator()));
                omnifold.profile().ifPresent(profile -> {
                    out.put("step3", MethodFile.label(profile.step3()));
                    out.put("templates", EstimatorFile.document(profile.templates()));
                });
                yield out;
            }
            case Method.Ibu ibu ->
                entries(
                        "name",
                        ibu.name(),
                        "iterations",
                        IterationsFile.document(ibu.iterations()),
                        "bins",
                        new TreeMap<>(ibu.genBins()),
                        "recoBins",
                        new TreeMap<>(ibu.recoBins()));
        };
    }
}
