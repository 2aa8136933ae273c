package unfurl.uncertainty;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.unfold.UnfoldingProblem;

/// What the weights of a response ratio w are worth at some parameters, as they are before any calibration, and of how
/// many that turns the sign.
///
/// @param parameter       of the parameters the one that is looked at
/// @param theta           its value
/// @param nEff            the effective number of reco events of the unfolded spectrum with the weights
/// @param tail            of the reco weights with w; empty for few events
/// @param means           of w in cells of gen; empty where gen has no feature of two cells
/// @param keepsEfficiency whether they should be 1
/// @param turned          how many weights have the other sign once they are calibrated
public record ResponseQuality(
        String parameter,
        double theta,
        double nEff,
        Optional<ParetoTail> tail,
        Optional<GenMeans> means,
        boolean keepsEfficiency,
        int turned) {
    /// At parameters.
    ///
    /// @param problem with a response ratio
    /// @param push    (n) the spectrum
    /// @param theta   (p) the parameters
    /// @param k       the place of the one that is looked at
    /// @param points  at how many parameters the same is asked
    public static ResponseQuality of(
            UnfoldingProblem problem, Weights push, List<Double> theta, int k, int points, Workers workers) {
        double[] log = problem.response().log(theta.stream().mapToDouble(t -> t).toArray(), workers);
        Weights seen = problem.recoWeight();
        Weights w = Weights.tabulate(log.length, i -> seen.get(i) == 0 ? 0 : Math.exp(log[i]));
        Weights matched = seen.where(problem.passGen().and(problem.passReco()));
        return new ResponseQuality(
                problem.response().parameters().get(k),
                theta.get(k),
                seen.times(w).times(push).nEff(),
                ParetoTail.of(seen.times(w).toArray()),
                GenMeans.worst(problem.gen(), matched, w, points),
                problem.response().keepsEfficiency(),
                turned(seen, problem.at(theta, workers).recoWeight()));
    }

    private static int turned(Weights nominal, Weights calibrated) {
        return Mask.of(nominal.size(), i -> nominal.get(i) * calibrated.get(i) < 0)
                .count();
    }

    /// Whether the means differ from 1 where they should not: significantly, and by a size that matters.
    public boolean isOff() {
        return keepsEfficiency && means.filter(m -> m.all().isRefused()).isPresent();
    }

    /// Whether the error of the parameter is not known, whatever the effective number of events.
    public boolean isHeavy() {
        return tail.filter(ParetoTail::isInfinite).isPresent();
    }

    /// What a reader should know of the tail.
    public Optional<String> ofTail() {
        return tail.filter(ParetoTail::isInfinite)
                .map(t -> String.format(
                        Locale.ROOT,
                        "at %s the largest weights of the simulation may have no finite variance (their tail has the index %.2f ± %.2f, where %.1f is the limit): the error of '%s' may be too small, and its value biased; a simulation with a detector nearer to this one, or spread over several, has no such weights",
                        where(),
                        t.index(),
                        t.error(),
                        ParetoTail.INFINITE_VARIANCE,
                        parameter));
    }

    /// What a reader should know of the rest.
    ///
    /// @param fewest effective events that are enough
    public Optional<String> warning(double fewest) {
        if (!(nEff >= fewest)) {
            return Optional.of(
                    "at %s the weighted simulation is worth %.0f events, fewer than the %.0f that a run needs"
                            .formatted(where(), nEff, fewest));
        }
        return means.filter(m -> isOff()).map(this::words).or(this::ofSigns);
    }

    private Optional<String> ofSigns() {
        return turned == 0
                ? Optional.empty()
                : Optional.of(
                        "at %s the calibration of the weights turns the sign of %d: too few simulated events lie where w is large"
                                .formatted(where(), turned));
    }

    private String words(GenMeans m) {
        return String.format(
                Locale.ROOT,
                "at %s the mean of w at a gen is not 1: in '%s' by %.1f %% on average (p = %.2g), and at most by %+.1f ± %.1f %%; a ratio that keeps the efficiency has the mean 1 at each gen",
                where(),
                m.all().feature(),
                100 * m.all().size(),
                m.all().pValue(),
                100 * m.largest(),
                100 * m.error());
    }

    private String where() {
        return String.format(Locale.ROOT, "%s = %.4g", parameter, theta);
    }
}
