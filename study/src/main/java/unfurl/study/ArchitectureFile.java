package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// A network's architecture as entries of a file's head.
final class ArchitectureFile {
    private static final String PERCEPTRON = "perceptron";
    private static final String DEEP_SETS = "deep-sets";
    private static final String ATTENTION = "particle-attention";

    private ArchitectureFile() {}

    /// What [#read] reads back, in a map to which others may be added.
    static Map<String, Object> entriesOf(Architecture architecture) {
        return switch (architecture) {
            case Perceptron perceptron ->
                entries(
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

    /// The architecture of a head that may have other entries too.
    static Architecture read(Document head) {
        var activation = Activation.valueOf(head.get("activation").text().toUpperCase(Locale.ROOT));
        String kind = head.find("kind")
                .map(d -> d.oneOf(PERCEPTRON, DEEP_SETS, ATTENTION))
                .orElse(PERCEPTRON);
        return switch (kind) {
            case DEEP_SETS ->
                new DeepSets(
                        number(head, "particleFeatures"),
                        number(head, "eventFeatures"),
                        numbers(head, "particle"),
                        numbers(head, "event"),
                        activation);
            case ATTENTION ->
                new ParticleAttention(
                        number(head, "particleFeatures"),
                        number(head, "eventFeatures"),
                        number(head, "width"),
                        number(head, "heads"),
                        number(head, "blocks"),
                        numbers(head, "event"),
                        activation);
            default -> new Perceptron(number(head, "inputs"), numbers(head, "hidden"), activation);
        };
    }

    private static int number(Document head, String key) {
        return (int) head.get(key).whole();
    }

    private static List<Integer> numbers(Document head, String key) {
        return head.get(key).list().stream().map(d -> (int) d.whole()).toList();
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }
}
