package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Cuts CSV into fields: commas between them, lines ended by LF or CR LF, fields quoted as in RFC 4180 where
/// they must be.
///
/// Works on bytes: every sign that cuts is ASCII, and no byte of another UTF-8 character looks like one.
final class CsvTokens {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_FIELD = 1 << 16;

    private final InputStream in;
    private final SourceFile file;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private byte[] field = new byte[64];
    private int length;
    private boolean lineEnds;
    private boolean quoted;
    private long line;

    CsvTokens(InputStream in, SourceFile file) throws IOException {
        this.in = in;
        this.file = file;
        this.line = 1;
        skipByteOrderMark();
    }

    /// The line that the next field is in, from 1.
    long line() {
        return line;
    }

    /// Whether nothing is left.
    boolean atEnd() throws IOException {
        return peek() < 0;
    }

    /// Reads one field.
    ///
    /// @return whether it is the last of its line
    boolean nextField() throws IOException {
        length = 0;
        lineEnds = false;
        quoted = peek() == '"';
        if (quoted) {
            next++;
            readQuoted();
        } else {
            readPlain();
        }
        return lineEnds;
    }

    /// The field's length in bytes, without blanks around an unquoted one.
    int length() {
        return length;
    }

    /// The field's bytes, of which the first [#length()] count; valid until the next field.
    byte[] bytes() {
        return field;
    }

    /// The field as text.
    ///
    /// @throws unfurl.InputException when it is not UTF-8
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(field, 0, length))
                    .toString();
        } catch (CharacterCodingException failure) {
            throw file.bad("line %d is not UTF-8 text".formatted(line));
        }
    }

    private void readPlain() throws IOException {
        while (true) {
            int b = take();
            if (b == ',') {
                trim();
                return;
            }
            if (b < 0 || b == '\n') {
                lineEnds = true;
                trim();
                return;
            }
            append(b, line);
        }
    }

    private void readQuoted() throws IOException {
        long start = line;
        while (true) {
            int b = take();
            if (b < 0) {
                throw file.bad("the quote that opens in line %d is never closed".formatted(start));
            }
            if (b == '\n') {
                line++;
            }
            if (b == '"') {
                if (peek() != '"') {
                    endQuoted();
                    return;
                }
                next++;
            }
            append(b, start);
        }
    }

    private void endQuoted() throws IOException {
        int b = take();
        if (b == '\r' && peek() == '\n') {
            b = take();
        }
        if (b != ',' && b != '\n' && b >= 0) {
            throw file.bad("line %d has text after a closing quote".formatted(line));
        }
        lineEnds = b != ',';
    }

    /// Goes on to the next line; to be called after the last field of a line was used.
    void endLine() {
        line++;
    }

    private void append(int b, long start) {
        if (length == field.length) {
            if (length >= LONGEST_FIELD) {
                throw file.bad("line %d has a field of more than %d bytes; is a quote missing?"
                        .formatted(start, LONGEST_FIELD));
            }
            field = java.util.Arrays.copyOf(field, 2 * length);
        }
        field[length++] = (byte) b;
    }

    private void trim() {
        int start = 0;
        while (start < length && blank(field[start])) {
            start++;
        }
        while (length > start && blank(field[length - 1])) {
            length--;
        }
        length -= start;
        if (start > 0) {
            System.arraycopy(field, start, field, 0, length);
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private int take() throws IOException {
        int b = peek();
        next++;
        return b;
    }

    private int peek() throws IOException {
        if (next >= filled) {
            filled = in.read(buffer);
            next = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[next] & 0xFF;
    }

    private void skipByteOrderMark() throws IOException {
        if (peek() == 0xEF && filled >= 3 && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            next = 3;
        }
    }
}
