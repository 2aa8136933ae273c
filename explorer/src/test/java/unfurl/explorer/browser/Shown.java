package unfurl.explorer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number as the page writes it.
///
/// @param value    the number
/// @param halfUnit half a unit of its last digit: how far what was rounded may be from it
record Shown(double value, double halfUnit) {
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.(\\d+))?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?");
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    /// Of a half unit, for decimals that are half-way.
    private static final double SLACK = 1e-6;

    static Shown parse(String text) {
        Matcher number =
                NUMBER.matcher(text.replace("\u2009", "").replace('−', '-').strip());
        assertThat(number.matches()).as("'%s' is a number", text).isTrue();
        double power = number.group(3) == null ? 0 : exponent(number.group(3));
        int decimals = number.group(2) == null ? 0 : number.group(2).length();
        return new Shown(
                Double.parseDouble(number.group(1)) * Math.pow(10, power), 0.5 * Math.pow(10, power - decimals));
    }

    private static int exponent(String raised) {
        int size = 0;
        for (char c : raised.replace("⁻", "").toCharArray()) {
            size = 10 * size + RAISED.indexOf(c);
        }
        return raised.startsWith("⁻") ? -size : size;
    }

    /// That it is a number, rounded.
    static void assertRounded(String text, double exact) {
        Shown shown = parse(text);
        assertThat(Math.abs(shown.value - exact))
                .as("'%s' is %s, rounded", text, exact)
                .isLessThanOrEqualTo(shown.halfUnit * (1 + SLACK));
    }
}
