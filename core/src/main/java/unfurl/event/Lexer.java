package unfurl.event;

import java.util.ArrayList;
import java.util.List;
import unfurl.InputException;

/// Cuts the text of an expression into words.
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("&&", "||", "<=", ">=", "==", "!=", "+", "-", "*", "/", "^", "<", ">", "!", "(", ")", ",");
    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN_AFTER = 40;

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /// The words, the last of which is the end.
    static List<Token> words(String text) {
        var lexer = new Lexer(text);
        List<Token> words = new ArrayList<>();
        do {
            words.add(lexer.next());
        } while (words.getLast().kind() != Token.Kind.END);
        return words;
    }

    /// An error that shows the text with a caret under a character of it.
    static InputException error(String text, int position, String message) {
        int from = Math.max(0, position - SHOWN_BEFORE);
        int to = Math.min(text.length(), position + SHOWN_AFTER);
        String shown = (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
        String blanks = " ".repeat(position - from + (from > 0 ? 1 : 0));
        return InputException.at(
                "%s, at character %d of the expression\n  %s\n  %s^"
                        .formatted(message, position + 1, shown.replaceAll("\\p{Cntrl}", " "), blanks),
                position);
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", 0, at);
        }
        char c = text.charAt(at);
        if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            return number();
        }
        if (c == '`') {
            return quotedName();
        }
        return isNameStart(c) ? name() : symbol();
    }

    private Token number() {
        int start = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-') ? 1 : 0;
            if (isDigit(at + 1 + sign)) {
                at += 1 + sign;
                skipDigits();
            }
        }
        String digits = text.substring(start, at);
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw error(text, start, "the number " + digits + " is too large");
        }
        return new Token(Token.Kind.NUMBER, digits, value, start);
    }

    private Token quotedName() {
        int start = at;
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw error(text, start, "this back-quote is not closed");
        }
        if (end == start + 1) {
            throw error(text, start, "there is no column's name between the back-quotes");
        }
        at = end + 1;
        return new Token(Token.Kind.QUOTED_NAME, text.substring(start + 1, end), 0, start);
    }

    private Token name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return new Token(Token.Kind.NAME, text.substring(start, at), 0, start);
    }

    private Token symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                int start = at;
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, 0, start);
            }
        }
        String hint = switch (text.charAt(at)) {
            case '=' -> "; equality is '=='";
            case '&' -> "; 'and' is '&&'";
            case '|' -> "; 'or' is '||'";
            default -> "; put a column's name that has one in back-quotes";
        };
        String character = Character.toString(text.codePointAt(at)).replaceAll("\\p{Cntrl}", " ");
        throw error(text, at, "an expression has no '" + character + "'" + hint);
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int position) {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    static boolean isName(String name) {
        return !name.isEmpty() && isNameStart(name.charAt(0)) && name.chars().allMatch(c -> isNamePart((char) c));
    }

    private static boolean isNameStart(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9') || c == '.';
    }
}
