package unfurl.nn;

/// How the numbers of [Kernels#STRIPE] events lie in an array: value k of event r at `at(k) + r`, so that lanes run
/// over events. There is room for a multiple of [Layout#LANES] values; what is beyond those in use is 0.
final class Panel {
    /// Numbers before the first. Java's arrays begin 16 bytes into an object: the first number is thus 64 bytes into
    /// it, and where objects lie on multiples of 64 (the launcher asks for that) no vector straddles two lines of
    /// the cache.
    static final int LEAD = 12;

    /// Numbers from one value of an event to the next. A power of two would put the few columns that a product reads
    /// over and over into an eighth of the nearest cache, and drive them out of it.
    static final int STRIDE = Kernels.STRIPE + Layout.LANES;

    private Panel() {}

    /// Where value k of the first event lies.
    static int at(int k) {
        return LEAD + k * STRIDE;
    }

    /// Where number i lies, counted over the events of value 0, those of value 1 and so on.
    static int place(int i) {
        return at(i / Kernels.STRIPE) + i % Kernels.STRIPE;
    }

    /// One with all numbers 0.
    ///
    /// @param width values of an event
    static float[] of(int width) {
        return new float[at(Layout.roundUp(width))];
    }
}
