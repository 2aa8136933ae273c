package unfurl.unfold;

import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.Ratio;

/// The classifiers of a [LearnedResponse] at the events of a sample, any one with the nominal features. An event of
/// which they know nothing is an error: a ratio that is held at a bound has no derivative.
///
/// @param sample      with any parameters
/// @param both        its gen and reco
/// @param classifiers what was learned
record ClassifiedEvents(DetectorSample sample, Features both, LearnedResponse.Classifiers classifiers) {
    static ClassifiedEvents of(DetectorSample sample, LearnedResponse.Classifiers classifiers) {
        return new ClassifiedEvents(sample, sample.both(), classifiers);
    }

    /// (n) log w of each event at parameters of its own; 0 of those that are not seen.
    ///
    /// @param theta (n × p)
    /// @throws InputException when it is not known for some
    double[] log(Features theta, Workers workers) {
        double[] out = new double[sample.size()];
        Mask matched = sample.matched();
        Weights over = known("gen and reco", classifiers.joint(), both.beside(theta), matched, workers);
        Weights under = atGen(theta, workers);
        for (int i : matched.indices()) {
            out[i] = Math.log(over.get(i)) - Math.log(under.get(i));
        }
        classifiers.reco().ifPresent(ratio -> {
            Mask fakes = sample.fakes();
            Weights values = known("reco", ratio, sample.simulation().reco().beside(theta), fakes, workers);
            for (int i : fakes.indices()) {
                out[i] = Math.log(values.get(i));
            }
        });
        requireFinite(out);
        return out;
    }

    /// (n) the ratio at gen of matched events; 0 of others.
    ///
    /// @throws InputException when it is not known for some
    Weights atGen(Features theta, Workers workers) {
        return known("gen", classifiers.gen(), sample.simulation().gen().beside(theta), sample.matched(), workers);
    }

    private static Weights known(String of, Ratio ratio, Features features, Mask rows, Workers workers) {
        Evaluation found = ratio.at(features, rows, workers);
        if (found.clipped() + found.unsupported() > 0) {
            throw new InputException(
                    "of %d events, the response's classifier of %s has %d at its bound, and %d where it learned nothing\n  allowed    no such event: an estimator without a bound, more simulated events, or samples at more parameters"
                            .formatted(rows.count(), of, found.clipped(), found.unsupported()));
        }
        return found.values();
    }

    private static void requireFinite(double[] log) {
        Mask bad = Mask.of(log.length, i -> !Double.isFinite(log[i]));
        if (bad.count() > 0) {
            int first = bad.indices()[0];
            throw new InputException(
                    "log w of the learned response is not finite in %d events, the first of them event %d (%s)\n  allowed    ratios above 0 in every event: more simulated events, or samples at more parameters"
                            .formatted(bad.count(), first, log[first]));
        }
    }
}
