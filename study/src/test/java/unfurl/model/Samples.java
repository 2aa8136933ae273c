package unfurl.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.event.Features;
import unfurl.nn.Activation;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;
import unfurl.provenance.Digest;

/// Models of random numbers, the same for the same seed.
final class Samples {
    static final Model.Origin ORIGIN = new Model.Origin("toy", Digest.of("study: toy\n"), "step2", 3, "Unfurl test");

    private Samples() {}

    /// A network whose hidden units and outputs are of order 1 for features of order 1 around 2.
    static Network network(int inputs, List<Integer> hidden, Activation activation, long seed) {
        var random = new SplittableRandom(seed);
        var architecture = new Perceptron(inputs, hidden, activation);
        float[] parameters = new float[architecture.parameters()];
        int at = 0;
        int below = inputs;
        for (int width : IntStream.concat(hidden.stream().mapToInt(w -> w), IntStream.of(1))
                .toArray()) {
            for (int i = 0; i < (below + 1) * width; i++) {
                parameters[at++] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (below + 1)));
            }
            below = width;
        }
        float[] mean = floats(random, inputs, 2, 0.5);
        float[] inverseScale = new float[inputs];
        for (int j = 0; j < inputs; j++) {
            inverseScale[j] = (float) random.nextDouble(0.3, 3);
        }
        return Network.of(architecture, mean, inverseScale, parameters);
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
                new Model.Output("above \"quoted\"", "below", 0.1 + 0.2),
                new Model.Member(1, 2, OptionalDouble.of(7.5), 1.0 / 3),
                ORIGIN);
    }

    static Model model(Network network, int index, int count, OptionalDouble clip) {
        return new Model(
                network,
                plain(network.architecture().inputs()),
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
