package unfurl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.nn.Architecture;
import unfurl.nn.DenseShape;
import unfurl.nn.Network;

/// A network as named tensors, both ways: one form for checkpoints and models.
///
/// Each dense layer has `layers.I.weight` (outputs × inputs) and `layers.I.bias` (outputs), I from 0 at the inputs;
/// every network has `standardisation.mean` and `standardisation.inverseScale` (inputs). All are float32.
public final class NetworkTensors {
    static final String MEAN = "standardisation.mean";
    static final String INVERSE_SCALE = "standardisation.inverseScale";

    private NetworkTensors() {}

    /// One tensor of the compact parameters, in which they lie one after the other.
    private record Part(String name, List<Integer> shape) {
        int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    private static List<Part> parts(Architecture architecture) {
        var parts = new ArrayList<Part>();
        List<DenseShape> layers = architecture.layers();
        for (int i = 0; i < layers.size(); i++) {
            int outputs = layers.get(i).outputs();
            parts.add(new Part(
                    "layers.%d.weight".formatted(i),
                    List.of(outputs, layers.get(i).inputs())));
            parts.add(new Part("layers.%d.bias".formatted(i), List.of(outputs)));
        }
        return parts;
    }

    /// The tensors of a network, their names behind a prefix.
    public static Map<String, Tensor> of(Network network, String prefix) {
        var tensors = new LinkedHashMap<String, Tensor>();
        int inputs = network.architecture().inputs();
        tensors.put(prefix + MEAN, Tensor.of(network.mean(), inputs));
        tensors.put(prefix + INVERSE_SCALE, Tensor.of(network.inverseScale(), inputs));
        float[] parameters = network.parameters();
        int at = 0;
        for (Part part : parts(network.architecture())) {
            float[] values = Arrays.copyOfRange(parameters, at, at + part.size());
            tensors.put(
                    prefix + part.name(),
                    Tensor.of(
                            values,
                            part.shape().stream().mapToInt(Integer::intValue).toArray()));
            at += part.size();
        }
        return tensors;
    }

    /// The network of that shape whose tensors have that prefix.
    ///
    /// @throws InputException when a tensor is missing, has another type or shape, or a number that is not finite
    public static Network read(Tensors tensors, String prefix, Architecture architecture) {
        List<Integer> inputs = List.of(architecture.inputs());
        float[] mean = values(tensors, prefix + MEAN, inputs);
        float[] inverseScale = values(tensors, prefix + INVERSE_SCALE, inputs);
        var read = new ArrayList<float[]>();
        for (Part part : parts(architecture)) {
            read.add(values(tensors, prefix + part.name(), part.shape()));
        }
        float[] parameters = new float[architecture.parameters()];
        int at = 0;
        for (float[] part : read) {
            System.arraycopy(part, 0, parameters, at, part.length);
            at += part.length;
        }
        try {
            return Network.of(architecture, mean, inverseScale, parameters);
        } catch (NumericalException notFinite) {
            throw new InputException("%s: %s".formatted(tensors.source(), notFinite.getMessage()), notFinite);
        }
    }

    private static float[] values(Tensors tensors, String name, List<Integer> shape) {
        Tensor tensor = tensors.tensor(name);
        if (tensor.type() != Tensor.Type.FLOAT32 || !tensor.shape().equals(shape)) {
            throw new InputException("tensor '%s' in %s is %s where the network has %s%s"
                    .formatted(name, tensors.source(), tensor, Tensor.Type.FLOAT32, shape));
        }
        return tensor.floats();
    }
}
