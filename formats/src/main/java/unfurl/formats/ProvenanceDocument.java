package unfurl.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;

/// `provenance.json`, both ways: what a result was made from and with. `docs/reference/measurement.md` has
/// every key.
public final class ProvenanceDocument {
    private ProvenanceDocument() {}

    /// A provenance as a document.
    public static Document of(Provenance provenance) {
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "inputs",
                provenance.inputs().stream().map(ProvenanceDocument::input).toList());
        document.put("seed", provenance.seed());
        document.put("environment", environment(provenance.environment()));
        document.put("study", provenance.study());
        return Document.of("provenance.json", document);
    }

    private static Map<String, Object> input(Provenance.Input input) {
        var entries = new LinkedHashMap<String, Object>();
        entries.put("role", input.role());
        entries.put("name", input.name());
        entries.put("rows", input.rows());
        entries.put("sha256", input.digest().hex());
        if (!input.sources().isEmpty()) {
            entries.put("sources", input.sources());
        }
        if (input.sameEvents()) {
            entries.put("sameEvents", true);
        }
        return entries;
    }

    private static Map<String, Object> environment(Environment environment) {
        var entries = new LinkedHashMap<String, Object>();
        entries.put("unfurl", environment.unfurl());
        entries.put("commit", environment.commit());
        entries.put("java", environment.java());
        entries.put("system", environment.system());
        entries.put("cpu", environment.cpu());
        entries.put("cores", environment.cores());
        return entries;
    }

    static Provenance read(Document document) {
        return new Provenance(
                document.get("inputs").list().stream()
                        .map(input -> new Provenance.Input(
                                input.get("role").text(),
                                input.get("name").text(),
                                input.get("rows").whole(),
                                new Digest(input.get("sha256").text()),
                                input.find("sources")
                                        .map(ProvenanceDocument::names)
                                        .orElse(List.of()),
                                input.find("sameEvents").map(Document::flag).orElse(false)))
                        .toList(),
                document.get("study").text(),
                document.get("seed").whole(),
                environmentOf(document.get("environment")));
    }

    private static List<String> names(Document list) {
        return list.list().stream().map(Document::text).toList();
    }

    private static Environment environmentOf(Document document) {
        return new Environment(
                document.get("unfurl").text(),
                document.get("commit").text(),
                document.get("java").text(),
                document.get("system").text(),
                document.get("cpu").text(),
                document.get("cores").integer(Range.atLeast(1)));
    }
}
