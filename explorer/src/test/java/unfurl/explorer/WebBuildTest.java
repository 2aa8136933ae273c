package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The page lies in the repository as it was built, so that nobody needs Node to run Unfurl. It must then be that of
/// its sources, and reach for nothing outside.
class WebBuildTest {
    private static final Path WEB = Path.of("web");
    private static final Path BUILT = Path.of("src/main/resources/unfurl/explorer/web");

    /// As `SOURCES` of `web/vite.config.ts`.
    private static final List<String> SOURCES = List.of(
            "index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "public", "src");

    private static final Pattern RECORDED = Pattern.compile("\"sources\": \"([0-9a-f]{64})\"");
    /// Nothing is at these addresses that a browser would fetch.
    private static final Set<String> NAMESPACES = Set.of(
            "http://www.w3.org/1999/xhtml",
            "http://www.w3.org/1999/xlink",
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/2000/xmlns/",
            "http://www.w3.org/XML/1998/namespace");

    private static final Pattern ADDRESS = Pattern.compile("(?:https?:|\\burl\\((?!#)|@import)[^\"'`\\s)]*");

    @Test
    @DisplayName(
            "the page in the repository was built of the sources beside it; else: cd explorer/web && npm ci && npm run build")
    void isOfItsSources() throws IOException, NoSuchAlgorithmException {
        Matcher recorded = RECORDED.matcher(Files.readString(BUILT.resolve("build.json")));
        assertThat(recorded.find()).isTrue();
        assertThat(recorded.group(1)).isEqualTo(digest());
    }

    @Test
    @DisplayName("the page names no address but those that say what HTML, SVG and XML are")
    void reachesForNothing() throws IOException {
        for (String file : List.of("index.html", "app.js", "app.css")) {
            assertThat(ADDRESS.matcher(Files.readString(BUILT.resolve(file))).results())
                    .extracting(MatchResult::group)
                    .as(file)
                    .allMatch(NAMESPACES::contains);
        }
    }

    @Test
    @DisplayName("the versions of the tools are held by their digests, and no registry is named")
    void lockNamesNoRegistry() throws IOException {
        String lock = Files.readString(WEB.resolve("package-lock.json"));
        assertThat(lock).contains("\"integrity\": \"sha512-").doesNotContain("\"resolved\"");
    }

    private static String digest() throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (var source : sources().entrySet()) {
            hash.update(source.getKey().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            hash.update(Files.readAllBytes(source.getValue()));
            hash.update((byte) 0);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /// The files by their path, in the order of these.
    private static SortedMap<String, Path> sources() throws IOException {
        var files = new TreeMap<String, Path>();
        for (String source : SOURCES) {
            try (Stream<Path> below = Files.walk(WEB.resolve(source))) {
                below.filter(Files::isRegularFile)
                        .forEach(file ->
                                files.put(WEB.relativize(file).toString().replace('\\', '/'), file));
            }
        }
        return files;
    }
}
