package unfurl.measurement;

import unfurl.InputException;

/// What the sum of the nominal weights is.
public sealed interface Normalisation {
    /// The unit of Σw; empty for a number of events.
    String unit();

    /// Σw is the fiducial cross section.
    ///
    /// @param unit such as `fb` or `pb`
    record CrossSection(String unit) implements Normalisation {
        /// @throws InputException when there is no unit
        public CrossSection {
            if (unit.isBlank()) {
                throw new InputException("a cross section needs a unit, such as fb or pb");
            }
        }
    }

    /// Σw is the expected number of events in the phase space for the luminosity of the data.
    record EventYield() implements Normalisation {
        @Override
        public String unit() {
            return "";
        }
    }
}
