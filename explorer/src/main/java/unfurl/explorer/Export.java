package unfurl.explorer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;
import unfurl.plot.Compared;
import unfurl.plot.PlotRequest;
import unfurl.publication.FitDocument;
import unfurl.publication.HepData;
import unfurl.publication.Publication;
import unfurl.publication.PublishedTable;
import unfurl.publication.SafeNames;
import unfurl.publication.Yoda;
import unfurl.report.figure.Figure;

/// Makes a file of a view.
///
/// @param measurement what it is of
/// @param view        its numbers
/// @param request     the file that is wanted
record Export(Measurement measurement, View view, ExportRequest request) {
    private static final double PIXELS_PER_POINT = 3;

    Answer file() {
        if (request.format() == ExportRequest.Format.HEPDATA
                && view.request().y().isPresent()) {
            return Answer.file(name() + ".zip", "application/zip", zip());
        }
        byte[] body = switch (request.format()) {
            case PNG -> figure().png(PIXELS_PER_POINT);
            case SVG -> text(figure().svg());
            case PDF -> figure().pdf();
            case CSV -> text(csv());
            case JSON -> text(FitDocument.of(publication()).toJson());
            case HEPDATA -> text(HepData.table(publication().tables().getFirst()));
            case YODA ->
                text(Yoda.TWO.text(
                        tables().toList(), SafeNames.of(measurement.head().name())));
            case JAVA -> text(new JavaSnippet(measurement, view).text());
            case PYTHON -> text(new PythonSnippet(measurement, view).text());
        };
        return Answer.file(
                name() + "." + request.format().ending(), request.format().type(), body);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String name() {
        return SafeNames.of(measurement.head().name()) + "_"
                + SafeNames.of(view.request().x().expression().text());
    }

    private Figure figure() {
        return request.what().of(plot());
    }

    private PlotRequest plot() {
        List<Compared> compared = view.predictions().stream()
                .map(one -> Compared.of(one.prediction(), one.spectra(), one.test()))
                .toList();
        return new PlotRequest(
                measurement.head(),
                view.request().query(),
                view.breakdown(),
                view.chosen(),
                compared,
                new PlotRequest.Options(request.logX(), request.logY(), false));
    }

    private Publication publication() {
        List<Prediction> predictions =
                view.predictions().stream().map(View.Compared::prediction).toList();
        return Publication.of(measurement, queries(), view.breakdown(), view.chosen(), predictions);
    }

    private Stream<PublishedTable> tables() {
        return publication().tables().stream();
    }

    /// The query, or one with its cut for each slice.
    private List<Query> queries() {
        return switch (view.request().query()) {
            case Query one -> List.of(one);
            case SlicedQuery(Query each, Expression by, Axis slices) ->
                IntStream.range(0, slices.bins())
                        .mapToObj(i -> each.where(within(by, slices.edge(i), slices.edge(i + 1))))
                        .toList();
        };
    }

    private Expression within(Expression by, double low, double high) {
        String slice = "(%s) >= %s && (%s) < %s".formatted(by, low, by, high);
        return Expression.parse(
                view.request().where().map(cut -> "(" + cut + ") && ").orElse("") + slice);
    }

    /// A table of HEPData's is a file: one for each slice.
    private byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (PublishedTable table : publication().tables()) {
                var entry = new ZipEntry("%s_slice%d.yaml".formatted(name(), table.number()));
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(text(HepData.table(table)));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// A line for each bin: edges, values, errors in total and by source, predictions.
    private String csv() {
        var answer = new ViewAnswer(view, measurement.head());
        var lines = new ArrayList<String>();
        boolean isSliced = view.request().y().isPresent();
        lines.add((isSliced ? "slice_low,slice_high," : "") + answer.csvHead());
        int bins = view.request().x().axis().bins();
        for (int cell = 0; cell < view.cells(); cell++) {
            int slice = cell / bins;
            String start = view.request()
                    .y()
                    .map(y -> y.axis().edge(slice) + "," + y.axis().edge(slice + 1) + ",")
                    .orElse("");
            lines.add(start + answer.csv(cell));
        }
        return String.join("\n", lines) + "\n";
    }
}
