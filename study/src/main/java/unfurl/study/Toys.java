package unfurl.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.uncertainty.Nuisance;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;
import unfurl.uncertainty.WeightTemplate;
import unfurl.unfold.Nuisances;
import unfurl.unfold.UnfoldingProblem;

/// The toys of a study: each systematic made a continuous function of its nuisance, and all of them drawn
/// together with a bootstrap of data and simulation.
final class Toys {
    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final Map<String, Replica> effects;

    private Toys(Study study, Inputs inputs, Prepared prepared, Map<String, Replica> effects) {
        this.study = study;
        this.inputs = inputs;
        this.prepared = prepared;
        this.effects = effects;
    }

    /// @param replicas all others of the study; those of its systematics say what the nuisances are
    /// @throws InputException when a factor of a weight is not above 0
    static Toys of(Study study, Inputs inputs, Prepared prepared, List<Replica> replicas) {
        Map<String, Replica> byName = replicas.stream().collect(Collectors.toMap(Replica::name, r -> r));
        var toys = new Toys(study, inputs, prepared, byName);
        if (study.uncertainty().toys() > 0) {
            toys.requirePositive();
        }
        return toys;
    }

    /// The toys themselves.
    ///
    /// @param templates learned, of the effects that are none of weights
    List<Replica> replicas(Templates templates, Workers workers) {
        if (study.uncertainty().toys() == 0) {
            return List.of();
        }
        var byName = new HashMap<String, WeightTemplate>();
        effects(variation -> true).forEach(effect -> byName.put(effect.name(), template(effect, templates, workers)));
        var nuisances = study.uncertainty().drawn().stream()
                .map(systematic -> nuisance(systematic, byName))
                .toList();
        return Replicas.toys(study, inputs, prepared, new Variation.Nuisances(nuisances));
    }

    /// The nuisance parameters of each, by its name: with priors that are drawn as another measurement of the
    /// parameter would have given them. None in a study without parameters.
    Map<String, Nuisances> nuisances() {
        Nuisances fitted = prepared.method().nuisances();
        return fitted.isEmpty()
                ? Map.of()
                : IntStream.range(0, study.uncertainty().toys())
                        .mapToObj(ReplicaKind.TOY::numbered)
                        .collect(Collectors.toMap(
                                name -> name,
                                name -> drawn(
                                        fitted, Replicas.root(study).child(name).child("prior"))));
    }

    private static Nuisances drawn(Nuisances fitted, Seed seed) {
        return fitted.with(parameter -> parameter.with(
                parameter.prior().drawn(seed.child(parameter.name()).gaussian(0))));
    }

    /// What was learned of a re-simulation is its template; other effects are weights by now.
    private WeightTemplate template(Replica effect, Templates templates, Workers workers) {
        Replica applied = templates.applied(effect);
        return WeightTemplate.isLearned(applied.variation())
                ? templates.of(effect.name()).orElseThrow()
                : WeightTemplate.of(applied.variation(), prepared.problem(), effect.draws(), workers);
    }

    private static Nuisance nuisance(UncertaintyBlock.Systematic systematic, Map<String, WeightTemplate> templates) {
        List<String> names = systematic.columns();
        return new Nuisance(
                systematic.nuisance(),
                template(names.getFirst(), templates),
                systematic.down().map(down -> template(names.getLast(), templates)));
    }

    /// The template of an effect, its checks by the effect's name too.
    private static WeightTemplate template(String name, Map<String, WeightTemplate> templates) {
        WeightTemplate template = templates.get(name);
        return new WeightTemplate(
                template.factors(),
                template.learned().stream()
                        .map(checks -> checks.named(name + ", " + checks.name()))
                        .toList());
    }

    private List<Replica> effects(Predicate<Variation> wanted) {
        return study.uncertainty().drawn().stream()
                .flatMap(systematic -> systematic.columns().stream())
                .map(effects::get)
                .filter(effect -> wanted.test(effect.variation()))
                .toList();
    }

    private void requirePositive() {
        UnfoldingProblem nominal = prepared.problem();
        try (var alone = new Workers(1)) {
            for (Replica effect : effects(variation -> !WeightTemplate.isLearned(variation))) {
                UnfoldingProblem varied =
                        effect.variation().of(nominal, effect.draws(), alone).problem();
                requirePositive(effect, nominal.genWeight(), varied.genWeight(), this::simulated);
                requirePositive(effect, nominal.recoWeight(), varied.recoWeight(), this::simulated);
                requirePositive(effect, nominal.background(), varied.background(), this::background);
            }
        }
    }

    private static void requirePositive(Replica effect, Weights nominal, Weights varied, IntFunction<String> place) {
        Mask bad = Mask.of(nominal.size(), i -> nominal.get(i) != 0 && !(varied.get(i) / nominal.get(i) > 0));
        if (bad.count() > 0) {
            int first = bad.indices()[0];
            throw new InputException(
                    "the systematic '%s' multiplies the weights of %d events by a factor that is not above 0, the first of them %s (%s): toys scale a factor t as exp(θ·log t)\n  asked by   study: uncertainty.toys\n  allowed    factors above 0; or toys: 0"
                            .formatted(
                                    effect.name(),
                                    bad.count(),
                                    place.apply(first),
                                    varied.get(first) / nominal.get(first)));
        }
    }

    private String simulated(int event) {
        return row(study.simulation().file(), inputs.simulation().rows().values()[event]);
    }

    private String background(int event) {
        int first = 0;
        for (int sample = 0; sample < inputs.background().size(); sample++) {
            long[] rows = inputs.background().get(sample).rows().values();
            if (event < first + rows.length) {
                return row(study.background().get(sample).file(), rows[event - first]);
            }
            first += rows.length;
        }
        throw new IllegalArgumentException("background event %d of %d".formatted(event, first));
    }

    private String row(String file, long row) {
        return "row %d of %s".formatted(row, study.path(file));
    }
}
