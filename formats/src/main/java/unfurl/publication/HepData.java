package unfurl.publication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.measurement.Normalisation;
import unfurl.provenance.Citation;

/// A submission to HEPData: `submission.yaml` and, for each table, a file of values, one of covariances and one
/// of correlations, by source and in total; of several tables the total between all of their bins too.
///
/// Source: HEPData submission documentation (hepdata-submission.readthedocs.io), schemas 1.1.1.
///
/// @param publication what is submitted
/// @param energyGeV   of the collisions; empty when it is not known
/// @param reaction    in HEPData's words: `P P --> Z0 X`; empty when it is not known
/// @param licence     the data's, by its SPDX identifier; empty for HEPData's own
public record HepData(
        Publication publication, OptionalDouble energyGeV, Optional<String> reaction, Optional<String> licence) {
    /// The most bins of all tables whose covariance is one more table: it has the square of them as rows.
    public static final int MOST_JOINT_BINS = 250;

    private static final int LARGEST_FILE = 10 * 1024 * 1024;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEYWORD = 128;

    /// The data file of a table alone.
    public static String table(PublishedTable table) {
        return new HepDataTables(table, List.of()).values();
    }

    /// The files of a submission, by name.
    ///
    /// @throws InputException when a file would be larger than HEPData takes
    public SequencedMap<String, String> files() {
        var documents = new ArrayList<String>();
        var files = new LinkedHashMap<String, String>();
        documents.add(Document.of("submission", record()).toYaml());
        for (PublishedTable table : publication.tables()) {
            var tables = new HepDataTables(table, qualifiers(table));
            add(documents, files, table, "", table.description(), tables.values());
            add(documents, files, table, "covariance", "Covariances of the bins of %s.", tables.covariances());
            add(documents, files, table, "correlation", "Correlations of the bins of %s.", tables.correlations());
        }
        if (isJoint()) {
            String text = HepDataTables.joint(publication.total());
            add(
                    documents,
                    files,
                    entry("All tables, covariance", ofJoint(), "joint.yaml", List.of()),
                    "joint.yaml",
                    text);
        }
        files.put("citations.bib", Citation.bibliography(publication.citations()));
        files.putFirst("submission.yaml", "---\n" + String.join("---\n", documents));
        return files;
    }

    /// Whether the covariance of all tables is one of the tables: there are several, of not too many bins.
    public boolean isJoint() {
        return publication.tables().size() > 1 && publication.total().size() <= MOST_JOINT_BINS;
    }

    private void add(
            List<String> documents,
            SequencedMap<String, String> files,
            PublishedTable table,
            String kind,
            String description,
            String text) {
        String name = "Table %d (%s)".formatted(table.number(), table.expression());
        String longest = kind.isEmpty() ? "" : ", " + kind;
        String file = "data%d%s.yaml".formatted(table.number(), kind.isEmpty() ? "" : "_" + kind);
        String about = kind.isEmpty() ? description : description.formatted("Table " + table.number()) + ofSources();
        add(documents, files, entry(cut(name, longest), about, file, keywords(table)), file, text);
    }

    private static void add(
            List<String> documents,
            SequencedMap<String, String> files,
            Map<String, Object> entry,
            String file,
            String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_FILE) {
            throw new InputException(
                    "%s would have %d bytes, and HEPData takes files of %d\n  allowed    fewer bins, or fewer --sources"
                            .formatted(file, bytes, LARGEST_FILE));
        }
        documents.add(Document.of(file, entry).toYaml());
        files.put(file, text);
    }

    /// A name and its ending in as many characters as HEPData allows.
    private static String cut(String name, String ending) {
        int room = LONGEST_NAME - ending.length();
        return (name.length() <= room ? name : name.substring(0, room - 1) + "…") + ending;
    }

    private Map<String, Object> entry(String name, String description, String file, List<Object> keywords) {
        Map<String, Object> entry =
                Document.entries("name", name, "description", description, "keywords", keywords, "data_file", file);
        licence.ifPresent(id -> entry.put(
                "data_license",
                Document.entries("name", id, "url", "https://spdx.org/licenses/%s.html".formatted(id))));
        return entry;
    }

    /// The first document: what holds for all tables.
    private Map<String, Object> record() {
        return Document.entries(
                "comment",
                comment(),
                "additional_resources",
                List.of(Document.entries(
                        "location",
                        "citations.bib",
                        "description",
                        "What to cite when these data are used (BibTeX).")));
    }

    private String comment() {
        String sources = publication.sources().stream()
                .map(source -> "%s: %s".formatted(source.label(), source.group().description()))
                .collect(Collectors.joining(" "));
        String description = publication.head().description().strip().replaceAll("\\s+", " ");
        return "%s. %sUnbinned unfolding: the tables are histograms of one sample of weighted events. Sources of uncertainty: %s"
                .formatted(
                        publication.head().name(),
                        description.isEmpty() ? "" : description.replaceAll("\\.$", "") + ". ",
                        sources);
    }

    private static String ofSources() {
        return " By source of uncertainty and in total; row by row.";
    }

    private String ofJoint() {
        var ranges = new ArrayList<String>();
        int first = 1;
        for (PublishedTable table : publication.tables()) {
            ranges.add("%d to %d are those of Table %d".formatted(first, first + table.bins() - 1, table.number()));
            first += table.bins();
        }
        return "Covariance and correlation of the bins of all tables, all sources of uncertainty together. Bins "
                + String.join(", ", ranges) + ". A covariance has the product of the units of its two bins.";
    }

    private List<Object> keywords(PublishedTable table) {
        var keywords = new ArrayList<Object>();
        reaction.ifPresent(text -> keywords.add(keyword("reactions", text)));
        String observable = HepDataTables.valueName(table);
        if (observable.length() <= LONGEST_KEYWORD) {
            keywords.add(keyword("observables", observable));
        }
        energyGeV.ifPresent(value -> keywords.add(keyword("cmenergies", value)));
        String phrase = switch (table.head().normalisation()) {
            case Normalisation.CrossSection ignored -> "Differential Cross Section";
            case Normalisation.EventYield ignored -> "Event Yield";
        };
        keywords.add(Document.entries(
                "name",
                "phrases",
                "values",
                List.of("Unfolding", table.query().normalised() ? "Normalized Distribution" : phrase)));
        return keywords;
    }

    private static Map<String, Object> keyword(String name, Object value) {
        return Document.entries("name", name, "values", List.of(value));
    }

    private List<Object> qualifiers(PublishedTable table) {
        var all = new ArrayList<Object>();
        reaction.ifPresent(text -> all.add(Document.entries("name", "RE", "value", text)));
        energyGeV.ifPresent(value -> all.add(Document.entries("name", "SQRT(S)", "units", "GeV", "value", value)));
        table.head()
                .luminosity()
                .ifPresent(l -> all.add(Document.entries("name", "Luminosity", "units", l.unit(), "value", l.value())));
        table.selection().ifPresent(text -> all.add(Document.entries("name", "Events", "value", text)));
        return all;
    }
}
