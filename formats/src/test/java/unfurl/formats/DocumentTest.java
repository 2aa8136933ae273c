package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;

class DocumentTest {
    private static final String STUDY = """
            study: zjets
            simulation: {file: mc.parquet, genWeight: weight_mc, scale: 0.67270}   # 93.505/139
            background:
              - {file: background.parquet, name: diboson}
              - file: second.parquet
                name: 'no'
            method:
              iterations: 5
              rate: 1e-3
              flag: true
              network: [100, 100]
            nothing: ~
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("study.yaml", STUDY),
                Arguments.of("study.json", Document.yaml(STUDY, "s").toJson()));
    }

    private static Document study() {
        return Document.yaml(STUDY, "study.yaml");
    }

    @Test
    void valuesHaveTheirTypes() {
        Document study = study().onlyKeys("study", "simulation", "background", "method", "nothing");

        assertThat(study.get("study").text()).isEqualTo("zjets");
        assertThat(study.get("simulation").get("scale").number()).isEqualTo(0.67270);
        assertThat(study.get("background").list().get(1).get("name").text()).isEqualTo("no");
        assertThat(study.get("method").get("iterations").integer(Range.atLeast(1)))
                .isEqualTo(5);
        assertThat(study.get("method").get("iterations").number()).isEqualTo(5);
        assertThat(study.get("method").get("rate").number(Range.above(0))).isEqualTo(1e-3);
        assertThat(study.get("method").get("flag").flag()).isTrue();
        assertThat(study.get("method").get("network").list())
                .extracting(Document::whole)
                .containsExactly(100L, 100L);
        assertThat(study.find("nothing")).isEmpty();
        assertThat(study.find("seed")).isEmpty();
        assertThat(study.keys()).containsExactly("study", "simulation", "background", "method", "nothing");
    }

    @Test
    void everyValueKnowsItsPlace() {
        Place place = study().get("background").list().get(1).get("name").place();

        assertThat(place.asker()).isEqualTo("study.yaml: background[1].name");
        assertThat(place.line()).isEqualTo(6);
        assertThat(place.column()).isEqualTo(11);
        assertThat(place.describe()).isEqualTo("study.yaml: background[1].name (line 6, column 11)");
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> study().get("simulation").onlyKeys("file", "genWieght", "scale"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no key 'genWeight' in study.yaml: simulation (line 2, column 43)")
                .hasMessageContaining("Did you mean 'genWieght'?");
        assertThatThrownBy(() -> study().get("simulation").get("fiel"))
                .hasMessageContaining("no key 'fiel' in study.yaml: simulation (line 2, column 13)")
                .hasMessageContaining("Did you mean 'file'?");
    }

    @Test
    void aWrongTypeOrRangeSaysWhatIsAllowedAndWhatIsThere() {
        Document method = study().get("method");
        assertThatThrownBy(() -> method.get("rate").integer(Range.atLeast(1)))
                .isInstanceOf(InputException.class)
                .hasMessage("study.yaml: method.rate (line 9, column 9) must be a whole number at least 1, not 0.001");
        assertThatThrownBy(() -> method.get("iterations").integer(Range.between(1, 3)))
                .hasMessageContaining("a whole number from 1 to 3, not 5");
        assertThatThrownBy(() -> method.get("rate").number(Range.within(0, 1e-3)))
                .hasMessageContaining("a number above 0 and below 0.001, not 0.001");
        assertThatThrownBy(() -> method.get("iterations").text())
                .hasMessageContaining("a text (write it in quotes), not 5");
        assertThatThrownBy(() -> study().get("study").number()).hasMessageContaining("a number, not 'zjets'");
        assertThatThrownBy(() -> study().get("study").flag()).hasMessageContaining("true or false, not 'zjets'");
        assertThatThrownBy(() -> study().get("study").list()).hasMessageContaining("a list, not 'zjets'");
        assertThatThrownBy(() -> study().get("study").get("x")).hasMessageContaining("a mapping of keys to values");
        assertThatThrownBy(() -> method.get("flag").map()).hasMessageContaining("not true");
        assertThatThrownBy(() -> study().get("study").oneOf("zjet", "gaussian"))
                .hasMessageContaining("no choice 'zjets'")
                .hasMessageContaining("Did you mean 'zjet'?");
    }

    /// YAML 1.2.2, section 10.3.2: the core schema.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1e-3, number",
                ".5, number",
                "5., number",
                "-0x1F, text",
                "0x1F, number",
                "0o17, number",
                "017, number",
                "no, text",
                "yes, text",
                "on, text",
                "y, text",
                "TRUE, flag",
                "false, flag",
                "~, nothing",
                "Null, nothing",
                "1_000, text",
                "1:30, text",
                "2026-01-01, text",
                "'3', text",
                "\"true\", text",
                "+7, number",
                "1e5x, text",
                "e5, text"
            })
    void plainScalarsFollowTheCoreSchema(String text, String kind) {
        Document value = Document.yaml(text, "x");
        assertThat(value.isNumber()).isEqualTo(kind.equals("number"));
        assertThat(value.isText()).isEqualTo(kind.equals("text"));
        assertThat(value.isFlag()).isEqualTo(kind.equals("flag"));
        assertThat(value.isNothing()).isEqualTo(kind.equals("nothing"));
    }

    @Test
    void wholeNumbersInOtherBasesHaveTheirValue() {
        assertThat(Document.yaml("0x1F", "x").whole()).isEqualTo(31);
        assertThat(Document.yaml("0o17", "x").whole()).isEqualTo(15);
        assertThat(Document.yaml("017", "x").whole()).isEqualTo(17);
        assertThat(Document.yaml("-9223372036854775808", "x").whole()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\na: 2| s.yaml (line 2, column 1) has the key 'a' twice",
                "a: &x [1]| has an anchor or alias",
                "a: *x| anchor or alias",
                "a: !!str 3| has the tag",
                "a: !java.lang.Runtime {}| has the tag",
                "a: 1\\n---\\nb: 2| more than one document",
                "? [1, 2]\\n: 3| a key that is no text",
                "<<: {a: 1}| a key that is no text",
                "a: .nan| numbers must be finite",
                "a: -.inf| numbers must be finite",
                "a: 1e999| numbers must be finite",
                "a: 99999999999999999999| beyond 64 bits",
                "a: [1, 2| (line 1, column 9)",
                "a: b: c| (line 1, column 5)",
                "a:\\n\\t- 1| (line 2",
                "\\u0001| cannot be understood"
            })
    void whatIsNotPlainYamlIsRefused(String text, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");
        assertThatThrownBy(() -> Document.yaml(yaml, "s.yaml"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("s.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\": 1,}",
                "{'a': 1}",
                "[1 2]",
                "NaN",
                "{\"a\": NaN}",
                "1e999",
                "01",
                "// c\n1",
                "1 2",
                "{\"a\": 1, \"a\": 2}",
                "99999999999999999999",
                "\"\t\"",
                "nul",
                "[.5]"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> Document.json(text, "s.json"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("s.json");
    }

    @Test
    void endlessNestingAndHugeFilesAreRefused() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> Document.yaml(deep, "s.yaml")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Document.json(deep, "s.json")).isInstanceOf(InputException.class);
        Path huge = Fixtures.write(folder.resolve("huge.yaml"), new byte[(1 << 24) + 1]);
        assertThatThrownBy(() -> Document.read(huge))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most");
        Path large = Fixtures.write(
                folder.resolve("large.json"), ("[" + " ".repeat(1 << 24) + "]").getBytes(StandardCharsets.UTF_8));
        assertThat(Document.read(large).list()).isEmpty();
        Path larger = Fixtures.write(folder.resolve("larger.json"), new byte[(1 << 26) + 1]);
        assertThatThrownBy(() -> Document.read(larger))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most");
        Path latin =
                Fixtures.write(folder.resolve("l.yaml"), "a: gr\u00f6\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Document.read(latin))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aSettingReplacesOneValueAndIsNamedInErrors() {
        Document study = study().withSetting("method.iterations=3")
                .withSetting("background[1].file=other.parquet")
                .withSetting("simulation.new.deep=[1, 2]")
                .withSetting("nothing.here=1");

        assertThat(study.get("method").get("iterations").whole()).isEqualTo(3);
        assertThat(study.get("method").keys()).containsExactly("iterations", "rate", "flag", "network");
        assertThat(study.get("background").list().get(1).get("file").text()).isEqualTo("other.parquet");
        assertThat(study.get("background").list().get(1).get("name").text()).isEqualTo("no");
        assertThat(study.get("simulation").get("new").get("deep").list()).hasSize(2);
        assertThat(study().get("method").get("iterations").whole()).isEqualTo(5);
        assertThatThrownBy(() -> study().withSetting("method.iterations=0")
                        .get("method")
                        .get("iterations")
                        .integer(Range.atLeast(1)))
                .hasMessageContaining("--set method.iterations")
                .hasMessageContaining("at least 1, not 0");
        assertThatThrownBy(() -> study().withSetting("method"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("key=value");
        assertThatThrownBy(() -> study().withSetting("a..b=1")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> study().withSetting("background[9].x=1")).hasMessageContaining("no item 9");
        assertThatThrownBy(() -> study().withSetting("study.x=1")).hasMessageContaining("a mapping");
        assertThatThrownBy(() -> study().withSetting("method.rate=[")).isInstanceOf(InputException.class);
    }

    @Test
    void aDocumentOfTheProgramIsWrittenInItsOrder() {
        var values = new LinkedHashMap<String, Object>();
        values.put("b", 1);
        values.put("a", List.of(0.1, 1e-30, 2L));
        values.put("big", 1e30);
        values.put("t", "no");
        values.put("e", Optional.empty());
        values.put("f", Map.of());
        values.put("m", List.of(Map.of("x", true)));
        Document document = Document.of("made", values);

        assertThat(document.toJsonLine())
                .isEqualTo(
                        "{\"b\": 1, \"a\": [0.1, 1.0E-30, 2], \"big\": 1.0E30, \"t\": \"no\", \"e\": null, \"f\": {}, \"m\": [{\"x\": true}]}");
        assertThat(document.toYaml())
                .isEqualTo("b: 1\na: [0.1, 1.0E-30, 2]\nbig: 1.0E+30\nt: \"no\"\ne: null\nf: {}\nm:\n  - x: true\n");
        assertThatThrownBy(() -> Document.of("made", Map.of("x", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("made: x: a document cannot hold NaN");
        assertThatThrownBy(() -> Document.of("made", new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            Document document = Document.of("made", Map.of("root", randomValue(random, 0)));

            assertThat(Document.yaml(document.toYaml(), "s"))
                    .as(document.toYaml())
                    .isEqualTo(document);
            assertThat(Document.json(document.toJson(), "s")).isEqualTo(document);
            assertThat(Document.json(document.toJsonLine(), "s")).isEqualTo(document);
        }
    }

    @Test
    void filesAreWrittenAndReadByTheirEnding() {
        study().write(folder.resolve("s.yaml"));
        study().write(folder.resolve("s.json"));

        assertThat(Document.read(folder.resolve("s.yaml"))).isEqualTo(study());
        assertThat(Document.read(folder.resolve("s.json"))).isEqualTo(study());
        assertThat(folder.resolve("s.json")).content().startsWith("{\n  \"study\": \"zjets\",");
    }

    private static Object randomValue(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 7)) {
            case 0 -> random.nextLong();
            case 1 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
            case 2 -> randomText(random);
            case 3 -> random.nextInt(3) == 0 ? Optional.empty() : random.nextBoolean();
            case 4, 5 ->
                Stream.generate(() -> randomValue(random, depth + 1))
                        .limit(random.nextInt(5))
                        .toList();
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (int n = random.nextInt(5); n > 0; n--) {
                    map.put(randomText(random), randomValue(random, depth + 1));
                }
                yield map;
            }
        };
    }

    private static String randomText(SplittableRandom random) {
        String[] odd = {
            "no", "~", "1e3", "", " a", "a ", "- x", "a: b", "a #b", "null", "\u2028", "\ufeff", "é", "😀", "\u0085"
        };
        if (random.nextInt(3) == 0) {
            return odd[random.nextInt(odd.length)];
        }
        var text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(32, 127) : random.nextInt(0, 0x300)));
        }
        return text.toString();
    }
}
