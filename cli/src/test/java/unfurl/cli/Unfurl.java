package unfurl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import unfurl.formats.Document;

/// A command that was run in this process.
///
/// @param code its exit code
/// @param out  standard output
/// @param err  standard error
record Unfurl(int code, String out, String err) {
    static Unfurl run(Object... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Unfurl(code, out.toString(), err.toString());
    }

    /// Standard output as JSON, of which there is nothing else.
    Document json() {
        return Document.json(out, "standard output");
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
