package unfurl.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The page of licences names every library that there is, and none that is not.
///
/// The class path of this module's tests is that of the launcher, trees and report included, and the libraries of
/// tests.
class LicencesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String RUN_TIME = "## At run time";
    private static final String WEB = "## In the explorer's page";
    private static final String TESTS = "## To build, test and measure";

    /// What JUnit and AssertJ put on the class path; everything else there is of run time.
    private static final Set<String> OF_TESTS = Set.of(
            "junit-jupiter",
            "junit-jupiter-api",
            "junit-jupiter-params",
            "junit-jupiter-engine",
            "junit-platform-commons",
            "junit-platform-engine",
            "opentest4j",
            "apiguardian-api",
            "jspecify",
            "assertj-core",
            "byte-buddy");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\S+) \\| \\S[^|]* \\| \\S.*\\|$");
    private static final Pattern BUNDLED = Pattern.compile("(?m)^## (\\S+) - (\\S+) \\(.+\\)$");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    @Test
    @DisplayName("the table of run time is the class path without the libraries of tests: each jar, in its version")
    void runTimeIsTheClassPath() throws IOException {
        Set<String> jars = jars();
        jars.removeIf(jar -> OF_TESTS.contains(library(jar)));
        assertThat(jars.stream().map(LicencesTest::library))
                .contains("xgboost4j_2.12", "pdfbox", "parquet-floor", "picocli", "hipparchus-core");
        assertThat(named(section(RUN_TIME))).isEqualTo(jars);
    }

    @Test
    @DisplayName("the other table has every library of tests, and none whose version neither class path nor poms know")
    void othersAreOfThePoms() throws IOException {
        Set<String> named = named(section(TESTS));
        assertThat(named.stream().map(LicencesTest::library)).containsAll(OF_TESTS);
        String poms = poms();
        named.removeAll(jars());
        named.removeIf(row -> poms.contains(">" + row.substring(row.indexOf(' ') + 1) + "<"));
        assertThat(named).isEmpty();
    }

    @Test
    @DisplayName("the table of the explorer's page is what the page was built with")
    void pageIsAsItWasBuilt() throws IOException {
        String built =
                Files.readString(ROOT.resolve("explorer/src/main/resources/unfurl/explorer/web/LICENSES-libraries.md"));
        Set<String> bundled = BUNDLED.matcher(built)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(bundled).isNotEmpty();
        assertThat(named(section(WEB))).isEqualTo(bundled);
    }

    /// What stands below a heading.
    private static String section(String heading) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/licences.md"));
        assertThat(page).contains(heading);
        String rest = page.substring(page.indexOf(heading) + heading.length());
        int next = rest.indexOf("\n## ");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private static String poms() throws IOException {
        var poms = new StringBuilder(Files.readString(ROOT.resolve("pom.xml")));
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path pom : modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList()) {
                poms.append(Files.readString(pom));
            }
        }
        return poms.toString();
    }

    private static String library(String row) {
        return row.substring(0, row.indexOf(' '));
    }

    /// The rows of tables as "library version".
    private static Set<String> named(String text) {
        return ROW.matcher(text)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The jars of others on the class path as "library version".
    private static Set<String> jars() {
        var jars = new TreeSet<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var jar = JAR.matcher(Path.of(entry).getFileName().toString());
            if (jar.matches() && !jar.group(1).startsWith("unfurl")) {
                jars.add(jar.group(1) + " " + jar.group(2));
            }
        }
        return jars;
    }
}
