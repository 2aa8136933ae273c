package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// A template that keeps the efficiency, t = exp(s·z − s²/2) with a normal z of width 1 and s = 0.2 + 0.1·x: the mean
/// of t^θ at an x is exp(s²/2·(θ² − θ)), whose logarithm is a polynomial of x of second degree. A tenth of the events
/// are fakes, whose s is 0.4.
class NormalisedResponseTest {
    private static final int EVENTS = 40_000;
    private static final Workers WORKERS = new Workers(2);
    private static final Seed SEED = Seed.of(5);

    private final UnfoldingProblem problem = problem();
    private final TemplateResponse template = new TemplateResponse(
            "a", Weights.tabulate(EVENTS, i -> Math.exp(width(i) * z(i) - width(i) * width(i) / 2)), Optional.empty());
    private final ResponseRatio normalised = ResponseRatio.normalised(template, problem);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static UnfoldingProblem problem() {
        var events = new ArrayList<Events.Simulated>();
        for (int i = 0; i < EVENTS; i++) {
            double x = SEED.child("x").gaussian(i);
            events.add(new Events.Simulated(x, x, i % 10 != 0, true, i % 10 == 0 ? 0 : 1, 1));
        }
        return new Events(events, List.of(new Events.Measured(0, EVENTS)), List.of()).problem();
    }

    private double width(int event) {
        return isFake(event) ? 0.4 : 0.2 + 0.1 * problem.gen().get(event, 0);
    }

    private static boolean isFake(int event) {
        return event % 10 == 0;
    }

    private static double z(int event) {
        return SEED.child("z").gaussian(event);
    }

    /// Of t² the relative spread is below 0.8 within |x| < 2, where s < 0.4, and of 36 000 events there are four
    /// functions' worth in its mean: an error of at most 0.8·√(4/36 000) = 0.8 %, and for 4000 fakes of one
    /// function 0.95/√4000 = 1.5 %. Five of these.
    @Test
    @DisplayName("a power of a template is divided by its mean, which is exp(s²/2·(θ² − θ)), and its slope follows")
    void exact() {
        for (double theta : new double[] {-1, 0.5, 1, 2}) {
            double[] log = normalised.log(new double[] {theta}, WORKERS);
            double[] slope = normalised.gradient(new double[] {theta}, WORKERS)[0];
            for (int i = 0; i < 2000; i++) {
                double square = width(i) * width(i) / 2;
                double within = isFake(i) ? 0.075 : 0.04;
                if (isFake(i) || Math.abs(problem.gen().get(i, 0)) < 2) {
                    double own = Math.log(template.up().get(i));
                    assertThat(log[i]).isCloseTo(theta * own - square * (theta * theta - theta), within(within));
                    assertThat(slope[i]).isCloseTo(own - square * (2 * theta - 1), within(within));
                }
            }
        }
    }

    @Test
    @DisplayName("the slope is that of differences")
    void slope() {
        double h = 1e-5;
        double[] above = normalised.log(new double[] {1.3 + h}, WORKERS);
        double[] below = normalised.log(new double[] {1.3 - h}, WORKERS);
        double[] slope = normalised.gradient(new double[] {1.3}, WORKERS)[0];
        for (int i = 0; i < 100; i++) {
            assertThat(slope[i]).isCloseTo((above[i] - below[i]) / (2 * h), within(1e-6));
        }
    }

    /// The mean of w·log t is s²/2·(2θ − 1), and 0 at θ = ½ alone: were log t itself the slope, weights with a mean
    /// slope
    /// of 0 would be those of θ = ½ at any θ. For the tolerance see above, with a spread of t below 0.42.
    @Test
    @DisplayName("the detector at θ = 1 is the template")
    void detector() {
        Weights weight =
                problem.withResponse(normalised).at(List.of(1.0), WORKERS).recoWeight();
        for (int i = 0; i < 2000; i++) {
            if (Math.abs(problem.gen().get(i, 0)) < 2) {
                assertThat(weight.get(i) / template.up().get(i)).isCloseTo(1, within(isFake(i) ? 0.04 : 0.02));
            }
        }
    }

    @Test
    @DisplayName("nothing is changed of a factor beside it: the product has the efficiency")
    void beside() {
        var efficiency = new TemplateResponse("b", Weights.tabulate(EVENTS, i -> 0.9), Optional.empty());
        ResponseRatio product = ResponseRatio.product(List.of("a", "b"), List.of(normalised, efficiency));
        double[] both = product.log(new double[] {1.5, 1}, WORKERS);
        double[] alone = normalised.log(new double[] {1.5}, WORKERS);
        assertThat(product.keepsEfficiency()).isFalse();
        assertThat(both[1]).isCloseTo(alone[1] + Math.log(0.9), within(1e-12));
    }
}
