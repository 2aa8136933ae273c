package unfurl.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import unfurl.formats.Document;

/// `unfurl bench …`, run in this process.
///
/// @param code its exit code
/// @param out  standard output
/// @param err  standard error
record Bench(int code, String out, String err) {
    static Bench run(Object... args) {
        var words = new ArrayList<>(List.of("bench"));
        for (Object arg : args) {
            words.add(arg.toString());
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int code = unfurl.cli.Main.runWith(
                "bench", new BenchCommand(), new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Bench(code, out.toString(), err.toString());
    }

    Document json() {
        return Document.json(out, "standard output");
    }
}
