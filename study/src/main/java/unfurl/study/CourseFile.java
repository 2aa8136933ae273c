package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Course;

/// What the bins hold in each iteration of a toy or a bootstrap, by which the number of iterations is
/// chosen: one safetensors file with a digest, as [ReplicaFile].
///
/// @param name     of the toy or bootstrap
/// @param course   what the bins hold
/// @param failures why each attempt before the last failed
record CourseFile(String name, Course course, List<String> failures) {
    private static final String FORMAT = "unfurl-course-1";

    /// Copies the list.
    CourseFile {
        failures = List.copyOf(failures);
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs what the run read
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
        int bins = course.prior().size();
        double[] after = course.after().stream()
                .flatMapToDouble(contents -> IntStream.range(0, bins).mapToDouble(contents::get))
                .toArray();
        var tensors = Map.of(
                "prior", Tensor.of(course.prior().toArray(), bins),
                "after", Tensor.of(after, course.after().size(), bins));
        new Tensors(file.toString(), head, tensors).withDigest().write(file);
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs what the run reads now
    /// @throws unfurl.InputException when the file is damaged or belongs to other inputs
    static Optional<CourseFile> read(Path file, List<Provenance.Input> inputs) {
        return KeptFile.open(file, FORMAT, inputs)
                .map(tensors -> KeptFile.requireOwn(tensors, file))
                .map(tensors -> of(tensors, file));
    }

    private static CourseFile of(Tensors tensors, Path file) {
        Weights prior = Weights.of(tensors.tensor("prior").doubles());
        double[] after = tensors.tensor("after").doubles();
        int bins = prior.size();
        List<Weights> contents = IntStream.range(0, after.length / bins)
                .mapToObj(k -> Weights.tabulate(bins, b -> after[k * bins + b]))
                .toList();
        List<String> failures = Document.json(tensors.text("failures"), file.toString()).list().stream()
                .map(Document::text)
                .toList();
        return new CourseFile(tensors.text("name"), new Course(prior, contents), failures);
    }
}
