package unfurl.measurement;

import java.util.List;
import java.util.Set;
import unfurl.InputException;

/// How a group of weight columns becomes a part of the uncertainty of a histogram h of any observable.
///
/// Below, h_nom is the histogram with the nominal weights, h_k that with the group's column k, δ_k = h_k −
/// h_nom. For a normalised histogram each h is normalised first.
///
/// Source: ATLAS, arXiv:2405.20041, for the kinds of weights and how they combine.
public sealed interface Recipe {
    /// The values themselves. One column; no uncertainty.
    record Nominal() implements Recipe {}

    /// The same unfolding with other seeds, N ≥ 2 columns: sample covariance / N, times π/2 when the nominal
    /// weights are their median (the variance of a median of Gaussians).
    ///
    /// @param centre how the nominal weights were made of the group's
    record Ensemble(Centre centre) implements Recipe {}

    /// What the nominal weights of an ensemble are.
    enum Centre {
        MEAN,
        MEDIAN
    }

    /// Poisson weights on data or simulated events, K ≥ 2 columns: sample covariance 1/(K−1) Σ δδᵀ about the
    /// mean.
    ///
    /// Columns of a bootstrap of the simulation that hold the Poisson weights themselves hold the finite
    /// number of published events too. A measurement of them has no [SampleStatistics], which would count
    /// that twice.
    record Bootstrap() implements Recipe {}

    /// Independent one-sided shifts by one standard deviation, one a column: Σ δδᵀ. Several columns are
    /// several nuisances of one source.
    record Hessian() implements Recipe {}

    /// Independent effects shifted up and down by a standard deviation, two columns for each, pair after
    /// pair: ½ Σ δδᵀ.
    record UpDown() implements Recipe {}

    /// Effects of nuisances, several of which may be of one: ½ Σ (uuᵀ + ddᵀ), for each nuisance u the sum of
    /// its effects' shifts up and d that of their shifts down.
    ///
    /// It is the second moment of the sum of all shifts, each in proportion to its nuisance, which is drawn
    /// from a Gaussian of width 1. An effect with one direction is shifted by −δ in the other. Without a
    /// shared nuisance it is what [Hessian] and [UpDown] give.
    ///
    /// @param effects at least one; their columns are those of the group, in order
    record Nuisances(List<Effect> effects) implements Recipe {
        /// @throws InputException when there is no effect
        public Nuisances {
            effects = List.copyOf(effects);
            if (effects.isEmpty()) {
                throw new InputException("nuisances need at least one effect");
            }
        }

        /// The columns of all effects, in order.
        public List<String> columns() {
            return effects.stream().flatMap(effect -> effect.columns().stream()).toList();
        }
    }

    /// What a nuisance changes.
    ///
    /// @param nuisance its name; effects with the same are fully correlated
    /// @param columns  one, shifted by a standard deviation of the nuisance; or two, up and down
    record Effect(String nuisance, List<String> columns) {
        /// @throws InputException when the name is blank, or there are no columns or more than two
        public Effect {
            columns = List.copyOf(columns);
            if (nuisance.isBlank()) {
                throw new InputException("an effect needs the name of its nuisance");
            }
            if (columns.isEmpty() || columns.size() > 2) {
                throw new InputException(
                        "an effect of the nuisance '%s' has %d columns, and must have one, or up and down"
                                .formatted(nuisance, columns.size()));
            }
        }
    }

    /// An alternative, one column: δδᵀ, or its diagonal.
    ///
    /// @param correlated whether bins move together
    record TwoPoint(boolean correlated) implements Recipe {}

    /// The data-driven closure, two columns, the unfolded weights and their target: δδᵀ with δ = (h_unfolded −
    /// h_target)·h_nom/h_target.
    record DataDriven() implements Recipe {}

    /// The luminosity's relative uncertainty u, no column: δδᵀ with δ = u·h_nom; nothing for a normalised
    /// histogram.
    record LuminosityScale() implements Recipe {}

    /// The finite number of published events, no column: Σw² of each bin, and for a normalised histogram its
    /// propagation through the total.
    record SampleStatistics() implements Recipe {}

    /// Nuisances and bootstraps drawn together, K ≥ 2 columns: sample covariance 1/(K−1) Σ δδᵀ about the mean.
    ///
    /// It is another way to the covariance that some other groups give, and is no part of a total but by
    /// name, in their place.
    ///
    /// @param sources the groups whose effects were drawn, at least one, without repetition
    record Toys(List<String> sources) implements Recipe {
        /// @throws InputException when there is no source, or one stands twice
        public Toys {
            sources = List.copyOf(sources);
            if (sources.isEmpty() || Set.copyOf(sources).size() < sources.size()) {
                throw new InputException(
                        "toys need the names of the sources that were drawn, each once, not " + sources);
            }
        }
    }

    /// Which part of an uncertainty a recipe gives.
    enum Kind {
        /// What is random: other events, or other networks of the same method, would give other values.
        STATISTICAL,
        /// An effect of unknown size, which more events do not lessen.
        SYSTEMATIC,
        /// Both as one, or neither.
        OTHER
    }

    /// Which part of an uncertainty it gives: the one place that says so.
    default Kind kind() {
        return switch (this) {
            case SampleStatistics ignored -> Kind.STATISTICAL;
            case Bootstrap ignored -> Kind.STATISTICAL;
            case Ensemble ignored -> Kind.STATISTICAL;
            case Hessian ignored -> Kind.SYSTEMATIC;
            case UpDown ignored -> Kind.SYSTEMATIC;
            case Nuisances ignored -> Kind.SYSTEMATIC;
            case TwoPoint ignored -> Kind.SYSTEMATIC;
            case DataDriven ignored -> Kind.SYSTEMATIC;
            case LuminosityScale ignored -> Kind.SYSTEMATIC;
            case Toys ignored -> Kind.OTHER;
            case Nominal ignored -> Kind.OTHER;
        };
    }

    /// Whether it is a fluctuation of the data's or the simulation's finite number of events, and nothing
    /// else.
    default boolean isOfEvents() {
        return switch (this) {
            case SampleStatistics ignored -> true;
            case Bootstrap ignored -> true;
            case Nominal ignored -> false;
            case Ensemble ignored -> false;
            case Hessian ignored -> false;
            case UpDown ignored -> false;
            case Nuisances ignored -> false;
            case TwoPoint ignored -> false;
            case DataDriven ignored -> false;
            case LuminosityScale ignored -> false;
            case Toys ignored -> false;
        };
    }

    /// Whether its covariance is a sample covariance of its columns, and so itself uncertain.
    default boolean isOfReplicas() {
        return switch (this) {
            case Ensemble ignored -> true;
            case Bootstrap ignored -> true;
            case Toys ignored -> true;
            case Nominal ignored -> false;
            case SampleStatistics ignored -> false;
            case Hessian ignored -> false;
            case UpDown ignored -> false;
            case Nuisances ignored -> false;
            case TwoPoint ignored -> false;
            case DataDriven ignored -> false;
            case LuminosityScale ignored -> false;
        };
    }

    /// The fewest columns that the recipe needs.
    default int fewestColumns() {
        return switch (this) {
            case LuminosityScale ignored -> 0;
            case SampleStatistics ignored -> 0;
            case Nominal ignored -> 1;
            case Hessian ignored -> 1;
            case TwoPoint ignored -> 1;
            case UpDown ignored -> 2;
            case DataDriven ignored -> 2;
            case Bootstrap ignored -> 2;
            case Ensemble ignored -> 2;
            case Toys ignored -> 2;
            case Nuisances nuisances -> nuisances.columns().size();
        };
    }

    /// The most columns that the recipe can use.
    default int mostColumns() {
        return switch (this) {
            case Hessian ignored -> Integer.MAX_VALUE;
            case Bootstrap ignored -> Integer.MAX_VALUE;
            case Ensemble ignored -> Integer.MAX_VALUE;
            case Toys ignored -> Integer.MAX_VALUE;
            case UpDown ignored -> Integer.MAX_VALUE;
            case LuminosityScale ignored -> 0;
            case SampleStatistics ignored -> 0;
            case Nominal ignored -> 1;
            case TwoPoint ignored -> 1;
            case DataDriven ignored -> 2;
            case Nuisances nuisances -> nuisances.columns().size();
        };
    }
}
