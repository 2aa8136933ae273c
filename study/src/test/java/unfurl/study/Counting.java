package unfurl.study;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.reweight.Fits;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioFit;
import unfurl.reweight.RatioSample;
import unfurl.unfold.OmniFold;

/// An estimator that learns nothing, and counts its fits and the rows with a weight in them.
final class Counting implements RatioEstimator {
    private final AtomicInteger fits = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();

    @Override
    public RatioFit fit(
            RatioSample sample, Optional<Ratio> previous, Seed seed, Workers workers, FitProgress progress) {
        int present = sample.present().count();
        fits.incrementAndGet();
        rows.addAndGet(present);
        return new RatioFit(
                (features, wanted, evaluators) ->
                        new Evaluation(Weights.tabulate(features.rows(), i -> wanted.get(i) ? 1 : 0), 0, 0),
                new FitSummary(present, List.of(), List.of()));
    }

    /// The fits since it was asked last.
    Fits made() {
        return new Fits(fits.getAndSet(0), rows.getAndSet(0));
    }

    /// The same problem, and the method with this estimator.
    Prepared in(Prepared prepared) {
        OmniFold method = prepared.method();
        return new Prepared(
                prepared.problem(),
                new OmniFold(this, this, method.misses(), 0),
                prepared.gen(),
                prepared.reco(),
                List.of());
    }
}
