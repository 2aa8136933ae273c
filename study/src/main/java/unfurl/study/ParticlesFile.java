package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.formats.Document;

/// The `particles` block of a study file, both ways.
final class ParticlesFile {
    private ParticlesFile() {}

    /// The names of what a particle has.
    static List<String> names(Document value) {
        var names = new ArrayList<String>();
        for (Document item : value.get("names").list()) {
            String name = ObservablesFile.name(item);
            if (names.contains(name)) {
                throw item.refuse("another name", "it stands twice");
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw value.get("names").refuse("a list of at least one name");
        }
        return names;
    }

    /// The names of what a particle has, and of the column that tells particles from padding.
    static Stream<String> columns(Document value) {
        return Stream.concat(
                names(value).stream(),
                Stream.of("count", "mask").flatMap(key -> value.find(key).map(Document::text).stream()));
    }

    /// @param observables the names of the observables that may be seen beside particles at either level
    /// @param all         those and the names of the observables at reco alone
    static ParticleBlock bind(Document value, List<String> observables, List<String> all) {
        value.onlyKeys("names", "gen", "reco", "features", "units", "padding", "count", "mask", "with", "publish");
        List<String> names = names(value);
        for (Document item : value.get("names").list()) {
            if (all.contains(item.text())) {
                throw item.refuse("another name", "an observable has it");
            }
        }
        var gen = new Level(value, "gen", "{}", names);
        var reco = new Level(value, "reco", "{}_reco", names);
        Map<String, Encoding.Transform> transforms = value.find("features")
                .map(d -> ObservablesFile.transforms(d, names))
                .orElse(Map.of());
        Map<String, String> units = ObservablesFile.perObservable(value, "units", names, StudyFile::markup);
        return new ParticleBlock(
                names.stream()
                        .map(name -> new ParticleBlock.Feature(
                                name,
                                gen.of(name),
                                reco.of(name),
                                units.getOrDefault(name, ""),
                                transforms.getOrDefault(name, Encoding.Transform.LINEAR)))
                        .toList(),
                padding(value, gen, reco),
                value.find("with")
                        .map(d -> d.list().stream()
                                .map(item -> item.oneOf(observables.toArray(String[]::new)))
                                .distinct()
                                .toList())
                        .orElse(List.of()),
                value.find("publish").map(Document::flag).orElse(true));
    }

    private static ParticleBlock.Padding padding(Document value, Level gen, Level reco) {
        boolean zero = value.find("padding")
                .map(d -> d.oneOf("none", "zero").equals("zero"))
                .orElse(false);
        Optional<Document> count = value.find("count");
        Optional<Document> mask = value.find("mask");
        if ((zero ? 1 : 0) + (count.isPresent() ? 1 : 0) + (mask.isPresent() ? 1 : 0) > 1) {
            throw value.refuse("a mapping with one of `padding: zero`, `count` and `mask` at most");
        }
        if (count.isPresent()) {
            String name = count.get().text();
            return new ParticleBlock.Padding.Count(name, gen.of(name), reco.of(name));
        }
        if (mask.isPresent()) {
            String name = mask.get().text();
            return new ParticleBlock.Padding.Marks(name, gen.of(name), reco.of(name));
        }
        return zero ? new ParticleBlock.Padding.Zero() : new ParticleBlock.Padding.None();
    }

    /// The columns of a level: by a pattern, or one by one.
    private static final class Level {
        private final Optional<Document> mapping;
        private final String pattern;

        Level(Document block, String key, String fallback, List<String> names) {
            this.mapping = block.find(key).filter(Document::isMap);
            this.pattern = mapping.isPresent() ? "" : ObservablesFile.template(block, key, fallback);
            var allowed = new ArrayList<>(names);
            block.find("count").ifPresent(d -> allowed.add(d.text()));
            block.find("mask").ifPresent(d -> allowed.add(d.text()));
            mapping.ifPresent(d -> d.onlyKeys(allowed.toArray(String[]::new)));
        }

        Expression of(String name) {
            if (mapping.isEmpty()) {
                return Expression.ofColumn(pattern.replace("{}", name));
            }
            Document value = mapping.get().get(name);
            Expression expression = StudyFile.expression(value);
            if (expression.isCondition()) {
                throw value.refuse("a column of lists, or an expression that makes numbers of them");
            }
            return expression;
        }
    }

    /// The block with every default written out.
    static Map<String, Object> document(ParticleBlock block) {
        var gen = new LinkedHashMap<String, Object>();
        var reco = new LinkedHashMap<String, Object>();
        var transforms = new LinkedHashMap<String, Object>();
        var units = new LinkedHashMap<String, Object>();
        for (ParticleBlock.Feature feature : block.features()) {
            gen.put(feature.name(), feature.gen().text());
            reco.put(feature.name(), feature.reco().text());
            transforms.put(feature.name(), feature.transform().label());
            units.put(feature.name(), feature.unit());
        }
        Map<String, Object> out = Document.entries("names", block.names(), "gen", gen, "reco", reco);
        switch (block.padding()) {
            case ParticleBlock.Padding.None ignored -> out.put("padding", "none");
            case ParticleBlock.Padding.Zero ignored -> out.put("padding", "zero");
            case ParticleBlock.Padding.Count count -> {
                out.put("count", count.name());
                gen.put(count.name(), count.gen().text());
                reco.put(count.name(), count.reco().text());
            }
            case ParticleBlock.Padding.Marks marks -> {
                out.put("mask", marks.name());
                gen.put(marks.name(), marks.gen().text());
                reco.put(marks.name(), marks.reco().text());
            }
        }
        out.put("features", transforms);
        out.put("units", units);
        out.put("with", block.with());
        out.put("publish", block.publish());
        return out;
    }
}
