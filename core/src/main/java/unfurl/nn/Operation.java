package unfurl.nn;

/// A differentiable function of a tile's columns, with one thread's room for it.
///
/// Columns lie in panels as [Panel] has them, one array per panel. What an operation gives is
/// its own, to be read until its next call. A column without a particle may hold anything finite; its
/// derivatives are 0.
interface Operation {
    /// The function.
    ///
    /// @param parameters padded as [Layout] says
    /// @param in         panels of inputs; kept by the caller until [#backward] is done
    /// @param panels     how many there are
    /// @return panels of outputs
    float[][] forward(float[] parameters, float[][] in, int panels);

    /// The derivatives of the loss, after [#forward] of the same columns.
    ///
    /// @param delta    panels of outputs: ∂loss/∂output; not changed
    /// @param gradient laid out as the parameters are; ∂loss/∂parameters is added
    /// @return panels of inputs: ∂loss/∂input
    float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient);
}
