package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Template;

/// A finished replica, kept in a run folder: one safetensors file with its weights as float64, and in the
/// head its definition, the inputs, how often it failed before and why, and the SHA-256 of everything
/// else in the file.
///
/// @param name     of its weights, without `weights_`
/// @param weights  (n) unfolded, in the order of the simulation
/// @param course   the nuisance parameters (p) before the first iteration and after each; of a file that was
///                 written before it was kept, what they ended at
/// @param failures why each attempt before the last failed
/// @param learned  the checks of the templates that it learned
record ReplicaFile(
        String name, Weights weights, List<List<Double>> course, List<String> failures, List<Template.Checks> learned) {
    private static final String FORMAT = "unfurl-replica-3";
    static final String DEFINITION = "definition";
    private static final String WEIGHTS = "weights";
    private static final String COURSE = "course";

    /// Copies the lists.
    ReplicaFile {
        course = course.stream().map(List::copyOf).toList();
        failures = List.copyOf(failures);
        learned = List.copyOf(learned);
    }

    /// (p) what the nuisance parameters ended at.
    List<Double> theta() {
        return course.getLast();
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs     what the run read for its result
    /// @param definition what makes the replica the one it is
    void write(Path file, List<Provenance.Input> inputs, String definition) {
        Map<String, String> head = Map.of(
                "format",
                FORMAT,
                "name",
                name,
                DEFINITION,
                definition,
                "inputs",
                Checkpoint.text(inputs),
                "theta",
                Document.of("theta", theta()).toJsonLine(),
                COURSE,
                Document.of(COURSE, course).toJsonLine(),
                "failures",
                Document.of("failures", failures).toJsonLine(),
                "templates",
                ChecksFile.text(learned));
        var tensor = Tensor.of(weights.toArray(), weights.size());
        new Tensors(file.toString(), head, Map.of(WEIGHTS, tensor)).withDigest().write(file);
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs     what the run reads now for its result
    /// @param definition what makes the replica the one it is; another of the same name is none
    /// @throws unfurl.InputException when the file is damaged, holds another replica, or belongs to other inputs
    static Optional<ReplicaFile> read(Path file, List<Provenance.Input> inputs, String definition) {
        return KeptFile.open(file, FORMAT, inputs)
                .map(tensors -> KeptFile.requireOwn(tensors, file))
                .filter(tensors -> tensors.text(DEFINITION).equals(definition))
                .map(tensors -> of(tensors, file));
    }

    private static ReplicaFile of(Tensors tensors, Path file) {
        List<String> failures = failures(tensors, file.toString());
        List<Template.Checks> learned = ChecksFile.read(tensors.text("templates"), file.toString());
        return new ReplicaFile(
                tensors.text("name"),
                Weights.of(tensors.tensor(WEIGHTS).doubles()),
                course(tensors, file.toString()),
                failures,
                learned);
    }

    private static List<List<Double>> course(Tensors tensors, String file) {
        return tensors.metadata().containsKey(COURSE)
                ? Document.json(tensors.text(COURSE), file).list().stream()
                        .map(ReplicaFile::numbers)
                        .toList()
                : List.of(numbers(Document.json(tensors.text("theta"), file)));
    }

    private static List<Double> numbers(Document list) {
        return list.list().stream().map(Document::number).toList();
    }

    static List<String> failures(Tensors tensors, String file) {
        return Document.json(tensors.text("failures"), file).list().stream()
                .map(Document::text)
                .toList();
    }
}
