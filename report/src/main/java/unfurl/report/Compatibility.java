package unfurl.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.report.figure.Label;

/// How well one prediction agrees with the unfolded result, with the covariance of its uncertainties.
///
/// @param prediction its name, plain text
/// @param kind       what of it is tested
/// @param sameEvents whether its events are the data's own
/// @param rows       one for each observable, and for observables jointly
public record Compatibility(String prediction, Kind kind, boolean sameEvents, List<Row> rows) {
    /// What is tested.
    public enum Kind {
        /// Spectra that are normalised to 1: neither the yield nor the luminosity.
        SHAPES,
        /// Spectra as they are, with the yield and, where there is one, the luminosity.
        ABSOLUTE
    }

    /// Below this p-value a row has one mark.
    public static final double DOUBTFUL = 0.05;

    /// Below this p-value a row has two marks.
    public static final double INCOMPATIBLE = 0.01;

    /// The tests of one observable, or of several jointly.
    ///
    /// @param label      what is tested, in the markup of [Label]
    /// @param jointly    whether it is several observables with the covariance between them
    /// @param chiSquare  DᵀV⁻¹D of D = unfolded − prediction; NaN when it could not be computed
    /// @param rank       degrees of freedom: the rank of V
    /// @param pValue     of χ²; NaN when it could not be computed
    /// @param ksPValue   of the Kolmogorov–Smirnov test with the statistics of the two samples alone;
    ///                   empty when it was not made
    /// @param known      how well V is known, in words: `as from 47 replicas`; why there is no p-value
    /// @param leftOut    sources left out of V by the guard against circularity
    /// @param bottomLine the bottom-line test; empty when it was not made
    public record Row(
            String label,
            boolean jointly,
            double chiSquare,
            int rank,
            double pValue,
            OptionalDouble ksPValue,
            String known,
            List<String> leftOut,
            Optional<BottomLine> bottomLine) {
        /// @throws unfurl.InputException when the label cannot be read
        public Row {
            Label.parse(label);
            leftOut = List.copyOf(leftOut);
            requirePValue(pValue);
            ksPValue.ifPresent(Row::requirePValue);
            if (rank < 0) {
                throw new IllegalArgumentException("a covariance of rank " + rank);
            }
        }

        private static void requirePValue(double p) {
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException("a p-value of " + p);
            }
        }
    }

    /// The bottom-line test: the unfolded result must not tell predictions apart better than the data at
    /// reco level.
    ///
    /// @param reco     χ² at reco level
    /// @param unfolded χ² of the unfolded result
    /// @param verdict  how it ended
    /// @param reason   why, in a sentence
    public record BottomLine(double reco, double unfolded, Verdict verdict, String reason) {}

    public Compatibility {
        rows = List.copyOf(rows);
    }
}
