package unfurl.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The documents hang together: no link leads nowhere, and no page is left alone.
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "runs", ".git", "shared", "node_modules");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    /// A link on a page: a path relative to it, perhaps with a heading after `#`.
    private record Link(Path page, String target) {
        Path file() {
            String path = target.replaceAll("#.*", "");
            return path.isEmpty() ? page : page.resolveSibling(path).normalize();
        }

        boolean leadsSomewhere() throws IOException {
            int hash = target.indexOf('#');
            return Files.exists(file()) && (hash < 0 || headings(file()).contains(target.substring(hash + 1)));
        }

        @Override
        public String toString() {
            return ROOT.relativize(page) + " → " + target;
        }
    }

    @Test
    @DisplayName("every relative link of every page leads to a file, and to a heading that is there")
    void linksLeadSomewhere() throws IOException {
        var dead = new ArrayList<Link>();
        for (Link link : links()) {
            if (!link.leadsSomewhere()) {
                dead.add(link);
            }
        }
        assertThat(links()).isNotEmpty();
        assertThat(dead).isEmpty();
    }

    @Test
    @DisplayName("every page and picture in docs can be reached from another page")
    void noPageIsAlone() throws IOException {
        var alone = new TreeSet<Path>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(Files::isRegularFile).forEach(alone::add);
        }
        for (Link link : links()) {
            if (!link.file().equals(link.page())) {
                alone.remove(link.file());
            }
        }
        assertThat(alone).isEmpty();
    }

    private static List<Link> links() throws IOException {
        var links = new ArrayList<Link>();
        for (Path page : pages()) {
            String prose = CODE.matcher(prose(page)).replaceAll("");
            LINK.matcher(prose)
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.matches("[a-z]+:.*"))
                    .forEach(target -> links.add(new Link(page, target)));
        }
        return links;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> StreamSupport.stream(ROOT.relativize(file).spliterator(), false)
                            .map(Path::toString)
                            .noneMatch(NOT_OURS::contains))
                    .sorted()
                    .toList();
        }
    }

    private static String prose(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }

    /// The headings as links name them: lower case, without signs, blanks as hyphens.
    private static List<String> headings(Path page) throws IOException {
        return HEADING.matcher(prose(page)).results().map(DocumentsTest::anchor).toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
