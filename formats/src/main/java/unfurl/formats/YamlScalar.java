package unfurl.formats;

import java.util.Optional;
import java.util.regex.Pattern;
import unfurl.InputException;

/// What a plain YAML scalar means.
///
/// Source: YAML 1.2.2, section 10.3.2 (core schema). Not-a-number and the infinities are refused.
final class YamlScalar {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

    private YamlScalar() {}

    static Document of(String text, Place place) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Document.nothing(place);
            case "true", "True", "TRUE" -> Document.scalar(place, true);
            case "false", "False", "FALSE" -> Document.scalar(place, false);
            default ->
                number(text, place)
                        .<Document>map(number -> Document.scalar(place, number))
                        .orElseGet(() -> Document.scalar(place, text));
        };
    }

    /// Whether a text written without quotes would be read as something else than this text.
    static boolean isSpecial(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE" -> true;
            default ->
                REAL.matcher(text).matches()
                        || OCTAL.matcher(text).matches()
                        || HEXADECIMAL.matcher(text).matches()
                        || NOT_FINITE.matcher(text).matches();
        };
    }

    private static Optional<Number> number(String text, Place place) {
        try {
            if (WHOLE.matcher(text).matches()) {
                return Optional.of(Long.parseLong(text));
            }
            if (OCTAL.matcher(text).matches()) {
                return Optional.of(Long.parseLong(text.substring(2), 8));
            }
            if (HEXADECIMAL.matcher(text).matches()) {
                return Optional.of(Long.parseLong(text.substring(2), 16));
            }
        } catch (NumberFormatException beyond) {
            throw new InputException("%s is %s, which is beyond 64 bits".formatted(place.describe(), text), beyond);
        }
        boolean real = REAL.matcher(text).matches();
        if (NOT_FINITE.matcher(text).matches() || (real && Double.isInfinite(Double.parseDouble(text)))) {
            throw new InputException("%s is %s; numbers must be finite".formatted(place.describe(), text));
        }
        return real ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }
}
