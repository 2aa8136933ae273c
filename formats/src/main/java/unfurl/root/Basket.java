package unfurl.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The entries of one basket.
///
/// Its head is within its key, so that `last`, and where entries begin, count from the beginning of the record and
/// not of what is packed.
///
/// @param entries how many entries
/// @param bytes   big-endian; has their values
/// @param first   where the first value begins
/// @param end     where the last value ends
/// @param starts  where each entry begins; empty where all are as long, or where their counts say how long
record Basket(int entries, ByteBuffer bytes, int first, int end, Optional<int[]> starts) {
    /// The length in bytes of each entry is left out, to be computed from the branch that counts.
    private static final int COMPUTED = 80;

    private static final int WITH_BYTES = 10;
    private static final int NO_STARTS = 2;
    private static final int SIZES = 1;

    /// What a basket says of itself.
    ///
    /// @param features bits of what newer versions do differently
    /// @param entries  how many entries
    /// @param last     where the values end in the record
    /// @param flag     what follows in the tree's record
    private record Head(int features, int entries, int last, int flag) {
        static Head read(Cursor in) throws IOException {
            in.skip(Short.BYTES + Integer.BYTES);
            int features = in.i4() < 0 ? in.i1() : 0;
            return new Head(features, in.i4(), in.i4(), in.i1());
        }
    }

    static Basket read(Branch.Place place, RootFile file) throws IOException {
        return switch (place) {
            case Branch.Place.InFile at -> inFile(at, file);
            case Branch.Place.Embedded at -> embedded(at.body());
        };
    }

    private static Basket inFile(Branch.Place.InFile at, RootFile file) throws IOException {
        byte[] record = file.bytes(at.seek(), at.bytes());
        var in = new Cursor(record, 0);
        Key key = Key.read(in);
        if (!key.type().equals("TBasket") || key.bytes() != at.bytes()) {
            throw new IOException("at byte %d is no basket of %d bytes".formatted(at.seek(), at.bytes()));
        }
        Head head = Head.read(in);
        byte[] unpacked = file.unpacked(record, key);
        int end = head.last - key.head();
        requireFit(head, end, unpacked.length);
        Optional<int[]> starts = Optional.empty();
        if (end < unpacked.length) {
            var tail = new Cursor(unpacked, 0);
            tail.position(end);
            boolean sizes = (head.features & SIZES) != 0;
            starts = Optional.of(starts(tail, head.entries, key.head(), sizes));
        }
        return of(head, unpacked, 0, end, starts);
    }

    private static Basket embedded(Cursor in) throws IOException {
        int start = in.position();
        Key key = Key.read(in);
        Head head = Head.read(in);
        in.position(start + key.head());
        Optional<int[]> starts = Optional.empty();
        if (head.flag < COMPUTED && head.flag % WITH_BYTES != NO_STARTS && head.entries > 0) {
            starts = Optional.of(starts(in, head.entries, 0, false));
        }
        if (head.flag > 4 * WITH_BYTES && head.flag < COMPUTED) {
            in.skip(Math.multiplyExact(in.i4(), Integer.BYTES));
        }
        byte[] bytes = in.take(head.last);
        requireFit(head, head.last - key.head(), bytes.length);
        return of(head, bytes, key.head(), head.last, starts);
    }

    private static void requireFit(Head head, int end, int length) throws IOException {
        if (head.entries < 0 || end < 0 || end > length) {
            throw new IOException(
                    "a basket says that it has %d entries in %d of %d bytes".formatted(head.entries, end, length));
        }
    }

    /// @param origin  what the places in the file count from
    /// @param isSizes whether the file has the entries' lengths instead
    private static int[] starts(Cursor in, int entries, int origin, boolean isSizes) throws IOException {
        int count = in.i4();
        if (entries < 0 || count < entries) {
            throw new IOException("a basket of %d entries has the beginnings of %d".formatted(entries, count));
        }
        ByteBuffer places = ByteBuffer.wrap(in.take(Math.multiplyExact(entries, Integer.BYTES)));
        int[] starts = new int[entries];
        for (int i = 0; i < entries; i++) {
            int place = places.getInt();
            starts[i] = !isSizes ? place - origin : i == 0 ? 0 : starts[i - 1] + place;
        }
        return starts;
    }

    private static Basket of(Head head, byte[] bytes, int first, int end, Optional<int[]> starts) {
        return new Basket(head.entries, ByteBuffer.wrap(bytes), first, end, starts);
    }

    /// Where each entry begins and the last ends, (entries + 1).
    ///
    /// @throws IOException when the basket does not say it, or not in order
    int[] bounds() throws IOException {
        int[] known = starts.orElseThrow(() -> new IOException("a basket does not say where its entries begin"));
        int[] bounds = Arrays.copyOf(known, entries + 1);
        bounds[entries] = end;
        int before = first;
        for (int bound : bounds) {
            if (bound < before) {
                throw new IOException("the entries of a basket are not in order");
            }
            before = bound;
        }
        return bounds;
    }
}
