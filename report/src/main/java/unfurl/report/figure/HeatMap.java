package unfurl.report.figure;

import java.util.Arrays;
import java.util.List;

/// Colours for numbers between two ends.
///
/// @param stops at least two colours, evenly spaced from low to high
/// @param range the numbers that the first and last colours stand for; what lies beyond takes the colour of
///              the end
public record HeatMap(List<Ink> stops, Range range) {
    /// From dark blue to yellow in even lightness, readable by colour-blind people, for numbers from 0 to 1.
    /// Source: cividis, Nuñez, Anderton, Renslow, PLoS ONE 13 (2018) e0199239.
    public static final HeatMap SEQUENTIAL = new HeatMap(
            inks(0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838),
            new Range(0, 1));

    /// From blue through white to red, for numbers from −1 to 1: correlations.
    /// Source: ColorBrewer RdBu reversed, its grey centre made white.
    public static final HeatMap DIVERGING = new HeatMap(
            inks(0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b),
            new Range(-1, 1));

    /// From orange through red and violet to dark blue, for curves that have an order.
    static final HeatMap ORDER = new HeatMap(inks(0xf89c20, 0xe42536, 0x964a8b, 0x5b2bb5, 0x17206b), new Range(0, 1));

    public HeatMap {
        stops = List.copyOf(stops);
        if (stops.size() < 2) {
            throw new IllegalArgumentException("%d colours make no scale".formatted(stops.size()));
        }
    }

    /// The same colours for numbers from `low` to `high`.
    public HeatMap over(double low, double high) {
        return new HeatMap(stops, new Range(low, high));
    }

    /// The colour of a number.
    public Ink at(double value) {
        double place = (Math.clamp(value, range.low(), range.high()) - range.low()) / range.width();
        double scaled = place * (stops.size() - 1);
        int below = Math.min((int) scaled, stops.size() - 2);
        return stops.get(below).towards(stops.get(below + 1), scaled - below);
    }

    private static List<Ink> inks(int... rgb) {
        return Arrays.stream(rgb).mapToObj(value -> new Ink(value, 1)).toList();
    }
}
