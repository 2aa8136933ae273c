package unfurl.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Template;

/// A finished replica, kept in a run folder: one safetensors file with its weights as float64, and in the
/// head the inputs, how often it failed before and why, and the SHA-256 of everything else in the file.
///
/// @param name     of its weights, without `weights_`
/// @param weights  (n) unfolded, in the order of the simulation
/// @param failures why each attempt before the last failed
/// @param learned  the checks of the templates that it learned
record ReplicaFile(String name, Weights weights, List<String> failures, List<Template.Checks> learned) {
    private static final String FORMAT = "unfurl-replica-1";
    private static final String WEIGHTS = "weights";

    /// Copies the lists.
    ReplicaFile {
        failures = List.copyOf(failures);
        learned = List.copyOf(learned);
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs what the run read
    void write(Path file, List<Provenance.Input> inputs) {
        Map<String, String> head = Map.of(
                "format", FORMAT,
                "name", name,
                "inputs", Checkpoint.text(inputs),
                "failures", Document.of("failures", failures).toJsonLine(),
                "templates", text(learned));
        var tensor = Tensor.of(weights.toArray(), weights.size());
        new Tensors(file.toString(), head, Map.of(WEIGHTS, tensor)).withDigest().write(file);
    }

    static String text(List<Template.Checks> learned) {
        return Document.of(
                        "templates", learned.stream().map(ReplicaFile::entries).toList())
                .toJsonLine();
    }

    private static Map<String, Object> entries(Template.Checks checks) {
        return Document.entries(
                "name", checks.name(), "closure", checks.closure(), "nEff", checks.nEff(), "auc", checks.auc());
    }

    static Template.Checks checks(Document entries) {
        return new Template.Checks(
                entries.get("name").text(),
                entries.get("closure").number(),
                entries.get("nEff").number(),
                entries.get("auc").number());
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs what the run reads now
    /// @throws InputException when the file is damaged or belongs to other inputs
    static Optional<ReplicaFile> read(Path file, List<Provenance.Input> inputs) {
        return open(file, FORMAT, inputs).map(tensors -> of(tensors, file));
    }

    private static ReplicaFile of(Tensors tensors, Path file) {
        List<String> failures = Document.json(tensors.text("failures"), file.toString()).list().stream()
                .map(Document::text)
                .toList();
        List<Template.Checks> learned = Document.json(tensors.text("templates"), file.toString()).list().stream()
                .map(ReplicaFile::checks)
                .toList();
        return new ReplicaFile(
                tensors.text("name"), Weights.of(tensors.tensor(WEIGHTS).doubles()), failures, learned);
    }

    /// A whole file of a format, if there is one.
    ///
    /// @param inputs what the run reads now
    /// @throws InputException when it is damaged, of another format, or belongs to other inputs
    static Optional<Tensors> open(Path file, String format, List<Provenance.Input> inputs) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Tensors tensors = Tensors.read(file);
        if (!tensors.text("format").equals(format)) {
            throw new InputException("%s is of the format '%s', where this version of Unfurl writes '%s'"
                    .formatted(file, tensors.text("format"), format));
        }
        Checkpoint.requireWhole(tensors, file);
        Checkpoint.requireInputs(file, tensors.text("inputs"), Checkpoint.text(inputs));
        return Optional.of(tensors);
    }
}
