package unfurl.unfold;

import org.junit.jupiter.api.Nested;
import unfurl.study.TreeOptions;
import unfurl.trees.TreeEstimator;

/// OmniFold with trees keeps to the contract within the spread between seeds.
class OmniFoldTreesContractTest {
    /// Few small trees: 4,000 events of one observable are told apart by a handful of splits.
    private static OmniFold method(Misses misses, int members, double subsample) {
        var options = new TreeOptions(60, 3, 0.2, 10, subsample, 1, 1, 256, 8);
        var estimator = new TreeEstimator(options, members, 0.2);
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
            return OmniFoldTreesContractTest.method(Misses.STEP_1B, 2, 1);
        }
    }

    @Nested
    class WithEfficiencyAfterAndPartsOfTheEvents implements Random {
        @Override
        public OmniFold method() {
            return OmniFoldTreesContractTest.method(Misses.EFFICIENCY_AFTER, 1, 0.7);
        }
    }
}
