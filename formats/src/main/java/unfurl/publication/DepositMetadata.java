package unfurl.publication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.measurement.Head;

/// What a depositor says of a deposit. Nothing is made up: without creators there is no metadata, and without a
/// licence none is in it.
///
/// @param title    empty for the measurement's name
/// @param creators each `Family name, Given name`, or a collaboration
/// @param licence  its SPDX identifier: `CC-BY-4.0`
public record DepositMetadata(Optional<String> title, List<String> creators, Optional<String> licence) {
    static final String CITATION = "CITATION.cff";
    static final String ZENODO = ".zenodo.json";

    /// @throws InputException when a creator or title is blank, or the licence is no identifier
    public DepositMetadata {
        creators = List.copyOf(creators);
        if (creators.stream().anyMatch(String::isBlank)
                || title.filter(String::isBlank).isPresent()) {
            throw new InputException("a title and a creator need letters");
        }
        if (licence.filter(id -> !id.matches("[A-Za-z0-9][A-Za-z0-9.+-]*")).isPresent()) {
            throw new InputException(
                    "'%s' is no SPDX identifier of a licence\n  allowed    such as CC-BY-4.0 or CC0-1.0"
                            .formatted(licence.orElseThrow()));
        }
    }

    /// The files of metadata that can be written: none without creators.
    TextFiles files(Head head) {
        var files = new LinkedHashMap<String, String>();
        if (!creators.isEmpty()) {
            files.put(CITATION, citation(head).toYaml());
            files.put(ZENODO, zenodo(head).toJson());
        }
        return new TextFiles(files);
    }

    String titleOf(Head head) {
        return title.orElse(head.name());
    }

    /// Source: Citation File Format 1.2.0.
    private Document citation(Head head) {
        Map<String, Object> out = Document.entries(
                "cff-version",
                "1.2.0",
                "message",
                "If you use these data, please cite them, and the works in citations.bib.",
                "type",
                "dataset",
                "title",
                titleOf(head),
                "authors",
                creators.stream().map(DepositMetadata::author).toList());
        description(head).ifPresent(text -> out.put("abstract", text));
        licence.ifPresent(id -> out.put("license", id));
        return Document.of(CITATION, out);
    }

    private static Map<String, Object> author(String creator) {
        String[] names = creator.split(",", 2);
        return names.length == 2
                ? Document.entries("family-names", names[0].strip(), "given-names", names[1].strip())
                : Document.entries("name", creator.strip());
    }

    /// Source: Zenodo's developer documentation, deposit metadata.
    private Document zenodo(Head head) {
        Map<String, Object> out = Document.entries(
                "title",
                titleOf(head),
                "upload_type",
                "dataset",
                "creators",
                creators.stream()
                        .map(name -> Document.entries("name", name.strip()))
                        .toList(),
                "keywords",
                List.of("unfolding", "unbinned measurement"));
        description(head).ifPresent(text -> out.put("description", text));
        licence.ifPresent(id -> out.put("license", id.toLowerCase(Locale.ROOT)));
        return Document.of(ZENODO, out);
    }

    private static Optional<String> description(Head head) {
        return Optional.of(head.description().strip()).filter(text -> !text.isEmpty());
    }
}
