package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.UnfoldingProblem;

/// Toys thrown from an unfolded result.
class PseudoDataTest {
    private static final Seed SEED = Seed.of(20261128);

    private static UnfoldingProblem problem() {
        return LinearGaussian.standard(1).withDetector(0.8, 0.1, 0.2).problem(3000, 2000, SEED);
    }

    private static Weights push(UnfoldingProblem problem) {
        return Weights.tabulate(problem.size(), i -> 0.5 + (i % 3) * 0.2);
    }

    @Test
    @DisplayName("number and weight are those of data with the truth's expectation, background among it")
    void expectation() {
        UnfoldingProblem problem = problem();
        Weights push = push(problem);
        double expected = problem.recoWeight().dot(push) + problem.background().sum();
        int toys = 400;
        double sum = 0;
        double squares = 0;
        for (int toy = 0; toy < toys; toy++) {
            UnfoldingProblem thrown = PseudoData.thrown(problem, push, SEED.child(toy));
            assertThat(thrown.recoWeight()).isEqualTo(problem.recoWeight());
            assertThat(thrown.genWeight()).isEqualTo(problem.genWeight());
            assertThat(thrown.background()).isEqualTo(problem.background());
            double yield = thrown.data().sum();
            sum += yield;
            squares += (yield - expected) * (yield - expected);
        }
        // A Poisson number: mean and variance are both the expectation, known to 1/√400 of an error and to √(2/400).
        assertThat(sum / toys).isCloseTo(expected, within(4 * Math.sqrt(expected / toys)));
        assertThat(squares / toys).isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / toys)));
    }

    /// Of 3,500 pairs of Gaussian floats, 2⁻²⁴ of their size apart at least, no two are equal by chance: a probability
    /// of some 10⁻⁸.
    @Test
    @DisplayName("no row has a twin: an event is one row, measured or not")
    void noTwins() {
        UnfoldingProblem problem =
                LinearGaussian.standard(2).withDetector(0.8, 0.1, 0.2).problem(3000, 2000, SEED);
        UnfoldingProblem thrown = PseudoData.thrown(problem, push(problem), SEED);
        int rows = thrown.reco().rows();
        assertThat(rows).isEqualTo(problem.size() + problem.background().size());
        var different = new HashSet<List<Float>>();
        for (int row = 0; row < rows; row++) {
            different.add(List.of(thrown.reco().get(row, 0), thrown.reco().get(row, 1)));
        }
        assertThat(different).hasSize(rows);
        assertThat(thrown.data().size()).isEqualTo(rows);
        for (int i : problem.passReco().not().indices()) {
            assertThat(thrown.data().get(i)).isZero();
        }
    }

    @Test
    @DisplayName("data of weight 2 are thrown as events of weight 2, half as many")
    void weighted() {
        UnfoldingProblem problem = problem();
        UnfoldingProblem twice = problem.reweighted(
                problem.genWeight().times(2),
                problem.recoWeight().times(2),
                problem.data().times(2),
                problem.background().times(2));
        UnfoldingProblem thrown = PseudoData.thrown(problem, push(problem), SEED);
        UnfoldingProblem heavy = PseudoData.thrown(twice, push(problem), SEED);
        assertThat(heavy.data()).isEqualTo(thrown.data().times(2));
        assertThat(heavy.reco().rows()).isEqualTo(thrown.reco().rows());
        for (int row = 0; row < thrown.reco().rows(); row++) {
            assertThat(heavy.reco().get(row, 0)).isEqualTo(thrown.reco().get(row, 0));
        }
    }

    @Test
    @DisplayName("an event of negative weight is measured with a negative weight")
    void negative() {
        UnfoldingProblem problem = problem();
        Weights signs = Weights.tabulate(problem.size(), i -> i % 10 == 0 ? -1 : 1);
        UnfoldingProblem signed = problem.reweighted(
                problem.genWeight().times(signs),
                problem.recoWeight().times(signs),
                problem.data(),
                problem.background());
        UnfoldingProblem thrown = PseudoData.thrown(signed, push(problem), SEED);
        UnfoldingProblem positive = PseudoData.thrown(problem, push(problem), SEED);
        assertThat(thrown.data().sumOfSquares()).isEqualTo(positive.data().sumOfSquares());
        assertThat(thrown.data().sum()).isLessThan(positive.data().sum());
    }

    @Test
    @DisplayName("an event that is worth too many of the data cannot be drawn, and is named")
    void heavy() {
        UnfoldingProblem problem = problem();
        UnfoldingProblem light = problem.reweighted(
                problem.genWeight(),
                problem.recoWeight(),
                problem.data().times(1e-4),
                problem.background().times(1e-4));
        assertThatThrownBy(() -> PseudoData.thrown(light, push(problem), SEED))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("of the simulation is worth")
                .hasMessageContaining("of the data (at most 700)");
    }
}
