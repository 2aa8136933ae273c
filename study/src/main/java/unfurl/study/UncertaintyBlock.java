package unfurl.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import unfurl.event.Expression;
import unfurl.measurement.Recipe;
import unfurl.uncertainty.Likeness;

/// Which replicas a study has unfolded, and what for.
///
/// @param ensemble            unfoldings that differ in nothing but their networks' seeds, the nominal one
///                            among them; 1 for no ensemble
/// @param centre              what the published nominal weights are of the ensemble's
/// @param bootstrapData       how many bootstraps of the data
/// @param bootstrapSimulation how many bootstraps of the simulation
/// @param warmEpochs          for how many epochs the networks of bootstraps and systematics go on from the
///                            nominal ones of the same step; empty to train them as these, from nothing
/// @param dataDrivenClosure   whether the simulation, reweighted by the result, is unfolded as if it were data
/// @param toys                how many unfoldings with all nuisances and both bootstraps drawn together
/// @param retries             how often a replica that fails is tried again with other networks
/// @param systematics         effects, each with its own replicas
public record UncertaintyBlock(
        int ensemble,
        Recipe.Centre centre,
        int bootstrapData,
        int bootstrapSimulation,
        OptionalInt warmEpochs,
        boolean dataDrivenClosure,
        int toys,
        int retries,
        List<Systematic> systematics) {
    /// Copies the list.
    public UncertaintyBlock {
        systematics = List.copyOf(systematics);
    }

    /// How many unfoldings there are beside the nominal one.
    public int replicas() {
        return ensemble
                - 1
                + bootstrapData
                + bootstrapSimulation
                + (dataDrivenClosure ? 1 : 0)
                + toys
                + systematics.stream().mapToInt(s -> s.columns().size()).sum();
    }

    /// The effects that toys draw: a nuisance moves all bins together.
    List<Systematic> drawn() {
        return systematics.stream().filter(Systematic::correlated).toList();
    }

    /// Whether toys draw an effect.
    ///
    /// @param effect its name
    boolean isDrawn(String effect) {
        return toys > 0
                && drawn().stream().anyMatch(systematic -> systematic.columns().contains(effect));
    }

    /// Whether weights are learned between two samples, and checked by a classifier.
    boolean learnsTemplates() {
        return systematics.stream()
                .anyMatch(systematic -> Stream.concat(Stream.of(systematic.up()), systematic.down().stream())
                        .anyMatch(effect -> effect.other().isPresent()
                                || (toys > 0 && systematic.correlated() && effect.isResimulated())));
    }

    /// An effect whose size is not known.
    ///
    /// @param name     of its weights, without `weights_`
    /// @param source   the part of the uncertainty that it belongs to, with others or alone
    /// @param nuisance what it is a function of; effects with the same are of one source and move together
    /// @param correlated whether bins move together; if not, it has one direction and a source of its own
    /// @param up       the effect, shifted by one standard deviation
    /// @param down     the same in the other direction, where that is not minus the first
    public record Systematic(
            String name, String source, String nuisance, boolean correlated, Effect up, Optional<Effect> down) {
        /// The names of its weights, without `weights_`.
        List<String> columns() {
            return down.isPresent() ? List.of(name + "_up", name + "_down") : List.of(name);
        }

        /// The files that it names.
        Stream<String> files() {
            return Stream.concat(Stream.of(up), down.stream())
                    .flatMap(effect -> Stream.concat(
                            effect.file().stream(),
                            effect.other().stream().map(other -> other.sample().file())));
        }
    }

    /// Other simulated events.
    ///
    /// @param sample where they are
    /// @param recipe in what the simulation is to resemble them
    public record Other(Study.Simulation sample, Likeness recipe) {}

    /// What an effect changes: the simulation's weights or reco observables, or a background.
    ///
    /// @param file             where its columns are, when not in the simulation's own file
    /// @param key              the column that tells which row of the file is which of the simulation; the
    ///                         rows are in the same order when empty
    /// @param reco             columns of reco observables, with `{}` where the name goes
    /// @param observables      which of them it changes; those with a column when empty
    /// @param passReco         its reco selection; the nominal one when empty
    /// @param genWeight        stands for the gen weights, before `simulation.scale`
    /// @param recoWeight       stands for the reco weights; when empty, these follow the gen weights
    /// @param genWeightFactor  multiplies the gen weights, and so the reco weights
    /// @param recoWeightFactor multiplies the reco weights
    /// @param background       the background that the factors multiply; all of them when empty
    /// @param factor           multiplies the background's weights
    /// @param weightFactor     multiplies the background's weights, event by event
    /// @param other            other simulated events that the simulation is made to resemble
    public record Effect(
            Optional<String> file,
            Optional<String> key,
            Optional<String> reco,
            List<String> observables,
            Optional<Expression> passReco,
            Optional<Expression> genWeight,
            Optional<Expression> recoWeight,
            Optional<Expression> genWeightFactor,
            Optional<Expression> recoWeightFactor,
            Optional<String> background,
            OptionalDouble factor,
            Optional<Expression> weightFactor,
            Optional<Other> other) {
        /// Copies the list.
        public Effect {
            observables = List.copyOf(observables);
        }

        /// Whether the detector's answer to an event is another.
        boolean isResimulated() {
            return reco.isPresent() || passReco.isPresent();
        }

        /// Whether the weights of the simulation's events are others.
        boolean isReweighted() {
            return Stream.of(genWeight, recoWeight, genWeightFactor, recoWeightFactor)
                    .anyMatch(Optional::isPresent);
        }

        /// Whether some background is another.
        boolean isOfBackground() {
            return factor.isPresent() || weightFactor.isPresent();
        }

        /// Whether the background of that name is another.
        boolean isOf(String name) {
            return isOfBackground() && background.map(name::equals).orElse(true);
        }
    }
}
