package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void constantStaysOne() {
        assertThat(new Schedule.Constant().factor(7.5, 10, List.of(3.0, 4.0))).isEqualTo(1);
    }

    @Test
    void oneCycleRisesInALineAndFallsAlongACosine() {
        var schedule = new Schedule.OneCycle(0.2, 0.1);
        assertThat(schedule.factor(0, 10, List.of())).isZero();
        assertThat(schedule.factor(1, 10, List.of())).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(2, 10, List.of())).isCloseTo(1, within(1e-15));
        assertThat(schedule.factor(6, 10, List.of())).isCloseTo(0.55, within(1e-15));
        assertThat(schedule.factor(10, 10, List.of())).isCloseTo(0.1, within(1e-15));
        assertThat(new Schedule.OneCycle(0, 0).factor(0, 10, List.of())).isEqualTo(1);
    }

    @Test
    void plateausOfTheValidationLossLowerTheRate() {
        var schedule = new Schedule.ReduceOnPlateau(0.5, 2, 0.2);
        assertThat(schedule.factor(3, 99, List.of(3.0, 2.0, 1.0))).isEqualTo(1);
        assertThat(schedule.factor(4, 99, List.of(3.0, 2.0, 2.0, 1.9))).isEqualTo(1);
        assertThat(schedule.factor(4, 99, List.of(3.0, 2.0, 2.0, 2.1))).isEqualTo(0.5);
        assertThat(schedule.factor(6, 99, List.of(3.0, 2.0, 2.0, 2.1, 2.5, 2.5)))
                .isEqualTo(0.25);
        assertThat(schedule.factor(8, 99, List.of(3.0, 2.0, 2.0, 2.1, 2.5, 2.5, 2.5, 2.5)))
                .isEqualTo(0.2);
    }

    @Test
    void impossibleNumbersAreRefusedWithTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.OneCycle(1, 0))
                .withMessageContaining("[0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.ReduceOnPlateau(1, 2, 0))
                .withMessageContaining("(0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.defaults().withBatchSize(0))
                .withMessageContaining("batchSize must be at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.defaults().withEpochs(5, 0))
                .withMessageContaining("patience");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.defaults().withLearningRate(Double.NaN, new Schedule.Constant()))
                .withMessageContaining("learningRate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.defaults().withWeightDecay(-1))
                .withMessageContaining("weightDecay");
    }

    @Test
    void theDefaultsAreThese() {
        assertThat(TrainingOptions.defaults())
                .isEqualTo(new TrainingOptions(
                        512, 10, 10, 0, 2e-3, 0, new Schedule.OneCycle(0.2, 0), 0.3, OptionalDouble.empty()));
    }
}
