package unfurl.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import unfurl.event.Column;

/// Takes the entries of a column from one basket after the other.
final class Entries {
    /// A byte count, a version and the number of elements come before those of a vector.
    private static final int VECTOR_HEAD = 10;

    private static final int VECTOR_COUNT = 6;
    private static final int FIRST = 1 << 10;

    private final Numbers numbers;
    private final NumberType type;
    private final Layout layout;
    private Optional<int[]> first;
    private int rows;

    /// Where the numbers of an entry are.
    private sealed interface Layout {
        /// As many in each entry, at one place of it.
        record Fixed(int offset, int stride, int length) implements Layout {}

        /// Nothing but a list; where baskets do not say how long each is, others count.
        record Counted(Counts counts) implements Layout {}

        /// A vector with its head.
        record Vector() implements Layout {}
    }

    /// Reads the column that counts the items of lists.
    @FunctionalInterface
    interface Counts {
        Column read() throws IOException;
    }

    private Entries(NumberType type, Layout layout, boolean isList) {
        this.type = type;
        this.layout = layout;
        this.numbers = new Numbers(type);
        this.first = isList ? Optional.of(new int[FIRST]) : Optional.empty();
    }

    /// @param offset where its numbers begin in an entry, in bytes
    /// @param stride the bytes of an entry
    /// @param length how many numbers it has
    /// @param isList whether these are a list
    static Entries fixed(NumberType type, int offset, int stride, int length, boolean isList) {
        return new Entries(type, new Layout.Fixed(offset, stride, length), isList);
    }

    static Entries counted(NumberType type, Counts counts) {
        return new Entries(type, new Layout.Counted(counts), true);
    }

    static Entries vectors(NumberType type) {
        return new Entries(type, new Layout.Vector(), true);
    }

    int rows() {
        return rows;
    }

    /// The first number that no column can have, and which it is.
    Optional<String> beyond() {
        return numbers.beyond();
    }

    void take(Basket basket) throws IOException {
        if (basket.entries() == 0) {
            return;
        }
        switch (layout) {
            case Layout.Fixed fixed -> takeFixed(basket, fixed);
            case Layout.Counted counted -> takeCounted(basket, counted);
            case Layout.Vector ignored -> takeVectors(basket);
        }
    }

    private void takeFixed(Basket basket, Layout.Fixed fixed) throws IOException {
        long bytes = basket.end() - (long) basket.first();
        if (bytes != basket.entries() * (long) fixed.stride) {
            throw new IOException(
                    "a basket has %d bytes for %d entries of %d".formatted(bytes, basket.entries(), fixed.stride));
        }
        if (fixed.stride == fixed.length * type.width()) {
            numbers.take(basket.bytes(), basket.first(), basket.entries() * fixed.length);
        } else {
            for (int i = 0; i < basket.entries(); i++) {
                numbers.take(basket.bytes(), basket.first() + i * fixed.stride + fixed.offset, fixed.length);
            }
        }
        for (int i = 0; i < basket.entries(); i++) {
            addRow(fixed.length);
        }
    }

    private void takeCounted(Basket basket, Layout.Counted counted) throws IOException {
        int[] bounds = basket.starts().isPresent() ? basket.bounds() : computed(basket, counted.counts.read());
        for (int i = 0; i < basket.entries(); i++) {
            addRow(items(bounds[i + 1] - bounds[i]));
        }
        numbers.take(basket.bytes(), bounds[0], (basket.end() - bounds[0]) / type.width());
    }

    private int items(int bytes) throws IOException {
        if (bytes % type.width() != 0) {
            throw new IOException("an entry has %d bytes, no multiple of %d".formatted(bytes, type.width()));
        }
        return bytes / type.width();
    }

    private int[] computed(Basket basket, Column counts) throws IOException {
        if (basket.entries() > counts.size() - rows) {
            throw new IOException("there are counts of %d entries, fewer than entries".formatted(counts.size()));
        }
        int[] bounds = new int[basket.entries() + 1];
        bounds[0] = basket.first();
        for (int i = 0; i < basket.entries(); i++) {
            long next = bounds[i] + counts.longAt(rows + i) * type.width();
            if (next < bounds[i] || next > basket.end()) {
                throw new IOException("the counts of entries do not fit their basket");
            }
            bounds[i + 1] = (int) next;
        }
        if (bounds[basket.entries()] != basket.end()) {
            throw new IOException("the counts of entries do not fill their basket");
        }
        return bounds;
    }

    private void takeVectors(Basket basket) throws IOException {
        int[] bounds = basket.bounds();
        ByteBuffer bytes = basket.bytes();
        for (int i = 0; i < basket.entries(); i++) {
            int length = bounds[i + 1] - bounds[i];
            int count = length < VECTOR_HEAD ? -1 : bytes.getInt(bounds[i] + VECTOR_COUNT);
            if (count < 0 || length != VECTOR_HEAD + (long) count * type.width()) {
                throw new IOException("a vector of %d elements has %d bytes".formatted(count, length));
            }
            numbers.take(bytes, bounds[i] + VECTOR_HEAD, count);
            addRow(count);
        }
    }

    private void addRow(int items) throws IOException {
        rows = Math.incrementExact(rows);
        if (first.isPresent()) {
            int[] places = first.get();
            if (rows == places.length) {
                places = Arrays.copyOf(places, Math.multiplyExact(2, rows));
                first = Optional.of(places);
            }
            places[rows] = Math.addExact(places[rows - 1], items);
        }
    }

    /// The column of that name; nothing may be taken after that.
    Column column(String name) {
        Column values = numbers.column(name);
        return first.map(places -> Column.lists(Arrays.copyOf(places, rows + 1), values))
                .orElse(values);
    }
}
