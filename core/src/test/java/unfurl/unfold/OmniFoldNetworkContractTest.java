package unfurl.unfold;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;

/// OmniFold with networks keeps to the contract within the spread between seeds.
class OmniFoldNetworkContractTest {
    private static OmniFold method(Misses misses, int members, boolean warmStart) {
        var training = TrainingOptions.defaults()
                .withBatchSize(256)
                .withEpochs(8, 8)
                .withLearningRate(5e-3, new Schedule.OneCycle(0.2, 0));
        var estimator = new NetworkEstimator(
                new NetworkShape.Dense(List.of(16, 16), Activation.SILU),
                training,
                members,
                0.05,
                warmStart,
                OptionalDouble.empty());
        return new OmniFold(estimator, estimator, misses, 100);
    }

    interface Random extends OmniFoldContract {
        @Override
        default boolean random() {
            return true;
        }
    }

    @Nested
    class WithStep1b implements Random {
        @Override
        public OmniFold method() {
            return OmniFoldNetworkContractTest.method(Misses.STEP_1B, 2, false);
        }
    }

    @Nested
    class WithKeptPush implements Random {
        @Override
        public OmniFold method() {
            return OmniFoldNetworkContractTest.method(Misses.KEEP_PUSH, 2, false);
        }
    }

    @Nested
    class WithEfficiencyAfter implements Random {
        @Override
        public OmniFold method() {
            return OmniFoldNetworkContractTest.method(Misses.EFFICIENCY_AFTER, 2, false);
        }
    }

    @Nested
    class WithThreeMembersAndWarmStarts implements Random {
        @Override
        public OmniFold method() {
            return OmniFoldNetworkContractTest.method(Misses.STEP_1B, 3, true);
        }
    }
}
