package unfurl.study;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.uncertainty.Identities;
import unfurl.unfold.UnfoldingProblem;

/// A simulation of which one part plays nature and another the simulation: pseudo-data with a known truth.
///
/// Events that are in a part by chance count the inverse of that chance, so that each part expects the yield
/// of the whole.
///
/// @param nature     events whose reco level is the data
/// @param simulation events that unfold them
/// @param scale      of the weights of either
/// @param whole      the simulation with all its events
/// @param rows       (n) what tells its events apart
/// @param problem    the undistorted data, unfolded with the other part
record ValidationHalves(
        Mask nature, Mask simulation, double scale, UnfoldingProblem whole, Identities rows, UnfoldingProblem problem) {

    /// Two halves without a common event; which half an event is in hangs on its row and the seed.
    static ValidationHalves of(UnfoldingProblem whole, Identities rows, Seed seed) {
        long[] row = rows.values();
        Mask nature = Mask.of(row.length, i -> seed.uniform(row[i]) < 0.5);
        return of(whole, rows, nature, nature.not(), 2);
    }

    /// Nature's half against itself: a simulation of exactly the response and the prior of nature, from which
    /// toys are drawn.
    ValidationHalves itself() {
        return of(whole, rows, nature, nature, scale);
    }

    private static ValidationHalves of(
            UnfoldingProblem whole, Identities rows, Mask nature, Mask simulation, double scale) {
        int n = whole.size();
        Features reco = whole.reco().select(Mask.of(whole.reco().rows(), i -> i < n));
        Mask data = nature.and(whole.passReco());
        var problem = new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        whole.gen().select(simulation),
                        reco.select(simulation),
                        select(whole.passGen(), simulation),
                        select(whole.passReco(), simulation),
                        whole.genWeight().select(simulation).times(scale),
                        whole.recoWeight().select(simulation).times(scale)),
                new UnfoldingProblem.Detected(
                        reco.select(data), whole.recoWeight().select(data).times(scale)),
                UnfoldingProblem.Detected.none(reco.names()));
        return new ValidationHalves(nature, simulation, scale, whole, rows, problem);
    }

    private static Mask select(Mask of, Mask chosen) {
        int[] events = chosen.indices();
        return Mask.of(events.length, i -> of.get(events[i]));
    }

    /// The problem of a distorted nature and another prior.
    ///
    /// @param data  (n) factors of nature's reco weights: a distortion, or counts of a bootstrap
    /// @param prior (n) factors of the simulation's weights
    UnfoldingProblem distorted(Weights data, Weights prior) {
        Weights factors = prior.select(simulation);
        return problem.reweighted(
                problem.genWeight().times(factors),
                problem.recoWeight().times(factors),
                problem.data().times(data.select(nature.and(whole.passReco()))),
                problem.background());
    }

    /// (n) the truth of a distorted nature.
    ///
    /// @param factors (n) of its gen weights
    Weights truth(Weights factors) {
        return whole.genWeight().where(nature).times(factors).times(scale);
    }

    /// (n) weights of the simulation's part as weights of all events.
    Weights spread(Weights part) {
        double[] all = new double[whole.size()];
        int[] events = simulation.indices();
        for (int i = 0; i < events.length; i++) {
            all[events[i]] = part.get(i);
        }
        return Weights.of(all);
    }

    /// (n) how often each event counts in a bootstrap: a Poisson number of mean 1.
    Weights counts(Seed draws) {
        return rows.counts(draws);
    }

    /// (n) how often each event counts in a bootstrap of a bootstrap: as often on average as in the first.
    Weights counts(Seed draws, Weights before) {
        long[] row = rows.values();
        return Weights.tabulate(row.length, i -> draws.poisson(row[i], before.get(i)));
    }
}
