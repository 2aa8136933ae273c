package unfurl.explorer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.explorer.Refusal.Code;
import unfurl.formats.Document;

/// One request and its answer. Whatever happens, there is one.
final class Conversation {
    private static final int LARGEST = 64 << 10;
    private static final String API = "/api/";
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpExchange exchange;
    private final Access access;

    Conversation(HttpExchange exchange, Access access) {
        this.exchange = exchange;
        this.access = access;
    }

    void answer(Api api, Assets assets) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                access.require(exchange);
                String address = exchange.getRequestURI().getPath();
                answer = address.startsWith(API) ? ofApi(api, address) : ofPage(assets, address);
            } catch (Refusal refusal) {
                answer = refused(refusal);
            } catch (InputException bad) {
                answer = refused(Refusal.of(Code.INPUT, "", bad));
            } catch (NumericalException bad) {
                answer = refused(new Refusal(Code.NUMERICAL, bad.getMessage()));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
                answer = refused(new Refusal(Code.DEFECT, "this is a defect of Unfurl: " + defect));
            }
            send(answer);
        }
    }

    private static Answer refused(Refusal refusal) {
        byte[] body = Document.of("error", refusal.entries()).toJson().getBytes(StandardCharsets.UTF_8);
        return new Answer(refusal.status(), JSON, Optional.empty(), body);
    }

    private Answer ofPage(Assets assets, String address) {
        byte[] file =
                assets.at(address).orElseThrow(() -> new Refusal(Code.ADDRESS, "there is nothing at this address"));
        requireMethod("GET");
        return new Answer(200, Assets.type(address), Optional.empty(), file);
    }

    private Answer ofApi(Api api, String address) throws IOException {
        access.requireToken(exchange);
        String name = address.startsWith(Api.PREFIX) ? address.substring(Api.PREFIX.length()) : "";
        if (!api.knows(name)) {
            throw new Refusal(Code.ADDRESS, "this interface has nothing at this address; its version is 1");
        }
        if (name.equals(Api.MEASUREMENT)) {
            requireMethod("GET");
            return api.measurement();
        }
        requireMethod("POST");
        return api.answer(name, request());
    }

    private void requireMethod(String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new Refusal(Code.METHOD, "this address is for " + method);
        }
    }

    private Document request() throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.startsWith("application/json")) {
            throw new Refusal(Code.TYPE, "a request is application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new Refusal(Code.SIZE, "a request has at most %d bytes".formatted(LARGEST));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            Document request = Document.json(text, "the request");
            request.keys();
            return request;
        } catch (CharacterCodingException wrong) {
            throw new Refusal(Code.REQUEST, "the request is not UTF-8 text");
        } catch (InputException wrong) {
            throw Refusal.of(Code.REQUEST, "", wrong);
        }
    }

    private void send(Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set(
                "Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'");
        answer.fileName()
                .ifPresent(name -> headers.set("Content-Disposition", "attachment; filename=\"" + name + "\""));
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body());
        }
    }
}
