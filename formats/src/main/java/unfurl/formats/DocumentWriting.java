package unfurl.formats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Documents as text. Numbers are the shortest text that reads back as the same number; lists of plain values
/// stand in one line where they fit.
final class DocumentWriting {
    private static final int LINE = 100;
    /// More values of one character and a separator do not fit.
    private static final int MOST_IN_LINE = LINE / 3;

    private static final int BRIEF = 60;
    private static final String STEP = "  ";
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/$(][\\p{L}\\p{N}_ ./+*()<>=$^-]*");

    /// Readers of YAML 1.1, such as Python's PyYAML, take these for true or false.
    private static final Set<String> FLAGS_OF_YAML_1_1 = Set.of("yes", "no", "on", "off");

    private DocumentWriting() {}

    static String json(Document document) {
        var out = new StringBuilder();
        json(document, "", out);
        return out.append('\n').toString();
    }

    static String jsonLine(Document document) {
        var out = new StringBuilder();
        line(document, out);
        return out.toString();
    }

    static String yaml(Document document) {
        var out = new StringBuilder();
        if (inline(document)) {
            out.append(flow(document)).append('\n');
        } else {
            yaml(document, "", out);
        }
        return out.toString();
    }

    /// The value for a message, cut where it is long.
    static String brief(Document document) {
        String text = document.isText() ? "'" + document.text() + "'" : jsonLine(document);
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
    }

    private static void json(Document document, String indent, StringBuilder out) {
        if (inline(document)) {
            line(document, out);
            return;
        }
        String inner = indent + STEP;
        String separator = "\n" + inner;
        out.append(document.isMap() ? "{" : "[");
        if (document.isMap()) {
            for (Map.Entry<String, Document> entry : document.map().entrySet()) {
                out.append(separator).append(quoted(entry.getKey())).append(": ");
                json(entry.getValue(), inner, out);
                separator = ",\n" + inner;
            }
        } else {
            for (Document item : document.list()) {
                out.append(separator);
                json(item, inner, out);
                separator = ",\n" + inner;
            }
        }
        out.append('\n').append(indent).append(document.isMap() ? '}' : ']');
    }

    private static void line(Document document, StringBuilder out) {
        String separator = "";
        if (document.isMap()) {
            out.append('{');
            for (Map.Entry<String, Document> entry : document.map().entrySet()) {
                out.append(separator).append(quoted(entry.getKey())).append(": ");
                line(entry.getValue(), out);
                separator = ", ";
            }
            out.append('}');
        } else if (document.isList()) {
            out.append('[');
            for (Document item : document.list()) {
                line(item, out.append(separator));
                separator = ", ";
            }
            out.append(']');
        } else {
            out.append(
                    document.isText()
                            ? quoted(document.text())
                            : document.value().toString());
        }
    }

    /// Block style; called for mappings and lists that do not stand in one line.
    private static void yaml(Document document, String indent, StringBuilder out) {
        if (document.isMap()) {
            String lead = "";
            for (Map.Entry<String, Document> entry : document.map().entrySet()) {
                out.append(lead).append(plainOrQuoted(entry.getKey())).append(':');
                yamlValue(entry.getValue(), indent, out);
                lead = indent;
            }
            return;
        }
        String lead = "";
        for (Document item : document.list()) {
            out.append(lead).append("-");
            if (inline(item)) {
                out.append(' ').append(flow(item)).append('\n');
            } else {
                yaml(item, indent + STEP, out.append(' '));
            }
            lead = indent;
        }
    }

    private static void yamlValue(Document value, String indent, StringBuilder out) {
        if (inline(value)) {
            out.append(' ').append(flow(value)).append('\n');
        } else {
            out.append('\n').append(indent).append(STEP);
            yaml(value, indent + STEP, out);
        }
    }

    private static boolean inline(Document document) {
        if (document.isMap()) {
            return document.map().isEmpty();
        }
        if (!document.isList()) {
            return true;
        }
        List<Document> items = document.list();
        return items.size() <= MOST_IN_LINE
                && items.stream().noneMatch(item -> item.isMap() || item.isList())
                && (items.isEmpty() || jsonLine(document).length() <= LINE);
    }

    private static String flow(Document document) {
        if (document.isText()) {
            return plainOrQuoted(document.text());
        }
        if (document.isList()) {
            return "["
                    + String.join(
                            ", ",
                            document.list().stream().map(DocumentWriting::flow).toList()) + "]";
        }
        return document.isNumber() ? withSign(jsonLine(document)) : jsonLine(document);
    }

    /// A number with the sign of its exponent, without which readers of YAML 1.1 take it for a text.
    private static String withSign(String number) {
        return number.replaceFirst("E(?=[0-9])", "E+");
    }

    private static String plainOrQuoted(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !text.endsWith(" ")
                && !YamlScalar.isSpecial(text)
                && !FLAGS_OF_YAML_1_1.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /// A JSON string, which is a YAML double-quoted scalar too.
    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (mustBeEscaped(c) || isLoneSurrogate(text, i)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        boolean opens = Character.isHighSurrogate(c) && i + 1 < text.length();
        boolean closes = Character.isLowSurrogate(c) && i > 0;
        return Character.isSurrogate(c)
                && !(opens && Character.isLowSurrogate(text.charAt(i + 1)))
                && !(closes && Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /// Control characters, line separators of other alphabets, byte-order marks and non-characters.
    private static boolean mustBeEscaped(char c) {
        return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE;
    }
}
