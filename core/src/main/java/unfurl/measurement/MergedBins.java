package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unfurl.hist.Covariance;
import unfurl.hist.JoinedBins;
import unfurl.hist.Spectrum;

/// Neighbouring bins of spectra taken together, as many as have about the same part of the result.
///
/// @param spectra with the bins that remain
/// @param groupOf for each bin, one spectrum after the other, which of the remaining ones it is in
record MergedBins(List<Spectrum> spectra, List<Integer> groupOf) {
    /// @param most how many bins of each spectrum remain at most, 1 or more
    static MergedBins of(List<Spectrum> spectra, int most) {
        var merged = new ArrayList<Spectrum>();
        var groupOf = new ArrayList<Integer>();
        int before = 0;
        for (Spectrum spectrum : spectra) {
            var joined = JoinedBins.ofEqualContent(spectrum.histogram().binSums(), most);
            for (int bin = 0; bin < spectrum.bins(); bin++) {
                groupOf.add(before + joined.groupOf(bin));
            }
            merged.add(merged(spectrum, joined.edges(spectrum.axis())));
            before += joined.count();
        }
        return new MergedBins(List.copyOf(merged), List.copyOf(groupOf));
    }

    private static Spectrum merged(Spectrum spectrum, double[] edges) {
        var histogram = spectrum.histogram().rebin(0, edges);
        return spectrum.isNormalised() ? Spectrum.normalised(histogram) : Spectrum.absolute(histogram, "");
    }

    /// How many bins remain.
    int bins() {
        return spectra.stream().mapToInt(Spectrum::bins).sum();
    }

    /// What remains of values per unit of the axes.
    ///
    /// @param of the spectra before
    double[] values(List<Spectrum> of, double[] values) {
        double[] parts = parts(of);
        double[] sums = new double[bins()];
        for (int i = 0; i < values.length; i++) {
            sums[groupOf.get(i)] += values[i] * parts[i];
        }
        return sums;
    }

    /// What remains of a covariance.
    ///
    /// @param of the spectra before
    Covariance covariance(List<Spectrum> of, Covariance covariance) {
        return covariance.mapped(values -> values(of, values));
    }

    /// The part of the width of what remains that each bin has.
    private double[] parts(List<Spectrum> of) {
        double[] widths = widths(of);
        double[] merged = widths(spectra);
        double[] parts = new double[widths.length];
        Arrays.setAll(parts, i -> widths[i] / merged[groupOf.get(i)]);
        return parts;
    }

    private static double[] widths(List<Spectrum> spectra) {
        return spectra.stream()
                .flatMapToDouble(spectrum -> IntStream.range(0, spectrum.bins()).mapToDouble(spectrum.axis()::width))
                .toArray();
    }
}
