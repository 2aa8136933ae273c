package unfurl.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unfurl.InputException;
import unfurl.report.figure.Label.Part;

/// Reads the markup of a [Label] from left to right.
final class LabelParser {
    private static final Map<String, String> SYMBOLS = symbols();
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private static final String LEVEL = "0123456789+−";

    private final String markup;
    private int at;

    LabelParser(String markup) {
        this.markup = markup;
    }

    List<Part> parse() {
        List<Part> parts = sequence(Style.PLAIN, "");
        if (at < markup.length()) {
            throw wrong("'%s' closes nothing".formatted(markup.charAt(at)));
        }
        return parts;
    }

    /// What surrounds the text being read.
    private record Style(boolean italic, boolean bold, boolean script) {
        static final Style PLAIN = new Style(false, false, false);
    }

    /// Reads up to `end` (which it leaves), or to the end of the markup when `end` is empty.
    private List<Part> sequence(Style style, String end) {
        var parts = new ArrayList<Part>();
        while (at < markup.length() && !(end.isEmpty() ? markup.startsWith("}", at) : markup.startsWith(end, at))) {
            char c = markup.charAt(at);
            if (c == '_' || c == '^' || RAISED.indexOf(c) >= 0) {
                script(parts, c);
            } else if (c == '{') {
                at++;
                int from = parts.size();
                parts.addAll(closed(style, "}", "brace"));
                separate(parts, from);
            } else if (c == '*') {
                emphasis(parts, style);
            } else {
                append(parts, style, character(style));
            }
        }
        return parts;
    }

    private List<Part> closed(Style style, String end, String what) {
        int opened = at;
        List<Part> inner = sequence(style, end);
        if (!markup.startsWith(end, at)) {
            throw wrong("the %s at character %d is not closed".formatted(what, opened));
        }
        at += end.length();
        return inner;
    }

    private void emphasis(List<Part> parts, Style style) {
        boolean strong = markup.startsWith("**", at);
        at += strong ? 2 : 1;
        var inner = new Style(style.italic || !strong, style.bold || strong, style.script);
        parts.addAll(closed(inner, strong ? "**" : "*", "star"));
    }

    private void script(List<Part> parts, char c) {
        boolean below = c == '_';
        List<Part> text = RAISED.indexOf(c) >= 0 ? raisedDigits() : argument();
        italicVariable(parts);
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Scripts last) {
            boolean free = below ? last.below().isEmpty() : last.above().isEmpty();
            if (free) {
                parts.removeLast();
                parts.add(below ? new Part.Scripts(text, last.above()) : new Part.Scripts(last.below(), text));
                return;
            }
        }
        parts.add(below ? new Part.Scripts(text, List.of()) : new Part.Scripts(List.of(), text));
    }

    private List<Part> raisedDigits() {
        var text = new StringBuilder();
        while (at < markup.length() && RAISED.indexOf(markup.charAt(at)) >= 0) {
            text.append(LEVEL.charAt(RAISED.indexOf(markup.charAt(at++))));
        }
        return List.of(new Part.Run(text.toString(), false, false));
    }

    private List<Part> argument() {
        at++;
        var style = new Style(false, false, true);
        if (at >= markup.length()) {
            throw wrong("nothing follows the last '%s'".formatted(markup.charAt(at - 1)));
        }
        if (markup.charAt(at) == '{') {
            at++;
            return closed(style, "}", "brace");
        }
        var parts = new ArrayList<Part>();
        append(parts, style, character(style));
        return parts;
    }

    /// One character, or the symbol that a `\name` stands for.
    private String character(Style style) {
        int c = markup.codePointAt(at);
        at += Character.charCount(c);
        if (c == '-' && style.script) {
            return "−";
        }
        if (c != '\\') {
            return Character.toString(c);
        }
        int from = at;
        while (at < markup.length() && Character.isLetter(markup.charAt(at)) && markup.charAt(at) < 128) {
            at++;
        }
        if (at == from) {
            return at < markup.length() ? String.valueOf(markup.charAt(at++)) : "\\";
        }
        String name = markup.substring(from, at);
        if (!SYMBOLS.containsKey(name)) {
            throw InputException.notFound("symbol", name, "the label '" + markup + "'", "", SYMBOLS.keySet());
        }
        if (at < markup.length() && markup.charAt(at) == ' ') {
            at++;
        }
        return SYMBOLS.get(name);
    }

    /// Adds a character to the run it continues.
    private static void append(List<Part> parts, Style style, String text) {
        if (!parts.isEmpty()
                && parts.getLast() instanceof Part.Run run
                && run.italic() == style.italic
                && run.bold() == style.bold
                && !run.text().isEmpty()) {
            parts.removeLast();
            parts.add(new Part.Run(run.text() + text, style.italic, style.bold));
        } else {
            parts.add(new Part.Run(text, style.italic, style.bold));
        }
    }

    /// Keeps a group from growing: what follows starts a run of its own.
    private static void separate(List<Part> parts, int from) {
        if (parts.size() > from && parts.getLast() instanceof Part.Run) {
            parts.add(new Part.Run("", false, false));
        }
    }

    /// Makes the last letter italic when it stands alone: it carries a script.
    private static void italicVariable(List<Part> parts) {
        if (parts.isEmpty()
                || !(parts.getLast() instanceof Part.Run run)
                || run.text().isEmpty()) {
            return;
        }
        String text = run.text();
        char last = text.charAt(text.length() - 1);
        boolean alone = text.length() == 1 || !Character.isLetterOrDigit(text.charAt(text.length() - 2));
        if (last < 128 && Character.isLetter(last) && alone && !run.italic() && !run.bold()) {
            parts.removeLast();
            if (text.length() > 1) {
                parts.add(new Part.Run(text.substring(0, text.length() - 1), false, false));
            }
            parts.add(new Part.Run(String.valueOf(last), true, false));
        }
    }

    private InputException wrong(String what) {
        return new InputException("the label '%s' cannot be read: %s".formatted(markup, what));
    }

    private static Map<String, String> symbols() {
        var symbols = new TreeMap<String, String>();
        String[] greek = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
                        + " varsigma sigma tau upsilon phi chi psi omega")
                .split(" ", -1);
        for (int i = 0; i < greek.length; i++) {
            symbols.put(greek[i], Character.toString('α' + i));
            if (!greek[i].startsWith("var")) {
                String capital = Character.toUpperCase(greek[i].charAt(0)) + greek[i].substring(1);
                symbols.put(capital, Character.toString('Α' + i));
            }
        }
        String[] others = ("ell ℓ sqrt √ pm ± times × cdot · infty ∞ leq ≤ le ≤ geq ≥ ge ≥ approx ≈ neq ≠ to → int ∫"
                        + " sum ∑ partial ∂ hbar ħ degree ° prime ′ minus − ldots … varphi φ varepsilon ε")
                .split(" ", -1);
        for (int i = 0; i < others.length; i += 2) {
            symbols.put(others[i], others[i + 1]);
        }
        return symbols;
    }
}
