package unfurl.model;

import static unfurl.formats.Document.entries;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.event.ParticleEncoding;
import unfurl.formats.Document;
import unfurl.formats.FormatVersion;
import unfurl.formats.Range;
import unfurl.nn.Architecture;
import unfurl.nn.Network;
import unfurl.provenance.Digest;

/// The JSON head of a model, both ways.
final class ModelHead {
    private static final String FORMAT = "unfurl-model";
    private static final FormatVersion VERSION = new FormatVersion("model", 1, 0);
    private static final Range POSITIVE = Range.above(0);

    private final Document head;
    private final boolean strict;

    private ModelHead(Document head, boolean strict) {
        this.head = head;
        this.strict = strict;
    }

    static Document of(Model model) {
        var out = entries(
                "format",
                FORMAT,
                "version",
                VERSION.text(),
                "network",
                ArchitectureFile.entriesOf(model.network().architecture()),
                "features",
                model.encoding().names(),
                "particleFeatures",
                model.particles().map(ParticleEncoding::names),
                "encoding",
                encoding(model.encoding(), model.particles()),
                "output",
                output(model.output()),
                "member",
                member(model.member()),
                "origin",
                origin(model.origin()));
        return Document.of("model", out);
    }

    private static Map<String, Object> encoding(Encoding encoding, Optional<ParticleEncoding> particles) {
        var out = entries(
                "level",
                encoding.level(),
                "observables",
                encoding.features().stream()
                        .map(f -> entries(
                                "name",
                                f.observable(),
                                "transform",
                                f.transform().label(),
                                "filling",
                                f.filling()))
                        .toList(),
                "categories",
                encoding.categories().stream()
                        .map(c -> entries(
                                "name",
                                c.name(),
                                "when",
                                c.when().text(),
                                "without",
                                List.copyOf(new TreeSet<>(c.without()))))
                        .toList());
        particles.ifPresent(p -> out.put(
                "particles",
                p.features().stream()
                        .map(f -> entries(
                                "name", f.name(), "transform", f.transform().label(), "filling", f.filling()))
                        .toList()));
        return out;
    }

    private static Map<String, Object> output(Model.Output output) {
        return entries(
                "name",
                "logit",
                "numerator",
                output.numerator(),
                "denominator",
                output.denominator(),
                "logBalance",
                output.logBalance());
    }

    private static Map<String, Object> member(Model.Member member) {
        var out = entries("index", member.index(), "count", member.count(), "scale", member.scale());
        member.clip().ifPresent(clip -> out.put("clip", clip));
        return out;
    }

    private static Map<String, Object> origin(Model.Origin origin) {
        return entries(
                "study",
                origin.study(),
                "studyDigest",
                origin.studyDigest().hex(),
                "step",
                origin.step(),
                "iteration",
                origin.iteration(),
                "producer",
                origin.producer());
    }

    /// @throws InputException when it is no head of a model, or one of a newer major version
    static ModelHead read(Document head) {
        boolean isOne = head.isMap()
                && head.find("format")
                        .filter(Document::isText)
                        .map(Document::text)
                        .equals(Optional.of(FORMAT));
        if (!isOne) {
            throw new InputException("%s is no head of a model: it does not have \"format\": \"%s\""
                    .formatted(head.place().asker(), FORMAT));
        }
        var read = new ModelHead(head, VERSION.isKnown(head.get("version")));
        read.only(
                head,
                "format",
                "version",
                "network",
                "features",
                "particleFeatures",
                "encoding",
                "output",
                "member",
                "origin");
        return read;
    }

    private Document only(Document document, String... keys) {
        return strict ? document.onlyKeys(keys) : document;
    }

    private Document part(String key, String... keys) {
        return only(head.get(key), keys);
    }

    Architecture architecture() {
        return ArchitectureFile.read(head.get("network"), strict);
    }

    /// The model of that network, which must have the head's shape.
    Model model(Network network) {
        Encoding encoding = encoding();
        Optional<ParticleEncoding> particles = particles(encoding.level());
        requireSame(head.get("features"), encoding.names());
        if (particles.isPresent() || head.find("particleFeatures").isPresent()) {
            requireSame(
                    head.get("particleFeatures"),
                    particles.map(ParticleEncoding::names).orElse(List.of()));
        }
        try {
            return new Model(network, encoding, particles, output(), member(), origin());
        } catch (IllegalArgumentException apart) {
            throw new InputException("%s: %s".formatted(head.place().describe(), apart.getMessage()), apart);
        }
    }

    private static void requireSame(Document names, List<String> encoded) {
        if (!names.list().stream().map(Document::text).toList().equals(encoded)) {
            throw names.refuse("the %d features of the encoding, %s".formatted(encoded.size(), encoded));
        }
    }

    private Optional<ParticleEncoding> particles(String level) {
        return head.get("encoding")
                .find("particles")
                .map(list -> told(
                        list,
                        () -> ParticleEncoding.of(
                                level,
                                list.list().stream().map(this::particleFeature).toList())));
    }

    private ParticleEncoding.Feature particleFeature(Document document) {
        only(document, "name", "transform", "filling");
        return new ParticleEncoding.Feature(
                document.get("name").text(),
                transform(document.get("transform")),
                document.get("filling").number());
    }

    private Encoding encoding() {
        Document encoding = part("encoding", "level", "observables", "categories", "particles");
        return told(
                encoding,
                () -> Encoding.of(
                        encoding.get("level").oneOf("gen", "reco"),
                        encoding.get("observables").list().stream()
                                .map(this::feature)
                                .toList(),
                        encoding.get("categories").list().stream()
                                .map(this::category)
                                .toList()));
    }

    private Encoding.Feature feature(Document document) {
        only(document, "name", "transform", "filling");
        return new Encoding.Feature(
                document.get("name").text(),
                transform(document.get("transform")),
                document.get("filling").list().stream().map(Document::number).toList());
    }

    private static Encoding.Transform transform(Document document) {
        String[] transforms = Stream.of(Encoding.Transform.values())
                .map(Encoding.Transform::label)
                .toArray(String[]::new);
        return Encoding.Transform.valueOf(
                document.oneOf(transforms).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private Encoding.Category category(Document document) {
        only(document, "name", "when", "without");
        Document when = document.get("when");
        Set<String> without =
                document.get("without").list().stream().map(Document::text).collect(Collectors.toSet());
        return new Encoding.Category(
                document.get("name").text(), told(when, () -> Expression.parse(when.text())), without);
    }

    private Model.Output output() {
        Document output = part("output", "name", "numerator", "denominator", "logBalance");
        output.get("name").oneOf("logit");
        return new Model.Output(
                output.get("numerator").text(),
                output.get("denominator").text(),
                output.get("logBalance").number());
    }

    private Model.Member member() {
        Document member = part("member", "index", "count", "scale", "clip");
        int count = member.get("count").integer(Range.atLeast(1));
        OptionalDouble clip = member.find("clip")
                .map(bound -> OptionalDouble.of(bound.number(POSITIVE)))
                .orElse(OptionalDouble.empty());
        return new Model.Member(
                member.get("index").integer(Range.between(0, count - 1)),
                count,
                clip,
                member.get("scale").number(POSITIVE));
    }

    private Model.Origin origin() {
        Document origin = part("origin", "study", "studyDigest", "step", "iteration", "producer");
        Document digest = origin.get("studyDigest");
        return new Model.Origin(
                origin.get("study").text(),
                told(digest, () -> new Digest(digest.text())),
                step(origin.get("step")),
                origin.get("iteration").integer(Range.atLeast(1)),
                origin.get("producer").text());
    }

    /// Names files, so that it may hold nothing else than letters and digits.
    private static String step(Document step) {
        if (!step.text().matches("[A-Za-z0-9]{1,32}")) {
            throw step.refuse("at most 32 letters and digits");
        }
        return step.text();
    }

    /// What a part of the head says; where it says nothing that can be used, the error tells where it is.
    private static <T> T told(Document where, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException wrong) {
            throw wrong.askedBy(where.place().describe());
        }
    }
}
