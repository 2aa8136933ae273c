package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a NumPy `.npy` array.
///
/// Bytes: `0x93 'NUMPY'`, major and minor version, the length of the head (little-endian, 2 bytes in version 1,
/// 4 in versions 2 and 3), then a Python dictionary as text with `descr`, `fortran_order` and `shape`, padded
/// with blanks.
///
/// Source: NumPy enhancement proposal 1, and `numpy.lib.format`.
///
/// @param descr the type in NumPy's code: `<f4`
/// @param shape the length of each dimension
/// @param isFortran whether the first dimension is the one that runs fastest
/// @param bytes the length of the head itself, with what is before it
/// @param fields those of a structured type, in order; none of any other
record NpyHeader(String descr, List<Long> shape, boolean isFortran, int bytes, List<Field> fields) {
    /// A field of a record.
    ///
    /// @param name  empty where it only fills the record up
    /// @param descr its type
    /// @param inner its own shape, as text; empty of a single value
    record Field(String name, String descr, String inner) {}

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 20;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]{0,200})\\)");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern FIELDS = Pattern.compile("'descr'\\s*:\\s*\\[(.*)\\]\\s*,\\s*'fortran_order'");
    private static final Pattern FIELD = Pattern.compile(
            "\\(\\s*'([^'\\\\]*)'\\s*,\\s*'([^']*)'\\s*(?:,\\s*\\(([0-9,\\s]{0,200})\\)\\s*)?\\)\\s*,?\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /// Reads the head from the start of an array.
    ///
    /// @param what the array's name, for messages
    /// @throws IOException when the bytes are no such head
    static NpyHeader read(InputStream in, String what) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("array '%s' is no NumPy array: it does not begin with \\x93NUMPY".formatted(what));
        }
        int major = start[MAGIC.length];
        if (major < 1 || major > 3) {
            throw new IOException(
                    "array '%s' has NumPy format version %d; versions 1 to 3 are read".formatted(what, major));
        }
        byte[] size = in.readNBytes(major == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | (size[i] & 0xFF);
        }
        if (length > LONGEST) {
            throw new IOException(
                    "array '%s' has a head of %d bytes; at most %d are read".formatted(what, length, LONGEST));
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new IOException("array '%s' ends within its head".formatted(what));
        }
        int bytes = start.length + size.length + text.length;
        return parse(new String(text, major < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8), bytes, what);
    }

    private static NpyHeader parse(String text, int bytes, String what) throws IOException {
        Matcher descr = DESCR.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!shape.find() || !text.contains("'descr'")) {
            throw new IOException("array '%s' has a head without shape and type".formatted(what));
        }
        boolean isFortran = FORTRAN.matcher(text).find();
        return new NpyHeader(
                descr.find() ? descr.group(1) : "a structured type",
                lengths(shape.group(1)),
                isFortran,
                bytes,
                fields(text));
    }

    /// The numbers in a shape.
    static List<Long> lengths(String shape) {
        return NUMBER.matcher(shape)
                .results()
                .map(m -> Long.parseLong(m.group()))
                .toList();
    }

    /// None where they are nested or otherwise not understood.
    private static List<Field> fields(String text) {
        Matcher all = FIELDS.matcher(text);
        if (!all.find()) {
            return List.of();
        }
        var fields = new ArrayList<Field>();
        Matcher field = FIELD.matcher(all.group(1));
        int end = 0;
        while (end < all.group(1).length() && field.find(end) && field.start() == end) {
            fields.add(new Field(field.group(1), field.group(2), Objects.requireNonNullElse(field.group(3), "")));
            end = field.end();
        }
        return end == all.group(1).length() ? fields : List.of();
    }

    /// The shape as Python writes it.
    String shapeText() {
        String inside = String.join(", ", shape.stream().map(String::valueOf).toList());
        return shape.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
    }
}
