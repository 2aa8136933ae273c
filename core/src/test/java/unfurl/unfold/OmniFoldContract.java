package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// OmniFold with any estimator and any way with misses.
interface OmniFoldContract extends UnfoldingContract {
    OmniFold method();

    default OmniFold.State unfold(UnfoldingProblem problem, Seed seed, Workers workers) {
        OmniFold.State state = method().init(problem);
        while (state.iteration() < ITERATIONS) {
            state = method().step(problem, state, seed, workers, FitProgress.NONE)
                    .state();
        }
        return state;
    }

    @Override
    default Weights push(UnfoldingProblem problem, Seed seed, Workers workers) {
        return unfold(problem, seed, workers).push();
    }

    @Override
    default void assertTotalsConserved(UnfoldingProblem problem) {
        OmniFold.State state;
        try (var workers = new Workers(1)) {
            state = unfold(problem, Seed.of(1), workers);
        }
        var ledger = Ledger.of(problem, state);
        double data = value(ledger, "data − background");
        var rounding = within(1e-11 * data);
        assertThat(data).isCloseTo(value(ledger, "data") - value(ledger, "background"), rounding);
        double squares = problem.data().sumOfSquares() + problem.background().sumOfSquares();
        assertThat(ledger.entry("data − background").nEff() * squares)
                .isCloseTo(data * data, within(1e-11 * data * data));
        assertThat(value(ledger, "pulled, reco")).isCloseTo(data, rounding);
        boolean matchedOnly = method().misses() == Misses.EFFICIENCY_AFTER;
        Weights learned = matchedOnly ? problem.seen() : problem.genWeight();
        double pulled = (matchedOnly ? problem.seen().times(state.pull()) : state.pulled(problem)).sum();
        double unfolded = learned.times(state.push()).sum();
        assertThat(unfolded).isCloseTo(pulled, rounding);
        if (!matchedOnly) {
            assertThat(value(ledger, "unfolded, gen")).isCloseTo(value(ledger, "pulled, gen"), rounding);
        }
        if (method().misses() == Misses.STEP_1B) {
            double misses = value(ledger, "pulled, gen")
                    - problem.seen().times(state.pull()).sum();
            assertThat(misses).isCloseTo(value(ledger, "  of which misses, unfolded"), within(0.1 * misses));
        }
    }

    private static double value(Ledger ledger, String label) {
        return ledger.entry(label).value();
    }
}
