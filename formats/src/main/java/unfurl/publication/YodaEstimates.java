package unfurl.publication;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.hist.Axis;

/// A table as YODA 2 writes it: an object of format 3 for the values, and one for their covariance.
///
/// After the annotations and `---` come the edges of each axis, the labels of the errors, and a line for each
/// cell: the value, then down and up of each error. The flows are cells too: they are not published, so `nan`
/// and `---`. The first axis is the fastest.
///
/// @param table what is written
/// @param path  of the values
record YodaEstimates(PublishedTable table, String path) {
    String text() {
        return estimate() + "\n" + covariance() + "\n";
    }

    private String begin(String type, String where, String title) {
        return "BEGIN YODA_%s_V3 %s\nIsRef: 1\nPath: %s\nTitle: %s\nType: %s\n---\n"
                .formatted(type.toUpperCase(Locale.ROOT), where, where, Yoda.quoted(title), type);
    }

    private static String end(String type) {
        return "END YODA_%s_V3\n".formatted(type.toUpperCase(Locale.ROOT));
    }

    private String edges(int number) {
        Axis axis = table.spectrum().axis();
        return "Edges(A%d): [%s]\n"
                .formatted(
                        number,
                        Arrays.stream(axis.edges()).mapToObj(Yoda::number).collect(Collectors.joining(", ")));
    }

    private String estimate() {
        var out = new StringBuilder(begin("Estimate1D", path, table.description())).append(edges(1));
        int sources = table.sources().size();
        if (sources > 0) {
            out.append("ErrorLabels: [%s]\n"
                    .formatted(table.sources().stream()
                            .map(source -> Yoda.quoted(source.label()))
                            .collect(Collectors.joining(", "))));
        }
        out.append("# value");
        IntStream.rangeClosed(1, sources).forEach(k -> out.append("\terrDn(%d)\terrUp(%d)".formatted(k, k)));
        String flow = "\nnan" + "\t---\t---".repeat(sources);
        out.append(flow);
        for (int bin = 0; bin < table.bins(); bin++) {
            out.append('\n').append(Yoda.number(table.spectrum().value(bin)));
            for (SourceErrors source : table.sources()) {
                out.append('\t')
                        .append(Yoda.number(source.down(bin)))
                        .append('\t')
                        .append(Yoda.number(source.up(bin)));
            }
        }
        return out.append(flow).append('\n').append(end("Estimate1D")).toString();
    }

    private String covariance() {
        int bins = table.bins();
        var out = new StringBuilder(begin("Estimate2D", path + "-covariance", "Covariance of " + path))
                .append(edges(1))
                .append(edges(2))
                .append("# value\n");
        for (int j = -1; j <= bins; j++) {
            for (int i = -1; i <= bins; i++) {
                boolean flow = Math.min(i, j) < 0 || Math.max(i, j) == bins;
                out.append(flow ? "nan" : Yoda.number(table.total().get(i, j))).append('\n');
            }
        }
        return out.append(end("Estimate2D")).toString();
    }
}
