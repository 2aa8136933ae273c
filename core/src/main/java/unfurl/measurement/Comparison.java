package unfurl.measurement;

import java.util.List;
import java.util.Optional;
import unfurl.hist.Axis;
import unfurl.hist.Distances;
import unfurl.hist.Distribution;

/// A measurement beside a truth.
///
/// @param truth its events in the phase space, and the column that was taken for their weights
/// @param sum   Σw of the truth in the phase space
/// @param lines one for each observable, in the measurement's order
/// @param joint χ² of several observables together, when it was asked for
public record Comparison(Truth truth, double sum, List<Line> lines, Optional<Joint> joint) {
    /// How many bins an observable has for which none are given or published.
    public static final int BINS = 25;
    private static final double TAIL = 0.005;

    /// The bins of an observable for which none are given or published: 25 of one width between the 0.5 % and 99.5 %
    /// quantiles.
    ///
    /// @throws unfurl.InputException when the two quantiles are one value
    public static Axis bins(Observable observable, Distribution distribution) {
        return distribution.equalBins(observable.unit(), BINS, TAIL, 1 - TAIL);
    }

    /// Copies the list.
    public Comparison {
        lines = List.copyOf(lines);
    }

    /// Several observables together, with the covariance between them.
    ///
    /// @param observables   which, by column
    /// @param tested        their bins, in that order
    /// @param compatibility of the result and the truth
    public record Joint(List<String> observables, TestedBins tested, Compatibility compatibility) {
        /// Copies the list.
        public Joint {
            observables = List.copyOf(observables);
        }
    }

    /// One observable.
    ///
    /// @param observable which
    /// @param axis       the bins of the triangular discriminator and χ²
    /// @param tested     what χ² of the nominal weights is of
    /// @param unfolded   the nominal weights beside the truth
    /// @param prior      the simulation's weights beside the truth, when the measurement has them
    /// @param iterations the weights after each iteration beside the truth, when the measurement has them
    public record Line(
            Observable observable,
            Axis axis,
            TestedBins tested,
            Agreement unfolded,
            Optional<Agreement> prior,
            List<Distances.Triangular> iterations) {
        /// Copies the list.
        public Line {
            iterations = List.copyOf(iterations);
        }
    }

    /// The mean over the observables of the triangular discriminator of the nominal weights.
    public double meanUnfolded() {
        return lines.stream()
                .mapToDouble(line -> line.unfolded().triangular().value())
                .average()
                .orElse(0);
    }

    /// The mean over the observables of what statistics alone would give the nominal weights.
    public double meanFloor() {
        return lines.stream()
                .mapToDouble(line -> line.unfolded().triangular().floor())
                .average()
                .orElse(0);
    }

    /// The mean over the observables of the triangular discriminator of the prior; empty when there is no
    /// prior.
    public Optional<Double> meanPrior() {
        return lines.stream().allMatch(line -> line.prior().isPresent())
                ? Optional.of(lines.stream()
                        .mapToDouble(
                                line -> line.prior().orElseThrow().triangular().value())
                        .average()
                        .orElse(0))
                : Optional.empty();
    }
}
