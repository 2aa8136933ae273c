package unfurl.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what one record of a ROOT file holds: big-endian numbers, strings, and objects in frames.
///
/// A frame is a byte count, a version and the object's members; what a newer version adds is left by the byte count.
/// An object in a slot has its class before it: by name the first time, later by the place of that name, counted from
/// the beginning of the record.
final class Cursor {
    private static final int BYTE_COUNT = 0x40000000;
    private static final int NEW_CLASS = 0xFFFFFFFF;
    private static final int CLASS = 0x80000000;
    private static final int MAP_OFFSET = 2;
    private static final int LONG_STRING = 255;
    private static final int REFERENCED = 1 << 4;

    private final ByteBuffer bytes;
    private final int key;

    /// @param bytes what the record holds, unpacked
    /// @param key   how many bytes of the record come before that
    Cursor(byte[] bytes, int key) {
        this(ByteBuffer.wrap(bytes), key);
    }

    private Cursor(ByteBuffer bytes, int key) {
        this.bytes = bytes;
        this.key = key;
    }

    /// An object's version and where it ends.
    record Frame(int version, int end) {}

    /// An object with its class.
    ///
    /// @param type  its class; empty where there is no object
    /// @param place where the slot of the object begins, which is what tells it from others
    /// @param body  at the object's frame
    record Slot(String type, int place, Cursor body) {
        boolean isEmpty() {
            return type.isEmpty();
        }
    }

    int position() {
        return bytes.position();
    }

    void position(int at) throws IOException {
        if (at < 0 || at > bytes.limit()) {
            throw new IOException("it points to byte %d of a record of %d".formatted(at, bytes.limit()));
        }
        bytes.position(at);
    }

    void skip(int count) throws IOException {
        position(Math.addExact(bytes.position(), count));
    }

    int i1() throws IOException {
        return at(1).get();
    }

    int i2() throws IOException {
        return at(2).getShort();
    }

    int i4() throws IOException {
        return at(4).getInt();
    }

    long i8() throws IOException {
        return at(8).getLong();
    }

    /// A place in the file, in a record of the small or the large form.
    long place(boolean isLarge) throws IOException {
        return isLarge ? i8() : Integer.toUnsignedLong(i4());
    }

    private ByteBuffer at(int count) throws IOException {
        if (bytes.remaining() < count) {
            throw new IOException("a record ends in the middle");
        }
        return bytes;
    }

    /// Bytes that are copied out.
    byte[] take(int count) throws IOException {
        if (count < 0) {
            throw new IOException("it says that something has %d bytes".formatted(count));
        }
        byte[] out = new byte[at(count).remaining() < count ? 0 : count];
        bytes.get(out);
        return out;
    }

    String string() throws IOException {
        int length = i1() & 0xFF;
        return new String(take(length == LONG_STRING ? i4() : length), StandardCharsets.UTF_8);
    }

    private String nullTerminated() throws IOException {
        var text = new StringBuilder();
        for (int c = i1(); c != 0; c = i1()) {
            text.append((char) (c & 0xFF));
        }
        return text.toString();
    }

    /// Enters an object.
    Frame enter() throws IOException {
        int count = i4();
        int end = bytes.position() + (count & ~BYTE_COUNT);
        if ((count & BYTE_COUNT) == 0 || count < 0 || end > bytes.limit() || end < bytes.position() + 2) {
            throw new IOException("an object has no byte count that fits");
        }
        return new Frame(i2(), end);
    }

    /// Leaves an object, whatever of it has not been read.
    void leave(Frame frame) throws IOException {
        if (bytes.position() > frame.end) {
            throw new IOException("an object is shorter than what it holds");
        }
        bytes.position(frame.end);
    }

    void skipFrame() throws IOException {
        leave(enter());
    }

    /// What a TNamed has.
    record Named(String name, String title) {}

    Named named() throws IOException {
        Frame named = enter();
        object();
        var read = new Named(string(), string());
        leave(named);
        return read;
    }

    /// The base of all objects, which has no byte count.
    private void object() throws IOException {
        skip(6);
        if ((i4() & REFERENCED) != 0) {
            skip(2);
        }
    }

    /// The objects of a TObjArray, empty slots among them.
    List<Slot> array() throws IOException {
        Frame array = enter();
        object();
        string();
        int count = i4();
        skip(4);
        var slots = new ArrayList<Slot>();
        for (int i = 0; i < count; i++) {
            slots.add(slot());
        }
        leave(array);
        return slots;
    }

    /// An object with its class, or nothing, or an object that stands elsewhere; goes on after it.
    Slot slot() throws IOException {
        int start = bytes.position();
        int head = i4();
        if ((head & BYTE_COUNT) == 0 || head == NEW_CLASS) {
            return head == 0 ? new Slot("", start, this) : elsewhere(head, start);
        }
        int end = bytes.position() + (head & ~BYTE_COUNT);
        String type = type();
        var body = new Cursor(bytes.duplicate(), key);
        position(end);
        return new Slot(type, start, body);
    }

    private Slot elsewhere(int reference, int start) throws IOException {
        int at = reference - MAP_OFFSET - key;
        if (at >= start) {
            throw new IOException("an object is said to stand before the place %d that it stands at".formatted(at));
        }
        var there = new Cursor(bytes.duplicate(), key);
        there.position(at);
        if ((there.i4() & BYTE_COUNT) == 0) {
            throw new IOException("an object is said to stand at the place %d, where none is".formatted(at));
        }
        there.position(at);
        return there.slot();
    }

    private String type() throws IOException {
        int tag = i4();
        if (tag == NEW_CLASS) {
            return nullTerminated();
        }
        var there = new Cursor(bytes.duplicate(), key);
        there.position((tag & ~CLASS) - MAP_OFFSET - key);
        if ((tag & CLASS) == 0 || there.i4() != NEW_CLASS) {
            throw new IOException("an object has no class");
        }
        return there.nullTerminated();
    }
}
