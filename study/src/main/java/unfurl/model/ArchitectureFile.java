package unfurl.model;

import static unfurl.formats.Document.entries;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// A network's architecture as entries of a file's head: its `kind`, and what that kind needs.
public final class ArchitectureFile {
    private static final String PERCEPTRON = "perceptron";
    private static final String DEEP_SETS = "deep-sets";
    private static final String ATTENTION = "particle-attention";
    private static final int MOST_LAYERS = 1000;
    private static final Range WIDTH = Range.between(1, 1 << 20);
    private static final Range COUNT = Range.between(0, 1 << 20);

    private ArchitectureFile() {}

    /// What [#read] reads back.
    public static Map<String, Object> entriesOf(Architecture architecture) {
        return switch (architecture) {
            case Perceptron perceptron ->
                entries(
                        "kind", PERCEPTRON,
                        "inputs", perceptron.inputs(),
                        "hidden", perceptron.hidden(),
                        "activation", name(perceptron.activation()));
            case DeepSets sets ->
                entries(
                        "kind", DEEP_SETS,
                        "particleFeatures", sets.particleFeatures(),
                        "eventFeatures", sets.eventFeatures(),
                        "particle", sets.particle(),
                        "event", sets.event(),
                        "activation", name(sets.activation()));
            case ParticleAttention attention ->
                entries(
                        "kind", ATTENTION,
                        "particleFeatures", attention.particleFeatures(),
                        "eventFeatures", attention.eventFeatures(),
                        "width", attention.width(),
                        "heads", attention.heads(),
                        "blocks", attention.blocks(),
                        "event", attention.event(),
                        "activation", name(attention.activation()));
        };
    }

    /// The architecture that a head tells.
    ///
    /// @param strict whether a key that is not known is refused
    /// @throws InputException when it tells none that can be
    static Architecture read(Document head, boolean strict) {
        return switch (head.get("kind").oneOf(PERCEPTRON, DEEP_SETS, ATTENTION)) {
            case DEEP_SETS -> sets(head, strict);
            case ATTENTION -> attention(head, strict);
            default -> perceptron(head, strict);
        };
    }

    private static Architecture perceptron(Document head, boolean strict) {
        only(head, strict, "kind", "inputs", "hidden", "activation");
        return possible(
                head, () -> new Perceptron(width(head.get("inputs")), widths(head.get("hidden")), activation(head)));
    }

    private static Architecture sets(Document head, boolean strict) {
        only(head, strict, "kind", "particleFeatures", "eventFeatures", "particle", "event", "activation");
        return possible(
                head,
                () -> new DeepSets(
                        width(head.get("particleFeatures")),
                        head.get("eventFeatures").integer(COUNT),
                        widths(head.get("particle")),
                        widths(head.get("event")),
                        activation(head)));
    }

    private static Architecture attention(Document head, boolean strict) {
        only(
                head,
                strict,
                "kind",
                "particleFeatures",
                "eventFeatures",
                "width",
                "heads",
                "blocks",
                "event",
                "activation");
        return possible(
                head,
                () -> new ParticleAttention(
                        width(head.get("particleFeatures")),
                        head.get("eventFeatures").integer(COUNT),
                        width(head.get("width")),
                        width(head.get("heads")),
                        head.get("blocks").integer(Range.between(1, MOST_LAYERS)),
                        widths(head.get("event")),
                        activation(head)));
    }

    private static void only(Document head, boolean strict, String... keys) {
        if (strict) {
            head.onlyKeys(keys);
        }
    }

    /// The architecture that a head tells.
    ///
    /// @throws InputException when it tells none that can be
    public static Architecture read(Document head) {
        return read(head, true);
    }

    private static Architecture possible(Document head, Supplier<Architecture> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException tooLarge) {
            throw new InputException("%s: %s".formatted(head.place().describe(), tooLarge.getMessage()), tooLarge);
        }
    }

    private static int width(Document width) {
        return width.integer(WIDTH);
    }

    private static List<Integer> widths(Document widths) {
        List<Document> list = widths.list();
        if (list.size() > MOST_LAYERS) {
            throw widths.refuse("at most %d widths".formatted(MOST_LAYERS));
        }
        return list.stream().map(ArchitectureFile::width).toList();
    }

    private static Activation activation(Document head) {
        String[] names =
                Arrays.stream(Activation.values()).map(ArchitectureFile::name).toArray(String[]::new);
        return Activation.valueOf(head.get("activation").oneOf(names).toUpperCase(Locale.ROOT));
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }
}
