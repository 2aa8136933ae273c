package unfurl.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.event.Features;
import unfurl.event.ParticleEncoding;
import unfurl.event.Particles;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DenseShape;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;
import unfurl.provenance.Digest;

/// Models of random numbers, the same for the same seed.
final class Samples {
    static final int MOST = 12;
    static final Model.Origin ORIGIN = new Model.Origin("toy", Digest.of("study: toy\n"), "step2", 3, "Unfurl test");

    private Samples() {}

    /// A network whose hidden units and outputs are of order 1 for features of order 1 around 2.
    static Network network(int inputs, List<Integer> hidden, Activation activation, long seed) {
        var random = new SplittableRandom(seed);
        return network(new Perceptron(inputs, hidden, activation), random, inputs);
    }

    private static Network network(Architecture architecture, SplittableRandom random, int means) {
        float[] parameters = new float[architecture.parameters()];
        int at = 0;
        for (DenseShape layer : architecture.layers()) {
            for (int i = 0; i < (layer.inputs() + 1) * layer.outputs(); i++) {
                parameters[at++] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (layer.inputs() + 1)));
            }
        }
        float[] mean = Arrays.copyOf(floats(random, means, 2, 0.5), architecture.inputs());
        float[] inverseScale = new float[mean.length];
        for (int j = 0; j < mean.length; j++) {
            inverseScale[j] = (float) random.nextDouble(0.3, 3);
        }
        return Network.of(architecture, mean, inverseScale, parameters);
    }

    /// A network on clouds, made for about [#MOST]/2 particles an event.
    static Network cloud(Architecture architecture, long seed) {
        var random = new SplittableRandom(seed);
        int inputs = architecture.inputs();
        Network drawn = network(architecture, random, inputs - 1);
        float[] inverseScale = drawn.inverseScale();
        inverseScale[inputs - 1] = 2f / MOST;
        return Network.of(architecture, drawn.mean(), inverseScale, drawn.parameters());
    }

    /// Events with clouds of 0 to [#MOST] particles.
    static Features clouds(int rows, int ofEvents, int ofParticles, long seed) {
        var random = new SplittableRandom(seed);
        int[] first = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            first[i + 1] = first[i] + random.nextInt(MOST + 1);
        }
        float[] values = floats(random, first[rows] * ofParticles, 2, 1.5);
        return features(rows, ofEvents, seed).with(Particles.owning(names(ofParticles), first, values));
    }

    static Model cloudModel(Network network, int ofEvents, int ofParticles) {
        var particles = ParticleEncoding.of(
                "gen",
                names(ofParticles).stream()
                        .map(name -> new ParticleEncoding.Feature(name, Encoding.Transform.LINEAR, 0.5))
                        .toList());
        return new Model(
                network,
                plain(ofEvents),
                Optional.of(particles),
                new Model.Output("above", "below", 0.25),
                new Model.Member(0, 1, OptionalDouble.empty(), 1.25),
                ORIGIN);
    }

    private static float[] floats(SplittableRandom random, int count, double centre, double width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (centre + width * random.nextGaussian());
        }
        return values;
    }

    /// Features of order 1 around 2.
    static Features features(int rows, int columns, long seed) {
        return Features.owning(names(columns), rows, floats(new SplittableRandom(seed), rows * columns, 2, 1.5));
    }

    private static List<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    }

    /// Observables `x0`, `x1`, … as they are.
    static Encoding plain(int inputs) {
        return Encoding.of(
                "gen",
                names(inputs).stream()
                        .map(name -> new Encoding.Feature(name, Encoding.Transform.LINEAR, List.of(0.0)))
                        .toList(),
                List.of());
    }

    /// Every transform and a category: seven features.
    static Encoding everyTransform() {
        return Encoding.of(
                "reco",
                List.of(
                        new Encoding.Feature("mass", Encoding.Transform.LINEAR, List.of(91.2)),
                        new Encoding.Feature("pT", Encoding.Transform.LOG, List.of(Math.PI)),
                        new Encoding.Feature("tau", Encoding.Transform.LOG_OR_ZERO, List.of(-1.5, 0.25)),
                        new Encoding.Feature("phi", Encoding.Transform.ANGLE, List.of(0.1, -0.0))),
                List.of(new Encoding.Category("no jet", Expression.parse("pT == 0"), Set.of("pT", "tau"))));
    }

    /// A model with everything in its head.
    static Model model() {
        return new Model(
                network(7, List.of(5, 3), Activation.GELU, 11),
                everyTransform(),
                Optional.empty(),
                new Model.Output("above \"quoted\"", "below", 0.1 + 0.2),
                new Model.Member(1, 2, OptionalDouble.of(7.5), 1.0 / 3),
                ORIGIN);
    }

    static Model model(Network network, int index, int count, OptionalDouble clip) {
        return new Model(
                network,
                plain(network.architecture().inputs()),
                Optional.empty(),
                new Model.Output("above", "below", 0.3 * index - 0.1),
                new Model.Member(index, count, clip, 1.25),
                ORIGIN);
    }

    static Map<Activation, List<List<Integer>>> shapes() {
        return Map.of(
                Activation.RELU, List.of(List.of(), List.of(1), List.of(100, 100, 100)),
                Activation.SILU, List.of(List.of(17), List.of(64, 33, 5)),
                Activation.GELU, List.of(List.of(3, 129), List.of(100, 100, 100)),
                Activation.TANH, List.of(List.of(1, 1, 1), List.of(31, 2, 47)));
    }
}
