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
import unfurl.nn.DeepSets;
import unfurl.nn.DenseShape;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// A network as named tensors, both ways: one form for checkpoints and models.
///
/// A dense layer `L` is `L.weight` (outputs × inputs) and `L.bias` (outputs); [Naming] has the layers of each kind
/// of network. Every network has the standardisation of its features. All are float32.
public final class NetworkTensors {
    private NetworkTensors() {}

    /// One tensor of an array, in which several lie one after the other.
    private record Part(String name, List<Integer> shape) {
        int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    /// Names and lengths of the parts of the array of means; what is beyond them is 0.
    private static List<Part> means(Architecture architecture) {
        return switch (architecture) {
            case Perceptron p -> List.of(vector(Naming.MEAN, p.inputs()));
            case DeepSets d -> means(d.eventFeatures(), d.particleFeatures());
            case ParticleAttention a -> means(a.eventFeatures(), a.particleFeatures());
        };
    }

    private static List<Part> means(int ofEvents, int ofParticles) {
        return List.of(vector(Naming.MEAN, ofEvents), vector(Naming.PARTICLE_MEAN, ofParticles));
    }

    private static List<Part> inverseScales(Architecture architecture) {
        return switch (architecture) {
            case Perceptron p -> List.of(vector(Naming.INVERSE_SCALE, p.inputs()));
            case DeepSets d -> inverseScales(d.eventFeatures(), d.particleFeatures());
            case ParticleAttention a -> inverseScales(a.eventFeatures(), a.particleFeatures());
        };
    }

    private static List<Part> inverseScales(int ofEvents, int ofParticles) {
        return List.of(
                vector(Naming.INVERSE_SCALE, ofEvents),
                vector(Naming.PARTICLE_INVERSE_SCALE, ofParticles),
                vector(Naming.PER_PARTICLE, 1));
    }

    private static Part vector(String name, int length) {
        return new Part(name, List.of(length));
    }

    private static List<Part> layers(Architecture architecture) {
        var parts = new ArrayList<Part>();
        List<String> names = Naming.layers(architecture);
        List<DenseShape> shapes = architecture.layers();
        for (int i = 0; i < shapes.size(); i++) {
            DenseShape shape = shapes.get(i);
            parts.add(new Part(Naming.weight(names.get(i)), List.of(shape.outputs(), shape.inputs())));
            parts.add(new Part(Naming.bias(names.get(i)), List.of(shape.outputs())));
        }
        return parts;
    }

    /// The tensors of a network, their names behind a prefix.
    public static Map<String, Tensor> of(Network network, String prefix) {
        Architecture architecture = network.architecture();
        var tensors = new LinkedHashMap<String, Tensor>();
        put(means(architecture), network.mean(), prefix, tensors);
        put(inverseScales(architecture), network.inverseScale(), prefix, tensors);
        put(layers(architecture), network.parameters(), prefix, tensors);
        return tensors;
    }

    private static void put(List<Part> parts, float[] array, String prefix, Map<String, Tensor> tensors) {
        int at = 0;
        for (Part part : parts) {
            int[] shape = part.shape().stream().mapToInt(Integer::intValue).toArray();
            float[] values = Arrays.copyOfRange(array, at, at + part.size());
            tensors.put(prefix + part.name(), Tensor.of(values, shape));
            at += part.size();
        }
        for (int i = at; i < array.length; i++) {
            if (array[i] != 0) {
                throw new IllegalArgumentException(
                        "number %d of %s has no name and is %s".formatted(i, parts, array[i]));
            }
        }
    }

    /// The network of that shape whose tensors have that prefix.
    ///
    /// @throws InputException when a tensor is missing, has another type or shape, or a number that is not finite
    public static Network read(Tensors tensors, String prefix, Architecture architecture) {
        float[] mean = joined(tensors, prefix, means(architecture));
        float[] inverseScale = joined(tensors, prefix, inverseScales(architecture));
        float[] parameters = joined(tensors, prefix, layers(architecture));
        try {
            return Network.of(architecture, Arrays.copyOf(mean, architecture.inputs()), inverseScale, parameters);
        } catch (NumericalException notFinite) {
            throw new InputException("%s: %s".formatted(tensors.source(), notFinite.getMessage()), notFinite);
        }
    }

    /// The parts after one another, each held against its tensor before room is made for all.
    private static float[] joined(Tensors tensors, String prefix, List<Part> parts) {
        var read = new ArrayList<float[]>();
        for (Part part : parts) {
            read.add(values(tensors, prefix + part.name(), part.shape()));
        }
        float[] joined = new float[read.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : read) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
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
