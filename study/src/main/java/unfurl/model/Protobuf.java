package unfurl.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message in the wire format of protocol buffers, field after field.
///
/// A field is a varint of `number · 8 + type` and its value: type 0 a varint, type 2 a length and as many
/// bytes. A varint has seven bits a byte, the lowest first, and the highest bit where another byte follows.
///
/// Source: https://protobuf.dev/programming-guides/encoding.
final class Protobuf {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Adds a whole number.
    Protobuf whole(int field, long value) {
        varint(((long) field << 3) | VARINT);
        varint(value);
        return this;
    }

    /// Adds a text.
    Protobuf text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a message.
    Protobuf message(int field, Protobuf message) {
        return bytes(field, message.bytes());
    }

    /// Adds numbers as little-endian float32.
    Protobuf floats(int field, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes(field, bytes.array());
    }

    /// Adds the fields of another message.
    Protobuf append(Protobuf fields) {
        out.writeBytes(fields.bytes());
        return this;
    }

    private Protobuf bytes(int field, byte[] bytes) {
        varint(((long) field << 3) | BYTES);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /// The message's bytes.
    byte[] bytes() {
        return out.toByteArray();
    }
}
