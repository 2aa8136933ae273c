package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Hotelling;
import unfurl.math.Seed;
import unfurl.report.Evidence;
import unfurl.report.ValidationTest;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.Verdict;
import unfurl.report.figure.Numbers;

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
    private static final List<Double> PROMISED = List.of(0.68, 0.95);

    /// A toy's result, and the standard deviations of its bins.
    ///
    /// @param result (observables) contents
    /// @param errors (observables) errors
    record Thrown(List<Numbers> result, List<Numbers> errors) {}

    /// A toy.
    Thrown toy(int number) {
        ValidationHalves itself = halves.itself();
        Seed own = seed.child(number);
        Weights data = itself.counts(own.child("data"));
        Weights simulation = itself.counts(own.child("simulation"));
        List<Numbers> result = unfold(itself, own, data, simulation);
        var spread = new ArrayList<List<Numbers>>();
        for (int b = 0; b < bootstraps; b++) {
            Seed draws = own.child("bootstrap").child(b);
            spread.add(unfold(
                    itself,
                    draws,
                    itself.counts(draws.child("data"), data),
                    itself.counts(draws.child("simulation"), simulation)));
        }
        List<Numbers> errors = IntStream.range(0, result.size())
                .mapToObj(o -> deviations(spread.stream().map(s -> s.get(o)).toList()))
                .toList();
        return new Thrown(result, errors);
    }

    private List<Numbers> unfold(ValidationHalves itself, Seed draws, Weights data, Weights simulation) {
        Weights unfolded = unfolding.unfold(draws.path(), itself.distorted(data, simulation), draws.child("networks"));
        return events.spectra(itself.spread(unfolded), List.of()).sums();
    }

    private static Numbers deviations(List<Numbers> of) {
        return Numbers.tabulate(of.getFirst().size(), bin -> {
            double mean = of.stream().mapToDouble(n -> n.get(bin)).average().orElseThrow();
            double squares = of.stream()
                    .mapToDouble(n -> (n.get(bin) - mean) * (n.get(bin) - mean))
                    .sum();
            return Math.sqrt(squares / (of.size() - 1));
        });
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
        var intervals = new ArrayList<Evidence.Interval>();
        var reasons = new ArrayList<String>();
        Verdict verdict = Verdict.PASSED;
        for (double promised : PROMISED) {
            double reach = Hotelling.reach(promised, bootstraps);
            Numbers shares = Numbers.tabulate(truth.size(), bin -> share(toys, number, bin, truth.get(bin), reach));
            var judgement = ValidationJudge.coverage(shares, promised, toys.size());
            intervals.add(new Evidence.Interval(promised, shares));
            reasons.add(judgement.reason());
            verdict = worse(verdict, judgement.verdict());
        }
        Axis axis = events.axis(observable);
        var evidence = new Evidence.Coverage(
                observable.name(),
                observable.label(),
                observable.unit(),
                Numbers.of(axis.edges()),
                toys.size(),
                intervals);
        return new ValidationAnswer(
                new ValidationTest(
                        Kind.COVERAGE, observable.name(), verdict, String.join("; ", reasons), List.of(evidence)),
                entries(
                        "toys",
                        toys.size(),
                        "edges",
                        ValidationAnswer.numbers(Numbers.of(axis.edges())),
                        "intervals",
                        intervals.stream()
                                .map(i -> entries(
                                        "promised", i.nominal(), "covered", ValidationAnswer.numbers(i.covered())))
                                .toList()));
    }

    private static double share(List<Thrown> toys, int observable, int bin, double truth, double reach) {
        long held = toys.stream()
                .filter(toy -> Math.abs(toy.result().get(observable).get(bin) - truth)
                        <= reach * toy.errors().get(observable).get(bin))
                .count();
        return (double) held / toys.size();
    }

    private static Verdict worse(Verdict a, Verdict b) {
        if (a == Verdict.FAILED || b == Verdict.FAILED) {
            return Verdict.FAILED;
        }
        return a == Verdict.PASSED ? b : a;
    }
}
