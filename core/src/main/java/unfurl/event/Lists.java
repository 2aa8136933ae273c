package unfurl.event;

/// The values of a column of lists: a list for each row, one after the other, without padding.
final class Lists {
    private final int[] first;
    private final Column elements;
    private final Mask absent;

    /// @param first    (rows + 1) where each row's list begins in `elements`
    /// @param elements the elements of all lists
    /// @param absent   the rows that have no list, which is not an empty one
    Lists(int[] first, Column elements, Mask absent) {
        this.first = first;
        this.elements = elements;
        this.absent = absent;
        if (first.length == 0 || first[0] != 0 || first[first.length - 1] != elements.size()) {
            throw new IllegalArgumentException("%d elements cannot be lists that end at %s"
                    .formatted(elements.size(), first.length == 0 ? "nothing" : first[first.length - 1]));
        }
        for (int row = 1; row < first.length; row++) {
            if (first[row] < first[row - 1]) {
                throw new IllegalArgumentException(
                        "the list of row %d has %d elements".formatted(row - 1, first[row] - first[row - 1]));
            }
        }
        absent.requireSize(first.length - 1);
    }

    int rows() {
        return first.length - 1;
    }

    int first(int row) {
        return first[row];
    }

    Column elements() {
        return elements;
    }

    Mask absent() {
        return absent;
    }

    int count(int row) {
        return first[row + 1] - first[row];
    }

    /// Whether there is a list and each of its elements is finite.
    boolean isFinite(int row) {
        boolean finite = !absent.get(row);
        for (int i = first[row]; i < first[row + 1]; i++) {
            finite &= Double.isFinite(elements.at(i));
        }
        return finite;
    }

    Lists gather(int[] rows) {
        int[] begin = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            begin[i + 1] = Math.addExact(begin[i], count(rows[i]));
        }
        int[] places = new int[begin[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            for (int place = begin[i]; place < begin[i + 1]; place++) {
                places[place] = first[rows[i]] + place - begin[i];
            }
        }
        return new Lists(begin, elements.gather(places), Mask.of(rows.length, i -> absent.get(rows[i])));
    }
}
