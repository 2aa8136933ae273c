package unfurl.formats;

/// The numbers that a key allows.
///
/// @param least         the lower bound; −∞ for none
/// @param leastIncluded whether the lower bound itself is allowed
/// @param most          the upper bound; +∞ for none
/// @param mostIncluded  whether the upper bound itself is allowed
public record Range(double least, boolean leastIncluded, double most, boolean mostIncluded) {
    /// Numbers that are `least` or more.
    public static Range atLeast(double least) {
        return new Range(least, true, Double.POSITIVE_INFINITY, false);
    }

    /// Numbers that are more than `least`.
    public static Range above(double least) {
        return new Range(least, false, Double.POSITIVE_INFINITY, false);
    }

    /// Numbers from `least` to `most`, both allowed.
    public static Range between(double least, double most) {
        return new Range(least, true, most, true);
    }

    /// Numbers between `least` and `most`, neither allowed.
    public static Range within(double least, double most) {
        return new Range(least, false, most, false);
    }

    /// Whether a number is allowed; NaN never is.
    public boolean contains(double value) {
        boolean aboveLeast = leastIncluded ? value >= least : value > least;
        return aboveLeast && (mostIncluded ? value <= most : value < most);
    }

    /// The range in words: `at least 1`, `above 0`, `from 0 to 1`.
    public String describe() {
        if (most == Double.POSITIVE_INFINITY) {
            return (leastIncluded ? "at least " : "above ") + number(least);
        }
        if (leastIncluded && mostIncluded) {
            return "from %s to %s".formatted(number(least), number(most));
        }
        return "%s %s and %s %s"
                .formatted(
                        leastIncluded ? "at least" : "above",
                        number(least),
                        mostIncluded ? "at most" : "below",
                        number(most));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
