package unfurl.measurement;

import java.util.Arrays;

/// What one nuisance changes: the values of all bins when it goes up, and when it goes down, by a standard
/// deviation, less the nominal ones. Never changed after it is made.
public final class Shift {
    private final double[] up;
    private final double[] down;

    private Shift(double[] up, double[] down) {
        this.up = up;
        this.down = down;
    }

    /// A change up and its own opposite down.
    ///
    /// @param up (bins)
    static Shift symmetric(double[] up) {
        return of(up, Arrays.stream(up).map(change -> 0 - change).toArray());
    }

    /// @param up   (bins)
    /// @param down (bins)
    static Shift of(double[] up, double[] down) {
        return new Shift(up.clone(), down.clone());
    }

    /// How many bins.
    public int bins() {
        return up.length;
    }

    /// The change of a bin's value when the nuisance goes up.
    public double up(int bin) {
        return up[bin];
    }

    /// The change of a bin's value when the nuisance goes down.
    public double down(int bin) {
        return down[bin];
    }

    /// Whether the one is the opposite of the other in every bin.
    public boolean isSymmetric() {
        for (int bin = 0; bin < up.length; bin++) {
            if (up[bin] != -down[bin]) {
                return false;
            }
        }
        return true;
    }

    /// That of `count` bins from bin `first` on.
    public Shift block(int first, int count) {
        return new Shift(Arrays.copyOfRange(up, first, first + count), Arrays.copyOfRange(down, first, first + count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shift that && Arrays.equals(up, that.up) && Arrays.equals(down, that.down);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(up) + Arrays.hashCode(down);
    }

    @Override
    public String toString() {
        return "shift of %d bins".formatted(up.length);
    }
}
