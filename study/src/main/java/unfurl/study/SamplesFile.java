package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.formats.Document;
import unfurl.formats.Range;

/// The `data`, `simulation`, `background` and `truth` of a study file, and other simulated events.
final class SamplesFile {
    private static final Range POSITIVE = Range.above(0);

    private SamplesFile() {}

    static Study.Data data(Document value) {
        value.onlyKeys("file", "weight", "passReco");
        return new Study.Data(
                StudyFile.file(value.get("file")),
                StudyFile.weight(value, "weight"),
                value.find("passReco").map(StudyFile::flag));
    }

    static Study.Simulation simulation(Document value) {
        value.onlyKeys("file", "genWeight", "recoWeight", "passGen", "passReco", "scale");
        return new Study.Simulation(
                StudyFile.file(value.get("file")),
                StudyFile.weight(value, "genWeight"),
                StudyFile.weight(value, "recoWeight"),
                StudyFile.flag(value.get("passGen")),
                StudyFile.flag(value.get("passReco")),
                scale(value));
    }

    /// Other simulated events, in the columns of the nominal ones where nothing else is said.
    static Study.Simulation simulation(Document value, Study.Simulation nominal) {
        return new Study.Simulation(
                StudyFile.file(value.get("file")),
                StudyFile.weight(value, "genWeight").or(nominal::genWeight),
                StudyFile.weight(value, "recoWeight").or(nominal::recoWeight),
                value.find("passGen").map(StudyFile::flag).orElse(nominal.passGen()),
                value.find("passReco").map(StudyFile::flag).orElse(nominal.passReco()),
                scale(value));
    }

    static List<Study.Background> backgrounds(Document value) {
        var out = new ArrayList<Study.Background>();
        for (Document item : value.list()) {
            item.onlyKeys("name", "file", "weight", "passReco", "scale");
            out.add(new Study.Background(
                    item.find("name").map(Document::text).orElse("background " + (out.size() + 1)),
                    StudyFile.file(item.get("file")),
                    StudyFile.weight(item, "weight"),
                    item.find("passReco").map(StudyFile::flag),
                    scale(item)));
        }
        return out;
    }

    static Study.Truth truth(Document value) {
        value.onlyKeys("file", "weight", "passGen", "scale", "sameEvents");
        return new Study.Truth(
                StudyFile.file(value.get("file")),
                StudyFile.weight(value, "weight"),
                value.find("passGen").map(StudyFile::flag),
                scale(value),
                value.find("sameEvents").map(Document::flag).orElse(false));
    }

    private static double scale(Document value) {
        return value.find("scale").map(d -> d.number(POSITIVE)).orElse(1.0);
    }
}
