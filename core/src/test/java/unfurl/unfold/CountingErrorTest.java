package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CountingErrorTest {
    private static final int EVENTS = 1000;

    @Test
    @DisplayName("data of weight 1 without background have the relative counting error 1/√n")
    void withoutBackground() {
        Events events = Events.draw(LinearGaussian.standard(1), EVENTS, 1);
        int n = events.problem().data().size();
        assertThat(events.problem().background().size()).isZero();
        assertThat(events.problem().countingError()).isCloseTo(1 / Math.sqrt(n), within(1e-15));
    }

    @Test
    @DisplayName("background adds its Σw² and takes away its Σw")
    void withBackground() {
        UnfoldingProblem problem = Events.draw(
                        LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1), EVENTS, 1)
                .problem();
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < problem.data().size(); i++) {
            squares += problem.data().get(i) * problem.data().get(i);
            sum += problem.data().get(i);
        }
        assertThat(problem.background().size()).isPositive();
        for (int i = 0; i < problem.background().size(); i++) {
            squares += problem.background().get(i) * problem.background().get(i);
            sum -= problem.background().get(i);
        }
        assertThat(problem.countingError()).isCloseTo(Math.sqrt(squares) / sum, within(1e-12));
    }
}
