package unfurl.report.figure;

import java.util.ArrayList;
import java.util.List;

/// The part of the plane that one bin, point or stretch of a curve takes.
///
/// @param centre the number shown; with error bars it lies between `low` and `high`
record Extent(double left, double right, double low, double centre, double high) {
    /// What a layer takes, bin by bin; gaps (numbers that are not finite) take nothing.
    static List<Extent> of(Layer layer) {
        return switch (layer) {
            case Layer.Steps s -> bins(s.edges(), s.values(), s.values(), s.values());
            case Layer.Band b -> bins(b.edges(), b.low(), b.high(), b.high());
            case Layer.Points p ->
                bins(
                        p.edges(),
                        p.values().minus(finite(p.errors())),
                        p.values(),
                        p.values().plus(finite(p.errors())));
            case Layer.Curve c -> stretches(c);
            case Layer.Level l -> List.of();
            case Layer.Upright u -> List.of();
            case Layer.Marks m -> List.of();
            case Layer.Cells c -> {
                double low = c.yEdges().first();
                double high = c.yEdges().last();
                yield List.of(new Extent(c.xEdges().first(), c.xEdges().last(), low, high, high));
            }
        };
    }

    private static Numbers finite(Numbers errors) {
        return errors.map(error -> Double.isFinite(error) ? error : 0);
    }

    private static List<Extent> bins(Numbers edges, Numbers low, Numbers centre, Numbers high) {
        var extents = new ArrayList<Extent>();
        for (int i = 0; i < centre.size(); i++) {
            if (Double.isFinite(low.get(i)) && Double.isFinite(centre.get(i)) && Double.isFinite(high.get(i))) {
                extents.add(new Extent(edges.get(i), edges.get(i + 1), low.get(i), centre.get(i), high.get(i)));
            }
        }
        return extents;
    }

    private static List<Extent> stretches(Layer.Curve curve) {
        var extents = new ArrayList<Extent>();
        for (int i = 0; i < curve.x().size(); i++) {
            int from = Math.max(0, i - 1);
            double x = curve.x().get(i);
            double y = curve.y().get(i);
            double x0 = curve.x().get(from);
            double y0 = curve.y().get(from);
            if (Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(x0) && Double.isFinite(y0)) {
                extents.add(new Extent(Math.min(x, x0), Math.max(x, x0), Math.min(y, y0), y, Math.max(y, y0)));
            }
        }
        return extents;
    }
}
