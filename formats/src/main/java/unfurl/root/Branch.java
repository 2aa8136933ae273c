package unfurl.root;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a tree says of one branch: its values' types, and where its baskets are.
///
/// @param name      its name
/// @param object    the class of its objects; empty for a branch of numbers
/// @param isSplit   whether the objects lie in branches of their own
/// @param leaves    its values
/// @param baskets   where its baskets are, in order
/// @param elsewhere the file that has its baskets; empty for this one
record Branch(String name, String object, boolean isSplit, List<Leaf> leaves, List<Place> baskets, String elsewhere) {
    private static final int OLDEST = 10;
    private static final int NEWEST = 13;
    private static final int FIRST_ENTRY = 11;
    private static final int FEATURES = 13;
    private static final int MOST_LEAVES = 1000;

    /// Where a basket is: in the file, or in the tree's record itself.
    sealed interface Place {
        /// In a record of its own.
        ///
        /// @param seek  where its record begins
        /// @param bytes how long that is
        record InFile(long seek, int bytes) implements Place {}

        /// In the tree's record.
        ///
        /// @param body the basket's head and bytes
        record Embedded(Cursor body) implements Place {}
    }

    static Branch read(Cursor.Slot slot) throws IOException {
        Cursor in = slot.body();
        if (slot.type().equals("TBranch")) {
            return plain(in);
        }
        Cursor.Frame outer = in.enter();
        Branch branch = plain(in);
        boolean hasClass = slot.type().equals("TBranchElement") || slot.type().equals("TBranchObject");
        String object = hasClass && branch.object.isEmpty() ? in.string() : slot.type();
        in.leave(outer);
        return new Branch(branch.name, object, branch.isSplit, branch.leaves, branch.baskets, branch.elsewhere);
    }

    private static Branch plain(Cursor in) throws IOException {
        Cursor.Frame frame = in.enter();
        String name = in.named().name();
        if (frame.version() < OLDEST || frame.version() > NEWEST) {
            in.leave(frame);
            return new Branch(name, "TBranch, version " + frame.version(), false, List.of(), List.of(), "");
        }
        in.skipFrame();
        in.skip(3 * Integer.BYTES);
        int written = in.i4();
        in.skip(Long.BYTES);
        if (frame.version() >= FEATURES) {
            in.skipFrame();
        }
        in.skip(Integer.BYTES);
        int most = in.i4();
        in.skip(Integer.BYTES + (frame.version() >= FIRST_ENTRY ? 4 : 3) * Long.BYTES);
        boolean isSplit = !in.array().isEmpty();
        List<Leaf> leaves = leaves(in.array(), name);
        Map<Integer, Cursor> embedded = embedded(in.array(), written);
        List<Place> baskets = baskets(in, written, most, embedded);
        String elsewhere = in.string();
        in.leave(frame);
        return new Branch(name, "", isSplit, leaves, baskets, elsewhere);
    }

    /// What the columns of the branch are made of; an object is one.
    List<Leaf> parts() {
        return object.isEmpty() ? leaves : List.of(new Leaf("", name, name, Leaf.NONE, 1, false, Leaf.NONE));
    }

    private static List<Leaf> leaves(List<Cursor.Slot> slots, String name) throws IOException {
        if (slots.size() > MOST_LEAVES || slots.stream().anyMatch(Cursor.Slot::isEmpty)) {
            throw new IOException(
                    "branch '%s' has %d leaves; readable are %d".formatted(name, slots.size(), MOST_LEAVES));
        }
        var leaves = new ArrayList<Leaf>();
        for (Cursor.Slot slot : slots) {
            leaves.add(Leaf.read(slot));
        }
        return leaves;
    }

    /// The baskets that lie in the tree's record; ROOT never looks at one beyond those that were written.
    private static Map<Integer, Cursor> embedded(List<Cursor.Slot> slots, int written) {
        var embedded = new HashMap<Integer, Cursor>();
        for (int i = 0; i < slots.size() && i <= written; i++) {
            if (!slots.get(i).isEmpty()) {
                embedded.put(i, slots.get(i).body());
            }
        }
        return embedded;
    }

    /// The places, from three arrays of one length: bytes, first entries, seeks; a byte stands before each array.
    private static List<Place> baskets(Cursor in, int written, int most, Map<Integer, Cursor> embedded)
            throws IOException {
        int count = Math.min(written, most);
        if (count < 0) {
            throw new IOException("a branch says that it has %d baskets".formatted(count));
        }
        int sizes = in.position() + 1;
        in.skip(Math.addExact(1, Math.multiplyExact(most, Integer.BYTES)));
        in.skip(Math.addExact(1, Math.multiplyExact(most, Long.BYTES)));
        int seeks = in.position() + 1;
        var places = new ArrayList<Place>();
        for (int i = 0; i < count; i++) {
            in.position(sizes + i * Integer.BYTES);
            int bytes = in.i4();
            in.position(seeks + i * Long.BYTES);
            places.add(
                    embedded.containsKey(i) ? new Place.Embedded(embedded.get(i)) : new Place.InFile(in.i8(), bytes));
        }
        if (embedded.containsKey(count)) {
            places.add(new Place.Embedded(embedded.get(count)));
        }
        in.position(Math.addExact(seeks, Math.multiplyExact(most, Long.BYTES)));
        return places;
    }
}
