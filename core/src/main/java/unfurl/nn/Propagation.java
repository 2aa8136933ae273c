package unfurl.nn;

import unfurl.event.Features;

/// One thread's room for taking events through a network and back.
///
/// An output depends on its event alone, to the bit, and what a method gives on its arguments alone. All take at
/// most [Tile#ROWS] events at once.
interface Propagation {
    /// The room that a network of that shape needs.
    static Propagation of(Kernels kernels, Architecture architecture) {
        return switch (architecture) {
            case Perceptron perceptron -> new Tile(kernels, perceptron);
            case DeepSets sets -> CloudPropagation.of(kernels, sets);
            case ParticleAttention attention -> CloudPropagation.of(kernels, attention);
        };
    }

    /// Adds the gradient of the summed loss of some events to `gradient`.
    ///
    /// @param parameters padded as [Layout] says
    /// @param order      the rows' numbers, of which `count` from `from` on are taken
    /// @param gradient   laid out as the parameters are
    /// @return the summed loss
    double gradient(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count,
            float[] gradient);

    /// The summed loss of some events.
    ///
    /// @param order the rows' numbers, of which `count` from `from` on are taken
    double loss(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count);

    /// The outputs of some events.
    ///
    /// @param order   the rows' numbers, of which `count` from `from` on are taken
    /// @param outputs (at least count) out
    void outputs(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            int[] order,
            int from,
            int count,
            float[] outputs);
}
