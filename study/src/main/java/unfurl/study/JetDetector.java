package unfurl.study;

import java.util.ArrayList;
import java.util.List;

/// A parametrised detector for jets of [JetShower]: particles are lost, smeared, merged with near ones and cut
/// off at a threshold, and what is left is scaled back to the jet's momentum on average. What is merged of a
/// charged and a neutral particle is charged: a track was seen.
///
/// @param efficiency  to see a particle of large momentum
/// @param turnOn      the momentum in GeV over which the efficiency rises: ε(1 − exp(−pT/turnOn))
/// @param stochastic  σ(pT)/pT of a particle of 1 GeV, falling with 1/√pT
/// @param constant    σ(pT)/pT that does not fall
/// @param angular     σ of pseudorapidity and azimuth
/// @param merging     the distance below which two particles are one
/// @param threshold   the smallest pT that is reconstructed, in GeV
/// @param calibration the factor on every reconstructed pT
record JetDetector(
        double efficiency,
        double turnOn,
        double stochastic,
        double constant,
        double angular,
        double merging,
        double threshold,
        double calibration) {
    static JetDetector standard() {
        return new JetDetector(0.95, 1.2, 0.15, 0.03, 0.004, 0.01, 1, 1.08);
    }

    /// What is reconstructed of a jet, hardest first; may be nothing.
    List<JetParticle> reconstruct(List<JetParticle> jet, JetDraws draws) {
        var seen = new ArrayList<JetParticle>();
        for (JetParticle particle : jet) {
            boolean isSeen = draws.uniform() < efficiency * (1 - Math.exp(-particle.pt() / turnOn));
            double spread = Math.hypot(constant, stochastic / Math.sqrt(particle.pt()));
            double factor = Math.max(0, 1 + spread * draws.gaussian());
            double eta = particle.eta() + angular * draws.gaussian();
            double phi = particle.phi() + angular * draws.gaussian();
            if (isSeen && factor > 0) {
                merge(new JetParticle(calibration * factor * particle.pt(), eta, phi, particle.isCharged()), seen);
            }
        }
        return seen.stream().filter(p -> p.pt() > threshold).toList();
    }

    private void merge(JetParticle particle, List<JetParticle> seen) {
        for (int i = 0; i < seen.size(); i++) {
            JetParticle other = seen.get(i);
            if (Math.hypot(other.eta() - particle.eta(), other.phi() - particle.phi()) < merging) {
                double pt = other.pt() + particle.pt();
                double share = particle.pt() / pt;
                seen.set(
                        i,
                        new JetParticle(
                                pt,
                                other.eta() + share * (particle.eta() - other.eta()),
                                other.phi() + share * (particle.phi() - other.phi()),
                                other.isCharged() || particle.isCharged()));
                return;
            }
        }
        seen.add(particle);
    }
}
