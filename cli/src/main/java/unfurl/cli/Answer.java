package unfurl.cli;

import java.io.PrintWriter;
import unfurl.formats.Document;

/// What a command has to say, ready to be printed.
public interface Answer {
    /// For programs.
    Document document();

    /// For a person.
    void print(PrintWriter out);
}
