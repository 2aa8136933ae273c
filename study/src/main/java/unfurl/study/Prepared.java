package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import unfurl.event.Column;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Workers;
import unfurl.reweight.HistogramEstimator;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.Ledger;
import unfurl.unfold.Nuisances;
import unfurl.unfold.OmniFold;
import unfurl.unfold.ResponseRatio;
import unfurl.unfold.UnfoldingProblem;

/// A study with its events, made into a problem and the method that unfolds it.
///
/// @param problem  gen and reco features as the method sees them
/// @param method   the method
/// @param gen      how events become what the method sees at gen
/// @param reco     the same at reco
/// @param warnings what a reader of the result should know about the events
record Prepared(
        UnfoldingProblem problem, OmniFold method, EventEncoding gen, EventEncoding reco, List<String> warnings) {
    /// The share of the data outside the simulation's range above which the report has a warning.
    private static final double WARNED_OUTSIDE = 1e-3;
    /// The simulated yield, relative to that of the data, below which or above whose inverse the report has a
    /// warning.
    private static final double WARNED_YIELD = 0.7;

    static Prepared of(Study study, Inputs inputs) {
        var warnings = new ArrayList<String>();
        inputs.dropped()
                .forEach(d -> warnings.add("%d events of the %s have a value that is not finite and were dropped"
                        .formatted(d.events(), d.sample())));
        study.names(false).forEach(name -> outside(name, inputs).ifPresent(warnings::add));
        warnings.addAll(new EffectWarnings(study, inputs).all());
        EventEncoding gen = EventEncoding.fit(
                study, true, inputs.simulation().gen(), inputs.simulation().passGen());
        EventEncoding reco = EventEncoding.fit(
                study, false, inputs.simulation().reco(), inputs.simulation().passReco());
        UnfoldingProblem problem = problem(inputs, gen, reco);
        warnOfYield(problem).ifPresent(warnings::add);
        if (study.method() instanceof Method.Ibu && !study.categories().isEmpty()) {
            warnings.add("method ibu has no categories: it bins the padding of events without a value as a value");
        }
        var prepared = new Prepared(problem, method(study), gen, reco, warnings);
        return study.nuisances().isEmpty()
                ? prepared
                : prepared.with(DetectorResponse.unlearned(study, inputs, prepared));
    }

    /// The same with a detector that depends on nuisance parameters.
    Prepared with(ResponseRatio response) {
        return new Prepared(problem.withResponse(response), method, gen, reco, warnings);
    }

    /// What the state of an unfolding adds up to, with the detector of its parameters.
    Ledger ledger(OmniFold.State state, Workers workers) {
        return Ledger.of(problem.at(state.theta(), workers), state);
    }

    /// Another luminosity than the data's, or a wrong scale, shows in the yield before anything is trained.
    private static Optional<String> warnOfYield(UnfoldingProblem problem) {
        double simulated = problem.recoWeight().sum();
        double ratio = simulated / problem.dataYield();
        return ratio > WARNED_YIELD && ratio < 1 / WARNED_YIELD
                ? Optional.empty()
                : Optional.of("the simulation expects %.6g events where the data less background have %.6g: "
                                .formatted(simulated, problem.dataYield())
                        + "are simulation.scale and the luminosity right?");
    }

    private static UnfoldingProblem problem(Inputs inputs, EventEncoding gen, EventEncoding reco) {
        UnfoldingProblem.Simulation simulation = simulation(inputs.simulation(), gen, reco);
        UnfoldingProblem.Detected data = detected(inputs.data(), reco);
        Features none = data.reco().select(Mask.of(data.reco().rows(), i -> false));
        var background = new UnfoldingProblem.Detected(none, Weights.ones(0));
        for (Inputs.Sample sample : inputs.background()) {
            UnfoldingProblem.Detected one = detected(sample, reco);
            background = new UnfoldingProblem.Detected(
                    background.reco().followedBy(one.reco()), join(background.weight(), one.weight()));
        }
        return new UnfoldingProblem(simulation, data, background);
    }

    /// Other simulated events as the method sees them.
    UnfoldingProblem.Simulation simulation(Inputs.Simulated simulated) {
        return simulation(simulated, gen, reco);
    }

    private static UnfoldingProblem.Simulation simulation(
            Inputs.Simulated simulated, EventEncoding gen, EventEncoding reco) {
        return new UnfoldingProblem.Simulation(
                gen.apply(simulated.gen(), simulated.passGen()),
                reco.apply(simulated.reco(), simulated.passReco()),
                simulated.passGen(),
                simulated.passReco(),
                simulated.genWeight(),
                simulated.recoWeight());
    }

    private static UnfoldingProblem.Detected detected(Inputs.Sample sample, EventEncoding reco) {
        Features features =
                reco.apply(sample.observables(), Mask.all(sample.observables().rows()));
        return new UnfoldingProblem.Detected(features, sample.weight());
    }

    private static Weights join(Weights first, Weights second) {
        int n = first.size();
        return Weights.tabulate(n + second.size(), i -> i < n ? first.get(i) : second.get(i - n));
    }

    private static OmniFold method(Study study) {
        return switch (study.method()) {
            case Method.OmniFold m -> {
                RatioEstimator ratios = m.estimator().ratios();
                yield new OmniFold(ratios, ratios, m.misses(), m.minimumNEff(), nuisances(study, m));
            }
            case Method.Ibu m ->
                new OmniFold(
                        new HistogramEstimator(recoGrid(study, m)),
                        new HistogramEstimator(genGrid(study, m)),
                        m.misses(),
                        0);
        };
    }

    private static Nuisances nuisances(Study study, Method.OmniFold method) {
        return method.profile()
                .map(profile -> new Nuisances(
                        study.nuisances().stream().map(NuisanceBlock::parameter).toList(), profile.step3()))
                .orElse(Nuisances.NONE);
    }

    static Grid genGrid(Study study, Method.Ibu method) {
        return grid(study, o -> o, method.genBins());
    }

    static Grid recoGrid(Study study, Method.Ibu method) {
        return grid(study, o -> o + " (reco)", method.recoBins());
    }

    private static Grid grid(Study study, UnaryOperator<String> label, Map<String, List<Double>> bins) {
        return new Grid(study.observables().stream()
                .map(o -> Axis.of(
                        label.apply(o.name()),
                        o.unit(),
                        bins.get(o.name()).stream().mapToDouble(d -> d).toArray()))
                .toList());
    }

    private static String number(double value) {
        return "%.6g".formatted(value).replace('-', '−');
    }

    /// A warning where a little of the data lies outside the simulation's range; the problem refuses more of
    /// them.
    private static Optional<String> outside(String name, Inputs inputs) {
        Column simulation = inputs.simulation().reco().column(name, "the overlap of data and simulation");
        int[] detected = inputs.simulation().passReco().indices();
        double least = Arrays.stream(detected).mapToDouble(simulation::at).min().orElseThrow();
        double most = Arrays.stream(detected).mapToDouble(simulation::at).max().orElseThrow();
        Column data = inputs.data().observables().column(name, "the overlap of data and simulation");
        int outside = Mask.of(data.size(), row -> data.at(row) < least || data.at(row) > most)
                .count();
        return outside > WARNED_OUTSIDE * data.size()
                ? Optional.of(
                        "%d of %d data events have '%s' at reco outside the simulation's range there, %s … %s; their weights are an extrapolation"
                                .formatted(outside, data.size(), name, number(least), number(most)))
                : Optional.empty();
    }
}
