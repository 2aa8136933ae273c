package unfurl.formats;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import unfurl.event.Column;

/// The bytes of an HDF5 file's structure: the superblock of version 2, and headers of groups and datasets of version 2.
///
/// Source: The HDF Group, HDF5 File Format Specification Version 3.0, II.A and IV.A.
final class Hdf5Encoding {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final long NOWHERE = -1;
    private static final int MESSAGE_HEAD = 4;
    private static final int ENDS = 10 + Integer.BYTES;

    private static final int DATASPACE = 0x1;
    private static final int LINK_INFO = 0x2;
    private static final int DATATYPE = 0x3;
    private static final int FILL_VALUE = 0x5;
    private static final int LINK = 0x6;
    private static final int LAYOUT = 0x8;
    private static final int GROUP_INFO = 0xA;
    private static final int ATTRIBUTE = 0xC;

    private final ByteBuffer out;

    private Hdf5Encoding(int room) {
        out = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @param root where the root group's header is
    /// @param end  bytes of the whole file
    static byte[] superblock(long root, long end) {
        ByteBuffer out = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        out.put(SIGNATURE)
                .put((byte) 2)
                .put((byte) Long.BYTES)
                .put((byte) Long.BYTES)
                .put((byte) 0);
        out.putLong(0).putLong(NOWHERE).putLong(end).putLong(root);
        return withChecksum(out);
    }

    /// The header of a group.
    ///
    /// @param members where each begins
    static byte[] group(Map<String, Long> members, Map<String, Object> attributes) {
        int room = 64
                + members.keySet().stream()
                        .mapToInt(name -> utf8(name).length + 32)
                        .sum()
                + room(attributes);
        var header = new Hdf5Encoding(room);
        header.message(
                LINK_INFO, buffer(18).putShort((short) 0).putLong(NOWHERE).putLong(NOWHERE));
        header.message(GROUP_INFO, buffer(2).putShort((short) 0));
        members.forEach((name, address) -> {
            byte[] text = utf8(name);
            ByteBuffer link = buffer(4 + text.length + Long.BYTES).put((byte) 1).put((byte) 0x10);
            link.put((byte) 1).put((byte) text.length).put(text).putLong(address);
            header.message(LINK, link);
        });
        return header.end(attributes);
    }

    /// The header of a dataset whose values lie in one piece.
    ///
    /// @param type    from [#type] or [#text]
    /// @param address where they are
    static byte[] dataset(byte[] type, long[] shape, long address, long bytes, Map<String, Object> attributes) {
        var header = new Hdf5Encoding(128 + type.length + room(attributes));
        header.message(DATASPACE, buffer(space(shape)));
        header.message(DATATYPE, buffer(type));
        header.message(FILL_VALUE, buffer(new byte[] {2, 2, 2, 0}));
        header.message(
                LAYOUT, buffer(18).put((byte) 3).put((byte) 1).putLong(address).putLong(bytes));
        return header.end(attributes);
    }

    private static int room(Map<String, Object> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(each ->
                        64 + utf8(each.getKey()).length + utf8(each.getValue().toString()).length)
                .sum();
    }

    /// The type of a column's values, little-endian.
    static byte[] type(Column.Type type) {
        return switch (type) {
            case FLOAT32 -> type(0x11, 0x1F20, 4, 32, 23, 8, 0, 23, 127, 0, 0, 0);
            case FLOAT64 -> type(0x11, 0x3F20, 8, 64, 52, 11, 0, 52, 0xFF, 3, 0, 0);
            case INT32 -> type(0x10, 0x08, 4, 32);
            case INT64 -> type(0x10, 0x08, 8, 64);
            case BOOLEAN -> type(0x14, 0, 1, 8);
        };
    }

    private static byte[] type(int kind, int flags, int size, int bits, int... more) {
        ByteBuffer out =
                buffer(12 + more.length).put((byte) kind).put((byte) flags).put((byte) (flags >> 8));
        out.put((byte) 0).putInt(size).putShort((short) 0).putShort((short) bits);
        for (int value : more) {
            out.put((byte) value);
        }
        return out.array();
    }

    /// The type of texts of that many bytes in UTF-8.
    static byte[] text(int size) {
        return buffer(8)
                .put((byte) 0x13)
                .put((byte) 0x10)
                .putShort((short) 0)
                .putInt(size)
                .array();
    }

    private static byte[] space(long... shape) {
        ByteBuffer out = buffer(4 + shape.length * Long.BYTES).put((byte) 2).put((byte) shape.length);
        out.put((byte) 0).put((byte) (shape.length == 0 ? 0 : 1));
        for (long length : shape) {
            out.putLong(length);
        }
        return out.array();
    }

    private byte[] end(Map<String, Object> attributes) {
        attributes.forEach(this::attribute);
        ByteBuffer header = buffer(out.position() + ENDS);
        header.put("OHDR".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2)
                .put((byte) 2)
                .putInt(out.position());
        header.put(out.array(), 0, out.position());
        return withChecksum(header);
    }

    /// An attribute, which is a text, a whole number or a flag.
    private void attribute(String name, Object value) {
        byte[] text = utf8(name);
        byte[] type;
        byte[] data;
        switch (value) {
            case String words -> {
                data = utf8(words);
                type = text(data.length);
            }
            case Long number -> {
                data = buffer(Long.BYTES).putLong(number).array();
                type = type(Column.Type.INT64);
            }
            case Boolean flag -> {
                data = new byte[] {(byte) (flag ? 1 : 0)};
                type = type(Column.Type.BOOLEAN);
            }
            default -> throw new IllegalArgumentException("an attribute " + value);
        }
        byte[] space = space();
        ByteBuffer out = buffer(9 + text.length + 1 + type.length + space.length + data.length);
        out.put((byte) 3).put((byte) 0).putShort((short) (text.length + 1));
        out.putShort((short) type.length).putShort((short) space.length).put((byte) 1);
        message(ATTRIBUTE, out.put(text).put((byte) 0).put(type).put(space).put(data));
    }

    private void message(int kind, ByteBuffer data) {
        out.put((byte) kind).putShort((short) data.capacity()).put((byte) 0).put(data.array());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withChecksum(ByteBuffer out) {
        int length = out.position();
        out.putInt(JenkinsLookup3HashLittle.hash(java.util.Arrays.copyOf(out.array(), length), 0));
        return out.array();
    }
}
