package unfurl.event;

import java.util.List;

/// How a function is called in an expression.
///
/// @param name      as it is written
/// @param arguments what each is called
/// @param about     what it gives, in a few words
public record FunctionUsage(String name, List<String> arguments, String about) {
    /// Copies the list.
    public FunctionUsage {
        arguments = List.copyOf(arguments);
    }

    /// @param usage as it is written: `atan2(y, x)`
    static FunctionUsage of(String usage, String about) {
        int open = usage.indexOf('(');
        String arguments = usage.substring(open + 1, usage.length() - 1);
        return new FunctionUsage(usage.substring(0, open), List.of(arguments.split(", ", -1)), about);
    }
}
