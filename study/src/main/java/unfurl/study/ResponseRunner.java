package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioEstimator;
import unfurl.uncertainty.ResponseChecks;
import unfurl.unfold.DetectorSample;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.UnfoldingProblem;

/// Learns and checks the response of a study's samples, before anything is unfolded, and keeps it.
///
/// @param file     where it is kept
/// @param study    what is asked
/// @param inputs   the events
/// @param prepared the nominal problem
/// @param progress hears of it
record ResponseRunner(Path file, Study study, Inputs inputs, Prepared prepared, Progress progress) {
    static final String WHAT = "the response";
    private static final String ASKER = "study: response";

    /// @throws InputException when it does not pass its checks
    Optional<KeptResponse> learn(Workers workers) {
        return study.response()
                .map(block -> KeptResponse.read(file, inputs.nominal(), simulation())
                        .orElseGet(() -> learnedAndKept(block, workers)));
    }

    private KeptResponse learnedAndKept(ResponseBlock block, Workers workers) {
        progress.phase("learning " + WHAT);
        try {
            KeptResponse learned = Attempts.of(
                    WHAT,
                    study.uncertainty().retries(),
                    failure -> progress.phase(failure.sentence()),
                    failures -> learn(block, failures, workers));
            learned.write(file, inputs.nominal());
            return learned;
        } catch (InputException refused) {
            throw refused.askedBy(ASKER);
        }
    }

    private KeptResponse learn(ResponseBlock block, List<String> failures, Workers workers) {
        Seed seed = Attempts.seed(Replicas.root(study).child("response"), failures.size());
        RatioEstimator estimator = study.method().templates().ratios();
        UnfoldingProblem.Simulation simulation = simulation();
        List<DetectorSample> samples = samples();
        LearnedResponse response = LearnedResponse.learn(
                estimator,
                simulation,
                samples,
                KeptResponse.efficiency(block.keepsEfficiency()),
                seed.child("learn"),
                workers);
        progress.phase("checking " + WHAT);
        ResponseChecks checks =
                ResponseChecks.of(response, estimator, simulation, samples, seed.child("check"), workers);
        checks.refusal(prepared.method().minimumNEff()).ifPresent(reason -> {
            throw new InputException(
                    "%s is refused: %s\n  allowed    one that passes its checks: with more epochs in method.templates, more simulated events, or a narrower range"
                            .formatted(WHAT, reason));
        });
        return new KeptResponse(response, checks, failures);
    }

    private UnfoldingProblem.Simulation simulation() {
        return prepared.simulation(inputs.simulation());
    }

    private List<DetectorSample> samples() {
        List<String> names = ResponseFile.learned(study.nuisances());
        return inputs.samples().stream()
                .map(sample -> new DetectorSample(prepared.simulation(sample.events()), theta(sample, names)))
                .toList();
    }

    private static Features theta(Inputs.Detected sample, List<String> names) {
        List<Column> columns = names.stream().map(sample.at()::get).toList();
        int rows = sample.events().gen().rows();
        int p = columns.size();
        float[] values = new float[Math.multiplyExact(rows, p)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) columns.get(i % p).at(i / p);
        }
        return Features.owning(names, rows, values);
    }

    /// Refuses ranges that the samples do not cover, before anything is learned.
    ///
    /// @throws InputException when a parameter may be where no sample is, or has one value in all
    static void requireCovered(Study study, Inputs inputs) {
        List<String> names = ResponseFile.learned(study.nuisances());
        List<Features> thetas =
                inputs.samples().stream().map(sample -> theta(sample, names)).toList();
        for (LearnedResponse.Range range : LearnedResponse.ranges(thetas)) {
            NuisanceBlock nuisance = study.nuisances().get(study.nuisanceNames().indexOf(range.parameter()));
            if (!range.contains(nuisance.low()) || !range.contains(nuisance.high())) {
                throw new InputException(
                        "the nuisance parameter '%s' may be %s … %s, and was simulated at %s … %s: a learned response is known there alone\n  asked by   study: nuisances.%s\n  allowed    a range within that of the samples"
                                .formatted(
                                        range.parameter(),
                                        nuisance.low(),
                                        nuisance.high(),
                                        range.low(),
                                        range.high(),
                                        range.parameter()));
            }
        }
    }
}
