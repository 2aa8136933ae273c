package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.provenance.Digest;
import unfurl.uncertainty.Identities;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Sample;
import unfurl.uncertainty.Variation;
import unfurl.unfold.UnfoldingProblem;

/// The replicas that a study asks for, beside the nominal unfolding.
///
/// All but the ensemble have the nominal networks' seeds, so that what differs from the nominal result is
/// what they vary, and not the noise of a training.
final class Replicas {
    private final Study study;
    private final Inputs inputs;
    private final Prepared prepared;
    private final Seed root;

    private Replicas(Study study, Inputs inputs, Prepared prepared) {
        this.study = study;
        this.inputs = inputs;
        this.prepared = prepared;
        this.root = root(study);
    }

    /// The networks' seed of the nominal unfolding.
    static Seed nominal(Study study) {
        return root(study).child("nominal");
    }

    /// The origin of the random numbers of all replicas.
    static Seed root(Study study) {
        return Seed.of(study.seed()).child("replica");
    }

    static List<Replica> of(Study study, Inputs inputs, Prepared prepared) {
        return new Replicas(study, inputs, prepared).all();
    }

    private List<Replica> all() {
        var all = new ArrayList<Replica>();
        UncertaintyBlock asked = study.uncertainty();
        for (int i = 1; i < asked.ensemble(); i++) {
            String name = ReplicaKind.ENSEMBLE.numbered(i);
            all.add(new Replica(name, new Variation.None(), root.child(name), root.child(name)));
        }
        Variation data = bootstrapData();
        for (int i = 0; i < asked.bootstrapData(); i++) {
            all.add(varied(ReplicaKind.BOOTSTRAP_DATA.numbered(i), data));
        }
        Variation simulation = bootstrapSimulation();
        for (int i = 0; i < asked.bootstrapSimulation(); i++) {
            all.add(varied(ReplicaKind.BOOTSTRAP_SIMULATION.numbered(i), simulation));
        }
        all.addAll(effects(effect -> !effect.isOfNuisance()));
        return all;
    }

    /// The varied detectors that nuisance parameters interpolate. They are not unfolded.
    static List<Replica> ofNuisances(Study study, Inputs inputs, Prepared prepared) {
        return new Replicas(study, inputs, prepared).effects(EffectReader::isOfNuisance);
    }

    private List<Replica> effects(Predicate<EffectReader> wanted) {
        return inputs.varied().stream()
                .filter(varied -> wanted.test(varied.effect()))
                .map(varied -> varied(varied.effect().name(), variation(varied)))
                .toList();
    }

    /// The names of all replicas of a study.
    ///
    /// @param first those that can be made before the nominal result is known
    static List<String> names(Study study, List<Replica> first) {
        var names = new ArrayList<String>();
        first.forEach(replica -> names.add(replica.name()));
        if (study.uncertainty().dataDrivenClosure()) {
            names.add(PublishedWeights.CLOSURE);
        }
        for (int i = 0; i < study.uncertainty().toys(); i++) {
            names.add(ReplicaKind.TOY.numbered(i));
        }
        names.addAll(ProfileReplicas.names(study));
        return names;
    }

    /// The replicas that need the nominal result.
    ///
    /// @param push (n) of the nominal unfolding
    static List<Replica> after(Study study, Weights push) {
        return study.uncertainty().dataDrivenClosure()
                ? List.of(new Replica(
                        PublishedWeights.CLOSURE,
                        new Variation.PseudoData(push),
                        nominal(study),
                        root(study).child(PublishedWeights.CLOSURE)))
                : List.of();
    }

    /// Toys: nuisances, and a bootstrap of data and simulation, drawn together.
    static List<Replica> toys(Study study, Inputs inputs, Prepared prepared, Variation nuisances) {
        var replicas = new Replicas(study, inputs, prepared);
        var toy = new Variation.Together(List.of(nuisances, replicas.bootstrapData(), replicas.bootstrapSimulation()));
        return IntStream.range(0, study.uncertainty().toys())
                .mapToObj(i -> replicas.varied(ReplicaKind.TOY.numbered(i), toy))
                .toList();
    }

    private Variation bootstrapData() {
        return new Variation.DataBootstrap(inputs.data().rows());
    }

    private Variation bootstrapSimulation() {
        return new Variation.SimulationBootstrap(inputs.simulation().rows(), backgroundRows());
    }

    private Replica varied(String name, Variation variation) {
        return new Replica(name, variation, nominal(study), root.child(name));
    }

    /// Backgrounds lie one after the other; a row of one is another event than the same row of the next.
    private Identities backgroundRows() {
        long[] rows = new long[prepared.problem().background().size()];
        int at = 0;
        for (int sample = 0; sample < inputs.background().size(); sample++) {
            for (long row : inputs.background().get(sample).rows().values()) {
                rows[at++] = ((long) sample << 48) + row;
            }
        }
        return Identities.of(rows);
    }

    private Variation variation(Inputs.Varied varied) {
        var parts = new ArrayList<Variation>();
        UnfoldingProblem problem = prepared.problem();
        varied.detector().ifPresent(detector -> {
            Features reco = prepared.reco().apply(detector.reco(), detector.passReco());
            if (!same(problem, reco, detector.passReco())) {
                parts.add(new Variation.Resimulation(reco, detector.passReco(), detector.recoWeight()));
            }
        });
        int n = problem.size();
        Weights gen = varied.genFactor().orElseGet(() -> Weights.ones(n));
        Weights reco = varied.recoFactor().orElseGet(() -> Weights.ones(n));
        if (changes(gen, problem.genWeight()) || changes(reco, problem.recoWeight())) {
            parts.add(new Variation.SimulationFactors(gen, reco));
        }
        varied.other().ifPresent(other -> parts.add(resemblance(varied.effect(), other)));
        background(varied.effect()).ifPresent(parts::add);
        if (parts.isEmpty()) {
            throw changesNothing(varied.effect(), "no weight, no value and no selection of an event");
        }
        return parts.size() == 1 ? parts.getFirst() : new Variation.Together(parts);
    }

    private InputException changesNothing(EffectReader effect, String what) {
        return new InputException("the %s changes nothing: %s\n  asked by   %s"
                .formatted(effect.what(), what, EffectReader.asker(study, effect.name())));
    }

    private Variation resemblance(EffectReader effect, Inputs.Simulated events) {
        UncertaintyBlock.Other other = effect.effect().other().orElseThrow();
        if (isNominal(other.sample())) {
            throw changesNothing(
                    effect,
                    "%s has the simulation's own events, with the same weights and selections"
                            .formatted(study.path(other.sample().file())));
        }
        return new Variation.Resemblance(
                other.recipe(), study.method().templates().ratios(), sample(events));
    }

    /// Whether a sample is the simulation itself, whatever its file is called. Its yield does not matter.
    private boolean isNominal(Study.Simulation sample) {
        Study.Simulation nominal = study.simulation();
        return digest(sample).equals(digest(nominal))
                && sample.equals(new Study.Simulation(
                        sample.file(),
                        nominal.genWeight(),
                        nominal.recoWeight(),
                        nominal.passGen(),
                        nominal.passReco(),
                        sample.scale()));
    }

    private Digest digest(Study.Simulation sample) {
        return inputs.digests().get(study.path(sample.file()));
    }

    private Sample sample(Inputs.Simulated events) {
        return new Sample(
                prepared.gen().apply(events.gen(), events.passGen()),
                prepared.reco().apply(events.reco(), events.passReco()),
                events.passGen(),
                events.passReco(),
                events.genWeight(),
                events.recoWeight());
    }

    private static boolean changes(Weights factor, Weights weight) {
        return Mask.of(factor.size(), i -> weight.get(i) != 0 && factor.get(i) != 1)
                        .count()
                > 0;
    }

    private static boolean same(UnfoldingProblem problem, Features reco, Mask passReco) {
        return Mask.of(
                                problem.size(),
                                i -> problem.passReco().get(i) != passReco.get(i)
                                        || (passReco.get(i) && !same(problem.reco(), reco, i)))
                        .count()
                == 0;
    }

    private static boolean same(Features a, Features b, int event) {
        for (int j = 0; j < a.columns(); j++) {
            if (a.get(event, j) != b.get(event, j)) {
                return false;
            }
        }
        return a.particles().isEmpty()
                || same(a.particles().orElseThrow(), b.particles().orElseThrow(), event);
    }

    private static boolean same(Particles a, Particles b, int event) {
        if (a.count(event) != b.count(event)) {
            return false;
        }
        for (int i = 0; i < a.count(event); i++) {
            for (int j = 0; j < a.columns(); j++) {
                if (a.get(event, i, j) != b.get(event, i, j)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Optional<Variation> background(EffectReader effect) {
        Weights weights = prepared.problem().background();
        double[] factors = new double[weights.size()];
        int at = 0;
        for (Inputs.Sample sample : inputs.background()) {
            double common = effect.effect().isOf(sample.name())
                    ? effect.effect().factor().orElse(1)
                    : 1;
            Optional<Weights> own = Optional.ofNullable(sample.factors().get(effect.name()));
            for (int i = 0; i < sample.weight().size(); i++) {
                factors[at++] = own.isPresent() ? common * own.get().get(i) : common;
            }
        }
        Weights factor = Weights.of(factors);
        return changes(factor, weights) ? Optional.of(new Variation.BackgroundFactors(factor)) : Optional.empty();
    }
}
