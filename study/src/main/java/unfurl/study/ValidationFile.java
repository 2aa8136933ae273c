package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.report.figure.Numbers;

/// What came of an unfolding of a validation: one safetensors file with a digest, as [ReplicaFile].
///
/// @param name     of the unfolding
/// @param spectra  of its result
/// @param failures why each attempt before the last failed
record ValidationFile(String name, ValidationSpectra spectra, List<String> failures) {
    private static final String FORMAT = "unfurl-validation-1";

    /// Copies the list.
    ValidationFile {
        failures = List.copyOf(failures);
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs what the validation read
    void write(Path file, List<Provenance.Input> inputs) {
        Map<String, String> head = Map.of(
                "format",
                FORMAT,
                "name",
                name,
                "inputs",
                Checkpoint.text(inputs),
                "failures",
                Document.of("failures", failures).toJsonLine());
        var tensors = new HashMap<String, Tensor>();
        tensors.put("total", tensor(Numbers.of(spectra.total())));
        tensors.put("means", tensor(spectra.means()));
        for (int o = 0; o < spectra.sums().size(); o++) {
            tensors.put("sums/" + o, tensor(spectra.sums().get(o)));
            tensors.put("squares/" + o, tensor(spectra.squares().get(o)));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException wrong) {
            throw NewFolder.unusable(file.getParent(), wrong);
        }
        new Tensors(file.toString(), head, tensors).withDigest().write(file);
    }

    private static Tensor tensor(Numbers values) {
        return Tensor.of(values.stream().toArray(), values.size());
    }

    /// Reads what was written, if it was.
    ///
    /// @param observables how many
    /// @param inputs      what the validation reads now
    /// @throws unfurl.InputException when the file is damaged or belongs to other inputs
    static Optional<ValidationFile> read(Path file, int observables, List<Provenance.Input> inputs) {
        return KeptFile.open(file, FORMAT, inputs).map(tensors -> of(tensors, observables, file));
    }

    private static ValidationFile of(Tensors tensors, int observables, Path file) {
        var sums = new ArrayList<Numbers>();
        var squares = new ArrayList<Numbers>();
        for (int o = 0; o < observables; o++) {
            sums.add(numbers(tensors, "sums/" + o));
            squares.add(numbers(tensors, "squares/" + o));
        }
        List<String> failures = Document.json(tensors.text("failures"), file.toString()).list().stream()
                .map(Document::text)
                .toList();
        var spectra =
                new ValidationSpectra(numbers(tensors, "total").first(), sums, squares, numbers(tensors, "means"));
        return new ValidationFile(tensors.text("name"), spectra, failures);
    }

    private static Numbers numbers(Tensors tensors, String name) {
        return Numbers.of(tensors.tensor(name).doubles());
    }
}
