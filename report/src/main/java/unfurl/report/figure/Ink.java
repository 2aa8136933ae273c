package unfurl.report.figure;

import java.util.List;

/// A colour to paint with.
///
/// @param rgb   red, green and blue as `0xRRGGBB`
/// @param alpha opacity from 0 (nothing) to 1 (covers what is beneath)
public record Ink(int rgb, double alpha) {
    /// Black: frames, text, and the measured points.
    public static final Ink BLACK = new Ink(0x000000, 1);

    /// White, as the paper.
    public static final Ink WHITE = new Ink(0xffffff, 1);

    /// Blue of Petroff's palette; readable by colour-blind people next to the others. Source:
    /// arXiv:2107.02270, six colours.
    public static final Ink BLUE = new Ink(0x5790fc, 1);

    /// Orange of the same palette.
    public static final Ink ORANGE = new Ink(0xf89c20, 1);

    /// Red of the same palette.
    public static final Ink RED = new Ink(0xe42536, 1);

    /// Purple of the same palette.
    public static final Ink PURPLE = new Ink(0x964a8b, 1);

    /// Grey of the same palette.
    public static final Ink GREY = new Ink(0x9c9ca1, 1);

    /// Violet of the same palette.
    public static final Ink VIOLET = new Ink(0x7a21dd, 1);

    /// The palette in its order: colours for curves that have none of their own.
    public static final List<Ink> PALETTE = List.of(BLUE, ORANGE, RED, PURPLE, GREY, VIOLET);

    public Ink {
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException("colour %x is not within 0 to ffffff".formatted(rgb));
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("opacity %s is not within 0 to 1".formatted(alpha));
        }
    }

    /// The same colour with another opacity.
    public Ink fade(double opacity) {
        return new Ink(rgb, opacity);
    }

    /// The colour `share` of the way from this to `other`, opaque; 0 gives this one, 1 the other.
    public Ink towards(Ink other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = rgb >> shift & 0xff;
            int b = other.rgb >> shift & 0xff;
            mixed |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return new Ink(mixed, 1);
    }

    /// How light the colour is, 0 (black) to 1 (white): relative brightness by the eye's weights of red,
    /// green and blue. Source: Rec. ITU-R BT.601.
    double lightness() {
        return (0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff)) / 255;
    }

    /// A colour of the sequence from orange to dark blue, for curves that have an order: iterations.
    ///
    /// @param share place in the order, 0 (first) to 1 (last)
    public static Ink inOrder(double share) {
        return HeatMap.ORDER.at(share);
    }
}
