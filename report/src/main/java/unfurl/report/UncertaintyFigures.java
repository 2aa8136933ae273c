package unfurl.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.report.Breakdown.Kind;
import unfurl.report.Breakdown.Source;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.HeatMap;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws the sources of uncertainty and the correlations between bins.
final class UncertaintyFigures {
    /// At least as many colours as sources are drawn by themselves, to be told apart by colour-blind readers too.
    /// Source: M. Okabe, K. Ito, "Color universal design" (2008), without black and yellow, and P. Tol's wine and
    /// indigo.
    private static final List<Ink> COLOURS = IntStream.of(
                    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x882255, 0x332288)
            .mapToObj(rgb -> new Ink(rgb, 1))
            .toList();

    private static final Ink OTHERS = new Ink(0x717581, 1);
    private static final Ink TOTAL = new Ink(0xe3e4e8, 1);

    /// With a total this much larger in one bin than in the middle one, the axis is logarithmic.
    private static final double STEEP = 8;
    /// With at most so many bins the correlations stand in the cells.
    private static final int WRITTEN = 12;
    /// With at most so many bins of several observables each has a name.
    private static final int NAMED = 36;

    private static final Pen SEPARATOR = Pen.solid(Ink.BLACK, 0.8);
    private static final Figure.Size JOINT = new Figure.Size(720, 660, false);

    private final Title title;

    UncertaintyFigures(Title title) {
        this.title = title;
    }

    /// What is merged, in words.
    static String caption(Breakdown breakdown) {
        int merged = breakdown.drawn().merged().size();
        String what = "relative uncertainty by source: statistical dashed, systematic solid";
        if (merged == 0) {
            return what;
        }
        return what
                + "; others (%d): sources below %s of the total in every bin or beyond the %d largest, in quadrature"
                        .formatted(merged, Digits.percent(Breakdown.MINOR), Breakdown.MOST);
    }

    /// A line of steps for each large source, the largest first, over the total.
    Figure breakdown(ObservablePage page, Breakdown breakdown) {
        Numbers edges = breakdown.edges();
        Numbers total = percent(breakdown.total());
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Band(edges, total.map(t -> 0), total, Fill.PLAIN, TOTAL, "Total"));
        Breakdown.Drawn drawn = breakdown.drawn();
        Map<Source, Ink> colours = colours(breakdown.sources(), drawn.own());
        for (Source source : drawn.own()) {
            Ink ink = colours.get(source);
            Pen pen = source.kind() == Kind.STATISTICAL ? Pen.dashed(ink, 1.7) : Pen.solid(ink, 1.7);
            layers.add(new Layer.Steps(edges, percent(source.relative()), pen, source.label()));
        }
        if (!drawn.merged().isEmpty()) {
            String others = "Others (%d)".formatted(drawn.merged().size());
            layers.add(new Layer.Steps(edges, percent(drawn.others()), Pen.dotted(OTHERS, 1.7), others));
        }
        layers.add(new Layer.Steps(edges, total, Pen.solid(Ink.BLACK, 2.2), "Total"));
        String y = "Relative uncertainty [%]";
        var panel = new Panel(steep(total) ? Axis.log(y) : Axis.linear(y), layers, 1);
        Axis x = Axis.linear("{" + page.label() + "}" + unit(page.unit()));
        return new Figure(describe(page, drawn), title.left(), title.right(), x, List.of(panel), Figure.Size.COLUMN);
    }

    /// A source has its own colour in the figures of all observables; of two of one kind that would have the same, the
    /// second takes the next that is free. Statistical sources, which are dashed, begin at the other end.
    private static Map<Source, Ink> colours(List<Source> all, List<Source> drawn) {
        var colours = new LinkedHashMap<Source, Ink>();
        for (Kind kind : Kind.values()) {
            List<Source> alike =
                    all.stream().filter(source -> source.kind() == kind).toList();
            List<Ink> palette = kind == Kind.STATISTICAL ? COLOURS.reversed() : COLOURS;
            Set<Ink> taken = new HashSet<>();
            for (int i = 0; i < alike.size(); i++) {
                if (drawn.contains(alike.get(i))) {
                    int place = i;
                    while (!taken.add(palette.get(place % palette.size()))) {
                        place++;
                    }
                    colours.put(alike.get(i), palette.get(place % palette.size()));
                }
            }
        }
        return colours;
    }

    private static String describe(ObservablePage page, Breakdown.Drawn drawn) {
        String largest = drawn.own().stream()
                .map(source -> Label.parse(source.label()).plain())
                .collect(Collectors.joining(", "));
        return "Relative uncertainty of %s by source%s"
                .formatted(
                        Label.parse(page.label()).plain(), largest.isEmpty() ? "" : ", the largest first: " + largest);
    }

    private static boolean steep(Numbers total) {
        double[] sorted =
                total.stream().filter(t -> Double.isFinite(t) && t > 0).sorted().toArray();
        return sorted.length > 0 && sorted[sorted.length - 1] > STEEP * sorted[sorted.length / 2];
    }

    /// Cells of equal size, bin by bin. Of one observable the edges of its bins stand at both axes, of
    /// several their names too, with lines between them.
    Figure correlation(Correlation map) {
        int bins = map.bins();
        Numbers edges = Numbers.edges(bins, 0, bins);
        boolean one = map.blocks().size() == 1;
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Cells(edges, edges, map.values(), HeatMap.DIVERGING, bins <= WRITTEN, "Correlation"));
        int end = 0;
        for (Correlation.Block block : map.blocks().subList(0, map.blocks().size() - 1)) {
            end += block.bins();
            layers.add(new Layer.Level(end, SEPARATOR));
            layers.add(new Layer.Upright(end, SEPARATOR, ""));
        }
        Axis axis = one ? edgesOf(map.blocks().getFirst()) : namesOf(map);
        var panel = new Panel(axis, layers, 1);
        Figure.Size size = one ? Figure.Size.COLUMN : JOINT;
        return new Figure(describe(map), title.left(), title.right(), axis, List.of(panel), size);
    }

    private static Axis edgesOf(Correlation.Block block) {
        List<String> edges = edges(block);
        var marks = new ArrayList<Axis.Mark>();
        for (int i = 0; i < edges.size(); i++) {
            marks.add(new Axis.Mark(i, edges.get(i)));
        }
        return Axis.edges("{" + block.label() + "}" + unit(block.unit()), marks);
    }

    /// Edges to a tenth of the narrowest bin.
    private static List<String> edges(Correlation.Block block) {
        Numbers edges = block.edges();
        double finest = IntStream.range(0, block.bins())
                .mapToDouble(i -> edges.get(i + 1) - edges.get(i))
                .min()
                .orElse(1);
        double unit = Math.pow(10, Math.floor(Math.log10(finest)) - 1);
        return edges.stream()
                .mapToObj(edge -> Digits.edge(Math.rint(edge / unit) * unit))
                .toList();
    }

    /// Few bins have their observable and edges each, of many the observables alone are named.
    private static Axis namesOf(Correlation map) {
        var marks = new ArrayList<Axis.Mark>();
        int start = 0;
        for (Correlation.Block block : map.blocks()) {
            if (map.bins() > NAMED) {
                marks.add(new Axis.Mark(start + block.bins() / 2.0, block.label()));
            } else {
                List<String> edges = edges(block);
                for (int i = 0; i < block.bins(); i++) {
                    String name =
                            "{%s} %s … %s %s".formatted(block.label(), edges.get(i), edges.get(i + 1), block.unit());
                    marks.add(new Axis.Mark(start + i + 0.5, name.strip()));
                }
            }
            start += block.bins();
        }
        return Axis.names("", marks);
    }

    private static String describe(Correlation map) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < map.bins(); i++) {
            for (int j = 0; j < i; j++) {
                low = Double.isNaN(map.get(i, j)) ? low : Math.min(low, map.get(i, j));
                high = Double.isNaN(map.get(i, j)) ? high : Math.max(high, map.get(i, j));
            }
        }
        String names = map.blocks().stream()
                .map(block -> Label.parse(block.label()).plain())
                .collect(Collectors.joining(", "));
        String range = low > high
                ? ""
                : ", from %s to %s off the diagonal".formatted(Digits.significant(low, 2), Digits.significant(high, 2));
        return "Correlation of the total uncertainties of the bins of " + names + range;
    }

    private static Numbers percent(Numbers shares) {
        return shares.map(share -> 100 * share);
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " [" + unit + "]";
    }
}
