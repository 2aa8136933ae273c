package unfurl.publication;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A label of an observable as TeX between dollar signs, which HEPData shows by MathJax.
final class TexLabel {
    private static final Pattern MARKUP = Pattern.compile("[_^*\\\\{}]");
    private static final Pattern STAR = Pattern.compile("(?<!\\\\)\\*");
    private static final Pattern STAR_ITSELF = Pattern.compile("\\\\\\*");
    private static final Pattern UPRIGHT = Pattern.compile("(?<![\\\\\\p{L}])\\p{L}{2,}");

    private TexLabel() {}

    /// The label, as it is when it has no markup or holds dollar signs already; otherwise in TeX: stars are
    /// left out, words of several letters are upright, and blanks keep their place.
    static String of(String label) {
        if (label.contains("$") || !MARKUP.matcher(label).find()) {
            return label;
        }
        String tex = STAR_ITSELF.matcher(STAR.matcher(label).replaceAll("")).replaceAll("*");
        tex = UPRIGHT.matcher(tex).replaceAll(word -> Matcher.quoteReplacement("\\mathrm{" + word.group() + "}"));
        return "$" + tex.strip().replace(" ", "~") + "$";
    }
}
