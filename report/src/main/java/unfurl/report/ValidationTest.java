package unfurl.report;

import java.util.List;

/// One test of an unfolding's method.
///
/// @param kind     what sort of test
/// @param name     what was tested, plain text: `pT_ll, slope of 20 %`
/// @param verdict  how it ended
/// @param reason   why, in a sentence with the numbers
/// @param evidence what is drawn of it; may be nothing
public record ValidationTest(Kind kind, String name, Verdict verdict, String reason, List<Evidence> evidence) {
    /// What sort of test; the page has a section for each, in this order.
    public enum Kind {
        /// Simulation unfolded with an independent part of itself.
        CLOSURE(
                "closure",
                "Closure",
                "A part of the simulation, unfolded as if it were data with the rest: the result must agree with its truth."),
        /// Simulation distorted by a known size and unfolded.
        STRESS(
                "stress",
                "Stress tests",
                "The simulation, distorted by a known size and unfolded with the undistorted one: the size must be recovered."),
        /// A bump that the prior lacks.
        BUMP(
                "bump",
                "Injected bump",
                "A bump that the prior does not have is added to the pseudo-data: the result must show it."),
        /// Another simulation to start from.
        PRIOR(
                "prior",
                "Prior dependence",
                "The same data unfolded from other priors: the results must agree within half an error bar of the measurement."),
        /// Another distribution of what is not unfolded.
        HIDDEN_VARIABLE(
                "hidden",
                "Hidden-variable dependence",
                "Unfolded with a generator that differs in what is not unfolded: what changes is an uncertainty."),
        /// How often intervals hold the truth.
        COVERAGE(
                "coverage",
                "Coverage",
                "Toys are thrown and unfolded: their intervals must hold the truth as often as they promise.");

        private final String anchor;
        private final String title;
        private final String about;

        Kind(String anchor, String title, String about) {
            this.anchor = anchor;
            this.title = title;
            this.about = about;
        }

        String anchor() {
            return anchor;
        }

        String title() {
            return title;
        }

        String about() {
            return about;
        }
    }

    public ValidationTest {
        evidence = List.copyOf(evidence);
    }
}
