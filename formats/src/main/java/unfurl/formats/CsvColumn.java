package unfurl.formats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import unfurl.InputException;
import unfurl.event.Column;

/// One column of a CSV file while it is read: its type is what all its values have in common.
///
/// Whole numbers only: INT64. A number with a point or an exponent, `nan` or `inf` anywhere: FLOAT64. `true`
/// and `false` only: BOOLEAN. An empty field is NaN in a FLOAT64 column and an error in the others; a column of
/// nothing else is FLOAT64.
final class CsvColumn {
    private static final int START = 1 << 10;
    private static final int SAFE_DIGITS = 18;

    private enum Kind {
        EMPTY,
        FLAGS,
        WHOLE,
        REAL
    }

    private final String name;
    private final SourceFile file;
    private final BitSet empty = new BitSet();
    private Kind kind = Kind.EMPTY;
    private long[] whole = new long[START]; // flags too: 0 and 1
    private double[] real = {};
    private int size;
    private long firstEmptyLine;

    CsvColumn(String name, SourceFile file) {
        this.name = name;
        this.file = file;
    }

    /// Takes the next value.
    ///
    /// @param bytes  the field, of which the first `length` count
    /// @param line   where it is, for messages
    /// @throws unfurl.InputException when it is no value, or none that goes with those before
    void add(byte[] bytes, int length, long line) {
        grow();
        if (length == 0) {
            empty.set(size);
            firstEmptyLine = firstEmptyLine == 0 ? line : firstEmptyLine;
            put(0, Double.NaN);
        } else if (isWhole(bytes, length)) {
            become(Kind.WHOLE, bytes, length, line);
            long value = wholeValue(bytes, length, line);
            put(value, (double) value);
        } else {
            addWord(bytes, length, line);
        }
        size++;
    }

    /// The finished column.
    ///
    /// @throws unfurl.InputException when a value is missing in a column of whole numbers or flags
    Column column() {
        if (firstEmptyLine > 0 && (kind == Kind.FLAGS || kind == Kind.WHOLE)) {
            throw file.bad("column '%s' has no value in line %d, and %s has no word for that"
                    .formatted(name, firstEmptyLine, kind == Kind.FLAGS ? "a flag" : "a whole number"));
        }
        return switch (kind) {
            case EMPTY -> Column.tabulate(name, size, row -> Double.NaN);
            case REAL -> Column.owning(name, Arrays.copyOf(real, size));
            case WHOLE -> Column.owning(name, Arrays.copyOf(whole, size));
            case FLAGS -> {
                boolean[] flags = new boolean[size];
                for (int row = 0; row < size; row++) {
                    flags[row] = whole[row] == 1;
                }
                yield Column.owning(name, flags);
            }
        };
    }

    private void addWord(byte[] bytes, int length, long line) {
        String word = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        switch (word) {
            case "true", "True", "TRUE", "false", "False", "FALSE" -> {
                become(Kind.FLAGS, bytes, length, line);
                put(word.charAt(0) == 't' || word.charAt(0) == 'T' ? 1 : 0, Double.NaN);
            }
            default -> {
                double value = realValue(word, bytes, length, line);
                become(Kind.REAL, bytes, length, line);
                put(0, value);
            }
        }
    }

    private void become(Kind next, byte[] bytes, int length, long line) {
        if (kind == next || (kind == Kind.REAL && next == Kind.WHOLE)) {
            return;
        }
        if (kind == Kind.FLAGS || (next == Kind.FLAGS && kind != Kind.EMPTY)) {
            throw file.bad("column '%s' has '%s' in line %d where the lines before have %s"
                    .formatted(name, shown(bytes, length), line, kind == Kind.FLAGS ? "true or false" : "numbers"));
        }
        if (next == Kind.REAL) {
            real = new double[whole.length];
            for (int row = 0; row < size; row++) {
                real[row] = empty.get(row) ? Double.NaN : whole[row];
            }
            whole = new long[0];
        }
        kind = next;
    }

    private void grow() {
        if (kind == Kind.REAL) {
            real = size < real.length ? real : Arrays.copyOf(real, 2 * size);
        } else {
            whole = size < whole.length ? whole : Arrays.copyOf(whole, 2 * size);
        }
    }

    private void put(long asWhole, double asReal) {
        if (kind == Kind.REAL) {
            real[size] = asReal;
        } else {
            whole[size] = asWhole;
        }
    }

    private static boolean isWhole(byte[] bytes, int length) {
        int start = bytes[0] == '-' || bytes[0] == '+' ? 1 : 0;
        for (int i = start; i < length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return length > start;
    }

    private long wholeValue(byte[] bytes, int length, long line) {
        boolean signed = bytes[0] == '-' || bytes[0] == '+';
        if (length <= SAFE_DIGITS) {
            long value = 0;
            for (int i = signed ? 1 : 0; i < length; i++) {
                value = 10 * value + (bytes[i] - '0');
            }
            return bytes[0] == '-' ? -value : value;
        }
        try {
            return Long.parseLong(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException beyond) {
            throw file.bad(
                    "column '%s' has %s in line %d, which is beyond 64 bits (write 1.5e20 for a floating-point number)"
                            .formatted(name, shown(bytes, length), line));
        }
    }

    private double realValue(String word, byte[] bytes, int length, long line) {
        return switch (word) {
            case "nan", "NaN", "NAN", "-nan" -> Double.NaN;
            case "inf", "Inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parsed(word).orElseThrow(() -> noNumber(bytes, length, line));
        };
    }

    /// Only decimal numbers: Java's own parser also takes `1f`, `0x1p3` and blanks.
    private static OptionalDouble parsed(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+') {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(word));
        } catch (NumberFormatException notOne) {
            return OptionalDouble.empty();
        }
    }

    private InputException noNumber(byte[] bytes, int length, long line) {
        return file.bad("column '%s' has '%s' in line %d, which is no number and neither true nor false"
                .formatted(name, shown(bytes, length), line));
    }

    private static String shown(byte[] bytes, int length) {
        String text = new String(bytes, 0, Math.min(length, 40), StandardCharsets.UTF_8);
        return length > 40 ? text + "…" : text;
    }
}
