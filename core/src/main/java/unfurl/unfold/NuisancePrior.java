package unfurl.unfold;

import unfurl.InputException;

/// What is known of a nuisance parameter before the data: another measurement of it, or nothing.
///
/// Source: K. Cranmer et al., HistFactory, CERN-OPEN-2012-016, table 2, for the constraint terms.
public sealed interface NuisancePrior {
    /// log p(θ), up to a constant.
    double log(double theta);

    /// ∂ log p/∂θ.
    double slope(double theta);

    /// How much it tells of θ: −∂² log p/∂θ² in the variable in which it is normal, as a number in θ.
    double information(double theta);

    /// The most probable θ; NaN where all are alike.
    double centre();

    /// Its standard deviation in θ at the centre; infinite where all are alike.
    double width();

    /// The same knowledge from another measurement, as toys draw it: its centre lies elsewhere, at a place where the
    /// measurement could have found it; nothing changes where all are alike.
    ///
    /// @param z from a normal distribution
    NuisancePrior drawn(double z);

    /// In words: `Gaussian 0 ± 1`.
    String describe();

    /// A measurement of θ with a normal error.
    ///
    /// @param mean  what was measured
    /// @param width its standard deviation, positive
    record Gaussian(double mean, double width) implements NuisancePrior {
        /// @throws InputException when the width is not positive
        public Gaussian {
            requirePositive("width", width);
        }

        @Override
        public double log(double theta) {
            return -0.5 * pull(theta) * pull(theta);
        }

        @Override
        public double slope(double theta) {
            return -pull(theta) / width;
        }

        @Override
        public double information(double theta) {
            return 1 / (width * width);
        }

        @Override
        public double centre() {
            return mean;
        }

        @Override
        public NuisancePrior drawn(double z) {
            return new Gaussian(mean + width * z, width);
        }

        @Override
        public String describe() {
            return "Gaussian %s ± %s".formatted(number(mean), number(width));
        }

        private double pull(double theta) {
            return (theta - mean) / width;
        }
    }

    /// A measurement of log θ with a normal error: θ = median·exp(width·z), z normal. The constraint is on z, so
    /// that the most probable θ is the median.
    ///
    /// @param median   the middle, positive
    /// @param logWidth standard deviation of log θ, positive
    record LogNormal(double median, double logWidth) implements NuisancePrior {
        /// @throws InputException when a value is not positive
        public LogNormal {
            requirePositive("median", median);
            requirePositive("width", logWidth);
        }

        @Override
        public double log(double theta) {
            return theta > 0 ? -0.5 * pull(theta) * pull(theta) : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double slope(double theta) {
            return -pull(theta) / (logWidth * theta);
        }

        @Override
        public double information(double theta) {
            return 1 / (logWidth * logWidth * theta * theta);
        }

        @Override
        public double centre() {
            return median;
        }

        @Override
        public double width() {
            return median * logWidth;
        }

        @Override
        public NuisancePrior drawn(double z) {
            return new LogNormal(median * Math.exp(logWidth * z), logWidth);
        }

        @Override
        public String describe() {
            return "log-normal %s, width %s".formatted(number(median), number(logWidth));
        }

        private double pull(double theta) {
            return Math.log(theta / median) / logWidth;
        }
    }

    /// Every θ of the parameter's range alike.
    record Flat() implements NuisancePrior {
        @Override
        public double log(double theta) {
            return 0;
        }

        @Override
        public double slope(double theta) {
            return 0;
        }

        @Override
        public double information(double theta) {
            return 0;
        }

        @Override
        public double centre() {
            return Double.NaN;
        }

        @Override
        public double width() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public NuisancePrior drawn(double z) {
            return this;
        }

        @Override
        public String describe() {
            return "flat";
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new InputException("the %s of a prior is %s; allowed is a positive number".formatted(what, value));
        }
    }

    private static String number(double value) {
        return String.valueOf(value).replaceAll("\\.0$", "");
    }
}
