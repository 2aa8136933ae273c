package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.event.Weights;
import unfurl.hist.Hotelling;
import unfurl.math.Seed;
import unfurl.report.Evidence;
import unfurl.report.ValidationTest;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;
import unfurl.study.CoverageCount.Promise;

/// Counts how often intervals hold the truth.
///
/// Nature's half is the whole truth here. A toy draws data and simulation from it, each event a Poisson number
/// of times; bootstraps of the toy, of data and simulation, give its errors. So nothing but the method's
/// statistics is tested: simulation and nature have one response and one prior.
///
/// @param halves     the halves of the validation
/// @param unfolding  what unfolds
/// @param events     the bins
/// @param seed       of toys and bootstraps
/// @param bootstraps of each toy
record ValidationCoverage(
        Study study,
        ValidationHalves halves,
        ValidationUnfolding unfolding,
        ValidationEvents events,
        Seed seed,
        int bootstraps) {
    /// The tolerances are those of what the project promises: 65 to 71 %, and 93 to 97 %.
    private static final List<Promise> PROMISED = List.of(new Promise(0.68, 0.03), new Promise(0.95, 0.02));

    /// A toy's result, and the standard deviations of its bins.
    ///
    /// @param result (observables) contents
    /// @param errors (observables) errors
    record Thrown(List<Numbers> result, List<Numbers> errors) {
        /// (bins) how many errors the result of an observable is off.
        Numbers pulls(int observable, Numbers truth) {
            return result.get(observable).minus(truth).map(Math::abs).over(errors.get(observable));
        }
    }

    /// A toy.
    Thrown toy(int number) {
        ValidationHalves itself = halves.itself();
        Seed own = seed.child(number);
        Weights data = itself.counts(own.child("data"));
        Weights simulation = itself.counts(own.child("simulation"));
        List<Numbers> result = unfold(itself, file(number, "nominal"), own, data, simulation);
        var spread = new ArrayList<List<Numbers>>();
        for (int b = 0; b < bootstraps; b++) {
            Seed draws = own.child("bootstrap").child(b);
            spread.add(unfold(
                    itself,
                    file(number, "bootstrap_" + b),
                    draws,
                    itself.counts(draws.child("data"), data),
                    itself.counts(draws.child("simulation"), simulation)));
        }
        List<Numbers> errors = IntStream.range(0, result.size())
                .mapToObj(o -> deviations(spread.stream().map(s -> s.get(o)).toList()))
                .toList();
        return new Thrown(result, errors);
    }

    private static String file(int toy, String unfolding) {
        return "toy_%d/%s".formatted(toy, unfolding);
    }

    /// Whether all of a toy is kept: its unfoldings are made one after the other.
    boolean isKept(int toy) {
        return unfolding.folder().holds(file(toy, "bootstrap_" + (bootstraps - 1)));
    }

    private List<Numbers> unfold(ValidationHalves itself, String file, Seed draws, Weights data, Weights simulation) {
        return unfolding
                .of(new ValidationUnfolding.Task(file, draws.path(), itself, data, simulation, draws.child("networks")))
                .sums();
    }

    private static Numbers deviations(List<Numbers> of) {
        return Numbers.tabulate(
                of.getFirst().size(),
                bin -> ValidationStatistics.deviation(
                        Numbers.tabulate(of.size(), b -> of.get(b).get(bin))));
    }

    /// The verdicts, one for each observable.
    List<ValidationAnswer> answers(List<Thrown> toys) {
        ValidationSpectra truth = events.spectra(halves.truth(Weights.ones(events.size())), List.of());
        var answers = new ArrayList<ValidationAnswer>();
        for (int o = 0; o < study.observables().size(); o++) {
            answers.add(answer(study.observables().get(o), o, truth.sums().get(o), toys));
        }
        return answers;
    }

    private ValidationAnswer answer(Study.Observable observable, int number, Numbers truth, List<Thrown> toys) {
        List<Numbers> pulls = toys.stream().map(toy -> toy.pulls(number, truth)).toList();
        Numbers errors = Numbers.tabulate(
                truth.size(),
                bin -> toys.stream()
                                .mapToDouble(toy -> toy.errors().get(number).get(bin))
                                .sum()
                        / (toys.size() * truth.get(bin)));
        List<CoverageCount> counts = PROMISED.stream()
                .map(promise ->
                        CoverageCount.of(promise, pulls, errors, Hotelling.reach(promise.probability(), bootstraps)))
                .toList();
        int tests = PROMISED.size() * study.observables().size();
        List<ValidationJudge.Judgement> judgements = counts.stream()
                .map(count -> ValidationJudge.coverage(count, tests))
                .toList();
        Numbers edges = Numbers.of(events.axis(observable).edges());
        var evidence = new Evidence.Coverage(
                observable.name(),
                observable.label(),
                observable.unit(),
                edges,
                toys.size(),
                counts.stream()
                        .map(count -> new Evidence.Interval(count.promise().probability(), count.shares()))
                        .toList());
        String reason =
                judgements.stream().map(ValidationJudge.Judgement::reason).collect(Collectors.joining("; "));
        return new ValidationAnswer(
                new ValidationTest(Kind.COVERAGE, observable.name(), worst(judgements), reason, List.of(evidence)),
                entries(
                        "toys",
                        toys.size(),
                        "edges",
                        ValidationAnswer.numbers(edges),
                        "judged",
                        counts.getFirst().judged(),
                        "intervals",
                        counts.stream().map(ValidationCoverage::entry).toList()));
    }

    private static Map<String, Object> entry(CoverageCount count) {
        return entries(
                "promised", count.promise().probability(),
                "covered", ValidationAnswer.numbers(count.shares()),
                "mean", number(count.mean()),
                "error", number(count.error()));
    }

    private static Optional<Double> number(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static Verdict worst(List<ValidationJudge.Judgement> judgements) {
        List<Verdict> verdicts =
                judgements.stream().map(ValidationJudge.Judgement::verdict).toList();
        return Stream.of(Verdict.FAILED, Verdict.INCONCLUSIVE)
                .filter(verdicts::contains)
                .findFirst()
                .orElse(Verdict.PASSED);
    }
}
