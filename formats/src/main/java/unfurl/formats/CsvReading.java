package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Table;

/// Reads CSV: UTF-8, a header line with the columns' names, then one line per event; types as in [CsvColumn].
final class CsvReading {
    private static final int MOST_COLUMNS = 100_000;

    private CsvReading() {}

    static List<String> names(SourceFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            return header(new CsvTokens(in, file), file);
        }
    }

    static Table read(SourceFile file, ColumnChoice choice) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            var tokens = new CsvTokens(in, file);
            List<String> header = header(tokens, file);
            List<String> wanted = choice.among(header, file);
            List<CsvColumn> columns =
                    wanted.stream().map(name -> new CsvColumn(name, file)).toList();
            List<Optional<CsvColumn>> places = new ArrayList<>();
            for (String name : header) {
                int place = wanted.indexOf(name);
                places.add(place < 0 ? Optional.empty() : Optional.of(columns.get(place)));
            }
            while (!tokens.atEnd()) {
                readLine(tokens, places, file);
            }
            List<Column> read = columns.stream().map(CsvColumn::column).toList();
            return Table.of(file.name(), read);
        }
    }

    private static void readLine(CsvTokens tokens, List<Optional<CsvColumn>> places, SourceFile file)
            throws IOException {
        int fields = 0;
        boolean last = false;
        while (!last) {
            last = tokens.nextField();
            if (fields < places.size() && places.get(fields).isPresent()) {
                places.get(fields).get().add(tokens.bytes(), tokens.length(), tokens.line());
            }
            fields++;
        }
        if (fields != places.size()) {
            throw file.bad(
                    "line %d has %d fields where the header has %d".formatted(tokens.line(), fields, places.size()));
        }
        tokens.endLine();
    }

    private static List<String> header(CsvTokens tokens, SourceFile file) throws IOException {
        List<String> names = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = tokens.nextField();
            String name = tokens.text();
            if (name.isEmpty()) {
                throw file.bad("column %d has no name in the header line".formatted(names.size() + 1));
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                throw file.bad(
                        "it is no text: the name of column %d has a control character".formatted(names.size() + 1));
            }
            names.add(name);
            if (names.size() > MOST_COLUMNS) {
                throw file.bad("the header has more than %d columns".formatted(MOST_COLUMNS));
            }
        }
        tokens.endLine();
        if (names.size() == 1
                && (names.getFirst().contains(";") || names.getFirst().contains("\t"))) {
            throw file.bad("the header has no comma; fields must be separated by commas");
        }
        return names;
    }
}
