package unfurl.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import unfurl.InputException;

/// How the particles of an event become those that an estimator sees, fitted once on simulation and then the same
/// for every sample: the transforms of [Encoding], particle by particle.
public final class ParticleEncoding {
    /// How one feature of a particle becomes those that an estimator sees.
    ///
    /// @param name      its column of lists
    /// @param transform how it is shown
    /// @param filling   what stands for the logarithm of 0
    public record Feature(String name, Encoding.Transform transform, double filling) {
        /// @throws InputException when the filling is not finite
        public Feature {
            if (!Double.isFinite(filling)) {
                throw new InputException("the filling of '%s' is %s".formatted(name, filling));
            }
        }
    }

    private final String level;
    private final List<Feature> features;

    private ParticleEncoding(String level, List<Feature> features) {
        this.level = level;
        this.features = features;
    }

    /// Fits an encoding on simulated events.
    ///
    /// @param level      `gen` or `reco`, for messages
    /// @param simulation a table with a column of lists for each feature, of one length in each event
    /// @param chosen     the events that count
    /// @param transforms the features of a particle, in order, and how each is shown
    /// @throws InputException when two features of different names would be called alike
    public static ParticleEncoding fit(
            String level, Table simulation, Mask chosen, SequencedMap<String, Encoding.Transform> transforms) {
        var features = new ArrayList<Feature>();
        transforms.forEach((name, transform) -> {
            double filling = transform == Encoding.Transform.LOG_OR_ZERO
                    ? meanLog(simulation.column(name, "particles"), chosen)
                    : 0;
            features.add(new Feature(name, transform, filling));
        });
        return of(level, features);
    }

    /// An encoding that was fitted before.
    ///
    /// @param level    as in [#fit]
    /// @param features of a particle, in order; at least one
    /// @throws InputException when two features would be called alike, or there is none
    public static ParticleEncoding of(String level, List<Feature> features) {
        var encoding = new ParticleEncoding(level, List.copyOf(features));
        List<String> names = encoding.names();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new InputException("particles need features of different names, not " + names);
        }
        return encoding;
    }

    private static double meanLog(Column lists, Mask chosen) {
        double mean = 0;
        long count = 0;
        for (int row : chosen.indices()) {
            for (int i = 0; i < lists.count(row); i++) {
                double x = lists.elements().at(lists.first(row) + i);
                if (x > 0) {
                    mean += (Math.log(x) - mean) / ++count;
                }
            }
        }
        return mean;
    }

    /// `gen` or `reco`.
    public String level() {
        return level;
    }

    /// How each feature of a particle is encoded, in order.
    public List<Feature> features() {
        return features;
    }

    /// The names of what an estimator sees of a particle.
    public List<String> names() {
        return features.stream()
                .flatMap(f -> f.transform.names(f.name).stream())
                .toList();
    }

    /// The particles of a sample.
    ///
    /// @param table  a table with the same columns of lists
    /// @param chosen the events that count; the others get no particles
    /// @throws InputException when a value of a chosen event is not finite, or not positive where a logarithm is
    ///        wanted
    public Particles apply(Table table, Mask chosen) {
        Column first = table.column(features.getFirst().name, "particles");
        int[] begin = new int[table.rows() + 1];
        for (int row = 0; row < table.rows(); row++) {
            begin[row + 1] = begin[row] + (chosen.get(row) ? first.count(row) : 0);
        }
        int d = names().size();
        float[] values = new float[Math.multiplyExact(begin[table.rows()], d)];
        int column = 0;
        for (Feature feature : features) {
            encode(feature, table, chosen, begin, values, column, d);
            column += feature.transform.width();
        }
        return Particles.owning(names(), begin, values);
    }

    private void encode(Feature feature, Table table, Mask chosen, int[] begin, float[] values, int column, int d) {
        Column lists = table.column(feature.name, "particles");
        double[] encoded = new double[feature.transform.width()];
        for (int row : chosen.indices()) {
            for (int i = 0; i < lists.count(row); i++) {
                double x = lists.elements().at(lists.first(row) + i);
                if (!feature.transform.encode(x, feature.filling, encoded)) {
                    throw new InputException("%s '%s' is %s in particle %d of row %d of %s, which cannot be used%s"
                            .formatted(
                                    level,
                                    feature.name,
                                    x,
                                    i,
                                    row,
                                    table.source(),
                                    feature.transform.allowed("particles.features", feature.name)));
                }
                for (int j = 0; j < encoded.length; j++) {
                    values[(begin[row] + i) * d + column + j] = (float) encoded[j];
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParticleEncoding that && level.equals(that.level) && features.equals(that.features);
    }

    @Override
    public int hashCode() {
        return Objects.hash(level, features);
    }

    @Override
    public String toString() {
        return "encoding of particles at %s: %s".formatted(level, names());
    }
}
