package unfurl.cli;

import java.util.Locale;

/// How an answer is printed.
enum AnswerFormat {
    JSON,
    TABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
