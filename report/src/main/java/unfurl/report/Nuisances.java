package unfurl.report;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unfurl.report.figure.Numbers;

/// What a profile fit says of its nuisances. What it does to an observable is in [Profiled].
///
/// @param fitted      at least one, in the order of the study
/// @param correlation (n·n) of the n nuisances, prior included, row after row, from −1 to 1, symmetric; empty
///                    where not known
/// @param others      the same fit from other starting points
/// @param convergence how fast the fit closed in; empty where not known
/// @param checks      what was asked of the responses, as functions of the nuisances
public record Nuisances(
        List<Nuisance> fitted,
        Optional<Numbers> correlation,
        List<Start> others,
        Optional<Convergence> convergence,
        List<Check> checks) {
    /// The fit from another starting point.
    ///
    /// @param trajectories one for each nuisance, in their order: its start, then its value after each iteration
    public record Start(List<Numbers> trajectories) {
        public Start {
            trajectories = List.copyOf(trajectories);
            if (trajectories.stream().anyMatch(trajectory -> trajectory.size() < 1)) {
                throw new IllegalArgumentException("a trajectory without a start");
            }
        }
    }

    /// How much of what an iteration assumes to be seen was seen. With EM the distance from the end falls by the factor
    /// 1 − share in an iteration at last. Source: Dempster, Laird, Rubin, J. R. Stat. Soc. B 39 (1977) 1.
    ///
    /// @param smallestShare the information of the data as a share of that of complete events, where it is smallest
    /// @param direction     where that is, in a sentence: `trackEff up and scale down.`
    /// @param isSlow        whether step 3 is EM
    public record Convergence(double smallestShare, String direction, boolean isSlow) {}

    /// What was asked of a response, in plain text.
    ///
    /// @param name    of the nuisance or response
    /// @param what    was looked at
    /// @param value   found
    /// @param allowed for comparison
    /// @param verdict how it ended
    public record Check(String name, String what, String value, String allowed, Verdict verdict) {}

    public Nuisances {
        fitted = List.copyOf(fitted);
        others = List.copyOf(others);
        checks = List.copyOf(checks);
        int n = fitted.size();
        Set<String> names = new HashSet<>();
        for (Nuisance nuisance : fitted) {
            if (!names.add(nuisance.name())) {
                throw new IllegalArgumentException("the nuisance '%s' stands there twice".formatted(nuisance.name()));
            }
        }
        for (Start start : others) {
            if (start.trajectories().size() != n) {
                throw new IllegalArgumentException("%d trajectories for %d nuisances"
                        .formatted(start.trajectories().size(), n));
            }
        }
        if (n < 1) {
            throw new IllegalArgumentException("a profile fit without nuisances");
        }
        correlation.ifPresent(values -> Correlation.of("nuisances", "", "", Numbers.edges(n, 0, n), values));
    }
}
