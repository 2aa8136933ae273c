package unfurl.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A command as it can be typed into a shell.
final class ShellCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellCommand() {}

    /// Words with spaces between; a word that a POSIX shell would change is quoted.
    static String of(List<String> words) {
        return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
