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
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws the sources of an uncertainty.
public final class UncertaintyFigures {
    /// At least as many colours as sources are drawn by themselves, to be told apart by colour-blind readers too.
    /// Source: M. Okabe, K. Ito, "Color universal design" (2008), without black and yellow, and P. Tol's wine and
    /// indigo.
    static final List<Ink> COLOURS = IntStream.of(
                    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x882255, 0x332288)
            .mapToObj(rgb -> new Ink(rgb, 1))
            .toList();

    private static final Ink OTHERS = new Ink(0x717581, 1);
    private static final Ink TOTAL = new Ink(0xe3e4e8, 1);

    /// With a total this much larger in one bin than in the middle one, the axis is logarithmic.
    private static final double STEEP = 8;

    private final Title title;

    /// Figures with this title above.
    public UncertaintyFigures(Title title) {
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
    ///
    /// @param label of the observable, in the markup of [Label]
    /// @param unit  in the same markup; empty when it has none
    public Figure breakdown(String label, String unit, Breakdown breakdown) {
        Axis x = Axis.linear("{" + label + "}" + (unit.isEmpty() ? "" : " [" + unit + "]"));
        return new Figure(
                describe(label, breakdown.drawn()),
                title.left(),
                title.right(),
                x,
                List.of(panel(breakdown, 1)),
                Figure.Size.COLUMN);
    }

    /// The same as one panel of a figure.
    ///
    /// @param share its part of the figure's height
    public static Panel panel(Breakdown breakdown, double share) {
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
        return new Panel(steep(total) ? Axis.log(y) : Axis.linear(y), layers, share);
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

    private static String describe(String label, Breakdown.Drawn drawn) {
        String largest = drawn.own().stream()
                .map(source -> Label.parse(source.label()).plain())
                .collect(Collectors.joining(", "));
        return "Relative uncertainty of %s by source%s"
                .formatted(Label.parse(label).plain(), largest.isEmpty() ? "" : ", the largest first: " + largest);
    }

    private static boolean steep(Numbers total) {
        double[] sorted =
                total.stream().filter(t -> Double.isFinite(t) && t > 0).sorted().toArray();
        return sorted.length > 0 && sorted[sorted.length - 1] > STEEP * sorted[sorted.length / 2];
    }

    private static Numbers percent(Numbers shares) {
        return shares.map(share -> 100 * share);
    }
}
