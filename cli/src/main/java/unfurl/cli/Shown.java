package unfurl.cli;

import java.util.Locale;

/// Numbers as a person reads them; the same in every country.
public final class Shown {
    private Shown() {}

    /// A number with four significant digits, as `0.001234`, `12.34` or `1.234e+08`.
    public static String number(double value) {
        return number(value, 4);
    }

    /// A number with some significant digits.
    public static String number(double value, int digits) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e-4 && size < 1e9) {
            int decimals = digits - 1 - (int) Math.floor(Math.log10(size));
            return String.format(Locale.ROOT, "%." + Math.clamp(decimals, 0, 12) + "f", value);
        }
        return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }

    /// A number as somebody would write it, with all of its digits: `200`, `0.25`.
    public static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// A part of 1 in percent, with three significant digits.
    public static String percent(double part) {
        return number(100 * part, 3) + " %";
    }

    /// A count with a space between thousands.
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
    }

    /// An effective count, rounded to a whole number, with a space between thousands.
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
    }

    /// One thing or several: `1 bin`, `2 bins`.
    public static String plural(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /// A time as `8.3 s`, `2:05` or `1:02:05`.
    public static String time(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /// A unit in brackets after a name, and nothing for a pure number.
    public static String unit(String unit) {
        return unit.isEmpty() ? "" : " [" + unit + "]";
    }
}
