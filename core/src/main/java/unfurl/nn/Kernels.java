package unfurl.nn;

/// The inner loops. [ScalarKernels] is the definition; [VectorKernels] gives the same bits, faster.
///
/// A *panel* holds [#STRIPE] events: value k of event r at `k * STRIPE + r`, so that lanes run over events.
/// *Rows* hold the same numbers event after event: value k of event r at `r * stride + k`. Arrays are the
/// caller's; nothing is allocated, nothing checked. Every number is the result of a fixed sequence of correctly
/// rounded operations, so that it does not depend on the vectors' width, on the compiler, or on which events
/// stand beside it.
interface Kernels {
    /// Events of a panel.
    int STRIPE = 64;

    /// x ← (x − mean)·inverseScale, feature by feature.
    ///
    /// @param panel (width × STRIPE) in and out
    void standardise(float[] panel, int width, float[] mean, float[] inverseScale);

    /// The layer's matrix times a panel, plus the biases: out[j] = (Σ_k W[j][k]·in[k]) + b[j], by multiply-add
    /// in order of k.
    ///
    /// @param in  (inputs × STRIPE)
    /// @param out (outputs × STRIPE), every element overwritten
    void forward(float[] parameters, Layout.Layer layer, float[] in, float[] out);

    /// The transposed matrix times a panel, times the slopes: delta[k] = slope[k]·Σ_j W[j][k]·in[j], by
    /// multiply-add in order of j.
    ///
    /// @param in    (outputs × STRIPE), from `inAt`
    /// @param room  (inputs × STRIPE), overwritten
    /// @param delta (inputs × STRIPE), from `deltaAt`, in: slope, out: delta
    void backward(
            float[] parameters, Layout.Layer layer, float[] in, int inAt, float[] room, float[] delta, int deltaAt);

    /// z ← f(z) and f′(z).
    ///
    /// @param panel (width × STRIPE) in: z; out: f(z)
    /// @param slope (width × STRIPE), from `slopeAt`, out: f′(z)
    void activate(Activation activation, float[] panel, int width, float[] slope, int slopeAt);

    /// Copies a panel to rows.
    ///
    /// @param rows (STRIPE × stride), from `rowsAt`; what is beyond `width` is left alone
    void transpose(float[] panel, int width, float[] rows, int rowsAt, int stride);

    /// Adds to a layer's gradient: ∂W[j][k] += Σ_r δ[j][r]·x[r][k] and ∂b[j] += Σ_r δ[j][r], the first by
    /// multiply-add in order of r, the second over 16 partial sums (r mod 16), of which neighbours are
    /// then added, then
    /// neighbouring pairs, fours and eights.
    ///
    /// @param delta    panels (stripes × outputs × STRIPE)
    /// @param rows     (stripes·STRIPE × stride), 0 beyond the inputs
    /// @param gradient laid out as the parameters are
    void accumulate(Layout.Layer layer, float[] delta, float[] rows, int stripes, float[] gradient);

    /// Loss and derivative of the cross-entropy: w⁺·softplus(−z) + w⁻·softplus(z) and w⁻·σ(z) − w⁺·σ(−z).
    ///
    /// @param logit    (STRIPE) z
    /// @param positive (STRIPE) w⁺
    /// @param negative (STRIPE) w⁻
    /// @param loss     (STRIPE) out
    /// @param delta    (STRIPE), from `deltaAt`, out
    void crossEntropy(float[] logit, float[] positive, float[] negative, float[] loss, float[] delta, int deltaAt);

    /// Loss and derivative of the squared error: w·(z − t)² and 2w·(z − t).
    ///
    /// @param value  (STRIPE) z
    /// @param target (STRIPE) t
    /// @param weight (STRIPE) w
    void squaredError(float[] value, float[] target, float[] weight, float[] loss, float[] delta, int deltaAt);

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
