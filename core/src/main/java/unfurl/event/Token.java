package unfurl.event;

/// One word of an expression.
///
/// @param kind  what it is
/// @param text  the word; a column's name without its back-quotes
/// @param value the number, when it is one
/// @param start the character of the text where it begins
record Token(Kind kind, String text, double value, int start) {
    enum Kind {
        NUMBER,
        NAME,
        QUOTED_NAME,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /// The word as a message shows it.
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
