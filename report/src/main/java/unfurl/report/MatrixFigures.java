package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.report.Correlation.Block;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.HeatMap;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws how bins move together.
public final class MatrixFigures {
    /// With at most so many bins the correlations stand in the cells.
    private static final int WRITTEN = 12;
    /// With at most so many bins of several observables each has a name.
    private static final int NAMED = 36;

    /// So many names have room beside a map as large as other figures.
    private static final int CLOSE = 20;

    private static final Pen SEPARATOR = Pen.solid(Ink.BLACK, 0.8);
    private static final Figure.Size JOINT = new Figure.Size(720, 660, false);

    private final Title title;

    /// Figures with this title above.
    public MatrixFigures(Title title) {
        this.title = title;
    }

    /// Cells of equal size, bin by bin. Of one observable the edges of its bins stand at both axes, of
    /// several their names too, with lines between them.
    public Figure correlation(Correlation map) {
        Numbers edges = cells(map.blocks());
        boolean written = map.bins() <= WRITTEN;
        var cells = new Layer.Cells(edges, edges, map.values(), HeatMap.DIVERGING, written, "Correlation", List.of());
        return figure(describe(map), map.blocks(), cells);
    }

    /// The same of covariances, whose colours go by the logarithm of their size, red above 0 and blue below.
    ///
    /// @param values (n·n) for the n bins of all blocks: row after row
    /// @param unit   of a covariance, in the markup of [Label]; empty when it has none
    public Figure covariance(List<Block> blocks, Numbers values, String unit) {
        Numbers edges = cells(blocks);
        var colours = SignedLogarithm.of(values, edges.size() - 1);
        String what = "Covariance of the total uncertainties of the bins of %s, at most %s"
                .formatted(names(blocks), Digits.significant(colours.largest(), 2));
        var cells = new Layer.Cells(
                edges,
                edges,
                values.map(colours::at),
                HeatMap.DIVERGING.over(-colours.decades(), colours.decades()),
                false,
                "Covariance" + (unit.isEmpty() ? "" : " [" + unit + "]"),
                colours.marks());
        return figure(what, blocks, cells);
    }

    /// The correlations of nuisances, each named at both axes.
    ///
    /// @param names  in the markup of [Label]
    /// @param values (n·n) for the n names: row after row
    Figure nuisances(List<String> names, Numbers values) {
        Axis axis = Axis.names("", marks(names));
        Numbers edges = Numbers.edges(names.size(), 0, names.size());
        boolean written = names.size() <= WRITTEN;
        var cells = new Layer.Cells(edges, edges, values, HeatMap.DIVERGING, written, "Correlation", List.of());
        double more = 14 * Math.max(0, names.size() - CLOSE);
        var size = new Figure.Size(Figure.Size.COLUMN.width() + more, Figure.Size.COLUMN.height() + more, false);
        return figure("Correlation of the nuisances " + plain(names), axis, axis, List.of(cells), size);
    }

    /// A row for each name, the first on top, and a column for each bin.
    ///
    /// @param what   what it shows, in plain words
    /// @param values (rows·bins) row after row, the first name's first
    /// @param scale  what the colours are of, in the markup of [Label]
    Figure rows(String what, List<String> names, Block block, Numbers values, HeatMap colours, String scale) {
        int rows = names.size();
        int bins = block.bins();
        Numbers upwards = Numbers.tabulate(rows * bins, i -> values.get((rows - 1 - i / bins) * bins + i % bins));
        var cells =
                new Layer.Cells(Numbers.edges(bins, 0, bins), Numbers.edges(rows, 0, rows), upwards, colours, scale);
        Axis y = Axis.names("", marks(names.reversed()));
        var size =
                new Figure.Size(Figure.Size.COLUMN.width(), Math.max(Figure.Size.LOW.height(), 100 + 18 * rows), false);
        return figure(what, edgesOf(block), y, List.of(cells), size);
    }

    private static List<Axis.Mark> marks(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Axis.Mark(i + 0.5, names.get(i)))
                .toList();
    }

    private static Numbers cells(List<Block> blocks) {
        int bins = blocks.stream().mapToInt(Block::bins).sum();
        return Numbers.edges(bins, 0, bins);
    }

    private Figure figure(String what, List<Block> blocks, Layer.Cells cells) {
        var layers = new ArrayList<Layer>();
        layers.add(cells);
        int end = 0;
        for (Block block : blocks.subList(0, blocks.size() - 1)) {
            end += block.bins();
            layers.add(new Layer.Level(end, SEPARATOR));
            layers.add(new Layer.Upright(end, SEPARATOR, ""));
        }
        boolean one = blocks.size() == 1;
        Axis axis = one
                ? edgesOf(blocks.getFirst())
                : namesOf(blocks, cells.xEdges().size() - 1);
        Figure.Size size = one ? Figure.Size.COLUMN : JOINT;
        return figure(what, axis, axis, layers, size);
    }

    private Figure figure(String what, Axis x, Axis y, List<Layer> layers, Figure.Size size) {
        return new Figure(what, title.left(), title.right(), x, List.of(new Panel(y, layers, 1)), size);
    }

    private static Axis edgesOf(Block block) {
        List<String> edges = edges(block);
        var marks = new ArrayList<Axis.Mark>();
        for (int i = 0; i < edges.size(); i++) {
            marks.add(new Axis.Mark(i, edges.get(i)));
        }
        return Axis.edges("{" + block.label() + "}" + (block.unit().isEmpty() ? "" : " [" + block.unit() + "]"), marks);
    }

    /// Edges to a tenth of the narrowest bin.
    private static List<String> edges(Block block) {
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
    private static Axis namesOf(List<Block> blocks, int bins) {
        var marks = new ArrayList<Axis.Mark>();
        int start = 0;
        for (Block block : blocks) {
            if (bins > NAMED) {
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
        String range = low > high
                ? ""
                : ", from %s to %s off the diagonal".formatted(Digits.significant(low, 2), Digits.significant(high, 2));
        return "Correlation of the total uncertainties of the bins of " + names(map.blocks()) + range;
    }

    private static String names(List<Block> blocks) {
        return plain(blocks.stream().map(Block::label).toList());
    }

    private static String plain(List<String> labels) {
        return labels.stream().map(label -> Label.parse(label).plain()).collect(Collectors.joining(", "));
    }
}
