package unfurl.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.unfold.Misses;
import unfurl.unfold.Nuisances;

/// How a study is unfolded.
public sealed interface Method {
    /// The method's name in the study file.
    String name();

    /// How many iterations.
    Iterations iterations();

    /// What pull a miss gets.
    Misses misses();

    /// Whether it sees the particles of events, and cannot do without.
    boolean seesParticles();

    /// What learns the weights that take one simulation to another.
    Estimator templates();

    /// What is trained most, and so sets the time: of a method without training its templates.
    Estimator trained();

    /// OmniFold with networks or trees: unbinned, any number of observables.
    ///
    /// @param iterations  how many
    /// @param misses      what pull a miss gets
    /// @param minimumNEff the effective number of events below which the run stops
    /// @param estimator   how ratios are learned
    /// @param profile     how nuisance parameters are fitted; empty for a detector that is known
    record OmniFold(
            Iterations iterations, Misses misses, double minimumNEff, Estimator estimator, Optional<Profile> profile)
            implements Method {
        @Override
        public String name() {
            return profile.isPresent() ? "profile-omnifold" : "omnifold";
        }

        @Override
        public boolean seesParticles() {
            return estimator.seesParticles();
        }

        @Override
        public Estimator templates() {
            return profile.map(Profile::templates).orElse(estimator);
        }

        @Override
        public Estimator trained() {
            return estimator;
        }
    }

    /// How nuisance parameters of the detector are fitted.
    ///
    /// @param step3     how a step goes on
    /// @param templates learns what they change
    record Profile(Nuisances.Step step3, Estimator templates) {}

    /// Iterative Bayesian unfolding in bins, as OmniFold with histogram ratios.
    ///
    /// @param iterations how many
    /// @param genBins    edges at gen of each observable
    /// @param recoBins   edges at reco of each observable
    record Ibu(Iterations iterations, Map<String, List<Double>> genBins, Map<String, List<Double>> recoBins)
            implements Method {
        /// Copies the maps.
        public Ibu {
            genBins = Map.copyOf(genBins);
            recoBins = Map.copyOf(recoBins);
        }

        @Override
        public String name() {
            return "ibu";
        }

        @Override
        public Misses misses() {
            return Misses.STEP_1B;
        }

        @Override
        public boolean seesParticles() {
            return false;
        }

        /// The default networks: bins at gen and reco together would be too many.
        @Override
        public Estimator templates() {
            return EstimatorFile.bind(Document.of("defaults", Map.of()));
        }

        @Override
        public Estimator trained() {
            return templates();
        }
    }
}
