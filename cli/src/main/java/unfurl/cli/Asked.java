package unfurl.cli;

import java.util.regex.Pattern;
import unfurl.InputException;
import unfurl.event.Expression;

/// Values of options that several commands have, parsed; each error says which option asked.
final class Asked {
    private static final Pattern COMMA = Pattern.compile(",");

    private Asked() {}

    /// An expression over columns.
    ///
    /// @param option such as `--where`
    /// @throws InputException when it is none
    static Expression expression(String text, String option) {
        try {
            return Expression.parse(text);
        } catch (InputException wrong) {
            throw wrong.askedBy(option);
        }
    }

    /// Edges of bins between commas, as they stand.
    ///
    /// @param option such as `--edges`
    /// @throws InputException when one is no number
    static double[] edges(String text, String option) {
        return COMMA.splitAsStream(text).mapToDouble(edge -> edge(edge, option)).toArray();
    }

    private static double edge(String text, String option) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new InputException(
                    "'%s' is no edge of a bin\n  asked by   %s\n  allowed    numbers with commas between, such as 0,0.5,1,2"
                            .formatted(text.strip(), option),
                    wrong);
        }
    }
}
