package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import unfurl.event.Particles;
import unfurl.math.Seed;
import unfurl.nn.CrossEntropy;
import unfurl.nn.TrainingSample;

class CloudProblemTest {
    /// The mean over 40,000 events of the exact ratio's loss lies within 4 of its standard deviations of the
    /// sum over the numbers of particles.
    @Test
    void theBestLossIsThatOfTheExactRatio() {
        int n = 40_000;
        var problem = new CloudProblem(12);
        TrainingSample sample = problem.sample(n, 2, Seed.of(3));
        Particles clouds = sample.features().particles().orElseThrow();
        var objective = (CrossEntropy) sample.objective();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double z = clouds.count(i) * Math.log(1.5) - 0.5 * 12;
            sum += objective.positive().get(i) * GaussianShift.softplus(-z)
                    + objective.negative().get(i) * GaussianShift.softplus(z);
        }
        assertThat(sum / n).isCloseTo(problem.bestLoss(), within(4 * problem.deviation() / Math.sqrt(n)));
        assertThat(problem.bestLoss()).isLessThan(Math.log(2) - 0.02);
    }
}
