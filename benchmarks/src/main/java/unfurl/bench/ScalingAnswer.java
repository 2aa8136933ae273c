package unfurl.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// How time and memory of training grow.
///
/// @param points measured ones, axis by axis
record ScalingAnswer(List<Point> points) implements Answer {
    /// One training.
    ///
    /// @param axis   what was changed
    /// @param value  to what
    /// @param result the document of [TrainAnswer]
    record Point(ScalingAxis axis, int value, Document result) {
        double seconds() {
            return result.get(axis.timeOfDay() ? "secondsPerEpoch" : "clockSecondsPerEpoch")
                    .get("median")
                    .number();
        }

        double megabytes() {
            return 1e-6 * result.get("peakMemoryBytes").number();
        }

        double gigaflops() {
            double clock = result.get("clockSecondsPerEpoch").get("median").number();
            return result.get("gigaflops").number() * clock / seconds();
        }

        double fraction() {
            return gigaflops() / result.get("peakGigaflops").number();
        }
    }

    @Override
    public Document document() {
        List<Map<String, Object>> rows = points.stream()
                .map(point -> Document.entries("axis", point.axis(), "value", point.value(), "result", point.result()))
                .toList();
        return Document.of("bench scaling", Document.entries("points", rows, "machine", Machine.document()));
    }

    @Override
    public void print(PrintWriter out) {
        out.println("one at a time from 24-100-100-100-1, batch 4096, 200 000 events, one thread; a process for each");
        out.println("processor time, but for networks and threads the time of day; an epoch is that of all networks");
        var table = new TextTable("axis", ">value", ">s an epoch", ">GFLOP/s", ">of the peak", ">memory [MB]");
        for (Point point : points) {
            table.row(
                    point.axis().label(),
                    Integer.toString(point.value()),
                    Decimals.of(point.seconds(), 4),
                    Decimals.of(point.gigaflops(), 1),
                    Decimals.of(point.fraction(), 3),
                    Decimals.of(point.megabytes(), 0));
        }
        table.print(out);
    }

    /// The points as CSV.
    String csv() {
        var lines = new StringJoiner("\n", "", "\n");
        lines.add("axis,value,secondsPerEpoch,gigaflops,fractionOfPeak,peakMemoryMB");
        for (Point point : points) {
            lines.add(String.join(
                    ",",
                    point.axis().toString(),
                    Integer.toString(point.value()),
                    Decimals.of(point.seconds(), 5),
                    Decimals.of(point.gigaflops(), 2),
                    Decimals.of(point.fraction(), 4),
                    Decimals.of(point.megabytes(), 1)));
        }
        return lines.toString();
    }

    /// A figure for each axis: time above memory.
    Map<ScalingAxis, Figure> figures() {
        var figures = new LinkedHashMap<ScalingAxis, Figure>();
        for (ScalingAxis axis : ScalingAxis.values()) {
            List<Point> own =
                    points.stream().filter(point -> point.axis() == axis).toList();
            if (own.size() > 1) {
                figures.put(axis, figure(axis, own));
            }
        }
        return figures;
    }

    private static Figure figure(ScalingAxis axis, List<Point> points) {
        Numbers x = Numbers.tabulate(points.size(), i -> points.get(i).value());
        Numbers seconds = Numbers.tabulate(points.size(), i -> points.get(i).seconds());
        Numbers memory = Numbers.tabulate(points.size(), i -> points.get(i).megabytes());
        var panels = new ArrayList<Panel>();
        panels.add(panel("seconds an epoch", x, seconds, Ink.BLUE));
        panels.add(panel("peak memory [MB]", x, memory, Ink.RED));
        return new Figure(
                "Time of an epoch and peak memory against " + axis.label(),
                "**Unfurl** training",
                "24-100-100-100-1",
                new Axis(axis.label(), Axis.Scale.LOG, Optional.empty()),
                panels,
                Figure.Size.COLUMN);
    }

    private static Panel panel(String label, Numbers x, Numbers y, Ink ink) {
        var curve = new Layer.Curve(x, y, Pen.solid(ink, 1.5), true, "");
        return new Panel(Axis.log(label), List.of(curve), 1);
    }
}
