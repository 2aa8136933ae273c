package unfurl.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import unfurl.InputException;

/// How observables become the features that an estimator sees, fitted once on simulation and then the same for every
/// sample.
///
/// A category is a set of events in which some observables have no value (a missing jet, padded with 0). It becomes an
/// indicator feature, 1 inside and 0 outside, and inside it the observables without a value get the mean of the others,
/// so
/// that the padding is never taken for a measured value.
public final class Encoding {
    /// How one observable is shown to an estimator.
    public enum Transform {
        /// The value itself.
        LINEAR,
        /// Its natural logarithm, for positive quantities with a long tail.
        LOG,
        /// Its cosine and sine, for azimuths in radians.
        ANGLE
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

    private record Feature(String observable, Transform transform, double[] filling) {}

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
        var features = new ArrayList<Feature>();
        for (String observable : observables) {
            var transform = transforms.getOrDefault(observable, Transform.LINEAR);
            features.add(new Feature(observable, transform, new double[width(transform)]));
        }
        var unfilled = new Encoding(level, features, List.copyOf(categories));
        Mask[] members = unfilled.members(simulation);
        var filled = features.stream()
                .map(f -> new Feature(
                        f.observable,
                        f.transform,
                        unfilled.means(f, simulation, chosen.and(unfilled.valued(f, members, simulation.rows())))))
                .toList();
        return new Encoding(level, filled, unfilled.categories);
    }

    private static void requireKnown(List<String> observables, Set<String> named, String key) {
        for (String name : named) {
            if (!observables.contains(name)) {
                throw InputException.notFound("observable", name, "the study", key, observables);
            }
        }
    }

    /// The features' names.
    public List<String> names() {
        var names = new LinkedHashSet<String>();
        for (Feature feature : features) {
            switch (feature.transform) {
                case LINEAR -> names.add(feature.observable);
                case LOG -> names.add("log " + feature.observable);
                case ANGLE -> {
                    names.add("cos " + feature.observable);
                    names.add("sin " + feature.observable);
                }
            }
        }
        categories.forEach(c -> names.add(c.name()));
        return List.copyOf(names);
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
        Mask[] members = members(table);
        int column = 0;
        for (Feature feature : features) {
            Mask valued = valued(feature, members, table.rows());
            double[] encoded = new double[feature.filling.length];
            for (int row : chosen.indices()) {
                if (valued.get(row)) {
                    encode(feature, table, row, encoded);
                }
                for (int j = 0; j < encoded.length; j++) {
                    values[row * d + column + j] = (float) (valued.get(row) ? encoded[j] : feature.filling[j]);
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

    private static int width(Transform transform) {
        return transform == Transform.ANGLE ? 2 : 1;
    }

    private Mask[] members(Table table) {
        return categories.stream().map(c -> c.when().select(table)).toArray(Mask[]::new);
    }

    /// The events in which the observable has a value.
    private Mask valued(Feature feature, Mask[] members, int rows) {
        return IntStream.range(0, members.length)
                .filter(i -> categories.get(i).without().contains(feature.observable))
                .mapToObj(i -> members[i].not())
                .reduce(Mask.all(rows), Mask::and);
    }

    private double[] means(Feature feature, Table table, Mask rows) {
        double[] mean = new double[feature.filling.length];
        double[] encoded = new double[mean.length];
        int count = 0;
        for (int row : rows.indices()) {
            encode(feature, table, row, encoded);
            count++;
            for (int j = 0; j < mean.length; j++) {
                mean[j] += (encoded[j] - mean[j]) / count;
            }
        }
        return mean;
    }

    private void encode(Feature feature, Table table, int row, double[] out) {
        double x = table.column(feature.observable, "the encoding").at(row);
        switch (feature.transform) {
            case LINEAR -> out[0] = x;
            case LOG -> out[0] = Math.log(x);
            case ANGLE -> {
                out[0] = Math.cos(x);
                out[1] = Math.sin(x);
            }
        }
        if (!Double.isFinite(out[0])) {
            throw new InputException("%s observable '%s' is %s in row %d of %s, which cannot be used%s"
                    .formatted(
                            level,
                            feature.observable,
                            x,
                            row,
                            table.source(),
                            feature.transform == Transform.LOG
                                    ? ": features: {%s: log} wants positive values".formatted(feature.observable)
                                    : ""));
        }
    }
}
