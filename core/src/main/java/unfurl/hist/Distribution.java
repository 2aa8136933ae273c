package unfurl.hist;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Sums;

/// One observable of weighted events without bins: its values in rising order, each with the weight of its
/// events.
///
/// Events of one value are added up in their order. An event of weight 0 is not there. Never changed after it
/// is made.
public final class Distribution {
    private static final int ABSENT = -1;

    private final String label;
    private final double[] values;
    private final int[] places;
    private final double[] weights;
    private final double total;
    private final double nEff;

    private Distribution(String label, double[] values, int[] places, double[] weights, double nEff) {
        this.label = label;
        this.values = values;
        this.places = places;
        this.weights = weights;
        this.nEff = nEff;
        this.total = Sums.sum(weights.length, i -> weights[i]);
        if (!(total > 0)) {
            throw new InputException("the weights of %s sum to %s: there is no distribution".formatted(label, total));
        }
    }

    /// The distribution of an observable.
    ///
    /// @param label what it is, for messages
    /// @param value the observable of event i, for each of the weights
    /// @throws InputException when it is not finite for an event whose weight is not 0, or Σw is not above 0
    public static Distribution of(String label, IntToDoubleFunction value, Weights weights) {
        double[] all = new double[weights.size()];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (weights.get(i) != 0) {
                double x = value.applyAsDouble(i) + 0.0; // −0 + 0 is 0: the two zeros are one value
                if (!Double.isFinite(x)) {
                    throw new InputException(
                            "%s is %s for event %d; select events for which it is defined".formatted(label, x, i));
                }
                all[count++] = x;
            }
        }
        double[] values = distinct(Arrays.copyOf(all, count));
        int[] places = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            places[i] = weights.get(i) == 0 ? ABSENT : Arrays.binarySearch(values, value.applyAsDouble(i) + 0.0);
        }
        return new Distribution(label, values, places, sums(values.length, places, weights), weights.nEff());
    }

    private static double[] sums(int size, int[] places, Weights weights) {
        double[] sums = new double[size];
        for (int i = 0; i < places.length; i++) {
            if (weights.get(i) != 0) {
                sums[places[i]] += weights.get(i);
            }
        }
        return sums;
    }

    /// The same events with other weights, without sorting them again.
    ///
    /// @param other one for each event; 0 for those whose weight is 0 here
    /// @throws InputException when Σw is not above 0
    public Distribution reweighted(Weights other) {
        if (other.size() != places.length) {
            throw new IllegalArgumentException("%d events have no %d weights".formatted(places.length, other.size()));
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] == ABSENT && other.get(i) != 0) {
                throw new IllegalArgumentException("event %d was absent and has no value".formatted(i));
            }
        }
        return new Distribution(label, values, places, sums(values.length, places, other), other.nEff());
    }

    private static double[] distinct(double[] values) {
        Arrays.parallelSort(values);
        int kept = 0;
        for (double value : values) {
            if (kept == 0 || value != values[kept - 1]) {
                values[kept++] = value;
            }
        }
        return Arrays.copyOf(values, kept);
    }

    /// Σw.
    public double total() {
        return total;
    }

    /// The effective number of events, (Σw)²/Σw² over the events.
    public double nEff() {
        return nEff;
    }

    /// Σwx/Σw.
    public double mean() {
        return Sums.sum(values.length, i -> weights[i] * values[i]) / total;
    }

    /// √(Σw(x − mean)²/Σw).
    public double standardDeviation() {
        double mean = mean();
        double squares = Sums.sum(values.length, i -> weights[i] * (values[i] - mean) * (values[i] - mean));
        return Math.sqrt(squares / total);
    }

    /// The smallest value up to which at least the part `probability` of Σw lies: the inverse of the
    /// distribution function, without interpolation. So weight 2 is the event twice.
    ///
    /// @param probability 0 to 1
    public double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability lies in 0…1: " + probability);
        }
        double below = 0;
        for (int i = 0; i < values.length; i++) {
            below += weights[i];
            if (below >= probability * total && below > 0) {
                return values[i];
            }
        }
        return values[values.length - 1];
    }

    /// The values between so many parts of about equal weight: at most `parts` − 1, rising, fewer where one value
    /// holds more than a part.
    public double[] cuts(int parts) {
        return IntStream.range(1, parts)
                .mapToDouble(k -> quantile((double) k / parts))
                .distinct()
                .toArray();
    }

    /// Bins of one width between two quantiles.
    ///
    /// @param unit the observable's unit
    /// @param bins how many
    /// @param low  probability below the first edge, 0.005 in the field's comparisons
    /// @param high probability below the last edge, 0.995
    /// @throws InputException when the two quantiles are one value
    public Axis equalBins(String unit, int bins, double low, double high) {
        return Axis.equal(label, unit, bins, quantile(low), quantile(high));
    }

    /// The Wasserstein-1 distance ∫|F − G|dx of two distributions, each with its weights divided by their sum;
    /// in the unit of the observable.
    public double wasserstein(Distribution other) {
        return walk(other, (sum, difference, width) -> sum + Math.abs(difference) * width);
    }

    /// The largest difference |F − G| of two distribution functions, each with its weights divided by their
    /// sum; 0 to 1 without negative weights.
    double largestDifference(Distribution other) {
        return walk(other, (most, difference, width) -> width > 0 ? Math.max(most, Math.abs(difference)) : most);
    }

    /// What is made of F − G, which is constant between neighbouring values of the two.
    @FunctionalInterface
    private interface Fold {
        double next(double before, double difference, double width);
    }

    private double walk(Distribution other, Fold fold) {
        double result = 0;
        double mine = 0;
        double theirs = 0;
        double last = 0;
        int i = 0;
        int j = 0;
        while (i < values.length || j < other.values.length) {
            boolean fromMine = j == other.values.length || (i < values.length && values[i] <= other.values[j]);
            double x = fromMine ? values[i] : other.values[j];
            result = fold.next(result, mine - theirs, i + j == 0 ? 0 : x - last);
            mine += fromMine ? weights[i++] / total : 0;
            theirs += fromMine ? 0 : other.weights[j++] / other.total;
            last = x;
        }
        return result;
    }

    @Override
    public String toString() {
        return "distribution of %s, %d values".formatted(label, values.length);
    }
}
