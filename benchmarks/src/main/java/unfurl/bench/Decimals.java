package unfurl.bench;

import java.util.Locale;
import unfurl.formats.Document;

/// Numbers with so many decimals, the same in every country.
final class Decimals {
    private Decimals() {}

    static String of(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /// Of a number in a document.
    static String of(Document number, int decimals) {
        return of(number.number(), decimals);
    }
}
