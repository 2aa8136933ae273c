package unfurl.publication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.AtomicFile;
import unfurl.formats.AtomicFolder;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Measurement;
import unfurl.provenance.Citation;
import unfurl.provenance.Digest;

/// A folder that is ready for Zenodo, which knows no folders within: the measurement as one zip, its tables in
/// every format, `README.md` for a stranger, what to cite, metadata, and `SHA256SUMS`.
///
/// @param measurement what is deposited
/// @param hepData     its tables
/// @param metadata    what the depositor says of it
public record ZenodoFolder(Measurement measurement, HepData hepData, DepositMetadata metadata) {
    static final String HEPDATA = "hepdata.zip";
    static final String YODA_2 = "tables.yoda";
    static final String YODA_1 = "tables-yoda1.yoda";
    static final String FIT = "fit.json";
    static final String SMEFIT = "smefit.zip";

    /// The two YODA files of some tables, by name.
    ///
    /// @param analysis as in [Yoda]
    public static TextFiles yoda(List<PublishedTable> tables, String analysis) {
        var files = new LinkedHashMap<String, String>();
        files.put(YODA_2, Yoda.TWO.text(tables, analysis));
        files.put(YODA_1, Yoda.ONE.text(tables, analysis));
        return new TextFiles(files);
    }

    /// The files for fits, by name: plain JSON, and a data set of SMEFiT for each table.
    public static TextFiles fit(Publication publication) {
        SequencedMap<String, String> files = new LinkedHashMap<>(new Smefit(publication).files());
        files.putFirst(FIT, FitDocument.of(publication).toJson());
        return new TextFiles(files);
    }

    /// The name in Rivet's paths of a measurement for which none is given.
    public static String analysis(Measurement measurement) {
        return "UNFURL_" + SafeNames.of(measurement.head().name()).toUpperCase(Locale.ROOT);
    }

    /// Writes the folder whole or not at all, replacing what is there.
    ///
    /// @param analysis as in [Yoda]
    /// @throws InputException when it cannot be written
    public void write(Path target, String analysis) {
        AtomicFolder.write(target, "deposit", folder -> fill(folder, analysis));
    }

    /// The name of the measurement's zip.
    String archive() {
        return SafeNames.of(measurement.head().name()) + ".measurement.zip";
    }

    private void fill(Path folder, String analysis) {
        Publication publication = hepData.publication();
        MeasurementFolder.write(measurement, folder.resolve(archive()));
        new TextFiles(hepData.files()).zip(folder.resolve(HEPDATA));
        yoda(publication.tables(), analysis).into(folder);
        new TextFiles(new Smefit(publication).files()).zip(folder.resolve(SMEFIT));
        FitDocument.of(publication).write(folder.resolve(FIT));
        AtomicFile.write(folder.resolve("citations.bib"), Citation.bibliography(measurement.citations()));
        metadata.files(measurement.head()).into(folder);
        AtomicFile.write(folder.resolve("README.md"), new DepositReadme(this).text());
        AtomicFile.write(folder.resolve("SHA256SUMS"), sums(folder));
    }

    private static String sums(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> "%s  %s\n".formatted(Digest.of(file).hex(), file.getFileName()))
                    .collect(Collectors.joining());
        } catch (IOException wrong) {
            throw new InputException("cannot look into %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
    }
}
