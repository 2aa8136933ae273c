package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import unfurl.formats.Document;

/// What HEPData demands of a submission, written from its documentation (hepdata-submission.readthedocs.io:
/// `submission.yaml`, data files, tips) and held to nothing else.
final class HepDataRules {
    private static final int LARGEST_FILE = 10485760;

    private final Map<String, String> files;
    private final Set<String> named = new HashSet<>(Set.of("submission.yaml"));

    private HepDataRules(Map<String, String> files) {
        this.files = files;
    }

    /// The tables by name, checked.
    static List<Document> tables(Map<String, String> files) {
        return new HepDataRules(files).tables();
    }

    private List<Document> tables() {
        List<Document> documents = documents(files.get("submission.yaml"));
        Document record = documents.getFirst().onlyKeys("comment", "additional_resources");
        assertThat(record.get("comment").text()).isNotBlank();
        record.get("additional_resources").list().forEach(this::resource);
        var names = new HashSet<String>();
        var tables = new ArrayList<Document>();
        for (Document table : documents.subList(1, documents.size())) {
            table.onlyKeys("name", "description", "keywords", "data_file", "location", "data_license");
            assertThat(table.get("name").text()).hasSizeBetween(1, 64);
            assertThat(names.add(table.get("name").text())).isTrue();
            assertThat(table.get("description").text()).isNotBlank();
            table.get("keywords").list().forEach(HepDataRules::keyword);
            table.find("data_license").ifPresent(licence -> {
                licence.onlyKeys("name", "url", "description");
                assertThat(licence.get("url").text()).startsWith("https://");
            });
            tables.add(file(table.get("data_file").text()));
        }
        assertThat(files.keySet()).as("every file is named in submission.yaml").isEqualTo(named);
        return tables;
    }

    /// Documents begin with a line `---`, and none ends the file.
    private static List<Document> documents(String text) {
        assertThat(text).startsWith("---\n").doesNotEndWith("---\n");
        return List.of(text.substring(4).split("(?m)^---\n")).stream()
                .map(document -> readable(document, "submission.yaml"))
                .toList();
    }

    /// Numbers of YAML 1.1, which HEPData reads, have a point and a sign in their exponent, or no exponent.
    private static Document readable(String text, String name) {
        assertThat(text).doesNotContainPattern("(?m)[:\\[,-] -?[0-9.]+[eE][0-9]");
        return Document.yaml(text, name);
    }

    private void resource(Document resource) {
        resource.onlyKeys("location", "description", "type", "license");
        String location = resource.get("location").text();
        assertThat(files).containsKey(location);
        assertThat(resource.get("description").text()).isNotBlank();
        named.add(location);
    }

    private static void keyword(Document keyword) {
        keyword.onlyKeys("name", "values").get("name").oneOf("cmenergies", "observables", "reactions", "phrases");
        assertThat(keyword.get("values").list())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.isNumber() ? "number" : value.text())
                        .hasSizeBetween(1, 128)
                        .doesNotContain("$"));
    }

    private Document file(String name) {
        assertThat(name).matches("[A-Za-z0-9_]+\\.yaml");
        assertThat(named.add(name)).isTrue();
        String text = files.get(name);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST_FILE);
        return checked(readable(text, name));
    }

    /// A data file, checked.
    static Document checked(Document table) {
        table.onlyKeys("independent_variables", "dependent_variables");
        var lengths = new HashSet<Integer>();
        for (Document variable : table.get("independent_variables").list()) {
            variable.onlyKeys("header", "values");
            header(variable.get("header"));
            List<Document> values = variable.get("values").list();
            lengths.add(values.size());
            values.forEach(HepDataRules::independent);
        }
        for (Document variable : table.get("dependent_variables").list()) {
            variable.onlyKeys("header", "qualifiers", "values");
            header(variable.get("header"));
            variable.find("qualifiers").ifPresent(all -> all.list().forEach(HepDataRules::qualifier));
            List<Document> values = variable.get("values").list();
            lengths.add(values.size());
            values.forEach(HepDataRules::dependent);
        }
        assertThat(lengths).as("every variable has as many values").hasSize(1);
        return table;
    }

    private static void header(Document header) {
        header.onlyKeys("name", "units");
        assertThat(header.get("name").text()).isNotBlank();
        header.find("units").ifPresent(units -> assertThat(units.text()).isNotBlank());
    }

    private static void qualifier(Document qualifier) {
        qualifier.onlyKeys("name", "value", "units");
        assertThat(qualifier.get("name").text()).isNotBlank();
        assertThat(qualifier.get("value").isText() || qualifier.get("value").isNumber())
                .isTrue();
    }

    private static void independent(Document value) {
        if (value.keys().contains("low")) {
            value.onlyKeys("low", "high");
            assertThat(value.get("low").number()).isLessThan(value.get("high").number());
        } else {
            assertThat(value.onlyKeys("value").get("value").isNumber()).isTrue();
        }
    }

    /// A missing bin is a `-` without errors; where there are errors, not all may be 0.
    private static void dependent(Document value) {
        value.onlyKeys("value", "errors");
        if (value.get("value").isText()) {
            assertThat(value.get("value").text()).isEqualTo("-");
            assertThat(value.keys()).doesNotContain("errors");
        }
        value.find("errors").ifPresent(errors -> {
            assertThat(errors.list())
                    .isNotEmpty()
                    .anySatisfy(error -> assertThat(changes(error)).isNotEqualTo(new double[] {0, 0}));
        });
    }

    /// The changes up and down that an error says.
    static double[] changes(Document error) {
        error.onlyKeys("symerror", "asymerror", "label");
        assertThat(error.keys()).hasSize(2);
        assertThat(error.get("label").text()).matches("(stat|sys)(,.+)?");
        if (error.find("symerror").isPresent()) {
            double change = error.get("symerror").number();
            return new double[] {change, -change};
        }
        Document both = error.get("asymerror").onlyKeys("plus", "minus");
        return new double[] {both.get("plus").number(), both.get("minus").number()};
    }
}
