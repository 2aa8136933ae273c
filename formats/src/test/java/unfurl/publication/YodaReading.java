package unfurl.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unfurl.formats.Document;

/// A strict reader of YODA's text, written from the format as YODA writes it: a block `BEGIN YODA_TYPE_Vn PATH`
/// … `END YODA_TYPE_Vn`, in it annotations (YAML, one a line), `---`, then for estimates `Edges(Ak): […]` and
/// `ErrorLabels: […]`, a comment with the columns, and lines of numbers with tabs between.
final class YodaReading {
    private static final Pattern BEGIN = Pattern.compile("BEGIN (YODA_[A-Z0-9]+_V[0-9]) (/\\S+)");
    private static final Pattern EDGES = Pattern.compile("Edges\\(A([12])\\): \\[(.*)]");

    /// An object.
    ///
    /// @param type        `YODA_ESTIMATE1D_V3`
    /// @param annotations the YAML before `---`
    /// @param edges       of each axis, for estimates
    /// @param labels      of the errors, for estimates
    /// @param rows        numbers; NaN for `nan` and `---`
    record Block(
            String type,
            String path,
            Document annotations,
            List<double[]> edges,
            List<String> labels,
            List<double[]> rows) {}

    private YodaReading() {}

    static Map<String, Block> blocks(String text) {
        var blocks = new LinkedHashMap<String, Block>();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).isEmpty()) {
                at++;
                continue;
            }
            Matcher begin = BEGIN.matcher(lines.get(at));
            assertThat(begin.matches()).as(lines.get(at)).isTrue();
            int end = lines.subList(at, lines.size()).indexOf("END " + begin.group(1));
            assertThat(end).as("the end of " + begin.group(2)).isPositive();
            Block block = block(begin.group(1), begin.group(2), lines.subList(at + 1, at + end));
            assertThat(blocks.put(block.path(), block)).isNull();
            at += end + 1;
        }
        return blocks;
    }

    private static Block block(String type, String path, List<String> lines) {
        int dashes = lines.indexOf("---");
        Document annotations = Document.yaml(String.join("\n", lines.subList(0, dashes)) + "\n", path);
        assertThat(annotations.get("Path").text()).isEqualTo(path);
        assertThat(type).startsWith("YODA_" + annotations.get("Type").text().toUpperCase(Locale.ROOT) + "_V");
        assertThat(annotations.get("IsRef").whole()).isEqualTo(1);
        assertThat(annotations.get("Title").text()).isNotBlank();
        var edges = new ArrayList<double[]>();
        List<String> labels = new ArrayList<>();
        var rows = new ArrayList<double[]>();
        int header = 0;
        for (String line : lines.subList(dashes + 1, lines.size())) {
            Matcher ofAxis = EDGES.matcher(line);
            if (ofAxis.matches()) {
                assertThat(Integer.parseInt(ofAxis.group(1))).isEqualTo(edges.size() + 1);
                edges.add(Arrays.stream(ofAxis.group(2).split(", ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            } else if (line.startsWith("ErrorLabels: ")) {
                Document list = Document.json(line.substring("ErrorLabels: ".length()), path);
                list.list().forEach(label -> labels.add(label.text()));
            } else if (line.startsWith("# ")) {
                header = line.split("\t", -1).length;
            } else {
                double[] row = Arrays.stream(line.split("\t", -1))
                        .mapToDouble(YodaReading::number)
                        .toArray();
                assertThat(row).hasSize(header);
                rows.add(row);
            }
        }
        return new Block(type, path, annotations, edges, labels, rows);
    }

    private static double number(String text) {
        if (text.equals("nan") || text.equals("---")) {
            return Double.NaN;
        }
        assertThat(text).matches("-?[0-9]\\.[0-9]+e[+-][0-9]{2,3}");
        return Double.parseDouble(text);
    }
}
