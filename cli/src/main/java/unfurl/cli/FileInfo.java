package unfurl.cli;

import java.io.PrintWriter;
import unfurl.formats.Document;

/// What a file or folder is, ready to be printed.
sealed interface FileInfo permits TableInfo, MeasurementInfo, RunInfo, StudyInfo {
    /// For programs; its first key, `kind`, says what it is.
    Document document();

    /// For a person.
    void print(PrintWriter out);
}
