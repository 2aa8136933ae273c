package unfurl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// How much each source adds to the uncertainty of an observable, bin by bin.
///
/// @param edges   (n + 1) finite and increasing, in the observable's unit
/// @param sources in any order, their names distinct
/// @param total   (n) relative uncertainty of all together, 0.05 for 5 %; NaN where the bin is empty
public record Breakdown(Numbers edges, List<Source> sources, Numbers total) {
    /// A source that stays below this share of the total in every bin is drawn with the others of its kind;
    /// it adds less than 0.5 % to the total.
    public static final double MINOR = 0.1;

    /// So many sources are drawn by themselves.
    public static final int MOST = 7;

    /// What sort of uncertainty.
    public enum Kind {
        /// Of data, simulation and networks: drawn dashed.
        STATISTICAL("statistical"),
        /// Drawn solid.
        SYSTEMATIC("systematic");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// One source.
    ///
    /// @param name     its name in the study
    /// @param label    how figures call it, in the markup of [Label]
    /// @param kind     what sort it is
    /// @param relative (n) relative uncertainty of each bin, not negative; NaN where the bin is empty
    public record Source(String name, String label, Kind kind, Numbers relative) {
        /// @throws unfurl.InputException when the label cannot be read
        public Source {
            Label.parse(label);
            requireSizes(relative, "of the source '" + name + "'");
        }
    }

    /// The sources as they are drawn.
    ///
    /// @param own    each by itself, the largest first
    /// @param merged together, as the square root of the sum of their squares
    record Drawn(List<Source> own, List<Source> merged) {
        Numbers others() {
            return merged.stream()
                    .map(source -> source.relative().map(r -> Double.isNaN(r) ? 0 : r))
                    .reduce(Numbers::hypot)
                    .orElse(Numbers.of());
        }
    }

    public Breakdown {
        sources = List.copyOf(sources);
        Binned.exact(edges, total);
        requireSizes(total, "in total");
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            if (source.relative().size() != total.size()) {
                throw new IllegalArgumentException("%d uncertainties of the source '%s' for %d bins"
                        .formatted(source.relative().size(), source.name(), total.size()));
            }
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("the source '%s' stands there twice".formatted(source.name()));
            }
        }
    }

    /// The largest sources, and those that are merged: below [#MINOR] of the total in every bin, or smaller
    /// than the [#MOST] largest. One alone is not merged while there is room.
    Drawn drawn() {
        List<Source> ordered = sources.stream()
                .sorted(Comparator.comparingDouble(this::meanShare).reversed())
                .toList();
        var own = new ArrayList<Source>();
        var merged = new ArrayList<Source>();
        for (Source source : ordered) {
            boolean large = own.size() < MOST && largestShare(source) >= MINOR;
            (large ? own : merged).add(source);
        }
        if (merged.size() == 1 && own.size() < MOST) {
            own.add(merged.removeFirst());
        }
        return new Drawn(own, merged);
    }

    /// The mean of the squared share of the total.
    private double meanShare(Source source) {
        return shares(source).stream()
                .filter(Double::isFinite)
                .map(s -> s * s)
                .average()
                .orElse(0);
    }

    private double largestShare(Source source) {
        return shares(source).stream().filter(Double::isFinite).max().orElse(0);
    }

    private Numbers shares(Source source) {
        return source.relative().over(total);
    }

    private static void requireSizes(Numbers relative, String whose) {
        for (int i = 0; i < relative.size(); i++) {
            if (relative.get(i) < 0) {
                throw new IllegalArgumentException("the uncertainty %s in bin %d is %s: sizes are not negative"
                        .formatted(whose, i, relative.get(i)));
            }
        }
    }
}
