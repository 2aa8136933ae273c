package unfurl.study;

import java.util.List;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.unfold.Misses;

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

    /// OmniFold with networks or trees: unbinned, any number of observables.
    ///
    /// @param iterations  how many
    /// @param misses      what pull a miss gets
    /// @param minimumNEff the effective number of events below which the run stops
    /// @param estimator   how ratios are learned
    record OmniFold(Iterations iterations, Misses misses, double minimumNEff, Estimator estimator) implements Method {
        @Override
        public String name() {
            return "omnifold";
        }

        @Override
        public boolean seesParticles() {
            return estimator.seesParticles();
        }

        @Override
        public Estimator templates() {
            return estimator;
        }
    }

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
    }
}
