package unfurl.bench;

import java.util.List;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.provenance.Environment;

/// The machine and the program, for every result.
final class Machine {
    private Machine() {}

    static Map<String, Object> document() {
        Environment environment = unfurl.cli.Machine.environment();
        return Document.entries(
                "cpu", environment.cpu(),
                "cores", environment.cores(),
                "vectorBits", Peak.vectorBits(),
                "system", environment.system(),
                "java", environment.java(),
                "unfurl", environment.unfurl(),
                "commit", environment.commit());
    }

    /// Results of a benchmark, and the machine that they are of.
    static Document with(String benchmark, List<Document> results) {
        return Document.of(benchmark, Document.entries("results", results, "machine", document()));
    }
}
