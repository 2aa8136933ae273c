package unfurl.explorer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/// Who may ask.
///
/// A page of another site that a browser shows at the same time must not: its requests carry the `Origin` of that site,
/// or the `Host` by which that site's name was made to mean this machine.
///
/// @param token what every request must carry; empty on loopback, where there is none
/// @param host  as what else than loopback's usual names the page is asked for
record Access(Optional<String> token, Optional<String> host) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";

    /// @throws Refusal when the asker may not
    void require(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String asked = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (token.isEmpty() && !LOOPBACK.contains(name(asked)) && !host.equals(Optional.of(name(asked)))) {
            throw new Refusal(Refusal.Code.ORIGIN, "this page is served on loopback alone, and not as another host");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !isSame(origin, asked)) {
            throw new Refusal(Refusal.Code.ORIGIN, "another site's page may not ask here");
        }
    }

    /// @throws Refusal when there is a token and the asker does not have it
    void requireToken(HttpExchange exchange) {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        token.ifPresent(expected -> {
            byte[] right = (BEARER + expected).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(right, given.getBytes(StandardCharsets.UTF_8))) {
                throw new Refusal(
                        Refusal.Code.TOKEN, "the token is missing or wrong; open the link that unfurl explore printed");
            }
        });
    }

    /// A host without its port.
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static boolean isSame(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
