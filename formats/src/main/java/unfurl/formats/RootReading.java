package unfurl.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.root.RootFile;
import unfurl.root.RootTree;

/// Reads a tree of a ROOT file; see [RootFile].
final class RootReading {
    private RootReading() {}

    /// @param tree its name; empty for the only one
    static List<String> names(SourceFile file, Optional<String> tree) throws IOException {
        try (RootFile root = RootFile.open(file.path())) {
            return root.tree(tree).names();
        }
    }

    /// @param tree its name; empty for the only one
    static Table read(SourceFile file, Optional<String> tree, ColumnChoice choice) throws IOException {
        try (RootFile root = RootFile.open(file.path())) {
            RootTree from = root.tree(tree);
            List<String> wanted = choice.among(from.names(), file);
            file.requireMemory(from.entries(), wanted.size());
            List<Column> columns = new ArrayList<>();
            for (String name : wanted) {
                columns.add(from.column(name));
            }
            return Table.of(file.name(), columns);
        }
    }
}
