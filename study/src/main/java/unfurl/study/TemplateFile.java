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

/// The learned template of an effect, kept in a run folder: one safetensors file with its factors as
/// float64, and in the head its definition, the inputs, how often it failed before and why, the checks
/// and the SHA-256 of everything else in the file.
///
/// @param template of the effect
/// @param failures why each attempt before the last failed
record TemplateFile(WeightTemplate template, List<String> failures) {
    private static final String FORMAT = "unfurl-template-2";

    /// Copies the list.
    TemplateFile {
        failures = List.copyOf(failures);
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs     what the run read for its result
    /// @param definition what makes the template the one it is
    void write(Path file, List<Provenance.Input> inputs, String definition) {
        Map<String, String> head = Map.of(
                "format",
                FORMAT,
                "inputs",
                Checkpoint.text(inputs),
                ReplicaFile.DEFINITION,
                definition,
                "failures",
                Document.of("failures", failures).toJsonLine(),
                "templates",
                ChecksFile.text(template.learned()));
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
    /// @param inputs     what the run reads now for its result
    /// @param definition what makes the template the one it is; another of the same name is none
    /// @throws InputException when the file is damaged or belongs to other inputs
    static Optional<TemplateFile> read(Path file, List<Provenance.Input> inputs, String definition) {
        return KeptFile.open(file, FORMAT, inputs)
                .filter(tensors -> tensors.text(ReplicaFile.DEFINITION).equals(definition))
                .map(tensors -> of(tensors, file.toString()));
    }

    private static TemplateFile of(Tensors tensors, String file) {
        return new TemplateFile(
                new WeightTemplate(
                        new Factors(weights(tensors, "gen"), weights(tensors, "reco"), weights(tensors, "background")),
                        ChecksFile.read(tensors.text("templates"), file)),
                ReplicaFile.failures(tensors, file));
    }

    private static Weights weights(Tensors tensors, String name) {
        return Weights.of(tensors.tensor(name).doubles());
    }
}
