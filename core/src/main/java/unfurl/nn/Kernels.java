package unfurl.nn;

/// The inner loops. [ScalarKernels] is the definition; [VectorKernels] gives the same bits, faster.
///
/// They work on panels, as [Panel] has them; a panel of n has n values for each event. Arrays are the
/// caller's; nothing is allocated, nothing checked. Every number is the result of a fixed sequence of correctly
/// rounded operations, so that it does not depend on the vectors' width, on the compiler, or on which events
/// stand beside it.
interface Kernels {
    /// Events of a panel.
    int STRIPE = 128;

    /// Numbers that [#accumulate] may write to: events, turned, with as many values as four of the widest vectors have.
    int ROOM = Panel.LEAD + STRIPE * 4 * Layout.LANES;

    /// Copies a layer's matrix to where [#forward] and [#backward] read it, see [Layout.Layer]: to be called
    /// whenever parameters have changed.
    void pack(float[] parameters, Layout.Layer layer);

    /// Turns rows into columns: out[c·outStride + r] = in[r·inStride + c], in whole squares of 8.
    ///
    /// @param in      (rows × inStride)
    /// @param out     (columns × outStride); with rows and columns rounded up to 8 both arrays must have room
    /// @param rows    how many to turn; up to 7 more may be
    /// @param columns how many to turn; up to 7 more may be
    void transpose(float[] in, int inAt, int inStride, int rows, int columns, float[] out, int outAt, int outStride);

    /// x ← (x − mean)·inverseScale, value by value.
    ///
    /// @param panel a panel of width, in and out
    void standardise(float[] panel, int width, float[] mean, float[] inverseScale);

    /// The layer's matrix times a panel, plus the biases: out[j] = (Σ_k W[j][k]·in[k]) + b[j], by multiply-add
    /// in order of k; then 0 for what is not above 0, if `rectified`.
    ///
    /// @param in  a panel of inputs
    /// @param out a panel of outputs, every event overwritten
    void forward(float[] parameters, Layout.Layer layer, float[] in, boolean rectified, float[] out);

    /// The transposed matrix times a panel, times the slopes below: out[k] = slope[k]·Σ_j W[j][k]·delta[j], by
    /// multiply-add in order of j.
    ///
    /// @param delta     a panel of outputs: derivatives of the loss by the layer's sums
    /// @param slope     a panel of inputs: the activation's derivative for each of the layer's inputs
    /// @param rectified whether `slope` is instead those inputs as RELU gave them, whose slope is 1 where
    ///                  they are above 0
    /// @param out       a panel of inputs, every event overwritten
    void backward(float[] parameters, Layout.Layer layer, float[] delta, float[] slope, boolean rectified, float[] out);

    /// Adds to a layer's gradient: ∂W[j][k] += Σ_r δ[j][r]·x[k][r] and ∂b[j] += Σ_r δ[j][r], the first by
    /// multiply-add in order of r, the second over 16 partial sums (r mod 16), of which neighbours are then
    /// added, then neighbouring pairs, fours and eights.
    ///
    /// @param delta    a panel of outputs
    /// @param in       a panel of inputs
    /// @param room     ([#ROOM]), overwritten
    /// @param gradient laid out as the parameters are
    void accumulate(Layout.Layer layer, float[] delta, float[] in, float[] room, float[] gradient);

    /// z ← f(z).
    ///
    /// @param panel a panel of width; in: z; out: f(z)
    void activate(Activation activation, float[] panel, int width);

    /// z ← f(z) and f′(z).
    ///
    /// @param panel a panel of width; in: z; out: f(z)
    /// @param slope a panel of width; out: f′(z)
    void activate(Activation activation, float[] panel, int width, float[] slope);

    /// Derivatives from behind an activation to before it: out ← delta·slope.
    ///
    /// @param delta     a panel of width
    /// @param slope     a panel of width: f′(z)
    /// @param rectified whether `slope` is instead what RELU gave, as in [#backward]
    /// @param out       a panel of width, every event overwritten
    void throughActivation(float[] delta, float[] slope, boolean rectified, float[] out, int width);

    /// Loss and derivative of the cross-entropy: w⁺·softplus(−z) + w⁻·softplus(z) and w⁻·σ(z) − w⁺·σ(−z).
    ///
    /// @param logit    a panel of 1: z
    /// @param positive a panel of 1: w⁺
    /// @param negative a panel of 1: w⁻
    /// @param loss     a panel of 1: out
    /// @param delta    a panel of 1: out
    void crossEntropy(float[] logit, float[] positive, float[] negative, float[] loss, float[] delta);

    /// Loss and derivative of the squared error: w·(z − t)² and 2w·(z − t).
    ///
    /// @param value  a panel of 1: z
    /// @param target a panel of 1: t
    /// @param weight a panel of 1: w
    void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta);

    /// A matrix product with lanes over the columns of the right factor: out[a][x] = Σ_b left[a][b]·right[b][x],
    /// by multiply-add in order of b.
    ///
    /// @param left  element (a, b) at `leftAt + a·across + b·along`
    /// @param right (terms × width) from `rightAt`
    /// @param out   (rows × width) from `outAt`, every element overwritten
    /// @param width columns, a multiple of 16
    void product(
            float[] left,
            int leftAt,
            int across,
            int along,
            int rows,
            int terms,
            float[] right,
            int rightAt,
            float[] out,
            int outAt,
            int width);

    /// Each column to its softmax: x[j] ← exp(scale·x[j] − m)/Σ_l exp(scale·x[l] − m) with m the largest
    /// scale·x[l] of the column, sums in order of l.
    ///
    /// @param matrix (rows × width), in and out
    /// @param rows   at least 1
    /// @param width  columns, a multiple of 16
    void softmax(float[] matrix, int rows, int width, float scale);

    /// out ← out + in from `from` to `to`, multiples of 16.
    void add(float[] in, float[] out, int from, int to);

    /// One step of AdamW from `from` to `to`, multiples of 16.
    ///
    /// @param parameters p, in and out
    /// @param gradient   g; what is used is g·gradientScale
    /// @param first      m, in and out
    /// @param second     v, in and out
    void adamW(float[] parameters, float[] gradient, float[] first, float[] second, int from, int to, AdamW.Step step);
}
