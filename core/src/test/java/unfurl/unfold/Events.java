package unfurl.unfold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// A small problem of one observable as lists of events, so that a test can repeat, drop and reorder them.
record Events(List<Simulated> simulation, List<Measured> data, List<Measured> background) {
    private static final List<String> NAMES = List.of("x");

    record Simulated(double gen, double reco, boolean passGen, boolean passReco, double genWeight, double recoWeight) {
        Simulated times(double factor) {
            return new Simulated(gen, reco, passGen, passReco, genWeight * factor, recoWeight * factor);
        }

        Simulated withWeights(double weight) {
            return new Simulated(gen, reco, passGen, passReco, weight, weight);
        }

        Simulated withRecoWeight(double weight) {
            return new Simulated(gen, reco, passGen, passReco, genWeight, weight);
        }
    }

    record Measured(double reco, double weight) {
        Measured times(double factor) {
            return new Measured(reco, weight * factor);
        }
    }

    /// Events of a linear-Gaussian problem of one dimension, as many simulated as true, all of weight 1.
    static Events draw(LinearGaussian toy, int events, long seed) {
        Table simulation = toy.simulation(events, Seed.of(seed).child("simulation"));
        Table nature = toy.nature(events, Seed.of(seed).child("nature"));
        var simulated = new ArrayList<Simulated>();
        var data = new ArrayList<Measured>();
        for (int i = 0; i < events; i++) {
            simulated.add(new Simulated(
                    at(simulation, "x", i),
                    at(simulation, "x_reco", i),
                    at(simulation, "pass_truth", i) == 1,
                    at(simulation, "pass_reco", i) == 1,
                    1,
                    1));
            if (at(nature, "pass_reco", i) == 1) {
                data.add(new Measured(at(nature, "x_reco", i), 1));
            }
        }
        int expected = (int) Math.round(toy.background() * data.size());
        data.addAll(background(toy, expected, Seed.of(seed).child("data")));
        return new Events(
                simulated, data, background(toy, expected, Seed.of(seed).child("template")));
    }

    private static List<Measured> background(LinearGaussian toy, int events, Seed seed) {
        Table table = toy.backgroundEvents(events, seed);
        return IntStream.range(0, events)
                .mapToObj(i -> new Measured(at(table, "x_reco", i), 1))
                .toList();
    }

    private static double at(Table table, String column, int row) {
        return table.column(column, "the test").at(row);
    }

    /// Each event replaced by some.
    Events replaced(Function<Simulated, List<Simulated>> simulated, Function<Measured, List<Measured>> measured) {
        return new Events(
                simulation.stream().flatMap(e -> simulated.apply(e).stream()).toList(),
                data.stream().flatMap(e -> measured.apply(e).stream()).toList(),
                background.stream().flatMap(e -> measured.apply(e).stream()).toList());
    }

    Events shuffled(long seed) {
        return new Events(shuffled(simulation, seed), shuffled(data, seed), shuffled(background, seed));
    }

    private static <T> List<T> shuffled(List<T> events, long seed) {
        var copy = new ArrayList<>(events);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }

    UnfoldingProblem problem() {
        int n = simulation.size();
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        features(simulation, Simulated::gen),
                        features(simulation, Simulated::reco),
                        Mask.of(n, i -> simulation.get(i).passGen),
                        Mask.of(n, i -> simulation.get(i).passReco),
                        Weights.tabulate(n, i -> simulation.get(i).genWeight),
                        Weights.tabulate(n, i -> simulation.get(i).recoWeight)),
                detected(data),
                detected(background));
    }

    private static UnfoldingProblem.Detected detected(List<Measured> events) {
        return new UnfoldingProblem.Detected(
                features(events, Measured::reco), Weights.tabulate(events.size(), i -> events.get(i).weight));
    }

    private static <T> Features features(List<T> events, Function<T, Double> value) {
        float[] values = new float[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(events.get(i)).floatValue();
        }
        return Features.owning(NAMES, values.length, values);
    }
}
