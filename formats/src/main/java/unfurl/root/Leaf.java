package unfurl.root;

import java.io.IOException;

/// What one value of a branch is.
///
/// @param type       the leaf's class, which says the numbers' type
/// @param name       its name
/// @param title      its name with its dimensions, such as `pt[n][3]`
/// @param place      where it stands in the tree's record, which is what other leaves call it by
/// @param length     how many numbers an entry has, or each of its counted items
/// @param isUnsigned whether whole numbers have no sign
/// @param counter    the place of the leaf that counts the items of each entry; −1 for none
record Leaf(String type, String name, String title, int place, int length, boolean isUnsigned, int counter) {
    static final int NONE = -1;

    static Leaf read(Cursor.Slot slot) throws IOException {
        Cursor in = slot.body();
        Cursor.Frame ofType = in.enter();
        Cursor.Frame leaf = in.enter();
        Cursor.Named named = in.named();
        int length = in.i4();
        in.skip(2 * Integer.BYTES + 1);
        boolean isUnsigned = in.i1() != 0;
        Cursor.Slot counter = in.slot();
        in.leave(leaf);
        in.leave(ofType);
        return new Leaf(
                slot.type(),
                named.name(),
                named.title(),
                slot.place(),
                length == 0 ? 1 : length,
                isUnsigned,
                counter.isEmpty() ? NONE : counter.place());
    }
}
