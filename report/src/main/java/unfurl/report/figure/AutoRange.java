package unfurl.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import unfurl.report.figure.Axis.Scale;

/// Chooses an axis's scale and interval from what is drawn.
final class AutoRange {
    /// Positive heights that span more than this are shown on a logarithmic axis.
    private static final double LOG_FROM = 50;
    /// A logarithmic axis goes at most so far below the largest number of a layer, and twice as far
    /// below that of all.
    private static final double LOG_DEPTH = 1e-8;
    private static final double[] RATIO_HALF_WIDTHS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1};

    private final List<Layer> layers;
    private final List<Extent> extents;

    AutoRange(List<Layer> layers) {
        this.layers = layers;
        this.extents =
                layers.stream().flatMap(layer -> Extent.of(layer).stream()).toList();
    }

    List<Extent> extents() {
        return extents;
    }

    /// Whether the axis is logarithmic.
    boolean logarithmic(Scale scale) {
        boolean anyPositive = heights().anyMatch(height -> height > 0);
        return switch (scale) {
            case LOG -> anyPositive;
            case LINEAR, WHOLE, RATIO, EDGES, NAMES -> false;
            case AUTO -> anyPositive && heights().max().orElse(0) > LOG_FROM * smallestPositive();
        };
    }

    /// The interval, before room is made for a legend.
    Range vertical(Axis axis) {
        if (axis.range().isPresent()) {
            return axis.range().get();
        }
        if (axis.scale() == Scale.RATIO) {
            return ratio();
        }
        if (extents.isEmpty()) {
            return new Range(0, 1);
        }
        return logarithmic(axis.scale()) ? log() : linear();
    }

    /// The interval of the x axis: from the first edge to the last.
    static Range horizontal(Axis axis, List<Panel> panels) {
        if (axis.range().isPresent()) {
            return axis.range().get();
        }
        var extents = panels.stream()
                .flatMap(panel -> panel.layers().stream())
                .flatMap(layer -> reach(layer).stream())
                .filter(x -> Double.isFinite(x) && (axis.scale() != Scale.LOG || x > 0))
                .toList();
        double low = extents.stream().mapToDouble(x -> x).min().orElse(axis.scale() == Scale.LOG ? 0.1 : 0);
        double high = extents.stream().mapToDouble(x -> x).max().orElse(1);
        return low < high ? new Range(low, high) : widened(low);
    }

    private static List<Double> reach(Layer layer) {
        return switch (layer) {
            case Layer.Steps s -> ends(s.edges());
            case Layer.Band b -> ends(b.edges());
            case Layer.Points p -> ends(p.edges());
            case Layer.Marks m -> ends(m.edges());
            case Layer.Cells c -> ends(c.xEdges());
            case Layer.Curve c -> c.x().stream().boxed().toList();
            case Layer.Level l -> List.of();
            case Layer.Upright u -> List.of();
        };
    }

    private static List<Double> ends(Numbers edges) {
        return List.of(edges.first(), edges.last());
    }

    private static Range widened(double at) {
        double half = at == 0 ? 1 : Math.abs(at) / 2;
        return new Range(at - half, at + half);
    }

    private Range linear() {
        double low = extents.stream().mapToDouble(Extent::low).min().orElse(0);
        double high = extents.stream().mapToDouble(Extent::high).max().orElse(1);
        boolean cells = layers.stream().anyMatch(Layer.Cells.class::isInstance);
        if (cells) {
            return new Range(low, high);
        }
        boolean histogram =
                layers.stream().anyMatch(layer -> !(layer instanceof Layer.Curve || layer instanceof Layer.Upright));
        double from = histogram ? Math.min(low, 0) : low;
        double to = histogram ? Math.max(high, 0) : high;
        if (!(from < to)) {
            return from == 0 ? new Range(0, 1) : widened(from);
        }
        double room = 0.06 * (to - from);
        return new Range(from == 0 ? 0 : from - room, to + room);
    }

    private Range log() {
        double high = heights().max().orElse(1);
        double deepest = Math.max(lowestLayer().orElse(high) * LOG_DEPTH, high * LOG_DEPTH * LOG_DEPTH);
        double low = Math.max(smallestPositive(), deepest);
        double top = extents.stream()
                .mapToDouble(Extent::high)
                .filter(Double::isFinite)
                .max()
                .orElse(high);
        return new Range(low / 2, Math.max(high, Math.min(top, 10 * high)) * 1.6);
    }

    private DoubleStream heights() {
        return layers.stream().flatMapToDouble(AutoRange::heights);
    }

    private static DoubleStream heights(Layer layer) {
        return layer instanceof Layer.Band
                ? DoubleStream.empty()
                : Extent.of(layer).stream().mapToDouble(Extent::centre);
    }

    /// The largest number of that layer whose numbers are the smallest.
    private OptionalDouble lowestLayer() {
        return layers.stream()
                .mapToDouble(layer -> heights(layer).max().orElse(0))
                .filter(largest -> largest > 0)
                .min();
    }

    private double smallestPositive() {
        return heights().filter(height -> height > 0).min().orElse(1);
    }

    /// Even about 1 and as wide as the well-measured points, most of the lines and the middle of the bands
    /// need.
    private Range ratio() {
        var needs = new ArrayList<Double>();
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Points p -> needs.add(quantile(deviations(wellMeasured(p)), 1));
                case Layer.Steps s -> needs.add(most(deviations(Extent.of(s))));
                case Layer.Band b -> needs.add(1.2 * quantile(deviations(Extent.of(b)), 0.75));
                case Layer.Curve c -> needs.add(quantile(deviations(Extent.of(c)), 1));
                case Layer.Level l -> needs.add(0.0);
                case Layer.Upright u -> needs.add(0.0);
                case Layer.Marks m -> needs.add(0.0);
                case Layer.Cells c -> needs.add(0.0);
            }
        }
        double need = needs.stream().mapToDouble(x -> x).max().orElse(0);
        for (double half : RATIO_HALF_WIDTHS) {
            if (need <= half * 1.1) {
                return new Range(1 - 1.18 * half, 1 + 1.18 * half);
            }
        }
        return new Range(0, Math.min(1 + 1.1 * need, 6));
    }

    /// The points whose errors are at most three times the middle one.
    private static List<Extent> wellMeasured(Layer.Points points) {
        List<Extent> all = Extent.of(points);
        double middle = quantile(all.stream().map(e -> e.high() - e.low()).toList(), 0.5);
        return all.stream().filter(e -> e.high() - e.low() <= 3 * middle).toList();
    }

    private static List<Double> deviations(List<Extent> extents) {
        return extents.stream()
                .map(e -> Math.max(Math.abs(e.low() - 1), Math.abs(e.high() - 1)))
                .toList();
    }

    /// The largest, unless it is far beyond what three quarters need: then the few are left to run out of the
    /// frame.
    private static double most(List<Double> deviations) {
        return Math.min(quantile(deviations, 1), Math.max(0.1, 3 * quantile(deviations, 0.75)));
    }

    private static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.floor(share * (sorted.size() - 1)));
    }
}
