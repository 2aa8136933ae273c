package unfurl.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.AtomicFile;
import unfurl.formats.Document;

/// The folder of one run, held by one process at a time.
///
/// ```
/// study.resolved.yaml        the study with every default
/// provenance.json            what was read, and with what it was made
/// log.jsonl                  one record for each step
/// replicas/nominal/          the state after the last finished step
/// replicas/NAME.safetensors  the weights of each finished replica
/// templates/NAME.safetensors the learned factors of each effect that has some
/// response.safetensors       the learned response of the detector, where there is one
/// replicas/iterations/       what the number of iterations is chosen by
/// nuisances.json             what is known of the nuisance parameters, where there are any
/// models/                    the trained networks of the last iteration
/// measurement/               what is published
/// report/                    index.html and figures
/// ```
///
/// Every file in it appears whole or not at all.
public final class RunFolder implements AutoCloseable {
    private static final String UNCERTAINTY = "uncertainty";
    private static final String STUDY = "study.resolved.yaml";

    private final Path path;
    private final FolderLock lock;
    private final Optional<NewFolder> begun;

    private RunFolder(Path path, FolderLock lock, Optional<NewFolder> begun) {
        this.path = path;
        this.lock = lock;
        this.begun = begun;
    }

    /// The folder a run of that study goes to when none is named: `runs/NAME`, or the first of
    /// `runs/NAME-2`, … that is free; to go on, the newest that is there.
    ///
    /// @param resume whether to go on with a run that is there
    /// @throws InputException when there is nothing to go on with
    public static Path choose(Path base, String study, boolean resume) {
        Path free = base.resolve(study);
        Optional<Path> newest = Optional.empty();
        for (int i = 2; Files.exists(free); i++) {
            newest = Optional.of(free);
            free = base.resolve(study + "-" + i);
        }
        if (!resume) {
            return free;
        }
        Path missing = free;
        return newest.orElseThrow(() -> new InputException("there is no run %s to resume".formatted(missing)));
    }

    /// Makes a folder for a new run, holds it, and writes the resolved study: from then on the run can be
    /// resumed. When it is closed before the first step is done or a template learned, it is removed again.
    ///
    /// @throws InputException when it exists and is not empty, cannot be made, or another process holds it
    public static RunFolder create(Path path, Study study) {
        var begun = NewFolder.make(path);
        RunFolder folder = hold(path, Optional.of(begun));
        try {
            Leftovers.remove(path);
            folder.writeStudy(study);
        } catch (InputException wrong) {
            folder.close();
            throw wrong;
        }
        return folder;
    }

    /// Holds the folder of a run that is to go on, and removes what a killed process left half-written
    /// there.
    ///
    /// @param study the study, which must be the one of that run but for its `uncertainty`, and is kept
    ///              in the place of it; its files may lie elsewhere by now
    /// @throws InputException when it holds no run, the run of another study, or another process holds it
    public static RunFolder resume(Path path, Study study) {
        requireRun(path, study);
        RunFolder folder = hold(path, Optional.empty());
        try {
            Leftovers.remove(path);
            folder.writeStudy(study);
        } catch (InputException wrong) {
            folder.close();
            throw wrong;
        }
        return folder;
    }

    private static void requireRun(Path path, Study study) {
        Path written = path.resolve(STUDY);
        if (!Files.exists(written)) {
            // A run that was killed when it began has a lock at most, and parts of the study.
            if (Files.isDirectory(path) && NewFolder.isEmpty(path)) {
                return;
            }
            throw new InputException("%s holds no run: it has no %s".formatted(path, STUDY));
        }
        Document before = nominal(Document.read(written));
        Document now = nominal(ResolvedStudy.document(study));
        if (!before.equals(now)) {
            throw new InputException(
                    "the run in %s is of another study; %s\n  allowed    the same study, with another `uncertainty` too; or another --out"
                            .formatted(path, firstDifference(before, now)));
        }
    }

    /// What the result depends on. Replicas and templates know themselves what they are of.
    private static Document nominal(Document study) {
        return study.with("folder", "").with(UNCERTAINTY, "");
    }

    /// Where two documents differ first, and how.
    static String firstDifference(Document before, Document now) {
        if (before.isMap() && now.isMap()) {
            for (String key :
                    Stream.concat(before.keys().stream(), now.keys().stream()).toList()) {
                Optional<Document> a = before.find(key);
                Optional<Document> b = now.find(key);
                if (a.isPresent() && b.isPresent() && !a.get().equals(b.get())) {
                    return firstDifference(a.get(), b.get());
                }
                if (a.isPresent() != b.isPresent()) {
                    return "'%s' is only in %s".formatted(key, a.isPresent() ? "the run" : "the study");
                }
            }
        }
        return "%s was %s and is %s".formatted(before.place().path(), before.toJsonLine(), now.toJsonLine());
    }

    private static RunFolder hold(Path path, Optional<NewFolder> begun) {
        return new RunFolder(path, FolderLock.hold(path, "run"), begun);
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// The published measurement's folder.
    public Path measurement() {
        return path.resolve("measurement");
    }

    /// The report's folder.
    public Path report() {
        return path.resolve("report");
    }

    /// The trained networks' folder.
    public Path models() {
        return path.resolve("models");
    }

    /// Writes a document of the run.
    void write(Document document, String name) {
        document.write(path.resolve(name));
    }

    private void writeStudy(Study study) {
        write(ResolvedStudy.document(study), STUDY);
    }

    /// Writes one record a line.
    void writeLog(List<Document> records) {
        var text = new StringBuilder();
        records.forEach(record -> text.append(record.toJsonLine()).append('\n'));
        AtomicFile.write(path.resolve("log.jsonl"), text.toString());
    }

    /// Where the state of the nominal unfolding lies.
    Path checkpoint() {
        return path.resolve("replicas").resolve("nominal").resolve("state.safetensors");
    }

    /// Where what the number of iterations is chosen by lies.
    ///
    /// @param name of a toy or a bootstrap; `nominal` for the state of the unfolding with the most
    ///             iterations
    Path scan(String name) {
        return path.resolve("replicas").resolve("iterations").resolve(name + ".safetensors");
    }

    /// Where the weights of a finished replica lie.
    Path replica(String name) {
        return path.resolve("replicas").resolve(name + ".safetensors");
    }

    /// Where the learned template of an effect lies.
    Path template(String name) {
        return path.resolve("templates").resolve(name + ".safetensors");
    }

    /// Where the learned response lies.
    Path response() {
        return path.resolve("response.safetensors");
    }

    /// Where what is known of the nuisance parameters lies.
    Path nuisances() {
        return path.resolve("nuisances.json");
    }

    /// Whether something is kept that a later process can go on from.
    boolean hasBegun() {
        return Files.exists(checkpoint())
                || Files.exists(scan("nominal"))
                || Files.exists(response())
                || Files.exists(template("any").getParent());
    }

    @Override
    public void close() {
        try (lock) {
            if (!hasBegun()) {
                begun.ifPresent(NewFolder::remove);
            }
        }
    }
}
