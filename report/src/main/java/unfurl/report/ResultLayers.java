package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Pen;

/// An unfolded result beside predictions, as layers of a figure: the spectra, and below them their ratios.
///
/// All numbers are per unit of the observable, and of the same bins.
///
/// @param result      with its errors from all sources
/// @param statistical (bins) the part of the errors that ticks and an inner band show; 0 shows none
/// @param name        of the result in the legend, with what its errors are
/// @param ink         of its points
/// @param predictions drawn as steps
/// @param reference   what the ratios are of, such as a truth; empty for the result itself
/// @param flags       (bins) not 0 where the result is to be read with care
/// @param care        why, for the legend
public record ResultLayers(
        Binned result,
        Numbers statistical,
        String name,
        Ink ink,
        List<Line> predictions,
        Optional<Line> reference,
        Numbers flags,
        String care) {
    static final Ink FLAG = Ink.ORANGE;
    static final Ink ERROR = new Ink(0x6a6a70, 1);
    static final Pen UNITY = Pen.dashed(Ink.BLACK, 0.8);
    private static final Ink INNER = Ink.GREY.towards(Ink.WHITE, 0.6);

    /// A prediction.
    ///
    /// @param values with errors where they are to be shown of a reference; 0 shows none
    /// @param pen    that it is drawn with
    /// @param legend its name there; empty for none
    public record Line(Binned values, Pen pen, String legend) {}

    public ResultLayers {
        predictions = List.copyOf(predictions);
        predictions.forEach(line -> line.values().requireSameEdges(result));
        reference.ifPresent(line -> line.values().requireSameEdges(result));
        new Binned(result.edges(), statistical, flags);
    }

    /// The spectra.
    public List<Layer> spectra() {
        var layers = new ArrayList<Layer>();
        if (reference.isEmpty()) {
            if (hasInner()) {
                layers.add(band(inner(), Fill.PLAIN, INNER, "Statistical uncertainty"));
            }
            layers.add(error(result, name));
        }
        predictions.forEach(line -> layers.add(steps(line)));
        reference.ifPresent(line -> {
            if (line.values().errors().sum() > 0) {
                layers.add(error(line.values(), line.legend()));
            }
            layers.add(steps(line));
        });
        layers.add(points(result, statistical, name));
        if (flags.sum() > 0) {
            layers.add(new Layer.Marks(result.edges(), flags.map(flag -> 0), FLAG, care));
        }
        return layers;
    }

    /// Their ratios to the reference, with its relative errors about 1.
    public List<Layer> ratios() {
        Numbers edges = result.edges();
        var layers = new ArrayList<Layer>();
        Binned below = reference.map(Line::values).orElse(result);
        if (reference.isEmpty() && hasInner()) {
            layers.add(band(about1(inner()), Fill.PLAIN, INNER, ""));
        }
        layers.add(error(about1(below), ""));
        layers.add(new Layer.Marks(edges, flags, FLAG, ""));
        layers.add(new Layer.Level(1, reference.map(Line::pen).orElse(UNITY)));
        for (Line line : predictions) {
            layers.add(new Layer.Steps(edges, line.values().values().over(below.values()), line.pen(), ""));
        }
        if (reference.isPresent()) {
            layers.add(points(
                    result.over(below.values()), inner().over(below.values()).errors(), ""));
        }
        return layers;
    }

    private boolean hasInner() {
        return statistical.stream().anyMatch(error -> error > 0);
    }

    private Binned inner() {
        return new Binned(result.edges(), result.values(), statistical);
    }

    /// 1 in each bin, with the relative errors.
    static Binned about1(Binned binned) {
        return new Binned(binned.edges(), binned.values().map(value -> 1), binned.relativeErrors());
    }

    private static Layer steps(Line line) {
        return new Layer.Steps(line.values().edges(), line.values().values(), line.pen(), line.legend());
    }

    private Layer points(Binned binned, Numbers inner, String legend) {
        return new Layer.Points(binned.edges(), binned.values(), binned.errors(), inner, ink, legend);
    }

    /// Hatched from one error below to one above.
    static Layer error(Binned binned, String legend) {
        return band(binned, Fill.HATCHED, ERROR, legend);
    }

    /// From one error below to one above.
    static Layer band(Binned binned, Fill fill, Ink ink, String legend) {
        Numbers low = binned.values().minus(binned.errors());
        return new Layer.Band(binned.edges(), low, binned.values().plus(binned.errors()), fill, ink, legend);
    }
}
