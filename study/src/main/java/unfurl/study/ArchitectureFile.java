package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.Locale;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.Perceptron;

/// A network's architecture as entries of a file's head.
final class ArchitectureFile {
    private ArchitectureFile() {}

    /// What [#read] reads back, in a map to which others may be added.
    static Map<String, Object> entriesOf(Architecture architecture) {
        return switch (architecture) {
            case Perceptron perceptron ->
                entries(
                        "inputs", perceptron.inputs(),
                        "hidden", perceptron.hidden(),
                        "activation", name(perceptron.activation()));
        };
    }

    /// The architecture of a head that may have other entries too.
    static Architecture read(Document head) {
        return new Perceptron(
                (int) head.get("inputs").whole(),
                head.get("hidden").list().stream().map(d -> (int) d.whole()).toList(),
                Activation.valueOf(head.get("activation").text().toUpperCase(Locale.ROOT)));
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }
}
