package unfurl.study;

import java.util.List;

/// A massless particle of a jet.
///
/// @param pt        its transverse momentum in GeV
/// @param eta       its pseudorapidity, from the jet's axis
/// @param phi       its azimuth in radians, from the jet's axis
/// @param isCharged whether it has an electric charge
record JetParticle(double pt, double eta, double phi, boolean isCharged) {
    /// The particles, hardest first, with their pT-weighted mean direction as the axis.
    static List<JetParticle> centred(List<JetParticle> jet) {
        double pt = sum(jet);
        double eta = jet.stream().mapToDouble(p -> p.pt * p.eta).sum() / pt;
        double phi = jet.stream().mapToDouble(p -> p.pt * p.phi).sum() / pt;
        return jet.stream()
                .map(p -> new JetParticle(p.pt, p.eta - eta, p.phi - phi, p.isCharged))
                .sorted((a, b) -> Double.compare(b.pt, a.pt))
                .toList();
    }

    /// The jet of a radius: the particles inside it around the axis of all, from the axis of those, hardest first.
    static List<JetParticle> within(double radius, List<JetParticle> particles) {
        return centred(
                centred(particles).stream().filter(p -> p.distance() < radius).toList());
    }

    /// The distance from the jet's axis.
    double distance() {
        return Math.hypot(eta, phi);
    }

    /// The scalar sum of transverse momenta.
    static double sum(List<JetParticle> jet) {
        return jet.stream().mapToDouble(JetParticle::pt).sum();
    }
}
