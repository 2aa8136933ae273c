package unfurl.formats;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import unfurl.InputException;

/// Which columns of a file are wanted: all in the file's order, or some in the order asked for.
///
/// @param names    the columns; empty for all
/// @param asFloats those whose `double` values are held as `float`
record ColumnChoice(Optional<List<String>> names, Predicate<String> asFloats) {
    static ColumnChoice all() {
        return new ColumnChoice(Optional.empty(), name -> false);
    }

    static ColumnChoice of(Collection<String> names) {
        return new ColumnChoice(Optional.of(List.copyOf(new LinkedHashSet<>(names))), name -> false);
    }

    /// The same, with some columns in half the memory.
    ColumnChoice asFloats(Predicate<String> these) {
        return new ColumnChoice(names, these);
    }

    /// The wanted names.
    ///
    /// @param available the names in the file
    /// @throws InputException when one is not there, or the file has two columns of one name
    List<String> among(List<String> available, SourceFile file) {
        Set<String> seen = new HashSet<>();
        for (String name : available) {
            if (!seen.add(name)) {
                throw file.bad("it has two columns '%s'".formatted(name));
            }
        }
        List<String> wanted = names.orElse(available);
        for (String name : wanted) {
            if (!seen.contains(name)) {
                throw InputException.notFound("column", name, file.path().toString(), "", available);
            }
        }
        return wanted;
    }
}
