package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.hist.Axis;
import unfurl.report.BinRules;
import unfurl.report.Binned;
import unfurl.report.Evidence;
import unfurl.report.GenLevel;
import unfurl.report.ValidationTest;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.Numbers;

/// Makes the answers of a validation's tests from the spectra of results and truths.
///
/// @param study       the observables
/// @param events      their bins
/// @param distortions in the order of the spectra's means
/// @param statistics  what chance does
/// @param closure     the result of the undistorted pseudo-data
/// @param truth       its truth
/// @param errors      (observables) the relative errors that the measurement will have
/// @param recoveries  how many distortions are to be recovered
record ValidationAnswers(
        Study study,
        ValidationEvents events,
        List<Distortion> distortions,
        ValidationStatistics statistics,
        ValidationSpectra closure,
        ValidationSpectra truth,
        List<Numbers> errors,
        int recoveries) {
    /// Copies the list.
    ValidationAnswers {
        errors = List.copyOf(errors);
    }

    /// How a scene ended.
    ///
    /// @param result  of its unfolding
    /// @param nature  its truth
    /// @param prior   the simulation that it was unfolded with
    /// @param paired  the recovered part in each bootstrap that was unfolded with the scene's distortion
    ValidationAnswer of(
            ValidationScene scene,
            ValidationSpectra result,
            ValidationSpectra nature,
            ValidationSpectra prior,
            Optional<Numbers> paired) {
        return switch (scene.kind()) {
            case CLOSURE, COVERAGE -> closure(scene, result, nature, prior);
            case STRESS -> recovery(scene, ValidationJudge.TOLERANCE, result, nature, prior, paired);
            case BUMP -> recovery(scene, ValidationJudge.BUMP_TOLERANCE, result, nature, prior, paired);
            case PRIOR, HIDDEN_VARIABLE -> shift(scene, result);
        };
    }

    private ValidationAnswer closure(
            ValidationScene scene, ValidationSpectra result, ValidationSpectra nature, ValidationSpectra prior) {
        var comparisons = statistics.compare(result, nature, study.names());
        List<Evidence> evidence = study.observables().stream()
                .map(o -> spectrum(o, result, nature, prior))
                .toList();
        return answer(
                scene, ValidationJudge.agreement(comparisons), evidence, entries("comparisons", listed(comparisons)));
    }

    private ValidationAnswer recovery(
            ValidationScene scene,
            double tolerance,
            ValidationSpectra result,
            ValidationSpectra nature,
            ValidationSpectra prior,
            Optional<Numbers> paired) {
        Distortion distortion = scene.distortion().orElseThrow();
        ValidationRecovery recovery = recovered(distortions.indexOf(distortion), result, nature, paired);
        var comparisons = statistics.compare(result, nature, study.names());
        var evidence = new ArrayList<Evidence>();
        double percent = 100 * scene.size();
        evidence.add(new Evidence.Sizes(
                "Size of the distortion [%]",
                List.of(new Evidence.Size(
                        distortion.label(), percent, percent * recovery.share(), percent * recovery.error()))));
        scene.observable().ifPresent(o -> evidence.add(spectrum(o, result, nature, prior)));
        return answer(
                scene,
                ValidationJudge.recovery(recovery, tolerance, recoveries, comparisons),
                evidence,
                entries(
                        "size",
                        scene.size(),
                        "partOfTheYield",
                        nature.total() / truth.total() - 1,
                        "recovered",
                        recovery.share(),
                        "error",
                        recovery.error(),
                        "paired",
                        paired.map(Numbers::size).orElse(0),
                        "comparisons",
                        listed(comparisons)));
    }

    /// Against the undistorted result where bootstraps tell the error of that, else against the undistorted truth.
    private ValidationRecovery recovered(
            int number, ValidationSpectra result, ValidationSpectra nature, Optional<Numbers> paired) {
        if (paired.isPresent()) {
            double share = ValidationRecovery.share(number, result, closure, nature, truth);
            return ValidationRecovery.paired(share, paired.get());
        }
        double injected = nature.means().get(number) - truth.means().get(number);
        return new ValidationRecovery(
                ValidationRecovery.share(number, result, truth, nature, truth),
                statistics.meanError(number) / Math.abs(injected),
                statistics.results().size());
    }

    /// Against the result that was not changed, which has the same events in data and simulation: what
    /// statistics do to both falls out.
    private ValidationAnswer shift(ValidationScene scene, ValidationSpectra result) {
        Study.Observable observable = scene.observable().orElseThrow();
        int number = study.observables().indexOf(observable);
        Numbers shifts =
                result.sums().get(number).over(closure.sums().get(number)).map(ratio -> ratio - 1);
        Numbers bars = errors.get(number);
        Numbers edges = Numbers.of(events.axis(observable).edges());
        var evidence = new Evidence.Shifts(
                observable.name(),
                observable.label(),
                observable.unit(),
                edges,
                bars,
                List.of(new Evidence.Shift(scene.kind() == Kind.PRIOR ? "Other prior" : "Other response", shifts)));
        Map<String, Object> figures = entries(
                "observable",
                observable.name(),
                "edges",
                ValidationAnswer.numbers(edges),
                "shifts",
                ValidationAnswer.numbers(shifts),
                "errors",
                ValidationAnswer.numbers(bars));
        int replicas = statistics.results().size();
        return answer(scene, ValidationJudge.shift(shifts, bars, replicas), List.of(evidence), figures);
    }

    private static ValidationAnswer answer(
            ValidationScene scene,
            ValidationJudge.Judgement judgement,
            List<Evidence> evidence,
            Map<String, Object> figures) {
        return new ValidationAnswer(
                new ValidationTest(scene.kind(), scene.name(), judgement.verdict(), judgement.reason(), evidence),
                figures);
    }

    private static List<Object> listed(List<ValidationStatistics.Comparison> comparisons) {
        return comparisons.stream()
                .<Object>map(c -> entries(
                        "of", c.of(),
                        "tSquared", c.test().value(),
                        "bins", c.test().bins(),
                        "bootstraps", c.test().replicas(),
                        "pValue", c.test().pValue()))
                .toList();
    }

    private Evidence spectrum(
            Study.Observable observable, ValidationSpectra result, ValidationSpectra nature, ValidationSpectra prior) {
        int number = study.observables().indexOf(observable);
        Axis axis = events.axis(observable);
        Numbers edges = Numbers.of(axis.edges());
        Numbers values = result.sums().get(number);
        Numbers relative = statistics.errors(number).map(e -> Double.isFinite(e) ? e : 0);
        Numbers errors = Numbers.tabulate(values.size(), i -> Math.abs(values.get(i)) * relative.get(i));
        return new Evidence.Spectrum(
                observable.name(),
                observable.label(),
                observable.unit(),
                new GenLevel(
                        new Binned(edges, values, errors),
                        Binned.exact(edges, prior.sums().get(number)),
                        Optional.of(Binned.exact(edges, nature.sums().get(number))),
                        effective(number),
                        GenLevel.Quantity.EVENTS,
                        "",
                        Optional.empty()));
    }

    /// (bins) of the closure's result: what the rules on bins are asked of.
    private Numbers effective(int observable) {
        Numbers sums = closure.sums().get(observable);
        return Numbers.tabulate(
                sums.size(),
                i -> sums.get(i)
                        * sums.get(i)
                        / closure.squares().get(observable).get(i));
    }

    /// The two rules of each observable's bins.
    List<BinRules> rules() {
        var rules = new ArrayList<BinRules>();
        for (int o = 0; o < study.observables().size(); o++) {
            Study.Observable observable = study.observables().get(o);
            rules.add(new BinRules(
                    observable.label(),
                    observable.unit(),
                    Numbers.of(events.axis(observable).edges()),
                    effective(o),
                    statistics.resultErrors(o)));
        }
        return rules;
    }

    /// The rules as entries of `validation.json`.
    List<Object> rulesListed() {
        var listed = new ArrayList<>();
        List<BinRules> rules = rules();
        for (int o = 0; o < rules.size(); o++) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("observable", study.names().get(o));
            entry.put("edges", ValidationAnswer.numbers(rules.get(o).edges()));
            entry.put("nEff", ValidationAnswer.numbers(rules.get(o).effectiveEvents()));
            entry.put("statistical", ValidationAnswer.numbers(rules.get(o).statistical()));
            listed.add(entry);
        }
        return listed;
    }
}
