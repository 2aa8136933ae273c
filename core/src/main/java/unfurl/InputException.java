package unfurl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Something the user gave cannot be used: a file, a column, a key, a value, an expression.
///
/// The message's first line says what is wrong and where (file, column, row, key); the lines after it say who
/// asked, what was allowed and the nearest name. The command line prints it as it is, without a stack
/// trace, and exits with code 2.
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 12;
    private static final int FEW = 2;
    private static final int SHORT = 4;
    private static final int NOWHERE = -1;

    private final int position;

    /// @param message what is wrong, where, and what was allowed
    public InputException(String message) {
        super(message);
        this.position = NOWHERE;
    }

    /// @param message what is wrong, where, and what was allowed
    /// @param cause   what was found beneath, kept for `--debug`
    public InputException(String message, Throwable cause) {
        super(message, cause);
        this.position = cause instanceof InputException known ? known.position : NOWHERE;
    }

    private InputException(String message, int position) {
        super(message);
        this.position = position;
    }

    /// An error in a text that somebody typed.
    ///
    /// @param message  as it is printed
    /// @param position the character that is wrong, from 0; the text's length where something is missing at its end
    public static InputException at(String message, int position) {
        return new InputException(message, position);
    }

    /// The character that is wrong in a text that somebody typed, from 0; empty when it is no such error.
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /// A name that is not there, with the nearest one that is.
    ///
    /// @param kind      what was looked for: `column`, `key`, `command`
    /// @param name      the name that is missing
    /// @param where     where it was looked for: `mc.parquet (300000 rows)`
    /// @param askedBy   who asked: `study.yaml: simulation.genWeight`; empty when that is plain
    /// @param available the names that are there
    public static InputException notFound(
            String kind, String name, String where, String askedBy, Collection<String> available) {
        return notFound(kind, name, where, askedBy, "available", available);
    }

    /// A name that has to be given and is not, with the nearest of those that are.
    ///
    /// @param kind  what has to be given: `key`
    /// @param name  the name that is missing
    /// @param where where it has to be given: `study.yaml: simulation`
    /// @param given the names that are given
    public static InputException notGiven(String kind, String name, String where, Collection<String> given) {
        return notFound(kind, name, where, "", "given", given);
    }

    private static InputException notFound(
            String kind, String name, String where, String askedBy, String label, Collection<String> there) {
        List<String> names = there.stream().sorted().toList();
        var text = new StringBuilder("no %s '%s' in %s.".formatted(kind, name, where));
        String nearest = nearest(name, names);
        if (!nearest.isEmpty()) {
            text.append(" Did you mean '").append(nearest).append("'?");
        }
        if (!askedBy.isEmpty()) {
            text.append("\n  asked by   ").append(askedBy);
        }
        text.append("\n  %-9s  %s".formatted(label, shown(names)));
        return new InputException(text.toString());
    }

    /// The first names, for a line of a message; all of them where the words that count the others would take the
    /// place of one or two.
    public static String shown(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        return names.size() <= SHOWN + FEW
                ? String.join(", ", names)
                : "%s, … (%d in all)".formatted(String.join(", ", names.subList(0, SHOWN)), names.size());
    }

    /// The same error with one more line that says who asked.
    ///
    /// @param asker for example `study.yaml: simulation.file`
    public InputException askedBy(String asker) {
        return new InputException(getMessage() + "\n  asked by   " + asker, this);
    }

    /// Why a file or folder could not be used, in words for the end of a message; never a class name.
    ///
    /// @param failure what the system said
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException ignored -> "permission denied";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case NotDirectoryException file -> file.getFile() + " is no folder";
            case DirectoryNotEmptyException folder -> folder.getFile() + " is not empty";
            case FileSystemLoopException loop -> "the links of " + loop.getFile() + " lead in a circle";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case CharacterCodingException ignored -> "it is not UTF-8 text";
            case EOFException ignored -> "it ends too early";
            default ->
                failure.getMessage() == null || failure.getMessage().isBlank()
                        ? "reading or writing failed"
                        : failure.getMessage();
        };
    }

    /// The name among `available` that is fewest edits away, or the empty text when none is near.
    ///
    /// More than a third of the name may not change; two letters of more than four always may, one of
    /// fewer, but never all of them.
    private static String nearest(String name, List<String> available) {
        String best = "";
        int most = name.length() <= SHORT ? 1 : Math.max(2, name.length() / 3);
        int bestDistance = Math.min(most + 1, name.length());
        for (String candidate : available) {
            int distance = editDistance(name, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /// Insertions, deletions, replacements and swaps of neighbours; a difference of case alone costs nothing.
    private static int editDistance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        var rows = new ArrayList<int[]>();
        for (int i = 0; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            for (int j = 0; j <= b.length(); j++) {
                row[j] = i == 0 ? j : j == 0 ? i : cheapest(rows, row, a, b, i, j);
            }
            rows.add(row);
        }
        return rows.getLast()[b.length()];
    }

    private static int cheapest(List<int[]> rows, int[] row, String a, String b, int i, int j) {
        int replace = rows.get(i - 1)[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(rows.get(i - 1)[j], row[j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, rows.get(i - 2)[j - 2] + 1) : best;
    }
}
