package unfurl.study;

import java.io.IOException;
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
import unfurl.uncertainty.Factors;
import unfurl.uncertainty.WeightTemplate;

/// The learned template of an effect, kept in a run folder: one safetensors file with its factors as float64,
/// and in the head the inputs, the checks and the SHA-256 of everything else in the file.
final class TemplateFile {
    private static final String FORMAT = "unfurl-template-1";

    private TemplateFile() {}

    /// Writes it, in one piece.
    ///
    /// @param inputs what the run read
    static void write(WeightTemplate template, Path file, List<Provenance.Input> inputs) {
        Map<String, String> head = Map.of(
                "format", FORMAT,
                "inputs", Checkpoint.text(inputs),
                "templates", ReplicaFile.text(template.learned()));
        Factors factors = template.factors();
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot make the folder of %s: %s".formatted(file, InputException.reason(wrong)), wrong);
        }
        new Tensors(
                        file.toString(),
                        head,
                        Map.of(
                                "gen", tensor(factors.gen()),
                                "reco", tensor(factors.reco()),
                                "background", tensor(factors.background())))
                .withDigest()
                .write(file);
    }

    private static Tensor tensor(Weights weights) {
        return Tensor.of(weights.toArray(), weights.size());
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs what the run reads now
    /// @throws InputException when the file is damaged or belongs to other inputs
    static Optional<WeightTemplate> read(Path file, List<Provenance.Input> inputs) {
        return ReplicaFile.open(file, FORMAT, inputs)
                .map(tensors -> new WeightTemplate(
                        new Factors(weights(tensors, "gen"), weights(tensors, "reco"), weights(tensors, "background")),
                        Document.json(tensors.text("templates"), file.toString()).list().stream()
                                .map(ReplicaFile::checks)
                                .toList()));
    }

    private static Weights weights(Tensors tensors, String name) {
        return Weights.of(tensors.tensor(name).doubles());
    }
}
