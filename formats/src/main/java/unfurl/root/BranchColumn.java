package unfurl.root;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unfurl.InputException;
import unfurl.event.Column;

/// One column of a tree: a leaf of a branch.
///
/// @param tree   whose it is
/// @param branch where its baskets are
/// @param leaf   what its values are
record BranchColumn(RootTree tree, Branch branch, Leaf leaf) {
    private static final Pattern VECTOR = Pattern.compile(
            "(?:(?:std::)?vector|ROOT::VecOps::RVec|ROOT::RVec)<([\\w ]+?)(?:, ?(?:std::)?allocator<.*>)? ?>");

    String name() {
        return branch.parts().size() == 1 ? branch.name() : branch.name() + "." + leaf.name();
    }

    /// Why it cannot be read, if so.
    Optional<InputException> refusal() {
        try {
            entries();
            return Optional.empty();
        } catch (InputException refusal) {
            return Optional.of(refusal);
        }
    }

    /// Its values, all of them.
    ///
    /// @throws InputException when it holds what is neither numbers nor lists of them
    /// @throws IOException    when it is damaged
    Column read() throws IOException {
        RootFile file = tree.file();
        Entries entries = entries();
        try {
            takeAll(entries);
        } catch (IOException failure) {
            throw new IOException("column '%s': %s".formatted(name(), failure.getMessage()), failure);
        }
        if (entries.rows() != tree.entries()) {
            throw file.bad("column '%s' has %d entries where the tree '%s' has %d"
                    .formatted(name(), entries.rows(), tree.name(), tree.entries()));
        }
        if (entries.beyond().isPresent()) {
            throw file.bad("column '%s' has %s, beyond the largest int64"
                    .formatted(name(), entries.beyond().get()));
        }
        return entries.column(name());
    }

    /// Takes basket after basket, of no more bytes than the file has.
    private void takeAll(Entries entries) throws IOException {
        long left = tree.file().size();
        for (Branch.Place place : branch.baskets()) {
            left -= place instanceof Branch.Place.InFile at ? at.bytes() : 0;
            if (left < 0) {
                throw new IOException("its baskets have more bytes than the file");
            }
            entries.take(Basket.read(place, tree.file()));
            if (entries.rows() > tree.entries()) {
                return;
            }
        }
    }

    /// How its entries are read.
    private Entries entries() {
        if (!branch.elsewhere().isEmpty()) {
            throw tree.file().bad("column '%s' is in another file, %s".formatted(name(), branch.elsewhere()));
        }
        if (!branch.object().isEmpty()) {
            return vectors();
        }
        return leaf.counter() == Leaf.NONE ? fixed(type(leaf)) : counted(type(leaf));
    }

    private Entries vectors() {
        Matcher vector = VECTOR.matcher(branch.object());
        Optional<NumberType> type =
                !branch.isSplit() && vector.matches() ? NumberType.ofName(vector.group(1)) : Optional.empty();
        return Entries.vectors(type.orElseThrow(() ->
                unreadable((branch.isSplit() ? "split objects of class " : "objects of class ") + branch.object())));
    }

    private Entries fixed(NumberType type) {
        int offset = 0;
        int stride = 0;
        for (Leaf other : branch.leaves()) {
            if (other.counter() != Leaf.NONE || other.length() < 1) {
                throw unreadable("values beside a list, '%s'".formatted(other.name()));
            }
            offset = other.equals(leaf) ? stride : offset;
            stride = Math.addExact(stride, Math.multiplyExact(type(other).width(), other.length()));
        }
        if (leaf.title().indexOf('[') != leaf.title().lastIndexOf('[')) {
            throw unreadable("arrays of more than one dimension, %s".formatted(leaf.title()));
        }
        return Entries.fixed(type, offset, stride, leaf.length(), leaf.title().contains("["));
    }

    private Entries counted(NumberType type) {
        if (leaf.length() != 1) {
            throw unreadable("lists of lists, %s".formatted(leaf.title()));
        }
        if (branch.leaves().size() > 1) {
            throw unreadable("lists beside other values, %s".formatted(leaf.title()));
        }
        return Entries.counted(type, () -> {
            BranchColumn counter = tree.at(leaf.counter())
                    .orElseThrow(() -> new IOException("nothing counts the items of '%s'".formatted(name())));
            return counter.read();
        });
    }

    private NumberType type(Leaf of) {
        return NumberType.ofLeaf(of.type(), of.isUnsigned())
                .orElseThrow(() -> unreadable(
                        switch (of.type()) {
                            case "TLeafC" -> "text";
                            case "TLeafF16" -> "Float16_t, numbers cut to fewer bits";
                            case "TLeafD32" -> "Double32_t, numbers cut to fewer bits";
                            default -> of.type();
                        }));
    }

    private InputException unreadable(String holds) {
        return tree.file()
                .bad(
                        "column '%s' holds %s; a column must hold numbers or flags, or lists of them (name the columns that are wanted to leave it out)"
                                .formatted(name(), holds));
    }
}
