package unfurl.nn;

import unfurl.event.Particles;

/// Which columns of a tile's panels belong to which of its events: event e has the columns from `first(e)` on,
/// one per particle, and panel p holds the columns from p·STRIPE on.
///
/// A tile is made of whole events: at most [Kernels#STRIPE], and at most [#COLUMNS] particles unless one event
/// alone has more.
final class Segments {
    /// Particles of a tile, so that what its layers keep stays in a second-level cache.
    static final int COLUMNS = 8 * Kernels.STRIPE;

    private final int[] first = new int[Kernels.STRIPE + 1];
    private int events;

    /// Takes as many of the next events as belong in one tile, at least one.
    ///
    /// @param order the rows' numbers, of which at most `count` from `from` on are taken
    void fill(Particles particles, int[] order, int from, int count) {
        events = 0;
        while (events < Math.min(count, Kernels.STRIPE)) {
            int next = first[events] + particles.count(order[from + events]);
            if (events > 0 && next > COLUMNS) {
                return;
            }
            events++;
            first[events] = next;
        }
    }

    /// How many events there are.
    int events() {
        return events;
    }

    /// Where an event's columns begin; for `events()` how many there are.
    int first(int event) {
        return first[event];
    }

    /// How many columns an event has.
    int count(int event) {
        return first[event + 1] - first[event];
    }

    /// How many columns there are.
    int columns() {
        return first[events];
    }

    /// How many panels they fill, the last perhaps in part.
    int panels() {
        return Math.ceilDiv(first[events], Kernels.STRIPE);
    }
}
