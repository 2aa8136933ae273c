package unfurl.event;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A cloud of particles for each event: event i has a number of particles of its own, which may be 0, and each
/// particle d features, `float`.
///
/// Particles lie one after the other, event after event, without padding.
public final class Particles {
    private final List<String> names;
    private final int[] first;
    private final float[] values;

    private Particles(List<String> names, int[] first, float[] values) {
        this.names = List.copyOf(names);
        this.first = first;
        this.values = values;
        if (names.isEmpty() || first.length == 0 || first[0] != 0) {
            throw new IllegalArgumentException("particles need a feature and a first event at 0");
        }
        for (int i = 1; i < first.length; i++) {
            if (first[i] < first[i - 1]) {
                throw new IllegalArgumentException("event %d has %d particles".formatted(i - 1, count(i - 1)));
            }
        }
        if (values.length != (long) total() * names.size()) {
            throw new IllegalArgumentException(
                    "%d values are not %d particles of %d features".formatted(values.length, total(), names.size()));
        }
    }

    /// Clouds that take over the arrays: the caller must not use them again.
    ///
    /// @param names  (d) one name per feature of a particle
    /// @param first  (n + 1) where each event's particles begin, from 0, and how many there are in all
    /// @param values (total × d) particle after particle
    public static Particles owning(List<String> names, int[] first, float[] values) {
        return new Particles(names, first, values);
    }

    /// Clouds from padded arrays: of each event's slots those that the mask has are its particles, in order.
    ///
    /// @param names  (d) one name per feature of a particle
    /// @param slots  how many places for particles each event has, at least 1
    /// @param values (n × slots × d) event after event; what a slot without a particle holds is not looked at
    /// @param mask   (n × slots) whether there is a particle
    public static Particles ofPadded(List<String> names, int slots, float[] values, boolean[] mask) {
        int d = names.size();
        if (slots < 1 || mask.length % slots != 0 || values.length != (long) mask.length * d) {
            throw new IllegalArgumentException("%d values and a mask of %d are not events of %d slots of %d features"
                    .formatted(values.length, mask.length, slots, d));
        }
        int[] begin = new int[mask.length / slots + 1];
        for (int slot = 0; slot < mask.length; slot++) {
            begin[slot / slots + 1] += mask[slot] ? 1 : 0;
        }
        Arrays.parallelPrefix(begin, Integer::sum);
        float[] kept = new float[begin[begin.length - 1] * d];
        int at = 0;
        for (int slot = 0; slot < mask.length; slot++) {
            if (mask[slot]) {
                System.arraycopy(values, slot * d, kept, at, d);
                at += d;
            }
        }
        return new Particles(names, begin, kept);
    }

    /// How many events.
    public int events() {
        return first.length - 1;
    }

    /// How many features a particle has.
    public int columns() {
        return names.size();
    }

    /// The features' names.
    public List<String> names() {
        return names;
    }

    /// How many particles all events have together.
    public int total() {
        return first[first.length - 1];
    }

    /// How many particles an event has.
    public int count(int event) {
        return first[event + 1] - first[event];
    }

    /// The most particles that an event has.
    public int most() {
        int most = 0;
        for (int event = 0; event < events(); event++) {
            most = Math.max(most, count(event));
        }
        return most;
    }

    /// Feature `column` of an event's particle `particle`, from 0.
    public float get(int event, int particle, int column) {
        int at = first[event] + Objects.checkIndex(particle, count(event));
        return values[at * names.size() + Objects.checkIndex(column, names.size())];
    }

    /// The chosen events, in order.
    public Particles select(Mask mask) {
        int d = columns();
        int[] chosen = mask.indices(events());
        int[] begin = new int[chosen.length + 1];
        for (int i = 0; i < chosen.length; i++) {
            begin[i + 1] = begin[i] + count(chosen[i]);
        }
        float[] out = new float[begin[chosen.length] * d];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, first[chosen[i]] * d, out, begin[i] * d, count(chosen[i]) * d);
        }
        return new Particles(names, begin, out);
    }

    /// These events followed by the other's.
    public Particles followedBy(Particles other) {
        if (!other.names.equals(names)) {
            throw new IllegalArgumentException("cannot join particles of %s and of %s".formatted(names, other.names));
        }
        int[] begin = Arrays.copyOf(first, first.length + other.events());
        for (int i = 0; i < other.events(); i++) {
            begin[first.length + i] = Math.addExact(total(), other.first[i + 1]);
        }
        float[] out = Arrays.copyOf(values, Math.addExact(values.length, other.values.length));
        System.arraycopy(other.values, 0, out, values.length, other.values.length);
        return new Particles(names, begin, out);
    }

    /// Copies some of an event's particles into a tile in which each feature is contiguous, as the kernels
    /// want it.
    ///
    /// @param event  which
    /// @param from   the first particle to copy
    /// @param count  how many to copy
    /// @param tile   out: feature j of the r-th copied particle at `tile[j * stride + at + r]`
    /// @param at     the place of the first copied particle in the tile
    /// @param stride distance between two features in the tile
    public void gather(int event, int from, int count, float[] tile, int at, int stride) {
        int d = columns();
        for (int r = 0; r < count; r++) {
            int start = (first[event] + from + r) * d;
            for (int j = 0; j < d; j++) {
                tile[j * stride + at + r] = values[start + j];
            }
        }
    }
}
