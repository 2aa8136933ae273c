package unfurl.unfold;

import org.junit.jupiter.api.Nested;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.reweight.HistogramEstimator;

/// OmniFold with histogram ratios keeps to the contract, to rounding.
class OmniFoldHistogramContractTest {
    private static OmniFold method(Misses misses) {
        var estimator = new HistogramEstimator(Grid.of(Axis.equal("x", "", 12, -2.4, 2.4)));
        return new OmniFold(estimator, estimator, misses, 100);
    }

    interface Deterministic extends OmniFoldContract {
        @Override
        default boolean random() {
            return false;
        }
    }

    @Nested
    class WithStep1b implements Deterministic {
        @Override
        public OmniFold method() {
            return OmniFoldHistogramContractTest.method(Misses.STEP_1B);
        }
    }

    @Nested
    class WithKeptPush implements Deterministic {
        @Override
        public OmniFold method() {
            return OmniFoldHistogramContractTest.method(Misses.KEEP_PUSH);
        }
    }

    @Nested
    class WithEfficiencyAfter implements Deterministic {
        @Override
        public OmniFold method() {
            return OmniFoldHistogramContractTest.method(Misses.EFFICIENCY_AFTER);
        }
    }
}
