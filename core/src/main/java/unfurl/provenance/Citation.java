package unfurl.provenance;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import unfurl.InputException;

/// A work to cite.
///
/// @param key    its name in a bibliography: `Andreassen:2019cjw`
/// @param type   BibTeX's type: `article`, `inproceedings`, `misc`
/// @param fields BibTeX's fields in the order to write them: author, title, year …; values in TeX, braces
///               balanced
public record Citation(String key, String type, Map<String, String> fields) {
    /// @throws InputException when the key or a name has another form, or the braces of a value are not
    ///        balanced
    public Citation {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        if (!key.matches("[A-Za-z][A-Za-z0-9:_.+-]*") || !type.matches("[a-z]+")) {
            throw new InputException("'@%s{%s' does not begin a BibTeX entry".formatted(type, key));
        }
        fields.forEach((name, value) -> {
            if (!name.matches("[a-zA-Z]+") || !isBalanced(value)) {
                throw new InputException("citation %s: '%s = {%s}' is no BibTeX field".formatted(key, name, value));
            }
        });
    }

    private static boolean isBalanced(String value) {
        int depth = 0;
        for (int i = 0; i < value.length() && depth >= 0; i++) {
            depth += value.charAt(i) == '{' ? 1 : value.charAt(i) == '}' ? -1 : 0;
        }
        return depth == 0;
    }

    /// The entry in BibTeX, without a line's end after it.
    public String bibtex() {
        return fields.entrySet().stream()
                .map(field -> "  %s = {%s}".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(",\n", "@%s{%s,\n".formatted(type, key), "\n}"));
    }

    /// A BibTeX file of these works: each key once, in the order of the keys.
    ///
    /// @throws InputException when one key stands for two works
    public static String bibliography(Collection<Citation> citations) {
        var byKey = new java.util.TreeMap<String, Citation>();
        for (Citation citation : citations) {
            Citation other = byKey.putIfAbsent(citation.key(), citation);
            if (other != null && !other.equals(citation)) {
                throw new InputException("the citation key %s stands for two works".formatted(citation.key()));
            }
        }
        return byKey.values().stream().map(c -> c.bibtex() + "\n").collect(Collectors.joining("\n"));
    }
}
