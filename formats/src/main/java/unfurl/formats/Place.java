package unfurl.formats;

/// Where a value of a document is written.
///
/// @param source the file's name, or who gave the value: `study.yaml`, `--set`
/// @param path   the keys that lead to it, such as `background[0].file`; empty for the whole document
/// @param line   from 1; 0 when the value was not read from a text
/// @param column from 1; 0 when the value was not read from a text
public record Place(String source, String path, int line, int column) {
    /// Who asks, for [unfurl.InputException#askedBy]: `study.yaml: simulation.genWeight`.
    public String asker() {
        return path.isEmpty() ? source : source + ": " + path;
    }

    /// The asker with line and column: `study.yaml: simulation.genWeight (line 4, column 12)`.
    public String describe() {
        return line == 0 ? asker() : "%s (line %d, column %d)".formatted(asker(), line, column);
    }

    /// The place of the value under a key of the mapping here.
    Place key(String key) {
        return new Place(source, path.isEmpty() ? key : path + "." + key, line, column);
    }

    /// The place of an item of the list here.
    Place item(int index) {
        return new Place(source, path + "[" + index + "]", line, column);
    }

    Place at(int otherLine, int otherColumn) {
        return new Place(source, path, otherLine, otherColumn);
    }
}
