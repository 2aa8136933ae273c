package unfurl.nn;

import java.util.Arrays;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Workers;

/// A trained network: it standardises its inputs, then takes them to one output.
///
/// Never changes. Equal networks have the same bits.
public final class Network {
    private static final int BLOCK = 4096;

    private final Architecture architecture;
    private final Standardisation standardisation;
    private final float[] parameters;

    private Network(Architecture architecture, Standardisation standardisation, float[] parameters) {
        this.architecture = architecture;
        this.standardisation = standardisation;
        this.parameters = parameters;
    }

    /// A network with these numbers, which are copied.
    ///
    /// @param mean         (inputs) taken off each input
    /// @param inverseScale (inputs) then multiplied
    /// @param parameters   layer by layer: the matrix (outputs × inputs), row after row, then the biases
    ///                     (outputs)
    /// @throws IllegalArgumentException for a wrong length
    /// @throws NumericalException       when one is not finite
    public static Network of(Architecture architecture, float[] mean, float[] inverseScale, float[] parameters) {
        checked("means", mean, architecture.inputs(), architecture);
        checked("scales", inverseScale, architecture.inputs(), architecture);
        checked("parameters", parameters, architecture.parameters(), architecture);
        var standardisation = new Standardisation(mean.clone(), inverseScale.clone());
        return new Network(architecture, standardisation, parameters.clone());
    }

    static Network of(Architecture architecture, Standardisation standardisation, float[] parameters) {
        return of(architecture, standardisation.mean(), standardisation.inverseScale(), parameters);
    }

    /// Its shape.
    public Architecture architecture() {
        return architecture;
    }

    /// What is taken off each input (inputs), a copy.
    public float[] mean() {
        return standardisation.mean().clone();
    }

    /// What each input is then multiplied by (inputs), a copy.
    public float[] inverseScale() {
        return standardisation.inverseScale().clone();
    }

    /// Weights and biases, a copy: layer by layer the matrix (outputs × inputs), row after row, then the
    /// biases.
    public float[] parameters() {
        return parameters.clone();
    }

    /// The output for every event: the balanced logit after [CrossEntropy], the value after [SquaredError].
    ///
    /// An output depends on its event alone, to the bit: not on the threads nor on the events beside it.
    ///
    /// @param features (n × inputs), in the order of training
    /// @return (n) outputs
    /// @throws NumericalException       when one is not finite; the message names the event
    /// @throws IllegalArgumentException for another number of features
    public double[] evaluate(Features features, Workers workers) {
        return evaluate(features, features.rows(), (from, order) -> Arrays.setAll(order, i -> from + i), workers);
    }

    /// The output for chosen events, read where they lie.
    ///
    /// @param features (n × inputs), in the order of training
    /// @param rows     (n) the events that are wanted
    /// @return (count of `rows`) outputs of the chosen events, in order, each the same as among all events
    /// @throws NumericalException       when one is not finite; the message names the event
    /// @throws IllegalArgumentException for another number of features, or a mask of another number of events
    public double[] evaluate(Features features, Mask rows, Workers workers) {
        if (rows.size() != features.rows()) {
            throw new IllegalArgumentException(
                    "cannot choose among %d events with a mask of %d".formatted(features.rows(), rows.size()));
        }
        int[] chosen = rows.indices();
        return evaluate(
                features,
                chosen.length,
                (from, order) -> System.arraycopy(chosen, from, order, 0, Math.min(order.length, chosen.length - from)),
                workers);
    }

    /// Tells the numbers of the events that are wanted from one place on; those after the last do not matter.
    @FunctionalInterface
    private interface Wanted {
        void from(int place, int[] order);
    }

    private double[] evaluate(Features features, int n, Wanted wanted, Workers workers) {
        architecture.requireSees(features);
        double[] outputs = new double[n];
        float[] padded = Layout.of(architecture).pad(parameters);
        var rooms = new Rooms(new VectorKernels(), architecture, workers);
        workers.run(Math.ceilDiv(n, BLOCK), (block, place) -> {
            int from = block * BLOCK;
            evaluate(features, wanted, from, Math.min(BLOCK, n - from), rooms.at(place), padded, outputs);
        });
        return outputs;
    }

    private void evaluate(
            Features features,
            Wanted wanted,
            int from,
            int count,
            Propagation propagation,
            float[] padded,
            double[] outputs) {
        int[] order = new int[Tile.ROWS];
        float[] some = new float[Tile.ROWS];
        for (int start = from; start < from + count; start += Tile.ROWS) {
            int here = Math.min(Tile.ROWS, from + count - start);
            wanted.from(start, order);
            propagation.outputs(padded, features, standardisation, order, 0, here, some);
            for (int r = 0; r < here; r++) {
                outputs[start + r] = some[r];
                if (!Float.isFinite(some[r])) {
                    throw new NumericalException(
                            "the network's output for event %d is %s".formatted(order[r], some[r]));
                }
            }
        }
    }

    Standardisation standardisation() {
        return standardisation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that
                && architecture.equals(that.architecture)
                && standardisation.equals(that.standardisation)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * architecture.hashCode() + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return architecture.toString();
    }

    private static void checked(String what, float[] values, int size, Architecture architecture) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "%d %s are not the %d of a network %s".formatted(values.length, what, size, architecture));
        }
        for (int i = 0; i < size; i++) {
            if (!Float.isFinite(values[i])) {
                throw new NumericalException("number %d of the network's %s is %s".formatted(i, what, values[i]));
            }
        }
    }
}
