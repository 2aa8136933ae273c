package unfurl.measurement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import unfurl.InputException;

/// A parameter of the detector that was fitted together with the result.
///
/// Each column of weights that was unfolded with a fit of its own has its own value of the parameter, which varies
/// with the weights: the recipe of the group says for both what the variation means.
///
/// @param name     what it is called
/// @param label    for figures; may hold TeX between dollar signs
/// @param prior    what was known of it before
/// @param value    what was fitted; it belongs to the nominal weights
/// @param error    its standard deviation, prior included, at least 0
/// @param byColumn what it is with the weights of other columns, by their names
public record ProfiledNuisance(
        String name, String label, Prior prior, double value, double error, Map<String, Double> byColumn) {
    /// @throws InputException when the name is blank, a number is not finite, or the error is below 0
    public ProfiledNuisance {
        Objects.requireNonNull(label);
        Objects.requireNonNull(prior);
        byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
        if (name.isBlank()) {
            throw new InputException("a nuisance parameter needs a name");
        }
        if (!(Double.isFinite(value) && error >= 0 && Double.isFinite(error))) {
            throw new InputException(
                    "the nuisance parameter '%s' is %s ± %s; allowed are two finite numbers, the second at least 0"
                            .formatted(name, value, error));
        }
        byColumn.forEach((column, other) -> {
            if (!Double.isFinite(other)) {
                throw new InputException(
                        "the nuisance parameter '%s' is %s with the weights '%s'; allowed is a finite number"
                                .formatted(name, other, column));
            }
        });
    }

    /// What was known of a parameter before it was fitted.
    public sealed interface Prior {
        /// A measurement with a normal error.
        ///
        /// @param mean  what was measured
        /// @param width its standard deviation, above 0
        record Gaussian(double mean, double width) implements Prior {
            /// @throws InputException when a number is out of its range
            public Gaussian {
                requireFinite(mean);
                requirePositive("width", width);
            }

            @Override
            public String describe() {
                return "Gaussian %s ± %s".formatted(number(mean), number(width));
            }
        }

        /// A measurement of the parameter's logarithm with a normal error.
        ///
        /// @param median the middle, above 0
        /// @param width  standard deviation of the logarithm, above 0
        record LogNormal(double median, double width) implements Prior {
            /// @throws InputException when a number is out of its range
            public LogNormal {
                requirePositive("median", median);
                requirePositive("width", width);
            }

            @Override
            public String describe() {
                return "log-normal %s, width %s".formatted(number(median), number(width));
            }
        }

        /// Nothing but a range.
        ///
        /// @param low  its lower end
        /// @param high its upper end, above the lower
        record Flat(double low, double high) implements Prior {
            /// @throws InputException when a number is not finite, or they do not rise
            public Flat {
                requireFinite(low);
                requireFinite(high);
                if (!(low < high)) {
                    throw new InputException(
                            "a flat prior goes from %s to %s; allowed are two numbers that rise".formatted(low, high));
                }
            }

            @Override
            public String describe() {
                return "flat %s … %s".formatted(number(low), number(high));
            }
        }

        /// In words: `Gaussian 0 ± 1`.
        String describe();

        private static void requirePositive(String what, double value) {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new InputException(
                        "the %s of a prior is %s; allowed is a positive number".formatted(what, value));
            }
        }

        private static void requireFinite(double value) {
            if (!Double.isFinite(value)) {
                throw new InputException("a prior has the number %s; allowed is a finite one".formatted(value));
            }
        }

        private static String number(double value) {
            return String.valueOf(value).replaceAll("\\.0$", "");
        }
    }

    /// Whether it is known with the weights of every one of some columns.
    boolean isKnownWith(List<String> columns) {
        return byColumn.keySet().containsAll(columns);
    }
}
