package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;

/// A file that a run keeps to go on from, read with all that could be wrong with it: it says in its head what
/// format it has, which inputs it is of, and the SHA-256 of everything else in it.
final class KeptFile {
    private static final String REMEDY =
            "\n  allowed    a whole file of this run: delete this one and go on with --resume, which makes it anew";

    private KeptFile() {}

    /// A whole file of a format, if there is one.
    ///
    /// @param inputs what is read now
    /// @throws InputException when it is damaged, of another format, or belongs to other inputs; the message
    ///                        says what to do
    static Optional<Tensors> open(Path file, String format, List<Provenance.Input> inputs) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Tensors tensors = sound(file, () -> {
            Tensors all = Tensors.read(file);
            if (!all.text("format").equals(format)) {
                throw new InputException("%s is of the format '%s', where this version of Unfurl writes '%s'"
                        .formatted(file, all.text("format"), format));
            }
            return all.requireDigest();
        });
        requireInputs(file, tensors.text("inputs"), Checkpoint.text(inputs));
        return Optional.of(tensors);
    }

    private static Tensors sound(Path file, Supplier<Tensors> read) {
        try {
            return read.get();
        } catch (InputException damaged) {
            throw new InputException("%s cannot be used: %s%s".formatted(file, damaged.getMessage(), REMEDY), damaged);
        }
    }

    /// These tensors, if their file has the name of what is in it: each of a run's replicas has its own.
    ///
    /// @throws InputException when another one's content is in it
    static Tensors requireOwn(Tensors tensors, Path file) {
        String name = tensors.text("name");
        if (!file.endsWith(name + ".safetensors")) {
            throw new InputException("%s holds '%s'%s".formatted(file, name, REMEDY));
        }
        return tensors;
    }

    /// What ended a run, with how to go on where a file of it could not be written: no space is left, or the folder
    /// may not be written to.
    ///
    /// @param isBegun whether something is kept to go on from
    static InputException goingOn(InputException failure, boolean isBegun) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new InputException(
                        failure.getMessage() + "\n  more       "
                                + (isBegun
                                        ? "what is finished is kept; when there is space and the folder can be written to, --resume goes on"
                                        : "nothing is finished yet; begin again when there is space and the folder can be written to"),
                        failure);
            }
        }
        return failure;
    }

    private static void requireInputs(Path file, String before, String now) {
        List<String> then = before.lines().toList();
        List<String> changed = now.lines().filter(line -> !then.contains(line)).toList();
        if (!before.equals(now)) {
            throw new InputException(
                    "the run of %s was begun with other input files%s\n  allowed    the same files, or another --out"
                            .formatted(file, changed.isEmpty() ? "" : "; changed is " + String.join(", ", changed)));
        }
    }
}
