package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import unfurl.formats.Document;
import unfurl.study.StudyFile;

/// A study with every default written out.
///
/// @param path     where it is
/// @param resolved the study
record StudyInfo(Path path, Document resolved) implements Answer {
    /// Whether a path is taken for a study file: by its ending.
    static boolean isStudy(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    static StudyInfo of(Path path) {
        return new StudyInfo(path, StudyFile.read(path, List.of()).resolved());
    }

    @Override
    public Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", "study");
        out.put("file", path.toString());
        out.put("resolved", resolved);
        return Document.of("info", out);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("# The study " + path + " with every default written out.");
        out.print(resolved.toYaml());
    }
}
