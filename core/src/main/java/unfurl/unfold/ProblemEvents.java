package unfurl.unfold;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// The events of an unfolding problem without their weights.
///
/// @param gen             (n × d) of the simulation
/// @param reco            (rows × e) of simulation, data and background
/// @param passGen         (n) inside the gen selection
/// @param passReco        (n) inside the reco selection
/// @param firstData       the row of reco of the first data event
/// @param firstBackground that of the first background event
record ProblemEvents(Features gen, Features reco, Mask passGen, Mask passReco, int firstData, int firstBackground) {

    static ProblemEvents of(
            UnfoldingProblem.Simulation simulation,
            UnfoldingProblem.Detected data,
            UnfoldingProblem.Detected background) {
        int n = simulation.gen().rows();
        return new ProblemEvents(
                simulation.gen(),
                simulation.reco().followedBy(data.reco(), background.reco()),
                simulation.passGen(),
                simulation.passReco(),
                n,
                n + data.reco().rows());
    }

    /// The same where simulation and some other events are the data.
    ///
    /// @param others how many, the last rows of reco
    ProblemEvents withOwnData(int others) {
        int n = size();
        int rest = reco.rows() - others;
        Features own = reco.select(Mask.of(reco.rows(), i -> i < n || i >= rest));
        return new ProblemEvents(gen, own, passGen, passReco, 0, n);
    }

    /// How many simulated events.
    int size() {
        return gen.rows();
    }

    /// (rows) events that follow each other.
    Mask rows(int first, int count) {
        return Mask.of(reco.rows(), i -> i >= first && i < first + count);
    }

    /// (rows) what is measured of each: the weight of data, less that of background.
    Weights measured(Weights data, Weights background) {
        return Weights.tabulate(reco.rows(), i -> at(i - firstData, data) - at(i - firstBackground, background));
    }

    private static double at(int i, Weights weights) {
        return i >= 0 && i < weights.size() ? weights.get(i) : 0;
    }

    /// (rows) weights of simulated events, followed by 0 for events of data and background alone.
    Weights overDetector(Weights simulation) {
        int n = size();
        return Weights.tabulate(reco.rows(), i -> i < n ? simulation.get(i) : 0);
    }

    /// (rows) the simulated events inside the reco selection.
    Mask detected() {
        int n = size();
        return Mask.of(reco.rows(), i -> i < n && passReco.get(i));
    }
}
