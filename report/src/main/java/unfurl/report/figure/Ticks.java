package unfurl.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where an axis has ticks and what stands beside them.
///
/// @param major    places of long ticks, in order
/// @param labels   what stands beside each long tick, in the markup of [Label]; may be empty
/// @param minor    places of short ticks
/// @param exponent n when the labels are in units of 10ⁿ; 0 mostly
/// @param form     how ticks and labels stand
record Ticks(List<Double> major, List<String> labels, List<Double> minor, int exponent, Form form) {
    /// How ticks and labels stand.
    enum Form {
        /// Ticks within the frame.
        INWARD,
        /// Short ticks outside the frame, which leave its inside to the cells of a heat map.
        OUTWARD,
        /// As before, with labels that run upwards.
        TURNED
    }

    /// A label that is shorter in units of a power of ten: beyond these.
    private static final double LARGE = 1e5;
    private static final double SMALL = 1e-2;
    private static final double TOLERANCE = 1e-9;

    Ticks {
        major = List.copyOf(major);
        labels = List.copyOf(labels);
        minor = List.copyOf(minor);
    }

    Ticks(List<Double> major, List<String> labels, List<Double> minor, int exponent) {
        this(major, labels, minor, exponent, Form.INWARD);
    }

    /// Ticks at an axis's own marks.
    static Ticks marked(List<Axis.Mark> marks, List<String> labels, Form form) {
        return new Ticks(marks.stream().map(Axis.Mark::at).toList(), labels, List.of(), 0, form);
    }

    /// Ticks at multiples of 1, 2 or 5 times a power of ten.
    ///
    /// @param most as many long ticks as fit
    static Ticks linear(Range range, int most) {
        double step = step(range.width(), Math.max(most, 2));
        int exponent = exponent(range);
        int decimals = decimals(step / Math.pow(10, exponent));
        var major = multiples(range, step);
        var labels = major.stream()
                .map(value -> decimal(value / Math.pow(10, exponent), decimals))
                .toList();
        return new Ticks(major, labels, multiples(range, step / parts(step)), exponent);
    }

    /// Ticks at whole numbers.
    static Ticks whole(Range range, int most) {
        double step = Math.max(1, step(range.width(), Math.max(most, 2)));
        var major = multiples(range, step);
        var labels = major.stream().map(value -> decimal(value, 0)).toList();
        return new Ticks(major, labels, step > 1 ? multiples(range, Math.max(1, step / parts(step))) : List.of(), 0);
    }

    /// Ticks at powers of ten, and at 2 and 5 times them when fewer than two powers are in range.
    ///
    /// @param most as many labels as fit
    static Ticks logarithmic(Range range, int most) {
        int low = (int) Math.ceil(Math.log10(range.low()) - TOLERANCE);
        int high = (int) Math.floor(Math.log10(range.high()) + TOLERANCE);
        if (high - low < 1) {
            return withinDecade(range, most);
        }
        int stride = Math.max(1, (int) Math.ceil((high - low + 1) / (double) Math.max(most, 2)));
        var major = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (int n = low; n <= high; n++) {
            major.add(Math.pow(10, n));
            labels.add(Math.floorMod(n, stride) == 0 ? power(n) : "");
        }
        return new Ticks(major, labels, stride == 1 ? subdivisions(range, low, high) : List.of(), 0);
    }

    private static Ticks withinDecade(Range range, int most) {
        Ticks linear = linear(range, most);
        int decade = (int) Math.floor(Math.log10(range.low()));
        var major = new ArrayList<Double>();
        for (int n = decade; n <= decade + 2; n++) {
            for (int factor : new int[] {1, 2, 5}) {
                double value = factor * Math.pow(10, n);
                if (range.contains(value)) {
                    major.add(value);
                }
            }
        }
        if (major.size() < 2) {
            return linear;
        }
        var labels = major.stream().map(Ticks::plainOrPower).toList();
        return new Ticks(major, labels, subdivisions(range, decade, decade + 2), 0);
    }

    private static List<Double> subdivisions(Range range, int low, int high) {
        var minor = new ArrayList<Double>();
        for (int n = low - 1; n <= high; n++) {
            for (int factor = 2; factor < 10; factor++) {
                double value = factor * Math.pow(10, n);
                if (range.contains(value)) {
                    minor.add(value);
                }
            }
        }
        return minor;
    }

    /// The smallest of 1, 2, 5 × 10ⁿ of which at most `most` multiples fit.
    private static double step(double width, int most) {
        double rough = width / most;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * (1 - TOLERANCE)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// How many short intervals make a long one.
    private static int parts(double step) {
        double leading = step / Math.pow(10, Math.floor(Math.log10(step) + TOLERANCE));
        return Math.round(leading) == 2 ? 4 : 5;
    }

    private static List<Double> multiples(Range range, double step) {
        var values = new ArrayList<Double>();
        long first = (long) Math.ceil(range.low() / step - 1e-6);
        long last = (long) Math.floor(range.high() / step + 1e-6);
        for (long i = first; i <= last; i++) {
            values.add(i * step);
        }
        return values;
    }

    private static int exponent(Range range) {
        double largest = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        if (largest < LARGE && largest >= SMALL) {
            return 0;
        }
        return (int) Math.floor(Math.log10(largest));
    }

    private static int decimals(double step) {
        return Math.clamp(-(long) Math.floor(Math.log10(step) + TOLERANCE), 0, 12);
    }

    /// A number with so many decimals and a true minus sign; zero has no sign.
    static String decimal(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
        return text.startsWith("-") ? zero ? text.substring(1) : "−" + text.substring(1) : text;
    }

    private static String power(int n) {
        return n == 0 ? "1" : n == 1 ? "10" : "10^{%d}".formatted(n);
    }

    private static String plainOrPower(double value) {
        int n = (int) Math.floor(Math.log10(value) + TOLERANCE);
        if (n > -4 && n < 5) {
            return decimal(value, Math.max(0, -n));
        }
        long factor = Math.round(value / Math.pow(10, n));
        return factor == 1 ? power(n) : "%d×10^{%d}".formatted(factor, n);
    }
}
