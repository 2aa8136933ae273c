package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prior;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.provenance.Citation;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;
import unfurl.unfold.UnfoldingProblem;

/// Makes the measurement of an unfolding: the gen events of the phase space with their weights.
///
/// @param end      where the nominal unfolding ended
/// @param chosen   how the number of iterations was chosen; empty when the study says it
/// @param replicas the finished ones; empty for none
/// @param fitted   what is known of the nuisance parameters; empty without any, and before they are fitted
record Publication(
        Study study,
        Inputs inputs,
        Prepared prepared,
        Checkpoint end,
        Optional<ChosenIterations> chosen,
        List<ReplicaFile> replicas,
        Optional<FittedNuisances> fitted) {
    /// (n) yields of the result, of all simulated events.
    Weights unfolded() {
        Weights run = prepared.problem().genWeight().times(end.state().push());
        return PublishedWeights.nominal(study.uncertainty(), run, published(), 1);
    }

    /// Those of the replicas that are published.
    List<ReplicaFile> published() {
        return replicas.stream().filter(this::isPublished).toList();
    }

    private boolean isPublished(ReplicaFile replica) {
        return !ProfileReplicas.names(study).contains(replica.name())
                || fitted.map(f -> f.isShift(replica.name())).orElse(false);
    }

    /// The problem with the detector of the fitted nuisance parameters: what is folded and pulled is of it.
    UnfoldingProblem fittedProblem() {
        try (var alone = new Workers(1)) {
            return prepared.problem().at(end.state().theta(), alone);
        }
    }

    /// Refuses groups of weights that a measurement cannot have, before anything is unfolded.
    void requirePublishable() {
        if (study.uncertainty().replicas() > 0) {
            Weights one = Weights.ones(1);
            var planned = List.of(new ReplicaFile("planned", one, List.of(), List.of(), List.of()));
            head(PublishedWeights.of(study.uncertainty(), one, planned, 1), List.of());
        }
    }

    Measurement measurement(Provenance provenance) {
        Inputs.Simulated simulated = inputs.simulation();
        Mask published = study.phaseSpace()
                .map(condition -> condition.select(simulated.gen(), simulated.passGen()))
                .orElse(simulated.passGen());
        if (published.count() == 0) {
            throw new InputException("no simulated event is in the phase space '%s'\n  asked by   study: phaseSpace"
                    .formatted(study.phaseSpace().map(Expression::text).orElse("")));
        }
        double perUnit = study.luminosity().map(l -> 1 / l.value()).orElse(1.0);
        Weights prior = prepared.problem().genWeight().times(perUnit);
        boolean particles = study.particles().map(ParticleBlock::publish).orElse(false);
        var columns = new ArrayList<Column>();
        simulated.gen().columns().stream().filter(c -> particles || !c.isList()).forEach(columns::add);
        columns.add(column("weight_mc", prior));
        Weights run = prior.times(end.state().push());
        var weights = PublishedWeights.of(study.uncertainty(), run, published(), perUnit);
        if (fitted.isPresent()) {
            weights = weights.with(fitted.get(), run);
        }
        columns.add(column("weights_nominal", weights.nominal()));
        var iterations = new ArrayList<String>();
        for (Weights push : end.pushes()) {
            iterations.add("weights_iteration_" + (iterations.size() + 1));
            columns.add(column(iterations.getLast(), prior.times(push)));
        }
        weights.replicas().forEach((name, values) -> columns.add(column(name, values)));
        Table events = Table.of("events.parquet", columns).select(published);
        return new Measurement(head(weights, iterations), provenance, citations(study), events);
    }

    private static Column column(String name, Weights weights) {
        return Column.tabulate(name, weights.size(), weights::get);
    }

    private Head head(PublishedWeights weights, List<String> iterations) {
        Normalisation normalisation = study.luminosity()
                .<Normalisation>map(l -> new Normalisation.CrossSection(l.unit().substring("1/".length())))
                .orElseGet(Normalisation.EventYield::new);
        var groups = new ArrayList<WeightGroup>();
        groups.add(new WeightGroup(
                "nominal",
                List.of("weights_nominal"),
                new Recipe.Nominal(),
                "The result: their sum over a region is its "
                        + (study.luminosity().isPresent() ? "cross section." : "yield.")
                        + chosen.map(c -> " Iterations: %d. %s".formatted(c.number(), c.sentence()))
                                .orElse("")));
        if (!weights.holdsSample()) {
            groups.add(new WeightGroup(
                    PublishedWeights.SAMPLE,
                    List.of(),
                    new Recipe.SampleStatistics(),
                    "The finite number of published events; the statistics of the data are not in it."));
        }
        groups.addAll(weights.groups());
        study.luminosity()
                .filter(l -> l.relativeUncertainty() > 0)
                .ifPresent(l -> groups.add(new WeightGroup(
                        "luminosity", List.of(), new Recipe.LuminosityScale(), "The uncertainty of the luminosity.")));
        return new Head(
                study.name(),
                study.title().about(),
                study.observables().stream().map(this::observable).toList(),
                study.phaseSpace(),
                normalisation,
                study.luminosity(),
                Optional.of(new Prior("weight_mc", 1)),
                groups,
                iterations,
                fitted.map(f -> new PublishedNuisances(f, published()).of(iterations))
                        .orElse(List.of()));
    }

    private Observable observable(Study.Observable unfolded) {
        return new Observable(
                unfolded.name(), unfolded.label(), unfolded.unit(), noValue(study, unfolded.name()), unfolded.axis());
    }

    /// The condition of being in one of the categories in which the observable has no value.
    static Optional<Expression> noValue(Study study, String observable) {
        return study.categories().stream()
                .filter(category -> category.without().contains(observable))
                .map(category -> category.when().text())
                .reduce("(%s) || (%s)"::formatted)
                .map(Expression::parse);
    }

    /// What to cite for the methods that the study uses.
    static List<Citation> citations(Study study) {
        var works = new ArrayList<Citation>();
        switch (study.method()) {
            case Method.OmniFold omnifold -> {
                works.add(Works.OMNIFOLD);
                works.add(Works.OMNIFOLD_ACCEPTANCE);
                omnifold.profile().ifPresent(profile -> works.add(Works.PROFILE_OMNIFOLD));
                works.addAll(ofEstimator(omnifold.estimator()));
            }
            case Method.Ibu ignored -> works.add(Works.ITERATIVE_BAYESIAN_UNFOLDING);
        }
        study.method()
                .iterations()
                .choice()
                .filter(choice -> choice.criterion() == Iterations.Criterion.TOYS)
                .ifPresent(choice -> works.add(Works.ROOFITUNFOLD));
        works.add(Works.PHILOX);
        if (study.uncertainty().bootstrapData() + study.uncertainty().bootstrapSimulation() > 0) {
            works.add(Works.BOOTSTRAP);
        }
        if (study.uncertainty().learnsTemplates()) {
            works.add(Works.CLASSIFIER_TWO_SAMPLE_TEST);
        }
        return List.copyOf(works);
    }

    private static List<Citation> ofEstimator(Estimator estimator) {
        return switch (estimator) {
            case Estimator.Networks(var networks) -> {
                var works = new ArrayList<Citation>();
                works.add(networks.training().weightDecay() > 0 ? Works.ADAMW : Works.ADAM);
                works.addAll(ofShape(networks.shape()));
                works.addAll(ofActivation(networks.shape().activation()));
                yield works;
            }
            case Estimator.Trees ignored -> List.of(Works.XGBOOST);
        };
    }

    private static List<Citation> ofShape(NetworkShape shape) {
        return switch (shape) {
            case NetworkShape.Dense ignored -> List.of();
            case NetworkShape.Sets ignored -> List.of(Works.DEEP_SETS, Works.PARTICLE_FLOW_NETWORKS);
            case NetworkShape.Attention ignored -> List.of(Works.ATTENTION, Works.PARTICLE_ATTENTION);
        };
    }

    private static Set<Citation> ofActivation(Activation activation) {
        return switch (activation) {
            case GELU -> Set.of(Works.GELU);
            case SILU -> Set.of(Works.SILU);
            case RELU -> Set.of(Works.HE_INITIALISATION);
            case TANH -> Set.of();
        };
    }
}
