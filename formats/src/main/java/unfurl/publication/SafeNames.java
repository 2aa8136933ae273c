package unfurl.publication;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names of files and data sets made of any texts: letters, digits and underscores, short, and each once.
public final class SafeNames {
    private static final int LONGEST = 48;

    private final Set<String> taken = new HashSet<>();

    /// A text as such a name: `tau2/tau1 > 0` as `tau2_tau1_0`, and `x` when nothing of it remains.
    public static String of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String cut = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("_$", "");
        return cut.isEmpty() ? "x" : cut;
    }

    /// The same, with a number after it when it was given before; upper and lower case are one, as in some file
    /// systems.
    String next(String text) {
        String first = of(text);
        String name = first;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = first + "_" + i;
        }
        return name;
    }
}
