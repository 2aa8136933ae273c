package unfurl.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.measurement.Head;
import unfurl.measurement.Prior;

/// Reads events that stand beside a measurement's: with columns of the same names.
final class EventTable {
    private EventTable() {}

    /// The column of the prior's weights, if a file with these columns has it.
    static Optional<String> priorColumn(Head head, Collection<String> columns) {
        return head.prior().map(Prior::column).filter(columns::contains);
    }

    /// The names of a file's columns.
    ///
    /// @param asker for messages
    /// @throws InputException when the file is no table
    static List<String> names(Path file, String asker) {
        try {
            return Tables.names(file);
        } catch (InputException wrong) {
            throw wrong.askedBy(asker);
        }
    }

    /// The columns of a measurement's phase space and some more.
    ///
    /// @param wanted what else is read
    /// @param asker  for messages
    /// @throws InputException when a column is missing, or the file is no table
    static Table read(Path file, Head head, Collection<String> wanted, String asker) {
        var columns = new LinkedHashSet<>(wanted);
        head.phaseSpace().map(Expression::columns).ifPresent(columns::addAll);
        try {
            return Tables.read(file, columns);
        } catch (InputException wrong) {
            throw wrong.askedBy(asker);
        }
    }
}
