package unfurl.explorer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import unfurl.InputException;

/// A request that is answered with an error.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, and the HTTP status that says so.
    enum Code {
        REQUEST(400),
        EXPRESSION(400),
        BINS(400),
        INPUT(400),
        TOKEN(401),
        ORIGIN(403),
        ADDRESS(404),
        METHOD(405),
        SUPERSEDED(409),
        SIZE(413),
        TYPE(415),
        NUMERICAL(422),
        DEFECT(500),
        BUSY(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }
    }

    private final Code code;
    private final String field;
    private final int position;

    Refusal(Code code, String message) {
        this(code, message, "", -1);
    }

    private Refusal(Code code, String message, String field, int position) {
        super(message);
        this.code = code;
        this.field = field;
        this.position = position;
    }

    /// The refusal of a value of a request.
    ///
    /// @param field its place in the request: `where[1]`
    static Refusal of(Code code, String field, InputException wrong) {
        return new Refusal(code, wrong.getMessage(), field, wrong.position().orElse(-1));
    }

    /// The same with some words left out of the message.
    Refusal without(String words) {
        return new Refusal(code, getMessage().replace(words, ""), field, position);
    }

    /// The same of a text that has so many blanks before it.
    Refusal after(int blanks) {
        return position < 0 ? this : new Refusal(code, getMessage(), field, position + blanks);
    }

    /// The HTTP status.
    int status() {
        return code.status;
    }

    /// The character that is wrong, where an expression is.
    OptionalInt position() {
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /// The body of the answer.
    Map<String, Object> entries() {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", code.name().toLowerCase(Locale.ROOT));
        error.put("message", getMessage());
        if (!field.isEmpty()) {
            error.put("field", field);
        }
        position().ifPresent(at -> error.put("position", at));
        return Map.of("error", error);
    }
}
