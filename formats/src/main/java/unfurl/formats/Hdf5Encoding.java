package unfurl.formats;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import unfurl.event.Column;

/// The bytes of an HDF5 file's structure: the superblock of version 2, and headers of groups and datasets of version 2.
///
/// Source: The HDF Group, HDF5 File Format Specification Version 3.0, II.A and IV.A.
final class Hdf5Encoding {
    private static final int[] SIGNATURE = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final long NOWHERE = -1;
    private static final int OF_UTF8 = 1;

    private static final int DATASPACE = 0x1;
    private static final int LINK_INFO = 0x2;
    private static final int DATATYPE = 0x3;
    private static final int FILL_VALUE = 0x5;
    private static final int LINK = 0x6;
    private static final int LAYOUT = 0x8;
    private static final int GROUP_INFO = 0xA;
    private static final int ATTRIBUTE = 0xC;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Hdf5Encoding() {}

    private static Hdf5Encoding of(int... bytes) {
        return new Hdf5Encoding().bytes(bytes);
    }

    private Hdf5Encoding bytes(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    private Hdf5Encoding bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /// The lowest byte first.
    private Hdf5Encoding number(long value, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >> (Byte.SIZE * i)));
        }
        return this;
    }

    private Hdf5Encoding message(int kind, Hdf5Encoding data) {
        return bytes(kind).number(data.out.size(), 2).bytes(0).bytes(data.out.toByteArray());
    }

    private byte[] withChecksum() {
        return number(JenkinsLookup3HashLittle.hash(out.toByteArray()), Integer.BYTES)
                .out
                .toByteArray();
    }

    /// @param root where the root group's header is
    /// @param end  bytes of the whole file
    static byte[] superblock(long root, long end) {
        return of(SIGNATURE)
                .bytes(2, Long.BYTES, Long.BYTES, 0)
                .number(0, Long.BYTES)
                .number(NOWHERE, Long.BYTES)
                .number(end, Long.BYTES)
                .number(root, Long.BYTES)
                .withChecksum();
    }

    /// The header of a group.
    ///
    /// @param members where each begins
    static byte[] group(Map<String, Long> members, Map<String, Object> attributes) {
        var messages = new Hdf5Encoding()
                .message(LINK_INFO, of(0, 0).number(NOWHERE, Long.BYTES).number(NOWHERE, Long.BYTES))
                .message(GROUP_INFO, of(0, 0));
        members.forEach((name, address) -> {
            byte[] text = utf8(name);
            messages.message(LINK, of(1, 0x10, OF_UTF8, text.length).bytes(text).number(address, Long.BYTES));
        });
        return messages.header(attributes);
    }

    /// The header of a dataset whose values lie in one piece.
    ///
    /// @param type    from [#type] or [#text]
    /// @param address where they are
    static byte[] dataset(byte[] type, long[] shape, long address, long bytes, Map<String, Object> attributes) {
        return new Hdf5Encoding()
                .message(DATASPACE, space(shape))
                .message(DATATYPE, new Hdf5Encoding().bytes(type))
                .message(FILL_VALUE, of(2, 2, 2, 0))
                .message(LAYOUT, of(3, 1).number(address, Long.BYTES).number(bytes, Long.BYTES))
                .header(attributes);
    }

    /// The messages so far and the attributes, with head and checksum.
    private byte[] header(Map<String, Object> attributes) {
        attributes.forEach(this::attribute);
        return of('O', 'H', 'D', 'R', 2, 2)
                .number(out.size(), Integer.BYTES)
                .bytes(out.toByteArray())
                .withChecksum();
    }

    /// The type of a column's values.
    static byte[] type(Column.Type type) {
        return switch (type) {
            case FLOAT32 ->
                type(0x11, 0x1F20, 4, 32).bytes(23, 8, 0, 23).number(127, 4).out.toByteArray();
            case FLOAT64 ->
                type(0x11, 0x3F20, 8, 64)
                        .bytes(52, 11, 0, 52)
                        .number(1023, 4)
                        .out
                        .toByteArray();
            case INT32 -> type(0x10, 0x08, 4, 32).out.toByteArray();
            case INT64 -> type(0x10, 0x08, 8, 64).out.toByteArray();
            case BOOLEAN -> type(0x14, 0, 1, 8).out.toByteArray();
        };
    }

    private static Hdf5Encoding type(int kind, int flags, int size, int bits) {
        return of(kind).number(flags, 3).number(size, 4).number(0, 2).number(bits, 2);
    }

    /// The type of texts of that many bytes in UTF-8.
    static byte[] text(int size) {
        return of(0x13).number(0x10, 3).number(size, 4).out.toByteArray();
    }

    private static Hdf5Encoding space(long... shape) {
        Hdf5Encoding space = of(2, shape.length, 0, shape.length == 0 ? 0 : 1);
        for (long length : shape) {
            space.number(length, Long.BYTES);
        }
        return space;
    }

    /// An attribute, which is a text, a whole number or a flag.
    private void attribute(String name, Object value) {
        switch (value) {
            case String text -> attribute(name, text(utf8(text).length), new Hdf5Encoding().bytes(utf8(text)));
            case Long number -> attribute(name, type(Column.Type.INT64), new Hdf5Encoding().number(number, Long.BYTES));
            case Boolean flag -> attribute(name, type(Column.Type.BOOLEAN), of(flag ? 1 : 0));
            default -> throw new IllegalArgumentException("an attribute " + value);
        }
    }

    private void attribute(String name, byte[] type, Hdf5Encoding data) {
        byte[] space = space().out.toByteArray();
        message(
                ATTRIBUTE,
                of(3, 0).number(utf8(name).length + 1, 2)
                        .number(type.length, 2)
                        .number(space.length, 2)
                        .bytes(OF_UTF8)
                        .bytes(utf8(name))
                        .bytes(0)
                        .bytes(type)
                        .bytes(space)
                        .bytes(data.out.toByteArray()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
