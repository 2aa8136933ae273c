package unfurl.nn;

import unfurl.event.Features;

/// The shape of a network with one output, which is a logit or a value: its numbers are in a [Network].
public sealed interface Architecture permits Perceptron {
    /// How many inputs are standardised.
    int inputs();

    /// How many weights and biases there are.
    int parameters();

    /// Checks that a network of this shape can see the features.
    ///
    /// @throws IllegalArgumentException when it cannot
    void requireSees(Features features);
}
