package unfurl.bench;

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
}
