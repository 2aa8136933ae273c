package unfurl.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What an estimator sees of each event: d features, `float`, row after row, and for some estimators a
/// cloud of particles besides.
public final class Features {
    private final List<String> names;
    private final int rows;
    private final float[] values;
    private final Optional<Particles> particles;

    private Features(List<String> names, int rows, float[] values, Optional<Particles> particles) {
        this.names = List.copyOf(names);
        this.rows = rows;
        this.values = values;
        this.particles = particles;
        if (rows < 0 || values.length != (long) rows * names.size()) {
            throw new IllegalArgumentException(
                    "%d values are not %d rows of %d features".formatted(values.length, rows, names.size()));
        }
        if (particles.isPresent() && particles.get().events() != rows) {
            throw new IllegalArgumentException("the particles of %d events cannot belong to %d"
                    .formatted(particles.get().events(), rows));
        }
    }

    /// A matrix that takes over the array: the caller must not use it again.
    ///
    /// @param names  (d) one name per feature
    /// @param rows   n
    /// @param values (n × d) row-major
    public static Features owning(List<String> names, int rows, float[] values) {
        return new Features(names, rows, values, Optional.empty());
    }

    /// The same events with a cloud of particles each.
    ///
    /// @param cloud of as many events
    public Features with(Particles cloud) {
        return new Features(names, rows, values, Optional.of(cloud));
    }

    /// The events' particles, where they have any.
    public Optional<Particles> particles() {
        return particles;
    }

    /// How many events.
    public int rows() {
        return rows;
    }

    /// How many features.
    public int columns() {
        return names.size();
    }

    /// The features' names.
    public List<String> names() {
        return names;
    }

    /// Feature `column` of event `row`.
    public float get(int row, int column) {
        return values[row * names.size() + Objects.checkIndex(column, names.size())];
    }

    /// The chosen events, in order.
    public Features select(Mask mask) {
        int d = columns();
        int[] chosen = mask.indices(rows);
        float[] out = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * d, out, i * d, d);
        }
        return new Features(names, chosen.length, out, particles.map(p -> p.select(mask)));
    }

    /// These features and others of the same events, side by side.
    ///
    /// @throws IllegalArgumentException for other numbers of events, or particles at both levels
    public Features beside(Features other) {
        if (other.rows() != rows()
                || (particles().isPresent() && other.particles().isPresent())) {
            throw new IllegalArgumentException(
                    "%d and %d events, or particles on both sides".formatted(rows(), other.rows()));
        }
        var all = new ArrayList<>(names());
        all.addAll(other.names());
        int width = all.size();
        float[] joined = new float[Math.multiplyExact(rows(), width)];
        for (int row = 0; row < rows(); row++) {
            for (int j = 0; j < width; j++) {
                joined[row * width + j] = j < columns() ? get(row, j) : other.get(row, j - columns());
            }
        }
        Features features = owning(all, rows(), joined);
        return particles().or(other::particles).map(features::with).orElse(features);
    }

    /// These features, of gen, and those of reco of the same events, `(reco)` after their names.
    ///
    /// @throws IllegalArgumentException as [#beside]
    public Features besideReco(Features reco) {
        List<String> named = reco.names.stream().map(name -> name + " (reco)").toList();
        return beside(new Features(named, reco.rows, reco.values, reco.particles));
    }

    /// These events followed by the others', in one new matrix.
    public Features followedBy(Features... others) {
        int size = values.length;
        int n = rows;
        for (Features other : others) {
            if (other.columns() != columns()) {
                throw new IllegalArgumentException(
                        "cannot join %d features and %d".formatted(columns(), other.columns()));
            }
            size = Math.addExact(size, other.values.length);
            n += other.rows;
        }
        if (Stream.of(others).anyMatch(other -> other.particles.isPresent() != particles.isPresent())) {
            throw new IllegalArgumentException("cannot join events with particles and events without");
        }
        float[] out = java.util.Arrays.copyOf(values, size);
        int at = values.length;
        Optional<Particles> joined = particles;
        for (Features other : others) {
            System.arraycopy(other.values, 0, out, at, other.values.length);
            at += other.values.length;
            joined = joined.map(p -> p.followedBy(other.particles.orElseThrow()));
        }
        return new Features(names, n, out, joined);
    }

    /// Copies events into a tile, event after event.
    ///
    /// @param order the rows' numbers, in the order wanted
    /// @param from  the first place of `order` to copy
    /// @param count how many to copy
    /// @param tile  out: feature j of the r-th copied event at `tile[r * stride + j]`
    /// @param stride distance between two events in the tile, at least d; what lies between is left alone
    public void gather(int[] order, int from, int count, float[] tile, int stride) {
        int d = columns();
        for (int r = 0; r < count; r++) {
            System.arraycopy(values, order[from + r] * d, tile, r * stride, d);
        }
    }
}
