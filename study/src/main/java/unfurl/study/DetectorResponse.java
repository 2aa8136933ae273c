package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.WeightTemplate;
import unfurl.unfold.ClosedResponse;
import unfurl.unfold.ResponseRatio;
import unfurl.unfold.TemplateResponse;
import unfurl.unfold.UnfoldingProblem;

/// How the detector of a study depends on its nuisance parameters.
///
/// @param study     what is asked
/// @param inputs    the events
/// @param problem   with the detector that was simulated
/// @param templates of the varied detectors, by their names
/// @param response  of the samples, where it is learned
record DetectorResponse(
        Study study,
        Inputs inputs,
        UnfoldingProblem problem,
        Map<String, Varied> templates,
        Optional<ResponseRatio> response) {

    /// A varied detector.
    ///
    /// @param reco            (n) by what it multiplies the reco weights
    /// @param keepsEfficiency whether it selects the same events with the same weights
    record Varied(Weights reco, boolean keepsEfficiency) {}

    /// A problem with the response, and what had to be learned for it.
    record Learned(Prepared prepared, LearnedDetector detector) {}

    /// Learns what has to be learned of it, and keeps that in the run's folder.
    ///
    /// @throws InputException when something learned does not pass its checks, or a template is not above 0
    static Learned learn(
            RunFolder folder, Study study, Inputs inputs, Prepared prepared, Progress progress, Workers workers) {
        if (study.nuisances().isEmpty()) {
            return new Learned(prepared, LearnedDetector.NONE);
        }
        List<Replica> varied = Replicas.ofNuisances(study, inputs, prepared);
        Templates templates =
                new TemplateRunner(folder::template, study, prepared, inputs, progress).learn(varied, workers);
        Optional<KeptResponse> response =
                new ResponseRunner(folder.response(), study, inputs, prepared, progress).learn(workers);
        var detector = new LearnedDetector(templates, response);
        return new Learned(prepared.with(of(study, inputs, prepared, varied, detector, workers)), detector);
    }

    /// What is known of it before anything is learned: what has to be is 1.
    ///
    /// @throws InputException when the samples do not cover the range of a parameter
    static ResponseRatio unlearned(Study study, Inputs inputs, Prepared prepared) {
        if (study.response().isPresent()) {
            ResponseRunner.requireCovered(study, inputs);
        }
        try (var alone = new Workers(1)) {
            List<Replica> varied = Replicas.ofNuisances(study, inputs, prepared);
            return of(study, inputs, prepared, varied, LearnedDetector.NONE, alone);
        }
    }

    private static ResponseRatio of(
            Study study,
            Inputs inputs,
            Prepared prepared,
            List<Replica> varied,
            LearnedDetector learned,
            Workers workers) {
        Map<String, Varied> templates = varied.stream()
                .collect(Collectors.toMap(
                        Replica::name, one -> varied(study, prepared.problem(), one, learned.templates(), workers)));
        Optional<ResponseRatio> response = learned.response().map(KeptResponse::response);
        return new DetectorResponse(study, inputs, prepared.problem(), templates, response).ratio(workers);
    }

    private static Varied varied(
            Study study, UnfoldingProblem problem, Replica one, Templates learned, Workers workers) {
        try {
            return new Varied(
                    reco(problem, one, learned, workers),
                    WeightTemplate.keepsEfficiency(one.variation(), problem, one.draws(), workers));
        } catch (InputException refused) {
            throw refused.askedBy(EffectReader.asker(study, one.name()));
        }
    }

    /// What is not learned yet is 1.
    private static Weights reco(UnfoldingProblem problem, Replica one, Templates learned, Workers workers) {
        return learned.of(one.name())
                .map(template -> template.factors().reco())
                .orElseGet(() -> WeightTemplate.isLearned(one.variation())
                        ? Weights.ones(problem.size())
                        : WeightTemplate.of(one.variation(), problem, one.draws(), workers)
                                .factors()
                                .reco());
    }

    /// Templates that keep the efficiency do so at θ = ±1 alone, and ratios that depend on the same reco do not
    /// together where each does: the product of all that keep it is normalised.
    private ResponseRatio ratio(Workers workers) {
        List<ResponseRatio> factors = Stream.concat(
                        study.nuisances().stream().flatMap(nuisance -> factor(nuisance).stream()),
                        study.response().stream().map(this::learned))
                .toList();
        ResponseRatio ratio = ResponseRatio.product(study.nuisanceNames(), factors);
        requireFinite(ratio, workers);
        Map<Boolean, List<ResponseRatio>> byEfficiency =
                factors.stream().collect(Collectors.partitioningBy(this::keepsEfficiency));
        List<ResponseRatio> kept = byEfficiency.get(true);
        if (kept.stream().noneMatch(TemplateResponse.class::isInstance)) {
            return ratio;
        }
        List<String> names = study.nuisanceNames().stream()
                .filter(name -> kept.stream().anyMatch(one -> one.parameters().contains(name)))
                .toList();
        var all = new ArrayList<>(byEfficiency.get(false));
        all.add(ResponseRatio.normalised(ResponseRatio.product(names, kept), problem));
        return ResponseRatio.product(study.nuisanceNames(), all);
    }

    private boolean keepsEfficiency(ResponseRatio factor) {
        return factor instanceof TemplateResponse one ? isKept(one.parameter()) : factor.keepsEfficiency();
    }

    private boolean isKept(String parameter) {
        NuisanceBlock nuisance = study.nuisances().get(study.nuisanceNames().indexOf(parameter));
        return Stream.of(nuisance.up(), nuisance.down())
                .filter(templates::containsKey)
                .allMatch(name -> templates.get(name).keepsEfficiency());
    }

    /// Of one parameter alone; none where several may be learned together.
    private Optional<ResponseRatio> factor(NuisanceBlock nuisance) {
        return switch (nuisance.source()) {
            case NuisanceBlock.Source.Formula formula -> Optional.of(closed(formula));
            case NuisanceBlock.Source.Templates both ->
                Optional.of(new TemplateResponse(
                        nuisance.name(),
                        templates.get(nuisance.up()).reco(),
                        both.down().map(down -> templates.get(nuisance.down()).reco())));
            case NuisanceBlock.Source.Learned ignored -> Optional.empty();
        };
    }

    private ResponseRatio learned(ResponseBlock block) {
        int n = problem.size();
        return response.orElseGet(() -> new ClosedResponse(
                n, ResponseFile.learned(study.nuisances()), block.keepsEfficiency(), theta -> new double[n]));
    }

    private ResponseRatio closed(NuisanceBlock.Source.Formula formula) {
        Expression logRatio = formula.logRatio();
        List<String> parameters = study.nuisanceNames().stream()
                .filter(logRatio.columns()::contains)
                .toList();
        List<Column> columns = logRatio.columns().stream()
                .filter(column -> !parameters.contains(column))
                .map(inputs.formulas()::get)
                .toList();
        return new ClosedResponse(
                problem.size(),
                parameters,
                formula.keepsEfficiency(),
                theta -> log(logRatio, columns, parameters, theta));
    }

    /// log w of events that the detector sees; 0 of others, whose columns may hold anything.
    private double[] log(Expression logRatio, List<Column> columns, List<String> parameters, double[] theta) {
        var all = new ArrayList<>(columns);
        for (int k = 0; k < theta.length; k++) {
            double value = theta[k];
            all.add(Column.tabulate(parameters.get(k), problem.size(), i -> value));
        }
        double[] log = logRatio.evaluate(Table.of("simulation", all)).toArray();
        Weights seen = problem.recoWeight();
        Arrays.setAll(log, i -> seen.get(i) == 0 ? 0 : log[i]);
        return log;
    }

    /// At the first start, and with each parameter at either end of its range.
    private void requireFinite(ResponseRatio ratio, Workers workers) {
        double[] start = study.nuisances().stream()
                .mapToDouble(nuisance -> nuisance.starts().getFirst())
                .toArray();
        requireFinite(ratio, start, workers);
        for (int k = 0; k < start.length; k++) {
            NuisanceBlock nuisance = study.nuisances().get(k);
            for (double end : List.of(nuisance.low(), nuisance.high())) {
                double[] theta = start.clone();
                theta[k] = end;
                requireFinite(ratio, theta, workers);
            }
        }
    }

    private void requireFinite(ResponseRatio ratio, double[] theta, Workers workers) {
        double[] log = ratio.log(theta, workers);
        Mask bad = Mask.of(log.length, i -> !Double.isFinite(log[i]));
        if (bad.count() == 0) {
            return;
        }
        int first = bad.indices()[0];
        Function<Integer, String> value =
                k -> "%s = %s".formatted(study.nuisanceNames().get(k), theta[k]);
        throw new InputException(
                "log w is not finite in %d simulated events at %s, the first of them row %d of %s (%s)\n  asked by   study: nuisances\n  allowed    a finite number in every event that passes reco, in the whole range of each parameter"
                        .formatted(
                                bad.count(),
                                IntStream.range(0, theta.length)
                                        .mapToObj(value::apply)
                                        .collect(Collectors.joining(", ")),
                                inputs.simulation().rows().values()[first],
                                study.path(study.simulation().file()),
                                log[first]));
    }
}
