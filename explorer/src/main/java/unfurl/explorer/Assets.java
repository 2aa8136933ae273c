package unfurl.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The files of the page, read once. What a request asks for is looked up by name; no path is ever made of it.
final class Assets {
    private static final String FOLDER = "web/";
    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/app.js", "app.js",
            "/app.css", "app.css",
            "/LICENSES.txt", "LICENSES.txt",
            "/LICENSES-libraries.md", "LICENSES-libraries.md");

    private final Map<String, byte[]> content = new HashMap<>();

    Assets() {
        FILES.forEach((address, file) -> content.put(address, read(file)));
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + file + " is missing in the program");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The file at an address.
    Optional<byte[]> at(String address) {
        return Optional.ofNullable(content.get(address));
    }

    /// The media type of the file at an address.
    static String type(String address) {
        String file = FILES.get(address);
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            default -> "text/plain; charset=utf-8";
        };
    }
}
