package unfurl.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.nn.Network;

/// A model in a file, format version 1.0: safetensors with a JSON head.
///
/// The tensors are those of [NetworkTensors]. The metadata have two keys: `unfurl`, a JSON object with format,
/// version, the network's shape, its features and their encoding, what its output is and where it comes from;
/// and `digest`, the SHA-256 of everything else ([Tensors#withDigest]). `docs/reference/models.md` has every
/// key. A reader refuses a newer major version and reads every older one. The same model gives the same bytes.
public final class ModelFile {
    /// How the names of such files end.
    public static final String ENDING = ".safetensors";

    static final String HEAD = "unfurl";

    private ModelFile() {}

    /// Writes a model, whole or not at all, replacing the file that is there.
    ///
    /// @throws InputException when it cannot be written
    public static void write(Model model, Path file) {
        var metadata = Map.of(HEAD, ModelHead.of(model).toJsonLine());
        var tensors = NetworkTensors.of(model.network(), "");
        new Tensors(String.valueOf(file.getFileName()), metadata, tensors)
                .withDigest()
                .write(file);
    }

    /// Reads a model; the network has the bits of the one that was written.
    ///
    /// @throws InputException when it is no model, is damaged, or has a newer major version
    public static Model read(Path file) {
        Tensors tensors = Tensors.read(file);
        if (!tensors.metadata().containsKey(HEAD)) {
            throw new InputException("%s is no model: its metadata have no key '%s'%s\n  allowed    %s"
                    .formatted(file, HEAD, checkpoint(tensors), "a file that a run wrote into its folder models/"));
        }
        try {
            return model(tensors);
        } catch (InputException wrong) {
            throw wrong.askedBy("the model " + file);
        }
    }

    private static String checkpoint(Tensors tensors) {
        String format = tensors.metadata().getOrDefault("format", "");
        return format.startsWith("unfurl-checkpoint") ? "; it is the checkpoint of a run" : "";
    }

    /// The version is looked at first: a newer one may have another digest.
    static Model model(Tensors tensors) {
        ModelHead head = ModelHead.read(Document.json(tensors.text(HEAD), tensors.source()));
        tensors.requireDigest();
        Network network = NetworkTensors.read(tensors, "", head.architecture());
        requireNoOthers(tensors, NetworkTensors.of(network, "").keySet());
        return head.model(network);
    }

    private static void requireNoOthers(Tensors tensors, Set<String> names) {
        Map<String, Tensor> others = new LinkedHashMap<>(tensors.tensors());
        others.keySet().removeAll(names);
        if (!others.isEmpty()) {
            throw new InputException("%s has tensors that are no part of its network: %s"
                    .formatted(tensors.source(), new TreeSet<>(others.keySet())));
        }
    }

    /// What the head of a model's file says.
    public static Document head(Model model) {
        return ModelHead.of(model);
    }
}
