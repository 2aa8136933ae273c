package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
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
            int[] groups = groups(spectrum, most);
            for (int group : groups) {
                groupOf.add(before + group);
            }
            merged.add(merged(spectrum, groups));
            before += merged.getLast().bins();
        }
        return new MergedBins(List.copyOf(merged), List.copyOf(groupOf));
    }

    private static int[] groups(Spectrum spectrum, int most) {
        int[] groups = new int[spectrum.bins()];
        double total = 0;
        for (int bin = 0; bin < groups.length; bin++) {
            total += Math.abs(spectrum.sumWeights(bin));
        }
        double before = 0;
        int last = 0;
        for (int bin = 0; bin < groups.length; bin++) {
            double part = Math.abs(spectrum.sumWeights(bin));
            int at = (int) Math.min(most - 1, most * (before + part / 2) / total);
            last = bin == 0 ? 0 : Math.min(Math.max(last, at), groups[bin - 1] + 1);
            groups[bin] = last;
            before += part;
        }
        return groups;
    }

    private static Spectrum merged(Spectrum spectrum, int[] groups) {
        double[] all = spectrum.axis().edges();
        double[] edges = new double[groups[groups.length - 1] + 2];
        Arrays.fill(edges, all[all.length - 1]);
        for (int bin = groups.length - 1; bin >= 0; bin--) {
            edges[groups[bin]] = all[bin];
        }
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
        double[] parts = parts(of);
        return covariance.propagated(bins(), (group, i) -> groupOf.get(i) == group ? parts[i] : 0);
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
                .flatMapToDouble(spectrum -> widths(spectrum.axis()))
                .toArray();
    }

    private static java.util.stream.DoubleStream widths(Axis axis) {
        return java.util.stream.IntStream.range(0, axis.bins()).mapToDouble(axis::width);
    }
}
