package unfurl.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Jets of a quark or a gluon: a leading-logarithm final-state parton shower, ordered in angle.
///
/// A parton of momentum p branches at the angle θ with the momentum fractions x and 1 − x at the rate dθ²/θ²
/// dx α_s(k_T)/(2π) P(x), where k_T = min(x, 1 − x) p θ is above a cut-off, α_s runs at one loop with five
/// flavours, and what a branching makes branches at smaller angles only. Each parton at the end is one
/// particle (local parton-hadron duality) with a kick of a few hundred MeV, and is charged or not by chance.
/// Branchings conserve momentum in the plane around the axis. It is a generator for tests whose answer is
/// known: nothing is tuned, and there is no underlying event, no decay and no mass. The kick stands for
/// hadronisation, and for decays: hadrons of a string get 0.335 GeV in each direction in PYTHIA 8, before they
/// decay.
///
/// Source: R. K. Ellis, W. J. Stirling, B. R. Webber, "QCD and Collider Physics" (1996), chapter 5, for rates
/// and the order in angle; T. Sjöstrand, S. Mrenna, P. Skands, arXiv:hep-ph/0603175, section 10, for the veto
/// algorithm; Y. Azimov, Y. Dokshitzer, V. Khoze, S. Troyan, Z. Phys. C 27 (1985) 65, for the duality; the
/// PYTHIA 8 manual, "pT Selection", StringPT:sigma, for the size of the kick.
///
/// @param alphaS  the strong coupling at the mass of the Z
/// @param cutOff  the smallest k_T of a branching, in GeV
/// @param radius  the largest angle
/// @param kick    the standard deviation of the kick in each direction, in GeV
/// @param charged the mean share of charged particles
record JetShower(double alphaS, double cutOff, double radius, double kick, double charged) {
    private static final double CF = 4.0 / 3;
    private static final double CA = 3;
    private static final double TR = 0.5;
    private static final int FLAVOURS = 5;
    private static final double MASS_OF_Z = 91.19;
    private static final double B0 = (33 - 2 * FLAVOURS) / (12 * Math.PI);

    /// A parton on its way.
    ///
    /// @param angle below which it may branch
    private record Parton(boolean isGluon, double pt, double eta, double phi, double angle) {}

    /// A branching: its angle, the fraction x, and whether a gluon became a quark pair.
    private record Branching(double angle, double x, boolean isPair) {}

    /// The particles of a jet.
    ///
    /// @param pt the momentum of the first parton, in GeV
    List<JetParticle> jet(boolean isGluon, double pt, JetDraws draws) {
        Deque<Parton> partons = new ArrayDeque<>();
        partons.push(new Parton(isGluon, pt, 0, 0, radius));
        var particles = new ArrayList<JetParticle>();
        while (!partons.isEmpty()) {
            Parton parton = partons.pop();
            Branching branching = branching(parton, draws);
            if (branching.angle == 0) {
                particles.add(new JetParticle(
                        parton.pt,
                        parton.eta + kick * draws.gaussian() / parton.pt,
                        parton.phi + kick * draws.gaussian() / parton.pt,
                        draws.uniform() < charged));
            } else {
                branch(parton, branching, 2 * Math.PI * draws.uniform(), partons);
            }
        }
        return particles;
    }

    /// Each child keeps the momentum of the two: the one with the fraction x goes (1 − x)θ off, the other −xθ. The
    /// first child of a quark is the gluon.
    private static void branch(Parton parton, Branching at, double azimuth, Deque<Parton> partons) {
        double eta = at.angle * Math.cos(azimuth);
        double phi = at.angle * Math.sin(azimuth);
        double x = at.x;
        boolean firstIsGluon = !at.isPair;
        boolean secondIsGluon = parton.isGluon && !at.isPair;
        partons.push(
                new Parton(secondIsGluon, (1 - x) * parton.pt, parton.eta - x * eta, parton.phi - x * phi, at.angle));
        partons.push(new Parton(
                firstIsGluon, x * parton.pt, parton.eta + (1 - x) * eta, parton.phi + (1 - x) * phi, at.angle));
    }

    /// The next branching of a parton, or one at the angle 0 when there is none above the cut-off: the veto
    /// algorithm, with twice the colour factor over x and the largest coupling in place of the rate.
    private Branching branching(Parton parton, JetDraws draws) {
        double soft = cutOff / (parton.pt * parton.angle);
        if (soft >= 0.5) {
            return new Branching(0, 0, false);
        }
        double soften = Math.log((1 - soft) / soft);
        double emission = 2 * (parton.isGluon ? CA : CF) * soften;
        double pair = parton.isGluon ? FLAVOURS * TR * (1 - 2 * soft) : 0;
        double rate = coupling(cutOff) / (2 * Math.PI) * (emission + pair);
        double angle = parton.angle;
        while (true) {
            angle *= Math.exp(0.5 * Math.log(draws.uniform()) / rate);
            if (angle * parton.pt < 2 * cutOff) {
                return new Branching(0, 0, false);
            }
            boolean isPair = draws.uniform() * (emission + pair) < pair;
            double x = isPair ? soft + (1 - 2 * soft) * draws.uniform() : soft * Math.exp(soften * draws.uniform());
            double transverse = Math.min(x, 1 - x) * parton.pt * angle;
            if (transverse > cutOff
                    && draws.uniform() < coupling(transverse) / coupling(cutOff) * share(parton.isGluon, isPair, x)) {
                return new Branching(angle, x, isPair);
            }
        }
    }

    /// The splitting function over what stood for it. Of the two gluons of a gluon the first is called the softer
    /// one of the singularity, which the symmetry of the splitting allows.
    private static double share(boolean isGluon, boolean isPair, double x) {
        if (isPair) {
            return x * x + (1 - x) * (1 - x);
        }
        return isGluon ? 0.5 * (1 - x) * (2 + x * x) : 0.5 * (1 + (1 - x) * (1 - x));
    }

    /// α_s at one loop.
    private double coupling(double scale) {
        return alphaS / (1 + 2 * B0 * alphaS * Math.log(scale / MASS_OF_Z));
    }
}
