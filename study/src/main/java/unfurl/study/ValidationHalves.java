package unfurl.study;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.unfold.UnfoldingProblem;

/// A simulation of which one part plays nature and another the simulation: pseudo-data with a known truth. The
/// backgrounds are parted likewise: one part is in the pseudo-data, the other is subtracted from them.
///
/// Events that are in a part by chance count the inverse of that chance, so that each part expects the yield
/// of the whole.
///
/// @param nature     (n + b) simulated events, and after them background, whose reco level is the data
/// @param simulation (n + b) events that unfold them
/// @param measured   (n + b) events of nature that have a row among the data
/// @param scale      of the weights of either
/// @param whole      the simulation with all its events
/// @param rows       (n + b) what tells the events apart
/// @param problem    the undistorted data, unfolded with the other part
record ValidationHalves(
        Mask nature,
        Mask simulation,
        Mask measured,
        double scale,
        UnfoldingProblem whole,
        ValidationRows rows,
        UnfoldingProblem problem) {

    /// Two halves without a common event; which half an event is in hangs on its row and the seed.
    static ValidationHalves of(UnfoldingProblem whole, ValidationRows rows, Seed seed) {
        Mask nature = rows.half(seed);
        Mask simulation = nature.not();
        int n = whole.size();
        Mask measured = Mask.of(
                nature.size(), i -> nature.get(i) && (i >= n || whole.passReco().get(i)));
        return new ValidationHalves(
                nature, simulation, measured, 2, whole, rows, problem(whole, simulation, measured, 2));
    }

    /// Nature's half against itself: a simulation of exactly the response and the prior of nature, from which
    /// toys are drawn. An event is one row for both, so that it never trains as data and validates as simulation.
    ValidationHalves itself() {
        UnfoldingProblem apart = problem(whole, nature, measured, scale);
        return new ValidationHalves(
                nature, nature, nature, scale, whole, rows, apart.measuring(apart.recoWeight(), apart.background()));
    }

    private static UnfoldingProblem problem(UnfoldingProblem whole, Mask simulation, Mask measured, double scale) {
        Features all = whole.reco();
        int n = whole.size();
        int events = simulation.size();
        // The data of the study stand between the simulation and its backgrounds.
        int between = all.rows() - events;
        Features reco = all.select(Mask.of(all.rows(), i -> i < n || i >= n + between));
        Weights seen = Weights.tabulate(
                events,
                i -> i < n ? whole.recoWeight().get(i) : whole.background().get(i - n));
        Mask subtracted = Mask.of(events, i -> i >= n && simulation.get(i));
        Mask simulated = firstOf(n, simulation);
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        whole.gen().select(simulated),
                        reco.select(Mask.of(events, i -> i < n && simulation.get(i))),
                        select(whole.passGen(), simulated),
                        select(whole.passReco(), simulated),
                        whole.genWeight().select(simulated).times(scale),
                        whole.recoWeight().select(simulated).times(scale)),
                new UnfoldingProblem.Detected(
                        reco.select(measured), seen.select(measured).times(scale)),
                new UnfoldingProblem.Detected(
                        reco.select(subtracted), seen.select(subtracted).times(scale)));
    }

    private static Mask firstOf(int n, Mask of) {
        return Mask.of(n, of::get);
    }

    private static Mask select(Mask of, Mask chosen) {
        int[] events = chosen.indices();
        return Mask.of(events.length, i -> of.get(events[i]));
    }

    /// (n) the simulated events that unfold.
    private Mask simulated() {
        return firstOf(whole.size(), simulation);
    }

    /// The problem of a distorted nature and another prior.
    ///
    /// @param data  (n + b) factors of nature's reco weights: a distortion, or counts of a bootstrap
    /// @param prior (n + b) factors of the simulation's weights and of the background that is subtracted
    UnfoldingProblem distorted(Weights data, Weights prior) {
        Weights factors = simulated(prior).select(simulated());
        int n = whole.size();
        return problem.reweighted(
                problem.genWeight().times(factors),
                problem.recoWeight().times(factors),
                problem.data().times(data.select(measured)),
                problem.background().times(prior.select(Mask.of(rows.size(), i -> i >= n && simulation.get(i)))));
    }

    /// (n + b) factors of simulated events, with which the background stays as it is.
    ///
    /// @param factors (n)
    Weights factors(Weights factors) {
        int n = whole.size();
        return Weights.tabulate(rows.size(), i -> i < n ? factors.get(i) : 1);
    }

    /// (n) those of the simulated events.
    ///
    /// @param factors (n + b)
    Weights simulated(Weights factors) {
        return Weights.tabulate(whole.size(), factors::get);
    }

    /// (n) the truth of a distorted nature.
    ///
    /// @param factors (n) of its gen weights
    Weights truth(Weights factors) {
        return whole.genWeight()
                .where(firstOf(whole.size(), nature))
                .times(factors)
                .times(scale);
    }

    /// (n) the prior of a simulation with other weights.
    ///
    /// @param factors (n) of them
    Weights prior(Weights factors) {
        return spread(problem.genWeight().times(factors.select(simulated())));
    }

    /// (n) weights of the simulation's part as weights of all events.
    Weights spread(Weights part) {
        double[] all = new double[whole.size()];
        int[] events = simulated().indices();
        for (int i = 0; i < events.length; i++) {
            all[events[i]] = part.get(i);
        }
        return Weights.of(all);
    }

    /// (n + b) how often each event counts in a bootstrap: a Poisson number of mean 1.
    Weights counts(Seed draws) {
        return rows.draw(draws, (seed, row, index) -> seed.poisson(row, 1));
    }

    /// (n + b) how often each event counts in a bootstrap of a bootstrap: as often on average as in the first.
    Weights counts(Seed draws, Weights before) {
        return rows.draw(draws, (seed, row, index) -> seed.poisson(row, before.get(index)));
    }
}
