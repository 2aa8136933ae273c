package unfurl.uncertainty;

import unfurl.event.Weights;
import unfurl.math.Seed;

/// What tells the events of a sample apart, in whatever order and whatever selection they stand: the row of
/// their file, or a number of their own. What is drawn for an event depends on it alone, so that it is the
/// same in every measurement of the same events.
///
/// @param values (n) one for each event
public record Identities(long[] values) {
    /// Copies the array.
    public Identities {
        values = values.clone();
    }

    @Override
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
}
