package unfurl.cli;

import java.util.List;
import java.util.stream.Stream;
import unfurl.InputException;

/// What stands between the commas of an option's value.
final class CommaList {
    private CommaList() {}

    /// The parts without the blanks around them.
    ///
    /// @param option asks, such as `--sources`
    /// @throws InputException when one is empty
    static List<String> of(String text, String option) {
        List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            throw new InputException("'%s' has an empty name\n  asked by   %s".formatted(text, option));
        }
        return parts;
    }
}
