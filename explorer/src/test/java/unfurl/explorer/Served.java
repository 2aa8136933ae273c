package unfurl.explorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;

/// A server on loopback, and somebody who asks it.
record Served(ExplorerServer server, HttpClient client) implements AutoCloseable {
    static Served of(Explored explored) {
        return new Served(ExplorerServer.start(explored, "1", Optional.empty(), 0, 2), HttpClient.newHttpClient());
    }

    URI at(String address) {
        return URI.create(server.link()).resolve(address);
    }

    HttpResponse<byte[]> post(String question, String body) {
        return send(HttpRequest.newBuilder(at("/api/v1/" + question))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return sent(request);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /// Once more when the server had ended a connection that lay idle for 30 s, as a browser does.
    private HttpResponse<byte[]> sent(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException ended) {
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    /// What a question is answered, which must be right.
    Document ask(String question, Map<String, Object> request) {
        HttpResponse<byte[]> answer =
                post(question, Document.of("a request", request).toJson());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + text(answer));
        }
        return Document.json(text(answer), question);
    }

    /// The error that a question is answered with.
    Document refused(String question, Map<String, Object> request, int status) {
        HttpResponse<byte[]> answer =
                post(question, Document.of("a request", request).toJson());
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + ": " + text(answer));
        }
        return Document.json(text(answer), question).get("error");
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// What the bytes of a request are answered, the first line of it.
    String raw(String request) {
        try (var socket = new Socket(at("/").getHost(), at("/").getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        } catch (IOException lost) {
            return "";
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
