package unfurl.event;

import java.util.BitSet;
import java.util.function.IntPredicate;

/// Which of n events are chosen.
public final class Mask {
    private final int size;
    private final BitSet chosen;

    private Mask(int size, BitSet chosen) {
        this.size = size;
        this.chosen = chosen;
    }

    /// The events of which `test` is true.
    public static Mask of(int size, IntPredicate test) {
        long[] words = new long[Math.ceilDiv(size, Long.SIZE)];
        for (int w = 0; w < words.length; w++) {
            int from = w * Long.SIZE;
            int end = from + Math.min(Long.SIZE, size - from);
            for (int i = from; i < end; i++) {
                words[w] |= test.test(i) ? 1L << i : 0;
            }
        }
        return ofWords(size, words);
    }

    /// The events whose bit is set: the first one's is the lowest of the first word.
    static Mask ofWords(int size, long[] words) {
        return new Mask(size, BitSet.valueOf(words));
    }

    /// Every event.
    public static Mask all(int size) {
        var chosen = new BitSet(size);
        chosen.set(0, size);
        return new Mask(size, chosen);
    }

    /// How many events there are, chosen or not.
    public int size() {
        return size;
    }

    /// Whether event `i` is chosen.
    public boolean get(int i) {
        java.util.Objects.checkIndex(i, size);
        return chosen.get(i);
    }

    /// How many events are chosen.
    public int count() {
        return chosen.cardinality();
    }

    /// The chosen events, in order.
    public int[] indices() {
        int[] out = new int[chosen.cardinality()];
        int i = chosen.nextSetBit(0);
        for (int place = 0; place < out.length; place++) {
            out[place] = i;
            i = chosen.nextSetBit(i + 1);
        }
        return out;
    }

    /// The events that both choose.
    public Mask and(Mask other) {
        requireSize(other.size);
        var both = (BitSet) chosen.clone();
        both.and(other.chosen);
        return new Mask(size, both);
    }

    /// The events that either chooses.
    public Mask or(Mask other) {
        requireSize(other.size);
        var either = (BitSet) chosen.clone();
        either.or(other.chosen);
        return new Mask(size, either);
    }

    /// The events that this one does not choose.
    public Mask not() {
        var rest = (BitSet) chosen.clone();
        rest.flip(0, size);
        return new Mask(size, rest);
    }

    /// The chosen ones of `events` events.
    ///
    /// @throws IllegalArgumentException when the mask is about another number of events
    int[] indices(int events) {
        requireSize(events);
        return indices();
    }

    void requireSize(int events) {
        if (events != size) {
            throw new IllegalArgumentException("cannot apply a mask of %d events to %d".formatted(size, events));
        }
    }
}
