package unfurl.report;

import java.util.List;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// What is drawn of a test of the method.
public sealed interface Evidence {
    /// Truth, unfolded result and prior of an observable, with their errors and ratios.
    ///
    /// @param name  of the observable
    /// @param label in the markup of [Label]
    /// @param unit  in the same markup; empty when it has none
    /// @param gen   the histograms
    record Spectrum(String name, String label, String unit, GenLevel gen) implements Evidence {
        /// @throws unfurl.InputException when the label or the unit cannot be read
        public Spectrum {
            Label.parse(label);
            Label.parse(unit);
        }
    }

    /// Sizes injected and recovered. Those of all tests of a kind that have the same measure share a figure.
    ///
    /// @param measure what the sizes are, in the markup of [Label]: `Shift of the mean [%]`
    /// @param sizes   one or more
    record Sizes(String measure, List<Size> sizes) implements Evidence {
        /// @throws unfurl.InputException when the measure cannot be read
        public Sizes {
            Label.parse(measure);
            sizes = List.copyOf(sizes);
        }
    }

    /// A distortion and what the unfolding made of it.
    ///
    /// @param label     of the observable and, with several sizes, which; in the markup of [Label]
    /// @param injected  its true size
    /// @param recovered its size in the unfolded result
    /// @param error     standard deviation of `recovered`
    record Size(String label, double injected, double recovered, double error) {
        /// @throws unfurl.InputException when the label cannot be read
        public Size {
            Label.parse(label);
        }
    }

    /// How the result moves when something else is changed, against its uncertainty.
    ///
    /// @param name        of the observable
    /// @param label       in the markup of [Label]
    /// @param unit        in the same markup; empty when it has none
    /// @param edges       (n + 1) finite and increasing
    /// @param uncertainty (n) relative uncertainty to compare with, not negative
    /// @param shifts      what was changed and what came of it
    record Shifts(String name, String label, String unit, Numbers edges, Numbers uncertainty, List<Shift> shifts)
            implements Evidence {
        /// @throws unfurl.InputException when the label or the unit cannot be read
        public Shifts {
            Label.parse(label);
            Label.parse(unit);
            shifts = List.copyOf(shifts);
            Binned.exact(edges, uncertainty);
            for (Shift shift : shifts) {
                Binned.exact(edges, shift.relative());
            }
        }
    }

    /// A changed result.
    ///
    /// @param label    what was changed, in the markup of [Label]
    /// @param relative (n) changed over nominal result, minus 1
    record Shift(String label, Numbers relative) {}

    /// How often intervals held the truth, bin by bin.
    ///
    /// @param name      of the observable
    /// @param label     in the markup of [Label]
    /// @param unit      in the same markup; empty when it has none
    /// @param edges     (n + 1) finite and increasing
    /// @param toys      how many were unfolded
    /// @param intervals of which probabilities, one panel each
    record Coverage(String name, String label, String unit, Numbers edges, int toys, List<Interval> intervals)
            implements Evidence {
        /// @throws unfurl.InputException when the label or the unit cannot be read
        public Coverage {
            Label.parse(label);
            Label.parse(unit);
            intervals = List.copyOf(intervals);
            if (toys < 1 || intervals.isEmpty()) {
                throw new IllegalArgumentException("%d toys and %d intervals".formatted(toys, intervals.size()));
            }
            for (Interval interval : intervals) {
                Binned.exact(edges, interval.covered());
            }
        }
    }

    /// Intervals of one probability.
    ///
    /// @param nominal the probability they promise, between 0 and 1: 0.68
    /// @param covered (n) the share of toys in which they held the truth; NaN where not known
    record Interval(double nominal, Numbers covered) {
        public Interval {
            if (!(nominal > 0 && nominal < 1)) {
                throw new IllegalArgumentException("intervals of probability " + nominal);
            }
            if (covered.stream().anyMatch(share -> share < 0 || share > 1)) {
                throw new IllegalArgumentException("shares %s are not within 0 to 1".formatted(covered));
            }
        }
    }
}
