package unfurl.nn;

import java.util.List;
import unfurl.event.Features;

/// A network's shape apart from how many inputs there are, which the events tell.
public sealed interface NetworkShape {
    /// The architecture for events with those features.
    ///
    /// @throws IllegalArgumentException when there is no such network, or a network of this shape cannot see them
    Architecture of(Features features);

    /// What the hidden units do.
    Activation activation();

    /// Dense layers on the features of an event: a [Perceptron].
    ///
    /// @param hidden     the width of each hidden layer
    /// @param activation of the hidden units
    record Dense(List<Integer> hidden, Activation activation) implements NetworkShape {
        /// Copies the list.
        public Dense {
            hidden = List.copyOf(hidden);
        }

        @Override
        public Architecture of(Features features) {
            return new Perceptron(features.columns(), hidden, activation);
        }
    }
}
