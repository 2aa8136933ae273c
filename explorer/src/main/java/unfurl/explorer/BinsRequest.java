package unfurl.explorer;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;

/// What bins are wanted.
///
/// @param key        who asks
/// @param expression the observable
/// @param where      the events that count
/// @param method     how the bins are laid
/// @param count      how many
/// @param from       the first edge; when empty the 0.5 % quantile
/// @param to         the last edge; when empty the 99.5 % quantile
record BinsRequest(
        Desk.Key key,
        Expression expression,
        Optional<Expression> where,
        Method method,
        int count,
        OptionalDouble from,
        OptionalDouble to) {
    /// How bins are laid.
    enum Method {
        EQUAL("equal"),
        LOG("log"),
        N_EFF("nEff");

        private final String spelling;

        Method(String spelling) {
            this.spelling = spelling;
        }
    }

    static BinsRequest of(Document request, RequestReader reader) {
        request.onlyKeys("client", "slot", "expression", "where", "method", "count", "from", "to");
        String method = request.find("method")
                .map(text -> text.oneOf(Method.EQUAL.spelling, Method.LOG.spelling, Method.N_EFF.spelling))
                .orElse(Method.EQUAL.spelling);
        return new BinsRequest(
                reader.key(request),
                reader.number(request.get("expression").text(), "expression"),
                RequestReader.where(reader.cuts(request)),
                "nEff".equals(method) ? Method.N_EFF : Method.valueOf(method.toUpperCase(Locale.ROOT)),
                request.get("count").integer(Range.between(1, RequestReader.MOST_BINS)),
                number(request, "from"),
                number(request, "to"));
    }

    private static OptionalDouble number(Document request, String key) {
        return request.find(key).map(value -> OptionalDouble.of(value.number())).orElse(OptionalDouble.empty());
    }
}
