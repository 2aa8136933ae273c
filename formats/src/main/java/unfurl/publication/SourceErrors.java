package unfurl.publication;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.hist.Covariance;
import unfurl.measurement.Recipe;
import unfurl.measurement.Shift;
import unfurl.measurement.WeightGroup;

/// The errors of some bins from one source of uncertainty.
///
/// @param group      what the source is
/// @param covariance (bins × bins)
/// @param shift      of the same bins, when the source is one nuisance
public record SourceErrors(WeightGroup group, Covariance covariance, Optional<Shift> shift) {
    /// Checks that nothing is missing.
    public SourceErrors {
        Objects.requireNonNull(group);
        Objects.requireNonNull(covariance);
        Objects.requireNonNull(shift);
    }

    /// The name of the source.
    public String name() {
        return group.name();
    }

    /// The name with the kind before it, as HEPData and Rivet read it: `stat,bootstrapData`, `sys,trackEff`.
    public String label() {
        return (isStatistical() ? "stat," : "sys,") + name();
    }

    boolean isStatistical() {
        return group.recipe().kind() == Recipe.Kind.STATISTICAL;
    }

    /// The change of a bin when the source goes up: with its sign when it is one nuisance, and the error
    /// otherwise.
    double up(int bin) {
        return shift.map(one -> one.up(bin)).orElseGet(() -> covariance.error(bin));
    }

    /// The change of a bin when the source goes down.
    double down(int bin) {
        return shift.map(one -> one.down(bin)).orElseGet(() -> -covariance.error(bin));
    }

    /// Independent shifts whose outer products sum to the covariance: the nuisance's own when it is one and
    /// moves as much down as up.
    List<double[]> shifts() {
        return shift.filter(Shift::isSymmetric).isPresent()
                ? List.of(IntStream.range(0, covariance.size())
                        .mapToDouble(this::up)
                        .toArray())
                : covariance.shifts();
    }

    /// Those of `count` bins from bin `first` on.
    SourceErrors block(int first, int count) {
        return new SourceErrors(group, covariance.block(first, count), shift.map(one -> one.block(first, count)));
    }
}
