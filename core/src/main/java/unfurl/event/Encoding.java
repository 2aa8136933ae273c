package unfurl.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.InputException;

/// How observables become the features that an estimator sees, fitted once on simulation and then the
/// same for every sample.
///
/// A category is a set of events in which some observables have no value (a missing jet, padded with 0).
/// It becomes an indicator feature, 1 inside and 0 outside, and inside it the observables without a value
/// get the mean of the others, so that the padding is never taken for a measured value.
public final class Encoding {
    /// How one observable is shown to an estimator.
    public enum Transform {
        /// The value itself.
        LINEAR,
        /// Its natural logarithm, for positive quantities with a long tail.
        LOG,
        /// The logarithm where it is positive, and whether it is exactly 0: for quantities with a peak there,
        /// such as the N-subjettiness of a jet of N particles.
        LOG_OR_ZERO,
        /// Its cosine and sine, for azimuths in radians.
        ANGLE;

        /// The name in study and model files.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The features that a quantity becomes.
        List<String> names(String quantity) {
            return switch (this) {
                case LINEAR -> List.of(quantity);
                case LOG -> List.of("log " + quantity);
                case LOG_OR_ZERO -> List.of("log " + quantity, "zero " + quantity);
                case ANGLE -> List.of("cos " + quantity, "sin " + quantity);
            };
        }

        int width() {
            return names("").size();
        }

        /// Writes the features of a value.
        ///
        /// @param filling the logarithm that a zero gets where it may stand
        /// @param out     as many as [#width]
        /// @return whether the value can be shown so
        boolean encode(double x, double filling, double[] out) {
            switch (this) {
                case LINEAR -> out[0] = x;
                case LOG -> out[0] = Math.log(x);
                case LOG_OR_ZERO -> {
                    out[0] = x == 0 ? filling : Math.log(x);
                    out[1] = x == 0 ? 1 : 0;
                }
                case ANGLE -> {
                    out[0] = Math.cos(x);
                    out[1] = Math.sin(x);
                }
            }
            return Float.isFinite((float) out[0]);
        }

        /// What values it wants, for messages; empty when it takes any.
        ///
        /// @param key the study's block of transforms
        String allowed(String key, String quantity) {
            return switch (this) {
                case LOG -> ": %s: {%s: log} wants positive values".formatted(key, quantity);
                case LOG_OR_ZERO -> ": %s: {%s: log-or-zero} wants no negative values".formatted(key, quantity);
                case LINEAR, ANGLE -> "";
            };
        }
    }

    /// Events in which some observables have no value.
    ///
    /// @param name     of the indicator feature
    /// @param when     true for the events of the category
    /// @param without  the observables that have no value there
    public record Category(String name, Expression when, Set<String> without) {
        /// Copies the set.
        public Category {
            without = Set.copyOf(without);
        }
    }

    /// How one observable becomes features.
    ///
    /// @param observable its name
    /// @param transform  how it is shown
    /// @param filling    what each of its features is where it has no value; the first stands for the logarithm
    ///                   of 0 too
    public record Feature(String observable, Transform transform, List<Double> filling) {
        /// Copies the list.
        public Feature {
            filling = List.copyOf(filling);
        }
    }

    private final String level;
    private final List<Feature> features;
    private final List<Category> categories;

    private Encoding(String level, List<Feature> features, List<Category> categories) {
        this.level = level;
        this.features = features;
        this.categories = categories;
    }

    /// Fits an encoding on simulated events.
    ///
    /// @param level       `gen` or `reco`, for messages
    /// @param simulation  a table with one column per observable
    /// @param chosen      the events that count
    /// @param observables the observables, in order
    /// @param transforms  their transforms; [Transform#LINEAR] where there is none
    /// @param categories  events with observables that have no value
    /// @throws InputException when a chosen value is not finite, or not positive where a logarithm is wanted
    public static Encoding fit(
            String level,
            Table simulation,
            Mask chosen,
            List<String> observables,
            Map<String, Transform> transforms,
            List<Category> categories) {
        requireKnown(observables, transforms.keySet(), "features");
        categories.forEach(c -> requireKnown(observables, c.without(), "categories." + c.name()));
        requireDifferent(observables, transforms, categories);
        var features = new ArrayList<Feature>();
        for (String observable : observables) {
            var transform = transforms.getOrDefault(observable, Transform.LINEAR);
            features.add(new Feature(observable, transform, Collections.nCopies(transform.width(), 0.0)));
        }
        var unfilled = new Encoding(level, features, List.copyOf(categories));
        Mask[] members = unfilled.members(simulation, chosen);
        var filled = features.stream()
                .map(f -> new Feature(
                        f.observable,
                        f.transform,
                        unfilled.means(f, simulation, chosen.and(unfilled.valued(f, members, simulation.rows())))))
                .toList();
        return new Encoding(level, filled, unfilled.categories);
    }

    /// An encoding that was fitted before.
    ///
    /// @param level      as in [#fit]
    /// @param features   the observables, in order
    /// @param categories events with observables that have no value
    /// @throws InputException when a filling has not one finite number for each feature, or names do not fit
    ///                        together
    public static Encoding of(String level, List<Feature> features, List<Category> categories) {
        var transforms = new HashMap<String, Transform>();
        for (Feature feature : features) {
            if (feature.filling.size() != feature.transform.width()
                    || feature.filling.stream().anyMatch(value -> !Double.isFinite(value))) {
                throw new InputException("observable '%s' as %s needs %d finite fillings, not %s"
                        .formatted(
                                feature.observable,
                                feature.transform.label(),
                                feature.transform.width(),
                                feature.filling));
            }
            transforms.put(feature.observable, feature.transform);
        }
        List<String> observables = features.stream().map(Feature::observable).toList();
        categories.forEach(c -> requireKnown(observables, c.without(), "categories." + c.name()));
        requireDifferent(observables, transforms, categories);
        return new Encoding(level, List.copyOf(features), List.copyOf(categories));
    }

    private static void requireKnown(List<String> observables, Set<String> named, String key) {
        for (String name : named) {
            if (!observables.contains(name)) {
                throw InputException.notFound("observable", name, "the study", key, observables);
            }
        }
    }

    private static void requireDifferent(
            List<String> observables, Map<String, Transform> transforms, List<Category> categories) {
        var seen = new HashSet<String>();
        for (String observable : observables) {
            for (String name :
                    transforms.getOrDefault(observable, Transform.LINEAR).names(observable)) {
                if (!seen.add(name)) {
                    throw new InputException("two features would be called '%s': observables.names has '%s' twice"
                            .formatted(name, observable));
                }
            }
        }
        for (Category category : categories) {
            if (!seen.add(category.name())) {
                throw new InputException("two features would be called '%1$s': give the category '%1$s' another name"
                        .formatted(category.name()));
            }
        }
    }

    /// `gen` or `reco`.
    public String level() {
        return level;
    }

    /// How each observable is encoded, in order.
    public List<Feature> features() {
        return features;
    }

    /// The categories, whose indicators come after the observables' features.
    public List<Category> categories() {
        return categories;
    }

    /// The features' names.
    public List<String> names() {
        return Stream.concat(
                        features.stream().flatMap(f -> f.transform.names(f.observable).stream()),
                        categories.stream().map(Category::name))
                .toList();
    }

    /// The features of a sample.
    ///
    /// @param table  a table with one column per observable
    /// @param chosen the events that count; the others get zeros
    /// @throws InputException when a chosen value is not finite, or not positive where a logarithm is wanted
    public Features apply(Table table, Mask chosen) {
        List<String> names = names();
        int d = names.size();
        float[] values = new float[Math.multiplyExact(table.rows(), d)];
        Mask[] members = members(table, chosen);
        int column = 0;
        for (Feature feature : features) {
            Mask valued = valued(feature, members, table.rows());
            double[] encoded = new double[feature.filling.size()];
            Column observed = table.column(feature.observable, level + " features");
            for (int row : chosen.indices()) {
                if (valued.get(row)) {
                    encode(feature, observed, row, table, encoded);
                }
                for (int j = 0; j < encoded.length; j++) {
                    values[row * d + column + j] = (float) (valued.get(row) ? encoded[j] : feature.filling.get(j));
                }
            }
            column += encoded.length;
        }
        for (Mask member : members) {
            for (int row : chosen.and(member).indices()) {
                values[row * d + column] = 1;
            }
            column++;
        }
        return Features.owning(names, table.rows(), values);
    }

    private Mask[] members(Table table, Mask chosen) {
        return categories.stream().map(c -> c.when().select(table, chosen)).toArray(Mask[]::new);
    }

    /// The events in which the observable has a value.
    private Mask valued(Feature feature, Mask[] members, int rows) {
        return IntStream.range(0, members.length)
                .filter(i -> categories.get(i).without().contains(feature.observable))
                .mapToObj(i -> members[i].not())
                .reduce(Mask.all(rows), Mask::and);
    }

    private List<Double> means(Feature feature, Table table, Mask rows) {
        double[] mean = new double[feature.transform.width()];
        double[] encoded = new double[mean.length];
        int count = 0;
        Column observed = table.column(feature.observable, level + " features");
        for (int row : rows.indices()) {
            if (feature.transform == Transform.LOG_OR_ZERO && observed.at(row) == 0) {
                continue;
            }
            encode(feature, observed, row, table, encoded);
            count++;
            for (int j = 0; j < mean.length; j++) {
                mean[j] += (encoded[j] - mean[j]) / count;
            }
        }
        return DoubleStream.of(mean).boxed().toList();
    }

    private void encode(Feature feature, Column observed, int row, Table table, double[] out) {
        double x = observed.at(row);
        if (!feature.transform.encode(x, feature.filling.getFirst(), out)) {
            throw new InputException("%s observable '%s' is %s in row %d of %s, which cannot be used%s"
                    .formatted(
                            level,
                            feature.observable,
                            x,
                            row,
                            table.source(),
                            feature.transform.allowed("features", feature.observable)));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoding that
                && level.equals(that.level)
                && features.equals(that.features)
                && categories.equals(that.categories);
    }

    @Override
    public int hashCode() {
        return Objects.hash(level, features, categories);
    }

    @Override
    public String toString() {
        return "encoding at %s: %s".formatted(level, names());
    }
}
