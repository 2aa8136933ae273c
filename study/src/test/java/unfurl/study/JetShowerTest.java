package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.math.Seed;

class JetShowerTest {
    private static final double PT = 500;
    private static final double RADIUS = 0.8;
    private static final double ALPHA_S = 0.118;
    private static final double CHARGED = 0.6;

    private static List<JetParticle> jet(boolean isGluon, double cutOff, double kick, int i) {
        var shower = new JetShower(ALPHA_S, cutOff, RADIUS, kick, CHARGED);
        return shower.jet(isGluon, PT, new JetDraws(Seed.of(3).child(i)));
    }

    /// The splitting functions as the textbook has them, z the fraction of the quark, or of either of two gluons.
    ///
    /// Source: Ellis, Stirling, Webber, equations 5.11 and 5.20.
    private static double splitting(boolean isGluon, double z) {
        double quark = 4.0 / 3 * (1 + z * z) / (1 - z);
        double gluons = 6 * (z / (1 - z) + (1 - z) / z + z * (1 - z));
        double pair = 0.5 * (z * z + (1 - z) * (1 - z));
        return isGluon ? 0.5 * gluons + 5 * pair : quark;
    }

    /// The exponent of the Sudakov factor: ∫ dlnθ² dz α_s/(2π) P(z) above the cut-off, by the midpoint rule.
    private static double exponent(boolean isGluon, double cutOff) {
        double b0 = 23 / (12 * Math.PI);
        double lowest = 2 * Math.log(2 * cutOff / PT);
        double width = 2 * Math.log(RADIUS) - lowest;
        int steps = 1500;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double angle = Math.exp(0.5 * (lowest + width * (i + 0.5) / steps));
            for (int j = 0; j < steps; j++) {
                double z = (j + 0.5) / steps;
                double transverse = Math.min(z, 1 - z) * PT * angle;
                if (transverse > cutOff) {
                    double coupling = ALPHA_S / (1 + b0 * ALPHA_S * 2 * Math.log(transverse / 91.19));
                    sum += coupling / (2 * Math.PI) * splitting(isGluon, z) * width / steps / steps;
                }
            }
        }
        return sum;
    }

    /// Tolerance: four binomial standard deviations of 20 000 jets, and 2 ‰ for the quadrature at its edges.
    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 4", "true, 25"})
    void theChanceOfNoBranchingIsTheSudakovFactor(boolean isGluon, double cutOff) {
        int jets = 20_000;
        int single = 0;
        for (int i = 0; i < jets; i++) {
            single += jet(isGluon, cutOff, 0, i).size() == 1 ? 1 : 0;
        }
        double expected = Math.exp(-exponent(isGluon, cutOff));
        double error = Math.sqrt(expected * (1 - expected) / jets);
        assertThat((double) single / jets).isCloseTo(expected, within(4 * error + 0.002));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void branchingsConserveMomentumAndItsDirection(boolean isGluon) {
        for (int i = 0; i < 200; i++) {
            List<JetParticle> jet = jet(isGluon, 1, 0, i);
            assertThat(JetParticle.sum(jet)).isCloseTo(PT, within(1e-9));
            assertThat(jet.stream().mapToDouble(p -> p.pt() * p.eta()).sum()).isCloseTo(0, within(1e-9));
            assertThat(jet.stream().mapToDouble(p -> p.pt() * p.phi()).sum()).isCloseTo(0, within(1e-9));
        }
    }

    /// To leading logarithm a gluon has C_A/C_F = 9/4 of a quark's particles; what is left of it at 500 GeV is
    /// less.
    @Test
    void gluonsHaveMoreParticlesThanQuarks() {
        double[] mean = new double[2];
        for (int i = 0; i < 2000; i++) {
            mean[0] += jet(false, 0.6, 0.3, i).size() / 2000.0;
            mean[1] += jet(true, 0.6, 0.3, i).size() / 2000.0;
        }
        assertThat(mean[1] / mean[0]).isBetween(1.3, 9.0 / 4);
    }

    /// Tolerance: four binomial standard deviations, since each particle's charge is drawn by itself.
    @Test
    void theChargedShareOfTheParticlesIsAsStated() {
        int particles = 0;
        int charged = 0;
        for (int i = 0; i < 2000; i++) {
            List<JetParticle> jet = jet(true, 0.6, 0.3, i);
            particles += jet.size();
            charged += (int) jet.stream().filter(JetParticle::isCharged).count();
        }
        assertThat((double) charged / particles)
                .isCloseTo(CHARGED, within(4 * Math.sqrt(CHARGED * (1 - CHARGED) / particles)));
    }

    /// Expected: the efficiency, scale and spread that the detector states, for a single particle of 100 GeV.
    @Test
    void theDetectorDoesWhatItSays() {
        int jets = 20_000;
        int seen = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < jets; i++) {
            List<JetParticle> reco = JetDetector.standard()
                    .reconstruct(
                            List.of(new JetParticle(100, 0, 0, false)),
                            new JetDraws(Seed.of(4).child(i)));
            seen += reco.size();
            double pt = JetParticle.sum(reco);
            sum += pt;
            squares += pt * pt;
        }
        double mean = sum / seen;
        double spread = 108 * Math.hypot(0.03, 0.015);
        assertThat((double) seen / jets).isCloseTo(0.95, within(4 * Math.sqrt(0.95 * 0.05 / jets)));
        assertThat(mean).isCloseTo(108, within(4 * spread / Math.sqrt(seen)));
        assertThat(Math.sqrt(squares / seen - mean * mean)).isCloseTo(spread, within(4 * spread / Math.sqrt(2 * seen)));
    }

    @Test
    void particlesThatAreNearAreMergedAndSoftOnesCutOff() {
        var sharp = new JetDetector(1, 1e-9, 0, 0, 0, 0.02, 1, 1);
        List<JetParticle> reco = sharp.reconstruct(
                List.of(
                        new JetParticle(3, 0, 0, false),
                        new JetParticle(1, 0.012, 0, true),
                        new JetParticle(0.9, 0.3, 0, false)),
                new JetDraws(Seed.of(5)));
        assertThat(reco).containsExactly(new JetParticle(4, 0.003, 0, true));
    }

    /// Expected by hand: the axis of the three is 0.3·3/(6 + 3 + 1) + 1/10 = 0.19; only the last is farther
    /// than 0.8, and without it the axis is 0.1.
    @Test
    void aJetHasTheParticlesInsideItsRadius() {
        List<JetParticle> jet = JetParticle.within(
                0.8,
                List.of(
                        new JetParticle(1, 0, 1, false),
                        new JetParticle(6, 0, 0, true),
                        new JetParticle(3, 0, 0.3, false)));
        assertThat(jet).extracting(JetParticle::pt).containsExactly(6.0, 3.0);
        assertThat(jet).extracting(JetParticle::isCharged).containsExactly(true, false);
        assertThat(jet.get(0).distance()).isCloseTo(0.1, within(1e-12));
        assertThat(jet.get(1).distance()).isCloseTo(0.2, within(1e-12));
        assertThat(JetParticle.within(0.8, List.of())).isEmpty();
    }
}
