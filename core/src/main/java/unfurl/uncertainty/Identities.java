package unfurl.uncertainty;

import java.util.Arrays;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// What tells the events of a sample apart, in whatever order and whatever selection they stand: the row of
/// their file, or a number of their own. What is drawn for an event depends on it alone, so that it is the
/// same in every measurement of the same events.
public final class Identities {
    private final long[] values;

    private Identities(long[] values) {
        this.values = values;
    }

    /// Of these numbers, which are copied.
    ///
    /// @param values (n) one for each event
    public static Identities of(long... values) {
        return new Identities(values.clone());
    }

    /// (n) one for each event: a copy.
    public long[] values() {
        return values.clone();
    }

    /// How many events.
    public int size() {
        return values.length;
    }

    /// (n) a count from the Poisson distribution of mean 1 for each event.
    public Weights counts(Seed seed) {
        return Weights.tabulate(values.length, i -> seed.poisson(values[i], 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identities that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "%d identities".formatted(values.length);
    }
}
