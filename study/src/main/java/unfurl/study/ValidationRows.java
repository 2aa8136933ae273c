package unfurl.study;

import java.util.List;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.uncertainty.Identities;

/// What tells the events of a validation apart: the simulated ones, after which those of the backgrounds stand.
///
/// @param simulated  (n) simulated events
/// @param background (b in all) events of each background
record ValidationRows(Identities simulated, List<Identities> background) {
    /// Copies the list.
    ValidationRows {
        background = List.copyOf(background);
    }

    static ValidationRows of(Inputs inputs) {
        return new ValidationRows(
                inputs.simulation().rows(),
                inputs.background().stream().map(Inputs.Sample::rows).toList());
    }

    /// n + b.
    int size() {
        return simulated.size() + background.stream().mapToInt(Identities::size).sum();
    }

    /// What is drawn for an event.
    @FunctionalInterface
    interface Draw {
        /// The number for an event.
        ///
        /// @param seed  of its sample
        /// @param row   what tells it apart in the sample
        /// @param index in all n + b
        double of(Seed seed, long row, int index);
    }

    /// (n + b) draws, each of which hangs on the event and the seed alone.
    Weights draw(Seed seed, Draw draw) {
        double[] values = new double[size()];
        int next = fill(values, 0, simulated, seed, draw);
        for (int k = 0; k < background.size(); k++) {
            next = fill(
                    values, next, background.get(k), seed.child("background").child(k), draw);
        }
        return Weights.of(values);
    }

    private static int fill(double[] values, int from, Identities events, Seed seed, Draw draw) {
        long[] rows = events.values();
        for (int i = 0; i < rows.length; i++) {
            values[from + i] = draw.of(seed, rows[i], from + i);
        }
        return from + rows.length;
    }

    /// (n + b) a half of the events, by chance.
    Mask half(Seed seed) {
        Weights uniform = draw(seed, (own, row, index) -> own.uniform(row));
        return Mask.of(size(), i -> uniform.get(i) < 0.5);
    }
}
