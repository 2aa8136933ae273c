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

    /// Deep sets on the particles of an event and its features: [DeepSets].
    ///
    /// @param particle   widths of the layers over each particle
    /// @param event      widths of the hidden layers over the event
    /// @param activation of the hidden units
    record Sets(List<Integer> particle, List<Integer> event, Activation activation) implements NetworkShape {
        /// Copies the lists.
        public Sets {
            particle = List.copyOf(particle);
            event = List.copyOf(event);
        }

        @Override
        public Architecture of(Features features) {
            int d = CloudInputs.particles(features).columns();
            return new DeepSets(d, features.columns(), particle, event, activation);
        }
    }

    /// Attention among the particles of an event: [ParticleAttention].
    ///
    /// @param width      numbers of a particle between blocks, a multiple of `heads`
    /// @param heads      of the attention
    /// @param blocks     how many
    /// @param event      widths of the hidden layers over the event
    /// @param activation of the hidden units
    record Attention(int width, int heads, int blocks, List<Integer> event, Activation activation)
            implements NetworkShape {
        /// Copies the list.
        public Attention {
            event = List.copyOf(event);
        }

        @Override
        public Architecture of(Features features) {
            int d = CloudInputs.particles(features).columns();
            return new ParticleAttention(d, features.columns(), width, heads, blocks, event, activation);
        }
    }

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
            CloudInputs.requireNone(features);
            return new Perceptron(features.columns(), hidden, activation);
        }
    }
}
