package unfurl.unfold;

import java.util.List;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Sums;

/// Events simulated with other detectors, from which a [LearnedResponse] is learned.
///
/// @param simulation the events; gen and reco have the features of the nominal simulation
/// @param theta      (n × p) the parameters that each was simulated with, a feature of each parameter's name
public record DetectorSample(UnfoldingProblem.Simulation simulation, Features theta) {
    /// @throws IllegalArgumentException for another number of events
    public DetectorSample {
        if (theta.rows() != simulation.gen().rows()) {
            throw new IllegalArgumentException("the parameters of %d events for %d"
                    .formatted(theta.rows(), simulation.gen().rows()));
        }
    }

    /// Events that were all simulated with one detector.
    ///
    /// @param parameters (p) names
    /// @param theta      (p) values
    public static DetectorSample at(UnfoldingProblem.Simulation simulation, List<String> parameters, double... theta) {
        return new DetectorSample(
                simulation, everywhere(parameters, theta, simulation.gen().rows()));
    }

    /// (n × p) the same parameters for each of n events.
    public static Features everywhere(List<String> parameters, double[] theta, int events) {
        float[] values = new float[Math.multiplyExact(events, theta.length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) theta[i % theta.length];
        }
        return Features.owning(parameters, events, values);
    }

    /// The chosen events alone: the others have the weight 0 and are in no selection.
    public DetectorSample where(Mask chosen) {
        var all = simulation;
        return new DetectorSample(
                new UnfoldingProblem.Simulation(
                        all.gen(),
                        all.reco(),
                        all.passGen().and(chosen),
                        all.passReco().and(chosen),
                        all.genWeight().where(chosen),
                        all.recoWeight().where(chosen)),
                theta);
    }

    /// How many events.
    public int size() {
        return theta.rows();
    }

    /// (n) inside both selections.
    public Mask matched() {
        return simulation.passGen().and(simulation.passReco());
    }

    /// (n × …) gen and reco.
    Features both() {
        return simulation.gen().besideReco(simulation.reco());
    }

    Mask fakes() {
        return simulation.passReco().and(simulation.passGen().not());
    }

    /// (n) v of matched events, and 0 of others.
    public Weights matchedWeight() {
        return simulation.recoWeight().where(matched());
    }

    Weights fakeWeight() {
        return simulation.recoWeight().where(fakes());
    }

    Weights genWeight() {
        return simulation.genWeight().where(simulation.passGen());
    }

    /// The parameters of events inside a selection.
    Features selectedTheta() {
        return theta.select(simulation.passGen().or(simulation.passReco()));
    }

    /// (p) the mean parameters of matched events.
    double[] meanTheta() {
        Weights weight = matchedWeight();
        return IntStream.range(0, theta.columns())
                .mapToDouble(k -> Sums.sum(size(), i -> weight.get(i) * theta.get(i, k)) / weight.sum())
                .toArray();
    }

    /// (n × p) the parameters of each event, moved.
    ///
    /// @param by (p)
    Features thetaPlus(double[] by) {
        float[] values = new float[Math.multiplyExact(size(), by.length)];
        for (int i = 0; i < values.length; i++) {
            int k = i % by.length;
            values[i] = (float) (theta.get(i / by.length, k) + by[k]);
        }
        return Features.owning(theta.names(), size(), values);
    }
}
