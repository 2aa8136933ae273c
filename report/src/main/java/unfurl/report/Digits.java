package unfurl.report;

import java.util.Locale;

/// Numbers as a reader likes them.
public final class Digits {
    private static final char THIN_SPACE = '\u202f';
    /// With more decimals than this, numbers are powers of ten.
    private static final int FINEST = 6;

    private Digits() {}

    /// A whole number in groups of three digits.
    static String count(long value) {
        String digits = Long.toString(Math.abs(value));
        var text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(THIN_SPACE);
            }
            text.append(digits.charAt(i));
        }
        return (value < 0 ? "−" : "") + text;
    }

    /// A number with so many significant digits; powers of ten from 10⁷ and below 10⁻³; `–` when it is not a
    /// number.
    public static String significant(double value, int digits) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        String sign = value < 0 ? "−" : "";
        if (size >= 1e7 || size < 1e-3) {
            String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", size);
            int e = text.indexOf('e');
            return sign + text.substring(0, e) + "·10" + raised(Integer.parseInt(text.substring(e + 1)));
        }
        int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", size);
        return sign + (decimals == 0 ? count(Long.parseLong(text)) : text);
    }

    /// A number with at most four significant digits and no zeros at the end.
    static String plain(double value) {
        String text = significant(value, 4);
        return text.contains(".") && !text.contains("·") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /// A share as a percentage.
    static String percent(double share) {
        return significant(100 * share, 2) + THIN_SPACE + "%";
    }

    /// A value with its error, to the second digit of the error: `1.324 ± 0.051`. A value without an error has four.
    static String measured(double value, double error) {
        return error > 0 && Double.isFinite(error)
                ? to(error, value) + " ± " + to(error, error)
                : significant(value, 4);
    }

    /// A number to the second digit of another, above 0.
    static String to(double error, double value) {
        int decimals = 1 - (int) Math.floor(Math.log10(error));
        if (decimals > FINEST) {
            return significant(value, 4);
        }
        String text = String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f", Math.abs(value));
        return value < 0 && Double.parseDouble(text) > 0 ? "−" + text : text;
    }

    /// A number at an axis, in the markup of labels: at most four significant digits, no zeros at the end.
    public static String edge(double value) {
        if (value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5)) {
            return plain(value).replace(String.valueOf(THIN_SPACE), "");
        }
        String text = String.format(Locale.ROOT, "%.3e", Math.abs(value));
        String digits = text.substring(0, text.indexOf('e')).replaceAll("\\.?0+$", "");
        int exponent = Integer.parseInt(text.substring(text.indexOf('e') + 1));
        return "%s%s×10^{%d}".formatted(value < 0 ? "−" : "", digits, exponent);
    }

    private static String raised(int exponent) {
        var text = new StringBuilder();
        for (char c : Integer.toString(exponent).toCharArray()) {
            text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return text.toString();
    }
}
