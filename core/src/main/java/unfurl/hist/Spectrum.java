package unfurl.hist;

import java.util.Arrays;
import unfurl.NumericalException;
import unfurl.math.Sums;

/// What is drawn and printed of one observable: the value of each bin per unit of the axis, with its
/// covariance.
///
/// Counted in bins 0 … bins()−1; the flows are left out. Never changed after it is made.
public final class Spectrum {
    /// Below this effective number of events a bin is to be read with care.
    ///
    /// Source: ATLAS, arXiv:2405.20041, the note to users of the published events.
    public static final double FEW_EVENTS = 5000;

    /// Above this relative statistical error a bin is to be read with care; same source.
    public static final double LARGE_ERROR = 0.15;

    private final Histogram histogram;
    private final boolean normalised;
    private final String unit;
    private final double[] values;
    private final Covariance covariance;

    private Spectrum(Histogram histogram, boolean normalised, String unit, double[] values, Covariance covariance) {
        this.histogram = histogram;
        this.normalised = normalised;
        this.unit = unit;
        this.values = values;
        this.covariance = covariance;
    }

    /// The absolute spectrum: Σw of each bin divided by its width, with the covariance Σw² of independent
    /// events.
    ///
    /// @param histogram  one axis
    /// @param weightUnit the unit of Σw: `fb`, or empty for a number of events
    public static Spectrum absolute(Histogram histogram, String weightUnit) {
        Axis axis = histogram.axis();
        return of(
                histogram,
                false,
                perUnit(weightUnit, axis.unit()),
                histogram.binSums(),
                Covariance.diagonal(histogram.binSquares()));
    }

    /// The normalised spectrum: the part of the bins' total in each bin, divided by its width; its integral
    /// over the bins is 1.
    ///
    /// With H = Σhⱼ over the bins (the flows left out), pᵢ = hᵢ/H and independent events of variance vₖ = Σw²
    /// of bin k, Cov(pᵢ, pⱼ) = Σₖ (δᵢₖ − pᵢ)(δⱼₖ − pⱼ) vₖ / H², to first order: the total fluctuates with the
    /// bin. Its rank is one below the number of bins that are not empty.
    ///
    /// @throws NumericalException when the bins' total is not above 0
    public static Spectrum normalised(Histogram histogram) {
        Axis axis = histogram.axis();
        double[] fractions = fractions(histogram);
        return of(
                histogram,
                true,
                perUnit("", axis.unit()),
                fractions,
                ofFractions(Covariance.diagonal(histogram.binSquares()), histogram.binSums()));
    }

    private static Spectrum of(
            Histogram histogram, boolean normalised, String unit, double[] contents, Covariance covariance) {
        Axis axis = histogram.axis();
        return new Spectrum(
                histogram, normalised, unit, perWidth(axis, contents), covariance.scaled(i -> 1 / axis.width(i)));
    }

    private static double[] perWidth(Axis axis, double[] contents) {
        double[] values = new double[contents.length];
        Arrays.setAll(values, i -> contents[i] / axis.width(i));
        return values;
    }

    /// The values of the spectrum of bins that have these sums of weights.
    ///
    /// @param sums       (bins) Σw of each bin, the flows left out
    /// @param normalised whether the integral over the bins is to be 1
    /// @throws NumericalException when it is, and the bins' total is not above 0
    public static double[] values(Axis axis, double[] sums, boolean normalised) {
        if (sums.length != axis.bins()) {
            throw new IllegalArgumentException("%d sums are none of %s".formatted(sums.length, axis));
        }
        return perWidth(axis, normalised ? fractions(sums, axis.label()) : sums);
    }

    /// The part of the bins' total in each bin.
    static double[] fractions(Histogram histogram) {
        return fractions(histogram.binSums(), histogram.axis().label());
    }

    private static double[] fractions(double[] sums, String label) {
        double total = total(sums, label);
        return Arrays.stream(sums).map(sum -> sum / total).toArray();
    }

    private static double total(double[] sums, String label) {
        return positive(Sums.sum(sums.length, i -> sums[i]), label);
    }

    static double positive(double total, String label) {
        if (!(total > 0)) {
            throw new NumericalException("cannot normalise '%s': the sum of its weights is %s".formatted(label, total));
        }
        return total;
    }

    /// The covariance of the fractions p = h/Σh when that of h is V: of a change x of h there is the change
    /// (x − p Σx)/Σh of p.
    ///
    /// @param covariance (n × n) V
    /// @param sums       (n) h, with a total above 0
    public static Covariance ofFractions(Covariance covariance, double[] sums) {
        double[] fractions = fractions(sums, "fractions");
        double scale = 1 / total(sums, "fractions");
        return covariance.scaled(i -> scale).mapped(change -> keepingSum(change, fractions));
    }

    /// x − p Σx, where nothing is subtracted that is not there: of all in one bin there remains 0.
    private static double[] keepingSum(double[] change, double[] fractions) {
        double[] kept = new double[change.length];
        double before = 0;
        for (int i = 0; i < change.length; i++) {
            kept[i] = (1 - fractions[i]) * change[i] - fractions[i] * before;
            before += change[i];
        }
        double after = 0;
        for (int i = change.length - 1; i >= 0; i--) {
            kept[i] -= fractions[i] * after;
            after += change[i];
        }
        return kept;
    }

    /// What remains of a change of the values where the integral is kept at 1, as after another normalisation:
    /// of x in bins of widths b, x − v (b·x) with the values v. Of an absolute spectrum all of it.
    ///
    /// @param change (bins)
    public double[] held(double[] change) {
        if (!normalised) {
            return change.clone();
        }
        double[] contents = new double[change.length];
        Arrays.setAll(contents, i -> change[i] * axis().width(i));
        return perWidth(axis(), keepingSum(contents, fractions(histogram)));
    }

    private static String perUnit(String numerator, String denominator) {
        if (denominator.isEmpty()) {
            return numerator;
        }
        boolean compound = denominator.chars().anyMatch(c -> c == '/' || c == ' ' || c == '*' || c == '·');
        return (numerator.isEmpty() ? "1" : numerator) + "/" + (compound ? "(" + denominator + ")" : denominator);
    }

    /// The same values with another covariance, such as one that holds more sources of uncertainty.
    ///
    /// @param other (bins × bins) in the unit of the values squared
    public Spectrum with(Covariance other) {
        if (other.size() != values.length) {
            throw new IllegalArgumentException(
                    "a covariance of %d bins is none of %d".formatted(other.size(), values.length));
        }
        return new Spectrum(histogram, normalised, unit, values, other);
    }

    /// The bins.
    public Axis axis() {
        return histogram.axis();
    }

    /// The histogram that it was made of.
    public Histogram histogram() {
        return histogram;
    }

    /// Whether the integral over the bins is 1.
    public boolean isNormalised() {
        return normalised;
    }

    /// The unit of a value: `fb/GeV`, `1/GeV`; empty for a pure number.
    public String unit() {
        return unit;
    }

    /// How many bins.
    public int bins() {
        return values.length;
    }

    /// The value of a bin per unit of the axis.
    public double value(int bin) {
        return values[bin];
    }

    /// A copy of the values of all bins.
    public double[] values() {
        return values.clone();
    }

    /// The standard deviation of a bin's value, from the covariance.
    public double error(int bin) {
        return covariance.error(bin);
    }

    /// The effective number of events of a bin.
    public double nEff(int bin) {
        return histogram.nEff(bin + 1);
    }

    /// Σw of a bin, before any normalisation.
    public double sumWeights(int bin) {
        return histogram.sumWeights(bin + 1);
    }

    /// The covariance of the values, in their unit squared.
    public Covariance covariance() {
        return covariance;
    }

    /// χ² of this spectrum and an independent one of the same bins.
    ///
    /// @throws IllegalArgumentException when bins or normalisation differ
    public ChiSquare chiSquare(Spectrum other) {
        if (!axis().sameBins(other.axis()) || normalised != other.normalised) {
            throw new IllegalArgumentException("cannot compare spectra of %s and %s".formatted(axis(), other.axis()));
        }
        double[] difference = new double[values.length];
        Arrays.setAll(difference, i -> values[i] - other.values[i]);
        return ChiSquare.of(difference, covariance.plus(other.covariance));
    }

    @Override
    public String toString() {
        return "spectrum of %s in %s".formatted(axis(), unit.isEmpty() ? "1" : unit);
    }
}
