package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;

/// The folder of one validation, held by one process at a time.
///
/// ```
/// validation.resolved.yaml      the study and what is tested, with every default
/// unfolded/NAME.safetensors     what came of each unfolding, until all are finished
/// unfolded/templates/           the learned factors of each other response, as long
/// validation.json               the verdicts and their numbers
/// index.html, figures/          the page
/// ```
///
/// Every file in it appears whole or not at all.
public final class ValidationFolder implements AutoCloseable {
    static final String ANSWER = "validation.json";
    private static final String ASKED = "validation.resolved.yaml";
    private static final String UNFOLDED = "unfolded";

    private final Path path;
    private final FolderLock lock;
    private final Optional<NewFolder> begun;

    private ValidationFolder(Path path, FolderLock lock, Optional<NewFolder> begun) {
        this.path = path;
        this.lock = lock;
        this.begun = begun;
    }

    /// Makes a folder for a new validation, holds it, and writes what is asked: from then on it can be gone on
    /// with. When it is closed before anything is unfolded or learned, it is removed again.
    ///
    /// @throws InputException when it exists and is not empty, cannot be made, or another process holds it; when
    ///                        the options do not suit the study
    public static ValidationFolder create(Path path, Study study, ValidationOptions options) {
        Document asked = asked(study, options);
        var begun = NewFolder.make(path);
        return new ValidationFolder(path, FolderLock.hold(path, "validation"), Optional.of(begun)).begin(asked);
    }

    /// Holds the folder of a validation that is to go on, and removes what a killed process left half-written
    /// there.
    ///
    /// @param study   the study, which must be the one of that validation; its files may lie elsewhere by now,
    ///                and it may try again more often
    /// @param options what was asked of that validation
    /// @throws InputException when it holds no validation or one of something else, one that is finished, or
    ///                        another process holds it
    public static ValidationFolder resume(Path path, Study study, ValidationOptions options) {
        Document asked = asked(study, options);
        requireSame(path, asked);
        return new ValidationFolder(path, FolderLock.hold(path, "validation"), Optional.empty()).begin(asked);
    }

    private ValidationFolder begin(Document asked) {
        try {
            Leftovers.remove(path);
            asked.write(path.resolve(ASKED));
            Files.createDirectories(path.resolve(UNFOLDED));
            return this;
        } catch (IOException wrong) {
            close();
            throw NewFolder.unusable(path, wrong);
        } catch (InputException wrong) {
            close();
            throw wrong;
        }
    }

    private static Document asked(Study study, ValidationOptions options) {
        options.requireSuited(study);
        return Document.of(
                ASKED, Document.entries("study", ResolvedStudy.document(study), "validation", options.document(study)));
    }

    private static void requireSame(Path path, Document asked) {
        Path written = path.resolve(ASKED);
        if (!Files.exists(written)) {
            if (Files.isDirectory(path) && NewFolder.isEmpty(path)) {
                return;
            }
            throw new InputException("%s holds no validation to go on with: it has no %s".formatted(path, ASKED));
        }
        Document before = comparable(Document.read(written));
        Document now = comparable(asked);
        if (!before.equals(now)) {
            throw new InputException(
                    "the validation in %s is of another study or with other options; %s\n  allowed    the same, or another --out"
                            .formatted(path, RunFolder.firstDifference(before, now)));
        }
        if (Files.exists(path.resolve(ANSWER)) && !Files.exists(path.resolve(UNFOLDED))) {
            throw new InputException(
                    "the validation in %s is finished: nothing is missing\n  allowed    another --out".formatted(path));
        }
    }

    /// Without what changes no result.
    private static Document comparable(Document asked) {
        return asked.with("study.folder", "").with("study.uncertainty.retries", 0);
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Where what came of an unfolding lies.
    Path unfolded(String name) {
        return path.resolve(UNFOLDED).resolve(name + ".safetensors");
    }

    /// Where the learned template of an effect lies.
    Path template(String name) {
        return unfolded("templates/" + name);
    }

    /// Whether an unfolding is finished, by its file.
    boolean holds(String name) {
        return Files.exists(unfolded(name));
    }

    /// Removes what came of each unfolding, and the templates: the answer and the page hold all that is told of them.
    void finish() {
        Path gone = path.resolve(".%s.%s.old".formatted(UNFOLDED, UUID.randomUUID()));
        try {
            Files.move(path.resolve(UNFOLDED), gone);
            try (Stream<Path> files = Files.walk(gone)) {
                List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : all) {
                    Files.delete(file);
                }
            }
        } catch (IOException wrong) {
            throw NewFolder.unusable(path, wrong);
        }
    }

    /// Whether something came of it that a later process can go on from.
    boolean isBegun() {
        if (Files.exists(path.resolve(ANSWER))) {
            return true;
        }
        Path unfolded = path.resolve(UNFOLDED);
        if (!Files.exists(unfolded)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(unfolded)) {
            return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        } catch (IOException wrong) {
            throw NewFolder.unusable(path, wrong);
        }
    }

    @Override
    public void close() {
        try (lock) {
            if (begun.isPresent() && !isBegun()) {
                begun.get().remove();
            }
        }
    }
}
