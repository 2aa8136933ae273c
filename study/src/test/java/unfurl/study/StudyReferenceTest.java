package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.formats.Document;

/// Holds `docs/reference/study.md` to the program. Its tables are parsed; the program is asked by studies
/// that have one key too many, one too few, or a value of the wrong kind.
final class StudyReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "study.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*?) \\| (.*?) \\| .* \\|");
    private static final Pattern NAMES = Pattern.compile("\n  available  ([^\n]*)");
    private static final Pattern COMMA = Pattern.compile(", ");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern IN_ALL = Pattern.compile(", … \\((\\d+) in all\\)");

    /// A row of the page.
    ///
    /// @param key      with `[]` and NAME
    /// @param kind     what the value may be
    /// @param standard the default
    record Key(String key, String kind, String standard) {
        /// The key in the study of this test.
        String path() {
            return key.replace("[]", "[0]").replace("NAME", "x");
        }

        String block() {
            return path().contains(".") ? path().substring(0, path().lastIndexOf('.')) : "";
        }

        String name() {
            return path().substring(path().lastIndexOf('.') + 1);
        }

        boolean isRequired() {
            return standard.startsWith("**required**");
        }

        /// The default, where the page gives a value and not words.
        Optional<Document> value() {
            return standard.matches("`[^`]*`")
                    ? Optional.of(Document.yaml(standard.substring(1, standard.length() - 1), key))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Key> keys() throws IOException {
        String page = Files.readString(PAGE);
        String tables = page.substring(page.indexOf("## Keys"), page.indexOf("## `--set`"));
        return tables.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Key(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    static Stream<Key> required() throws IOException {
        return keys().stream().filter(Key::isRequired);
    }

    static Stream<Key> withDefault() throws IOException {
        return keys().stream().filter(key -> key.value().isPresent());
    }

    /// Keys whose kind the page gives in the words of the program's refusal.
    static Stream<Key> withKind() throws IOException {
        return keys().stream()
                .filter(key -> key.kind().matches("(a text|a number|a whole number|one of|a list|true or false).*"));
    }

    /// Each block with a key that stands in it.
    static Stream<Key> blocks() throws IOException {
        var first = new LinkedHashMap<String, Key>();
        keys().stream().filter(key -> !key.key().endsWith("NAME")).forEach(key -> first.putIfAbsent(key.block(), key));
        Stream<Key> ibu = keys().stream().filter(key -> key.key().equals("method.bins.NAME"));
        return Stream.concat(first.values().stream(), ibu.map(key -> new Key("method.bins", key.kind(), "")));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockAcceptsTheKeysOfThePageAndNoOthers(Key inside) throws IOException {
        Document study = study(inside.path());
        String prefix = inside.block().isEmpty() ? "" : inside.block() + ".";
        List<String> expected = keys().stream()
                .map(Key::path)
                .filter(path -> path.startsWith(prefix) && isInMethod(path, study))
                .map(path -> path.substring(prefix.length()).replaceAll("[.\\[].*", ""))
                .distinct()
                .toList();
        String refusal = refusal(study.with(prefix + "qqqqqq", 1));
        Matcher names = NAMES.matcher(refusal);
        assertThat(names.find()).as(refusal).isTrue();
        Matcher more = IN_ALL.matcher(names.group(1));
        int count = more.find()
                ? Integer.parseInt(more.group(1))
                : (int) COMMA.splitAsStream(names.group(1)).count();
        assertThat(expected)
                .as("keys of '%s', which the program says has %s", prefix, names.group(1))
                .hasSize(count);
        for (String name : expected) {
            assertThat(refusal(study.with(prefix + name + "q", 1))).contains("Did you mean '" + name + "'?");
        }
    }

    @ParameterizedTest
    @MethodSource("withDefault")
    void aDefaultIsWhatThePageSays(Key key) {
        Document resolved = ResolvedStudy.document(StudyFile.bind(study(key.path()), Path.of("/")));
        assertThat(at(resolved, key.path())).as(key.key()).contains(key.value().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("required")
    void aRequiredKeyMayNotBeLeftOut(Key key) {
        Document without = study(key.path()).withSetting(key.path() + "=");
        assertThatThrownBy(() -> StudyFile.bind(without, Path.of("/")))
                .as(key.key())
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @MethodSource("withKind")
    void aValueOfAnotherKindIsRefusedInTheWordsOfThePage(Key key) {
        String kind = key.kind().replaceAll(";.*", "");
        String refusal = refusal(study(key.path()).with(key.path(), Map.of("qqqqqq", List.of())));
        assertThat(refusal).contains(" must be " + kind).contains(key.path());
    }

    /// The least study in which a key may stand.
    private static Document study(String path) {
        var out = new LinkedHashMap<String, Object>();
        out.put("study", "s");
        out.put("data", Map.of("file", "d.csv"));
        out.put("simulation", Map.of("file", "s.csv", "passGen", "g", "passReco", "r"));
        out.put("observables", Map.of("names", List.of("x")));
        if (path.startsWith("background")) {
            out.put("background", List.of(Map.of("file", "b.csv")));
        }
        if (path.startsWith("truth")) {
            out.put("truth", Map.of("file", "t.csv"));
        }
        if (path.startsWith("categories")) {
            out.put("categories", Map.of("x", Map.of("when", "x == 0", "without", List.of("x"))));
        }
        if (path.startsWith("particles")) {
            out.put("observables", Map.of("names", List.of("y")));
            out.put("particles", particles(path));
            out.put("method", Map.of("estimator", Map.of("deepSets", Map.of())));
        }
        if (path.startsWith("uncertainty")) {
            out.put("background", List.of(Map.of("file", "b.csv")));
            Map<String, Object> effect = path.contains("].simulation") || path.contains("recipe")
                    ? Map.of("name", "a", "simulation", Map.of("file", "o.csv"), "recipe", "prior")
                    : Map.of("name", "a", "factor", 2);
            out.put("uncertainty", Map.of("systematics", List.of(effect)));
        }
        if (path.startsWith("luminosity")) {
            out.put("luminosity", Map.of("value", 1, "unit", "1/fb"));
        }
        if (path.startsWith("observables.bins.x")) {
            out.put("observables", Map.of("names", List.of("x"), "bins", Map.of("x", equalBins())));
        }
        for (String part : List.of("trees", "deepSets", "attention")) {
            if (path.startsWith("method.estimator." + part)) {
                out.put("method", Map.of("estimator", Map.of(part, Map.of())));
                out.putAll(part.equals("trees") ? Map.of() : Map.of("particles", Map.of("names", List.of("p"))));
            }
        }
        if (path.startsWith("method.iterations.")) {
            out.put("method", Map.of("iterations", Map.of("criterion", "toys")));
        }
        if (isOfProfile(path)) {
            out.put("method", Map.of("name", "profile-omnifold"));
            var nuisance = new LinkedHashMap<String, Object>();
            nuisance.put("prior", Map.of("gaussian", Map.of("mean", 0, "width", 1)));
            if (path.contains("up") || path.contains("down")) {
                nuisance.put("up", Map.of("recoWeightFactor", "sf"));
            } else if (path.startsWith("response")) {
                nuisance.put("range", List.of(-1, 1));
                out.put("response", Map.of("samples", List.of(Map.of("file", "o.csv", "at", Map.of("x", 1)))));
            } else {
                nuisance.put("logRatio", "x*c");
            }
            out.put("observables", Map.of("names", List.of("y")));
            out.put("nuisances", Map.of("x", nuisance));
        }
        if (isOfIbu(path)) {
            out.put("method", Map.of("name", "ibu", "bins", Map.of("x", equalBins())));
        }
        return Document.of("study.yaml", out);
    }

    private static Map<String, Object> particles(String path) {
        String padding = path.substring(path.lastIndexOf('.') + 1);
        return padding.equals("count") || padding.equals("mask")
                ? Map.of("names", List.of("x"), padding, "n")
                : Map.of("names", List.of("x"));
    }

    private static Map<String, Object> equalBins() {
        return Map.of("bins", 2, "from", 0, "to", 1);
    }

    private static boolean isOfProfile(String path) {
        return path.startsWith("nuisances")
                || path.startsWith("response")
                || path.startsWith("method.step3")
                || path.startsWith("method.templates");
    }

    private static boolean isOfIbu(String path) {
        return path.startsWith("method.bins") || path.startsWith("method.recoBins");
    }

    /// Whether a key may stand in a study with that study's method.
    private static boolean isInMethod(String path, Document study) {
        boolean ibu =
                study.find("method").flatMap(method -> method.find("bins")).isPresent();
        boolean network = path.matches("method\\.(estimator|misses|minimumNEff|step3|templates).*");
        boolean profile = study.find("nuisances").isPresent();
        return ibu ? !network : !isOfIbu(path) && (profile || !path.matches("method\\.(step3|templates).*"));
    }

    private static String refusal(Document study) {
        InputException thrown = catchThrowableOfType(InputException.class, () -> StudyFile.bind(study, Path.of("/")));
        assertThat(thrown).as("refusal of %s", study).isNotNull();
        return thrown.getMessage();
    }

    private static Optional<Document> at(Document document, String path) {
        Optional<Document> here = Optional.of(document);
        for (String step : DOT.splitAsStream(path).toList()) {
            here = step.endsWith("[0]")
                    ? here.flatMap(d -> d.find(step.replace("[0]", "")))
                            .map(d -> d.list().getFirst())
                    : here.flatMap(d -> d.find(step));
        }
        return here;
    }
}
