package unfurl.bench;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import unfurl.nn.Activation;
import unfurl.nn.Perceptron;

/// The widths of a network from its inputs to its one output, written `24-100-100-100-1`.
///
/// @param widths each at least 1, the last one 1
record Widths(List<Integer> widths) {
    /// The widest layer and the most layers that make sense here.
    private static final int MOST = 4096;

    Widths {
        widths = List.copyOf(widths);
    }

    /// From its text.
    ///
    /// @throws TypeConversionException when it is no such network
    static Widths parse(String text) {
        List<Integer> widths = Arrays.stream(text.split("-", -1))
                .map(part -> part.matches("[0-9]{1,4}") ? Integer.parseInt(part) : 0)
                .toList();
        boolean possible = widths.size() >= 2
                && widths.getLast() == 1
                && widths.stream().allMatch(width -> width >= 1 && width <= MOST);
        if (!possible) {
            throw new TypeConversionException(
                    "'%s' is no network%n  allowed    widths from the inputs to the one output, each from 1 to %d, as 24-100-100-100-1"
                            .formatted(text, MOST));
        }
        return new Widths(widths);
    }

    /// The network with that activation.
    Perceptron architecture(Activation activation) {
        return new Perceptron(widths.getFirst(), widths.subList(1, widths.size() - 1), activation);
    }

    /// Floating-point operations of one event's training step: 2 for each multiply-add of forward,
    /// weight gradients and input gradients; the first layer has no input gradients.
    double operations() {
        double products = 0;
        for (int i = 1; i < widths.size(); i++) {
            products += (i == 1 ? 2.0 : 3.0) * widths.get(i - 1) * widths.get(i);
        }
        return 2 * products;
    }

    /// Floating-point operations of one event's forward pass: 2 for each multiply-add.
    double forwardOperations() {
        double products = 0;
        for (int i = 1; i < widths.size(); i++) {
            products += (double) widths.get(i - 1) * widths.get(i);
        }
        return 2 * products;
    }

    @Override
    public String toString() {
        return String.join("-", widths.stream().map(String::valueOf).toList());
    }

    /// For options.
    static final class Converter implements ITypeConverter<Widths> {
        @Override
        public Widths convert(String text) {
            return parse(text);
        }
    }
}
