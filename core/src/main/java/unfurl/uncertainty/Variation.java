package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.UnfoldingProblem;

/// What a replica changes about a problem. The varied problem is a pure function of the problem and the seed.
///
/// Source: ATLAS, arXiv:2405.20041, and CMS, CMS-PAS-SMP-23-008, for the kinds.
public sealed interface Variation {
    /// The problem with the change.
    ///
    /// @param seed of what is drawn or learned
    /// @throws unfurl.InputException when nothing is left to unfold, or what was learned does not pass its
    ///                               checks
    Varied of(UnfoldingProblem problem, Seed seed, Workers workers);

    /// A problem with a change.
    ///
    /// @param learned checks of the weights that had to be learned for it
    record Varied(UnfoldingProblem problem, List<Template.Checks> learned) {
        /// Copies the list.
        public Varied {
            learned = List.copyOf(learned);
        }

        /// Of a change that is given.
        static Varied of(UnfoldingProblem problem) {
            return new Varied(problem, List.of());
        }
    }

    /// Nothing but the networks' seeds: a member of an ensemble.
    record None() implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem);
        }
    }

    /// Each data event counts a Poisson number of times, with mean 1.
    ///
    /// Source: B. Efron, Ann. Statist. 7 (1979) 1, with Poisson instead of multinomial counts, so that the
    /// number of events fluctuates too.
    ///
    /// @param data identity of each event, which its count depends on
    record DataBootstrap(Identities data) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem.reweighted(
                    problem.genWeight(),
                    problem.recoWeight(),
                    problem.data().times(data.counts(seed.child("data"))),
                    problem.background()));
        }
    }

    /// Each simulated event, of the signal and of the background, counts a Poisson number of times, with
    /// mean 1.
    ///
    /// @param signal     identity of each event of the simulation
    /// @param background identity of each event of the background
    record SimulationBootstrap(Identities signal, Identities background) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            Weights counts = signal.counts(seed.child("simulation"));
            return Varied.of(problem.reweighted(
                    problem.genWeight().times(counts),
                    problem.recoWeight().times(counts),
                    problem.data(),
                    problem.background().times(background.counts(seed.child("background")))));
        }
    }

    /// The simulation's weights, multiplied.
    ///
    /// @param gen  (n) factors of the gen weights
    /// @param reco (n) factors of the reco weights
    record SimulationFactors(Weights gen, Weights reco) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem.reweighted(
                    problem.genWeight().times(gen),
                    problem.recoWeight().times(reco),
                    problem.data(),
                    problem.background()));
        }
    }

    /// The same simulated events, seen by another detector.
    ///
    /// @param reco     (n × e) reco features
    /// @param passReco (n) inside the reco selection
    /// @param weight   (n) v
    record Resimulation(Features reco, Mask passReco, Weights weight) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem.resimulated(reco, passReco, weight));
        }
    }

    /// The background's weights, multiplied: its normalisation, or its shape.
    ///
    /// @param factor (b) factors
    record BackgroundFactors(Weights factor) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem.reweighted(
                    problem.genWeight(),
                    problem.recoWeight(),
                    problem.data(),
                    problem.background().times(factor)));
        }
    }

    /// The simulation, reweighted so that it resembles the data at reco, in the place of data and background:
    /// a data-driven closure. The answer is known, w times the factor.
    ///
    /// Each event is seen with its own weights in simulation and data, so that what comes out is the bias of
    /// the method and not the fluctuation of another sample.
    ///
    /// @param factor (n) a function of gen: the push of the unfolding of the data
    record PseudoData(Weights factor) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return Varied.of(problem.measuringItself(factor));
        }
    }

    /// The simulation made to look like another sample, by a learned template.
    ///
    /// @param recipe    which part of it
    /// @param estimator learns the factors
    /// @param other     the sample that it is to resemble; its yield does not matter
    record Resemblance(Likeness recipe, RatioEstimator estimator, Sample other) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            Learned learned = learn(problem, seed, workers);
            return new Varied(learned.factors().of(problem, seed, workers).problem(), learned.checks());
        }

        /// The factors alone, of that simulation.
        ///
        /// @throws unfurl.InputException when they do not pass their checks
        public Learned learn(UnfoldingProblem problem, Seed seed, Workers workers) {
            return new LearnedFactors(false, estimator, seed.child("template"), workers).of(recipe, problem, other);
        }

        /// Factors that were learned.
        ///
        /// @param checks whether they can be believed
        public record Learned(SimulationFactors factors, List<Template.Checks> checks) {
            /// Copies the list.
            public Learned {
                checks = List.copyOf(checks);
            }
        }
    }

    /// The weights of simulation and background, multiplied by a template that was learned before.
    record Templated(WeightTemplate template) implements Variation {
        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            return new Varied(template.factors().applied(problem), template.learned());
        }
    }

    /// Nuisances, each shifted by a number of standard deviations that is drawn for it.
    ///
    /// @param all effects; those of one name are shifted together
    record Nuisances(List<Nuisance> all) implements Variation {
        /// Copies the list.
        public Nuisances {
            all = List.copyOf(all);
        }

        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            Factors factors = all.stream()
                    .map(nuisance -> nuisance.at(nuisance.theta(seed)))
                    .reduce(Factors::times)
                    .orElseGet(() ->
                            Factors.none(problem.size(), problem.background().size()));
            return new Varied(
                    factors.applied(problem),
                    all.stream()
                            .flatMap(nuisance -> nuisance.learned().stream())
                            .toList());
        }
    }

    /// Several, one after the other.
    ///
    /// @param parts in order
    record Together(List<Variation> parts) implements Variation {
        /// Copies the list.
        public Together {
            parts = List.copyOf(parts);
        }

        @Override
        public Varied of(UnfoldingProblem problem, Seed seed, Workers workers) {
            var learned = new ArrayList<Template.Checks>();
            UnfoldingProblem varied = problem;
            for (Variation part : parts) {
                Varied next = part.of(varied, seed, workers);
                learned.addAll(next.learned());
                varied = next.problem();
            }
            return new Varied(varied, learned);
        }
    }
}
