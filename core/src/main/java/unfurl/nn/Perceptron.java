package unfurl.nn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.event.Features;

/// A multilayer perceptron: each event's features go through dense layers.
///
/// @param inputs     how many features it sees, at least 1
/// @param hidden     the width of each hidden layer, each at least 1; none makes a linear model
/// @param activation of the hidden units; the output unit has none
public record Perceptron(int inputs, List<Integer> hidden, Activation activation) implements Architecture {
    /// @throws IllegalArgumentException for a width below 1 or a network of more than 2³⁰ parameters
    public Perceptron {
        hidden = List.copyOf(hidden);
        if (inputs < 1) {
            throw new IllegalArgumentException("a network needs at least 1 input, not " + inputs);
        }
        DenseShape.requireWidths(hidden);
        DenseShape.parameters(DenseShape.ofPerceptron(inputs, hidden));
    }

    @Override
    public void requireSees(Features features) {
        CloudInputs.requireNone(features);
        if (features.columns() != inputs) {
            throw new IllegalArgumentException(
                    "a network of %d inputs cannot see %d features".formatted(inputs, features.columns()));
        }
    }

    /// The widths from inputs to output, `24-100-100-100-1`, and the activation.
    @Override
    public String toString() {
        String widths = Stream.of(Stream.of(inputs), hidden.stream(), Stream.of(1))
                .flatMap(width -> width)
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
        return widths + " " + activation;
    }
}
