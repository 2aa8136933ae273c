package unfurl.report;

import unfurl.report.figure.Numbers;

/// The contents of a histogram's bins, not divided by their widths.
///
/// @param edges  (n + 1) finite and increasing, in the observable's unit
/// @param values (n) contents: events or a cross section per bin
/// @param errors (n) their standard deviations; 0 where there is none to show
public record Binned(Numbers edges, Numbers values, Numbers errors) {
    public Binned {
        int bins = edges.size() - 1;
        if (bins < 1 || values.size() != bins || errors.size() != bins) {
            throw new IllegalArgumentException(
                    "%d values and %d errors for %d edges".formatted(values.size(), errors.size(), edges.size()));
        }
        for (int i = 0; i < bins; i++) {
            if (!(edges.get(i) < edges.get(i + 1))) {
                throw new IllegalArgumentException("edges %s do not increase".formatted(edges));
            }
        }
    }

    /// Contents without errors to show.
    public static Binned exact(Numbers edges, Numbers values) {
        return new Binned(edges, values, values.map(value -> 0));
    }

    /// How many bins.
    public int bins() {
        return values.size();
    }

    /// Contents and errors divided by the bins' widths.
    Binned density() {
        Numbers widths = Numbers.tabulate(bins(), i -> edges.get(i + 1) - edges.get(i));
        return over(widths);
    }

    /// The sum of two independent histograms.
    Binned plus(Binned other) {
        requireSameEdges(other);
        return new Binned(edges, values.plus(other.values), errors.hypot(other.errors));
    }

    /// Contents and errors as multiples of other contents, which count as exact.
    Binned over(Numbers denominator) {
        return new Binned(edges, values.over(denominator), errors.over(denominator.map(Math::abs)));
    }

    /// The error of each bin relative to its content; NaN where that is 0.
    Numbers relativeErrors() {
        return errors.over(values.map(Math::abs));
    }

    void requireSameEdges(Binned other) {
        if (!edges.equals(other.edges)) {
            throw new IllegalArgumentException("bins differ: %s and %s".formatted(edges, other.edges));
        }
    }
}
