package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.UnfoldingProblem;

/// Learned factors beside those that the other sample was made with.
class TemplateTest {
    private static final int EVENTS = 60_000;

    private static double distortion(double x) {
        return 1 + 0.3 * Math.tanh(x);
    }

    /// Gen N(0, 1), reco = gen + N(0, 0.5²), of which half is detected; everything passes the gen selection.
    private static Sample sample(String name) {
        Seed seed = Seed.of(5).child(name);
        float[] gen = new float[EVENTS];
        float[] reco = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            gen[i] = (float) seed.child("gen").gaussian(i);
            reco[i] = (float) (gen[i] + 0.5 * seed.child("reco").gaussian(i));
        }
        Mask detected = Mask.of(EVENTS, i -> seed.child("pass").uniform(i) < 0.5);
        return new Sample(
                Features.owning(List.of("x"), EVENTS, gen),
                Features.owning(List.of("x"), EVENTS, reco),
                Mask.all(EVENTS),
                detected,
                Weights.ones(EVENTS),
                Weights.ones(EVENTS).where(detected));
    }

    private static HistogramEstimator bins(int gen, int reco) {
        Axis atGen = Axis.equal("gen", "", gen, -3, 3);
        return new HistogramEstimator(reco == 0 ? Grid.of(atGen) : Grid.of(atGen, Axis.equal("reco", "", reco, -3, 3)));
    }

    private static UnfoldingProblem problem(Sample sample) {
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        sample.gen(),
                        sample.reco(),
                        sample.passGen(),
                        sample.passReco(),
                        sample.genWeight(),
                        sample.recoWeight()),
                new UnfoldingProblem.Detected(
                        sample.reco().select(sample.passReco()),
                        Weights.ones(sample.passReco().count())),
                UnfoldingProblem.Detected.none(List.of("x")));
    }

    private static Variation.Varied vary(Likeness recipe, HistogramEstimator estimator, Sample nominal, Sample other) {
        try (var workers = new Workers(2)) {
            return new Variation.Resemblance(recipe, estimator, other).of(problem(nominal), Seed.of(9), workers);
        }
    }

    /// Each of 24 bins has some 60,000/24 events of both samples, a few of them a tenth of that: their
    /// ratio is known to √(2/2500) = 3 % in the middle. The mean of x of all is known to √2/√60,000 =
    /// 0.006; the shift to be learned, E[x·0.3 tanh x], is 0.18.
    @Test
    @DisplayName("the prior becomes that of another sample of other size, and the detector's answer stays")
    void prior() {
        Sample nominal = sample("nominal");
        Sample independent = sample("other");
        Sample other = independent.times(Weights.tabulate(
                EVENTS, i -> 3 * distortion(independent.gen().get(i, 0))));
        Variation.Varied varied = vary(Likeness.PRIOR, bins(24, 0), nominal, other);
        Weights weight = varied.problem().genWeight();
        assertThat(weight.sum()).isCloseTo(EVENTS, within(1e-6 * EVENTS));
        for (int i = 0; i < EVENTS; i++) {
            double x = nominal.gen().get(i, 0);
            if (Math.abs(x) < 1.5) {
                assertThat(weight.get(i)).isCloseTo(distortion(x), within(0.12));
            }
        }
        double expected = IntStream.range(0, EVENTS)
                        .mapToDouble(i -> nominal.gen().get(i, 0)
                                * distortion(nominal.gen().get(i, 0)))
                        .sum()
                / EVENTS;
        assertThat(mean(nominal.gen(), weight)).isCloseTo(expected, within(0.025));
        assertThat(varied.problem().recoWeight()).isEqualTo(nominal.recoWeight().times(weight));
        assertThat(varied.learned()).hasSize(1).allSatisfy(checks -> {
            assertThat(checks.refusal()).isEmpty();
            assertThat(checks.area().orElseThrow().value()).isCloseTo(0.5, within(0.02));
        });
    }

    private static double mean(Features x, Weights weight) {
        return IntStream.range(0, x.rows())
                        .mapToDouble(i -> x.get(i, 0) * weight.get(i))
                        .sum()
                / weight.sum();
    }

    /// The other detector finds events of reco y with a probability higher by 0.3 tanh y.
    @Test
    @DisplayName("another detector changes reco weights alone, as a function of gen and reco")
    void detector() {
        Sample nominal = sample("nominal");
        Sample independent = sample("other");
        Weights efficiency =
                Weights.tabulate(EVENTS, i -> distortion(independent.reco().get(i, 0)));
        var other = new Sample(
                independent.gen(),
                independent.reco(),
                independent.passGen(),
                independent.passReco(),
                independent.genWeight(),
                independent.recoWeight().times(efficiency));
        Variation.Varied varied = vary(Likeness.DETECTOR, bins(6, 12), nominal, other);
        assertThat(varied.problem().genWeight()).isEqualTo(nominal.genWeight());
        double found = mean(nominal.reco(), varied.problem().recoWeight());
        double expected = mean(
                nominal.reco(),
                nominal.recoWeight()
                        .times(Weights.tabulate(
                                EVENTS, i -> distortion(nominal.reco().get(i, 0)))));
        // Known to 1.1·√(2/30,000) = 0.009 from two samples; the shift is 0.2.
        assertThat(found).isCloseTo(expected, within(0.036));
        assertThat(expected).isGreaterThan(0.15);
    }

    /// The other generator has another spectrum; its detector is the same, so nothing is left to change but
    /// noise.
    @Test
    @DisplayName("a response is that of the other sample once that has the nominal spectrum")
    void response() {
        Sample nominal = sample("nominal");
        Sample independent = sample("other");
        Sample other = independent.times(
                Weights.tabulate(EVENTS, i -> distortion(independent.gen().get(i, 0))));
        try (var workers = new Workers(2)) {
            // One grid cannot serve both steps: gen alone, then gen and reco. So the second step is taken by hand.
            Template toNominal = Template.learn(
                    bins(24, 0),
                    other.gen(),
                    other.genWeight(),
                    nominal.gen(),
                    nominal.genWeight(),
                    Seed.of(1),
                    workers);
            Sample alike = other.times(toNominal.factor());
            Variation.Varied varied = vary(Likeness.DETECTOR, bins(6, 12), nominal, alike);
            assertThat(mean(nominal.reco(), varied.problem().recoWeight()))
                    .isCloseTo(mean(nominal.reco(), nominal.recoWeight()), within(0.036));
        }
    }

    @Test
    @DisplayName("a template that does not reach its target is refused with the reason")
    void refused() {
        Sample nominal = sample("nominal");
        Sample independent = sample("other");
        Sample other = independent.times(
                Weights.tabulate(EVENTS, i -> distortion(independent.gen().get(i, 0))));
        assertThatThrownBy(() -> vary(Likeness.PRIOR, bins(1, 0), nominal, other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the template 'gen' is refused: on events that it was not learned on");
    }

    @Test
    @DisplayName("fakes in one sample alone are refused: no weights make them")
    void fakes() {
        Sample nominal = sample("nominal");
        Mask some = Mask.of(EVENTS, i -> i % 3 > 0);
        var other = new Sample(
                nominal.gen(),
                nominal.reco(),
                some,
                nominal.passReco(),
                nominal.genWeight().where(some),
                nominal.recoWeight());
        for (List<Sample> pair : List.of(List.of(nominal, other), List.of(other, nominal))) {
            assertThatThrownBy(() -> vary(Likeness.DETECTOR, bins(6, 12), pair.getFirst(), pair.getLast()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("pass the reco selection alone, and the other sample");
        }
    }

    @Test
    @DisplayName("features of different numbers of events cannot stand side by side")
    void beside() {
        assertThatThrownBy(() -> Features.owning(List.of("x"), 1, new float[1])
                        .beside(Features.owning(List.of("y"), 2, new float[2])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
