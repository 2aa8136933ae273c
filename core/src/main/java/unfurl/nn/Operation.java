package unfurl.nn;

/// A differentiable function of a tile's columns, with one thread's room for it.
///
/// Columns lie in panels as [Kernels] has them, one array per panel, (width × STRIDE). What an operation gives is
/// its own, to be read until its next call. A column without a particle may hold anything finite; its
/// derivatives are 0.
interface Operation {
    /// The function.
    ///
    /// @param parameters padded as [Layout] says
    /// @param in         (inputs × STRIDE) a panel; kept by the caller until [#backward] is done
    /// @param panels     how many there are
    /// @return (outputs × STRIDE) a panel
    float[][] forward(float[] parameters, float[][] in, int panels);

    /// The derivatives of the loss, after [#forward] of the same columns.
    ///
    /// @param delta    (outputs × STRIDE) a panel: ∂loss/∂output; not changed
    /// @param gradient laid out as the parameters are; ∂loss/∂parameters is added
    /// @return (inputs × STRIDE) a panel: ∂loss/∂input
    float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient);
}
