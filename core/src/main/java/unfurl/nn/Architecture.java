package unfurl.nn;

import java.util.List;
import unfurl.event.Features;

/// The shape of a network with one output, which is a logit or a value: its numbers are in a [Network].
public sealed interface Architecture permits Perceptron, DeepSets, ParticleAttention {
    /// How many numbers are standardised: the features of an event, and with particles those of a particle and
    /// the number of particles.
    int inputs();

    /// What the hidden units do.
    Activation activation();

    /// The dense layers, in the order in which a [Network] has their parameters.
    default List<DenseShape> layers() {
        return DenseShape.of(this);
    }

    /// How many weights and biases there are.
    default int parameters() {
        return DenseShape.parameters(layers());
    }

    /// Checks that a network of this shape can see the features.
    ///
    /// @throws unfurl.InputException     when they lack particles, or have some that it would ignore
    /// @throws IllegalArgumentException when they are too many or too few
    void requireSees(Features features);
}
