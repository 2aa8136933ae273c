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
import unfurl.nn.Perceptron;

/// A network's architecture as entries of a file's head: its `kind`, and what that kind needs.
public final class ArchitectureFile {
    private static final String PERCEPTRON = "perceptron";
    private static final int MOST_LAYERS = 1000;
    private static final Range WIDTH = Range.between(1, 1 << 20);

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
        };
    }

    /// The architecture that a head tells.
    ///
    /// @param strict whether a key that is not known is refused
    /// @throws InputException when it tells none that can be
    static Architecture read(Document head, boolean strict) {
        head.get("kind").oneOf(PERCEPTRON);
        if (strict) {
            head.onlyKeys("kind", "inputs", "hidden", "activation");
        }
        return possible(
                head, () -> new Perceptron(width(head.get("inputs")), widths(head.get("hidden")), activation(head)));
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
