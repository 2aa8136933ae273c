package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;

/// The keys of an estimator that say what shape its networks have: `network`, `deepSets` or `attention`, and
/// `activation`.
final class NetworkShapeFile {
    static final List<String> SHAPES = List.of("network", "deepSets", "attention");
    static final List<String> KEYS = List.of("network", "deepSets", "attention", "activation");
    static final List<Integer> NETWORK = List.of(100, 100, 100);
    static final List<Integer> PARTICLE = List.of(64, 64, 64);
    static final List<Integer> EVENT = List.of(64, 64);
    static final int WIDTH = 64;
    static final int HEADS = 4;
    static final int BLOCKS = 2;

    private static final Range UNITS = Range.between(1, 4096);

    private NetworkShapeFile() {}

    /// The shape that an estimator asks for; dense layers when it asks for none.
    static NetworkShape bind(Document estimator) {
        List<String> asked = SHAPES.stream().filter(estimator.keys()::contains).toList();
        for (String key : asked) {
            if (!key.equals("network") && estimator.find(key).isEmpty()) {
                throw Objects.requireNonNull(estimator.map().get(key)).refuse("a mapping; {} takes every default");
            }
        }
        if (asked.size() > 1) {
            throw new InputException("an estimator has one shape of network, not %s\n  asked by   %s"
                    .formatted(String.join(" and ", asked), estimator.place().asker()));
        }
        Activation activation =
                estimator.find("activation").map(NetworkShapeFile::activation).orElse(Activation.SILU);
        return estimator
                .find("deepSets")
                .map(sets -> sets(sets, activation))
                .or(() -> estimator.find("attention").map(attention -> attention(attention, activation)))
                .orElseGet(() -> new NetworkShape.Dense(widths(estimator, "network", NETWORK), activation));
    }

    private static NetworkShape sets(Document sets, Activation activation) {
        sets.onlyKeys("particle", "event");
        List<Integer> particle = widths(sets, "particle", PARTICLE);
        if (particle.isEmpty()) {
            throw sets.get("particle").refuse("at least one width");
        }
        return new NetworkShape.Sets(particle, widths(sets, "event", EVENT), activation);
    }

    private static NetworkShape attention(Document attention, Activation activation) {
        attention.onlyKeys("width", "heads", "blocks", "event");
        int width = attention.find("width").map(d -> d.integer(UNITS)).orElse(WIDTH);
        int heads = attention.find("heads").map(d -> d.integer(UNITS)).orElse(HEADS);
        int blocks = attention
                .find("blocks")
                .map(d -> d.integer(Range.between(1, 100)))
                .orElse(BLOCKS);
        if (width % heads != 0) {
            throw new InputException("a width of %d cannot be shared by %d heads\n  asked by   %s\n  allowed    %s"
                    .formatted(width, heads, attention.place().asker(), "a width that is a multiple of the heads"));
        }
        return new NetworkShape.Attention(width, heads, blocks, widths(attention, "event", EVENT), activation);
    }

    private static List<Integer> widths(Document value, String key, List<Integer> fallback) {
        return value.find(key)
                .map(d -> d.list().stream().map(w -> w.integer(UNITS)).toList())
                .orElse(fallback);
    }

    private static Activation activation(Document value) {
        return Activation.valueOf(value.oneOf("relu", "silu", "gelu", "tanh").toUpperCase(Locale.ROOT));
    }

    /// The entries that [#bind] reads back, with every default.
    static Map<String, Object> entriesOf(NetworkShape shape) {
        Map<String, Object> entries = switch (shape) {
            case NetworkShape.Dense dense -> entries("network", dense.hidden());
            case NetworkShape.Sets sets ->
                entries("deepSets", entries("particle", sets.particle(), "event", sets.event()));
            case NetworkShape.Attention attention ->
                entries(
                        "attention",
                        entries(
                                "width", attention.width(),
                                "heads", attention.heads(),
                                "blocks", attention.blocks(),
                                "event", attention.event()));
        };
        entries.put("activation", shape.activation().name().toLowerCase(Locale.ROOT));
        return entries;
    }
}
