package unfurl.root;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Column;

/// A tree of a ROOT file: columns of one length.
///
/// A branch of one value is a column of its name; one of several values has a column `branch.value` for each. Columns
/// are read one at a time, basket after basket.
public final class RootTree {
    private static final int OLDEST = 16;
    private static final int NEWEST = 20;

    private final RootFile file;
    private final String name;
    private final long entries;
    private final List<Branch> branches;

    private RootTree(RootFile file, String name, long entries, List<Branch> branches) {
        this.file = file;
        this.name = name;
        this.entries = entries;
        this.branches = branches;
    }

    /// @param in     the tree's record
    /// @param isBase whether it is a TTree itself, and not a class made of one
    static RootTree read(RootFile file, String name, Cursor in, boolean isBase) throws IOException {
        if (!isBase) {
            in.enter();
        }
        int version = in.enter().version();
        if (version < OLDEST || version > NEWEST) {
            throw file.bad(
                    "the tree '%s' has version %d; readable are %d to %d".formatted(name, version, OLDEST, NEWEST));
        }
        for (int base = 0; base < 4; base++) {
            in.skipFrame();
        }
        long entries = in.i8();
        skipToBranches(in, version);
        var branches = new ArrayList<Branch>();
        for (Cursor.Slot slot : in.array()) {
            if (!slot.isEmpty()) {
                branches.add(Branch.read(slot));
            }
        }
        if (entries < 0) {
            throw new IOException("the tree '%s' says that it has %d entries".formatted(name, entries));
        }
        return new RootTree(file, name, entries, List.copyOf(branches));
    }

    /// Sizes, settings, and from version 19 on how entries are clustered.
    private static void skipToBranches(Cursor in, int version) throws IOException {
        int longs = version >= 18 ? 4 : 3;
        int ints = version >= 17 ? 4 : 3;
        in.skip(longs * Long.BYTES + Double.BYTES + ints * Integer.BYTES);
        int clusters = version >= 19 ? in.i4() : 0;
        in.skip((version >= 18 ? 6 : 5) * Long.BYTES);
        for (int array = 0; version >= 19 && array < 2; array++) {
            boolean isThere = in.i1() != 0;
            in.skip(isThere ? Math.multiplyExact(clusters, Long.BYTES) : 0);
        }
        if (version >= 20) {
            in.skipFrame();
        }
    }

    /// How many entries it has: the rows of its columns.
    public long entries() {
        return entries;
    }

    /// The names of its columns, in its order.
    public List<String> names() {
        return columns().stream().map(BranchColumn::name).toList();
    }

    /// A column.
    ///
    /// @throws InputException when it holds what is neither numbers nor lists of them, or is not there
    /// @throws IOException    when it is damaged
    public Column column(String wanted) throws IOException {
        BranchColumn column = columns().stream()
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        InputException.notFound("column", wanted, file.path().toString(), "", names()));
        Optional<InputException> refusal = column.refusal();
        if (refusal.isPresent()) {
            List<String> readable = columns().stream()
                    .filter(one -> one.refusal().isEmpty())
                    .map(BranchColumn::name)
                    .toList();
            throw new InputException(
                    refusal.get().getMessage() + "\n  readable   " + InputException.shown(readable), refusal.get());
        }
        return column.read();
    }

    private List<BranchColumn> columns() {
        var columns = new ArrayList<BranchColumn>();
        for (Branch branch : branches) {
            for (Leaf leaf : branch.parts()) {
                columns.add(new BranchColumn(this, branch, leaf));
            }
        }
        return columns;
    }

    /// The column of the leaf that counts the items of another.
    Optional<BranchColumn> at(int place) {
        return columns().stream()
                .filter(column -> column.leaf().place() == place)
                .findFirst();
    }

    RootFile file() {
        return file;
    }

    String name() {
        return name;
    }
}
