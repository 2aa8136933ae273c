package unfurl.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.provenance.Citation;
import unfurl.provenance.Digest;

/// A measurement on disk: a folder `NAME.measurement/`, or the same files in one `NAME.measurement.zip`.
///
/// * `events.parquet`: the events with their weights; units in the schema;
/// * `measurement.json`: everything else that a reader needs, format version 1.4;
/// * `citations.bib`, `provenance.json`, and a `README.md` for a stranger;
/// * `SHA256SUMS`: a line `<64 hexadecimal digits>  <file>` for each of the others, as `sha256sum -c` reads
///   it.
///
/// A table in the layout of ATLAS's release, whose names of columns say as much, is a measurement too.
///
/// A reader verifies every digest, refuses a newer major version and reads every older one. A newer minor
/// version only adds what can be passed over. `docs/reference/measurement.md` has every key. The same
/// measurement gives the same bytes.
public final class MeasurementFolder {
    static final String EVENTS = "events.parquet";
    static final String HEAD = "measurement.json";
    static final String PROVENANCE = "provenance.json";
    static final String CITATIONS = "citations.bib";
    static final String README = "README.md";
    static final String SUMS = "SHA256SUMS";
    static final List<String> FILES = List.of(README, CITATIONS, EVENTS, HEAD, PROVENANCE);

    private static final String IN_A_RUN = "measurement";
    private static final String WHAT = "measurement";
    private static final int SHOWN = 12;

    private MeasurementFolder() {}

    /// Reads a measurement and verifies it.
    ///
    /// @param path the folder, a run folder that has it as `measurement/`, the zip, or a table in the layout of
    ///        ATLAS's release
    /// @throws InputException when it is no measurement, a file is missing or its digest differs (the message
    ///        names it), the format's major version is newer, or the events do not fit the head
    public static Measurement read(Path path) {
        return read(path, false);
    }

    /// Reads a measurement and verifies it, with the weights of the replicas rounded to `float`: half the memory, and
    /// uncertainties that are right to six digits. The nominal weights stay as they are.
    ///
    /// @throws InputException as [#read]
    public static Measurement readCompact(Path path) {
        return read(path, true);
    }

    private static Measurement read(Path path, boolean compact) {
        if (isZip(path)) {
            return MeasurementZip.unpacked(path, folder -> readFolder(folder, path, compact));
        }
        return isTable(path) ? readTable(path, compact) : readFolder(find(path), path, compact);
    }

    /// Whether [#read] would take the path for a measurement; its files are not verified.
    public static boolean isMeasurement(Path path) {
        if (isZip(path)) {
            return Files.isRegularFile(path) && MeasurementZip.hasMeasurement(path);
        }
        return isTable(path) ? isRelease(path) : isFolder(path) || isFolder(path.resolve(IN_A_RUN));
    }

    /// The columns of a measurement that are named as weights, and that it has no use for: they are in no
    /// uncertainty.
    public static List<String> weightsWithoutRecipe(Measurement measurement) {
        return AtlasLayout.withoutRecipe(measurement);
    }

    /// What `measurement.json` says of a measurement, with its events counted and its nominal weights summed.
    public static Document head(Measurement measurement) {
        return MeasurementDocument.of(measurement);
    }

    private static boolean isZip(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static boolean isTable(Path path) {
        return !Files.isDirectory(path)
                && Stream.of(Tables.Format.values()).anyMatch(format -> format.isEndingOf(path));
    }

    /// Whether a file is a table in the layout of ATLAS's release, and no part of a measurement that says what it is.
    public static boolean isRelease(Path path) {
        try {
            return !isFolder(path.toAbsolutePath().resolveSibling("")) && AtlasLayout.fits(Tables.names(path));
        } catch (InputException unreadable) {
            return false;
        }
    }

    private static Measurement readTable(Path path, boolean compact) {
        if (!isRelease(path)) {
            List<String> names = Tables.names(path);
            throw new InputException(
                    "%s is a table and no measurement\n  allowed    a folder with %s, or a table with columns %s, %s and observables of ATLAS's release\n  available  %s"
                            .formatted(
                                    path,
                                    HEAD,
                                    AtlasLayout.NOMINAL,
                                    AtlasLayout.PRIOR,
                                    names.size() > SHOWN
                                            ? String.join(", ", names.subList(0, SHOWN)) + ", …"
                                            : String.join(", ", names)));
        }
        Table events = Tables.readCompact(path, name -> compact && AtlasLayout.isReplica(name));
        String file = events.source();
        try {
            return AtlasLayout.measurement(events, file.substring(0, file.lastIndexOf('.')));
        } catch (InputException e) {
            throw e.askedBy("the measurement " + path);
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isRegularFile(path.resolve(HEAD));
    }

    private static Path find(Path path) {
        if (!Files.exists(path)) {
            throw MissingPath.of("measurement", path);
        }
        if (isFolder(path)) {
            return path;
        }
        if (isFolder(path.resolve(IN_A_RUN))) {
            return path.resolve(IN_A_RUN);
        }
        throw new InputException(
                "%s is no measurement: it holds neither %s nor %s/%s".formatted(path, HEAD, IN_A_RUN, HEAD));
    }

    private static Measurement readFolder(Path folder, Path shown, boolean compact) {
        try {
            Document head = Document.read(folder.resolve(HEAD));
            MeasurementDocument.requireReadable(head);
            Map<String, Digest> digests = sums(folder.resolve(SUMS));
            digests.keySet().stream()
                    .filter(name -> !name.equals(EVENTS))
                    .forEach(name -> requireDigest(folder, name, digests));
            MeasurementDocument.Content content = MeasurementDocument.read(head);
            List<String> rounded = compact ? content.head().replicaColumns() : List.of();
            Table events = verified(folder, digests, Set.copyOf(rounded)::contains);
            if (events.rows() != content.rows()) {
                throw new InputException(
                        "%s has %d events where %s says %d".formatted(EVENTS, events.rows(), HEAD, content.rows()));
            }
            var provenance = ProvenanceDocument.read(Document.read(folder.resolve(PROVENANCE)));
            var measurement = new Measurement(content.head(), provenance, content.citations(), events);
            content.require(HEAD, measurement);
            return measurement;
        } catch (InputException e) {
            throw e.askedBy("the measurement " + shown);
        }
    }

    /// The events of a file that has its digest. It is read and digested at once: to have a wrong digest is the failure
    /// that is told, whatever else the damage does.
    private static Table verified(Path folder, Map<String, Digest> digests, Predicate<String> asFloats) {
        Table[] events = new Table[1];
        try (var workers = new Workers(2)) {
            workers.run(2, block -> {
                if (block == 0) {
                    requireDigest(folder, EVENTS, digests);
                } else {
                    events[0] = Tables.readCompact(folder.resolve(EVENTS), asFloats);
                }
            });
        }
        return events[0];
    }

    private static void requireDigest(Path folder, String name, Map<String, Digest> digests) {
        if (!Digest.of(folder.resolve(name)).equals(digests.get(name))) {
            throw new InputException(
                    "%s is damaged or was changed: its digest is not the one in %s".formatted(name, SUMS));
        }
    }

    private static Map<String, Digest> sums(Path file) {
        var digests = new TreeMap<String, Digest>();
        for (String line : text(file).lines().toList()) {
            if (!line.matches("[0-9a-f]{64} [ *][A-Za-z0-9_][A-Za-z0-9._-]*")) {
                throw new InputException("%s: '%s' is no line '<SHA-256>  <file>'".formatted(SUMS, line));
            }
            digests.put(line.substring(66), new Digest(line.substring(0, 64)));
        }
        for (String name : FILES) {
            if (!digests.containsKey(name)) {
                throw new InputException("%s has no digest of %s".formatted(SUMS, name));
            }
        }
        return digests;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException(
                    "%s cannot be read: %s".formatted(file.getFileName(), InputException.reason(e)), e);
        }
    }

    /// Writes a measurement whole or not at all: into a hidden folder beside the target, which is then
    /// renamed.
    ///
    /// What is there is replaced only if it is a measurement or an empty folder. The replaced folder is gone
    /// for the moment between two renamings; a zip never is.
    ///
    /// @param target the folder, or a file `….zip`; the folder above it must exist
    /// @throws InputException when something else is there, or it cannot be written
    public static void write(Measurement measurement, Path target) {
        if (isZip(target)) {
            requireReplaceable(target, Files.isRegularFile(target) && MeasurementZip.hasMeasurement(target));
            AtomicFolder.beside(target, WHAT, folder -> {
                fill(folder, measurement);
                MeasurementZip.pack(folder, target);
            });
            return;
        }
        requireReplaceable(target, isFolder(target) || AtomicFolder.isEmpty(target));
        AtomicFolder.write(target, WHAT, folder -> fill(folder, measurement));
    }

    private static void requireReplaceable(Path target, boolean replaceable) {
        if (Files.exists(target) && !replaceable) {
            throw new InputException("cannot write the measurement %s: something else is there".formatted(target));
        }
    }

    private static void fill(Path folder, Measurement measurement) {
        Tables.write(withUnits(measurement), folder.resolve(EVENTS));
        MeasurementDocument.of(measurement).write(folder.resolve(HEAD));
        ProvenanceDocument.of(measurement.provenance()).write(folder.resolve(PROVENANCE));
        AtomicFile.write(folder.resolve(CITATIONS), Citation.bibliography(measurement.citations()));
        AtomicFile.write(folder.resolve(README), MeasurementReadme.of(measurement));
        String sums = FILES.stream()
                .map(name ->
                        "%s  %s%n".formatted(Digest.of(folder.resolve(name)).hex(), name))
                .collect(Collectors.joining());
        AtomicFile.write(folder.resolve(SUMS), sums.replace("\r\n", "\n"));
    }

    /// The events, with the observables' units in the schema.
    private static Table withUnits(Measurement measurement) {
        Map<String, String> units = measurement.head().observables().stream()
                .collect(Collectors.toMap(Observable::column, Observable::unit));
        Table events = measurement.events();
        List<Column> columns = events.columns().stream()
                .map(column -> column.in(units.getOrDefault(column.name(), column.unit())))
                .toList();
        return Table.of(events.source(), columns);
    }
}
