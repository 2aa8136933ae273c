package unfurl.publication;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.hist.Axis;

/// A table as YODA 1 writes it: a scatter of format 2 for the values, and one for their covariance.
///
/// After the annotations and `---` comes a line for each point: coordinates, each with its errors down and up
/// as numbers that are not below 0. A bin's point is in its middle. The annotation `ErrorBreakdown` has the
/// signed changes of each point by source.
///
/// @param table what is written
/// @param path  of the values
record YodaScatters(PublishedTable table, String path) {
    String text() {
        return values() + "\n" + covariance() + "\n";
    }

    private String values() {
        var out = new StringBuilder("BEGIN YODA_SCATTER2D_V2 %s\n".formatted(path))
                .append("ErrorBreakdown: {%s}\n"
                        .formatted(IntStream.range(0, table.bins())
                                .mapToObj(bin -> "%d: {%s}".formatted(bin, breakdown(bin)))
                                .collect(Collectors.joining(", "))))
                .append(annotations(path, table.description(), "Scatter2D"))
                .append("# xval\t xerr-\t xerr+\t yval\t yerr-\t yerr+\n");
        for (int bin = 0; bin < table.bins(); bin++) {
            String error = Yoda.number(table.total().error(bin));
            out.append("%s\t%s\t%s\t%s\n"
                    .formatted(coordinate(bin), Yoda.number(table.spectrum().value(bin)), error, error));
        }
        return out.append("END YODA_SCATTER2D_V2\n").toString();
    }

    private String breakdown(int bin) {
        return table.sources().stream()
                .map(source -> "%s: {dn: %s, up: %s}"
                        .formatted(
                                Yoda.quoted(source.label()),
                                Yoda.number(source.down(bin)),
                                Yoda.number(source.up(bin))))
                .collect(Collectors.joining(", "));
    }

    private static String annotations(String where, String title, String type) {
        return "IsRef: 1\nPath: %s\nTitle: %s\nType: %s\n---\n".formatted(where, Yoda.quoted(title), type);
    }

    private String coordinate(int bin) {
        Axis axis = table.spectrum().axis();
        double centre = axis.centre(bin);
        return "%s\t%s\t%s"
                .formatted(
                        Yoda.number(centre),
                        Yoda.number(centre - axis.edge(bin)),
                        Yoda.number(axis.edge(bin + 1) - centre));
    }

    private String covariance() {
        String where = path + "-covariance";
        var out = new StringBuilder("BEGIN YODA_SCATTER3D_V2 %s\n".formatted(where))
                .append(annotations(where, "Covariance of " + path, "Scatter3D"))
                .append("# xval\t xerr-\t xerr+\t yval\t yerr-\t yerr+\t zval\t zerr-\t zerr+\n");
        String exact = Yoda.number(0);
        for (int i = 0; i < table.bins(); i++) {
            for (int j = 0; j < table.bins(); j++) {
                out.append("%s\t%s\t%s\t%s\t%s\n"
                        .formatted(
                                coordinate(i),
                                coordinate(j),
                                Yoda.number(table.total().get(i, j)),
                                exact,
                                exact));
            }
        }
        return out.append("END YODA_SCATTER3D_V2\n").toString();
    }
}
