package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.report.ValidationTest.Kind;
import unfurl.uncertainty.Likeness;
import unfurl.uncertainty.Replica;

/// The pseudo-data of each test that is asked for.
final class ValidationScenes {
    private final Study study;
    private final ValidationOptions options;
    private final Inputs inputs;
    private final Prepared prepared;
    private final ValidationEvents events;
    private final List<Study.Observable> distorted;
    private final List<Distortion> slopes;
    private final List<Distortion> joint;
    private final List<Distortion> bumps;

    ValidationScenes(
            Study study, ValidationOptions options, Inputs inputs, Prepared prepared, ValidationEvents events) {
        this.study = study;
        this.options = options;
        this.inputs = inputs;
        this.prepared = prepared;
        this.events = events;
        this.distorted = options.distorted(study);
        this.slopes = distorted.stream().map(o -> Distortion.slope(o, events)).toList();
        this.joint = distorted.size() < 2
                ? List.of()
                : List.of(Distortion.joint(distorted.getFirst(), distorted.get(1), events));
        this.bumps = List.of(Distortion.bump(distorted.getFirst(), events));
    }

    /// Every distortion that any test knows.
    List<Distortion> distortions() {
        var all = new ArrayList<Distortion>(slopes);
        all.addAll(joint);
        all.addAll(bumps);
        return all;
    }

    /// The scenes, the closure's first, which others are compared with.
    List<ValidationScene> of(Workers workers) {
        var scenes = new ArrayList<ValidationScene>();
        scenes.add(ValidationScene.closure(events.size()));
        if (options.asks(Kind.STRESS)) {
            slopes.forEach(d -> scenes.add(ValidationScene.distorted(Kind.STRESS, d, options.strength())));
            joint.forEach(d -> scenes.add(ValidationScene.distorted(Kind.STRESS, d, options.strength())));
        }
        if (options.asks(Kind.BUMP)) {
            bumps.forEach(d -> scenes.add(ValidationScene.distorted(Kind.BUMP, d, options.strength())));
        }
        if (options.asks(Kind.PRIOR)) {
            scenes.add(ValidationScene.prior(slopes.getFirst(), options.strength()));
        }
        if (options.asks(Kind.HIDDEN_VARIABLE)) {
            scenes.addAll(responses(workers));
        }
        return scenes;
    }

    /// Other samples that the study holds for its response, else a response distorted by a stated size.
    private List<ValidationScene> responses(Workers workers) {
        Study.Observable first = distorted.getFirst();
        List<ValidationScene> samples = samples(first, workers);
        if (!samples.isEmpty()) {
            return samples;
        }
        Weights factors = events.response(first, options.response());
        return List.of(ValidationScene.response(
                "response of %s, %s".formatted(first.name(), ValidationScene.percent(options.response())),
                first,
                factors));
    }

    private List<ValidationScene> samples(Study.Observable first, Workers workers) {
        List<String> names = study.uncertainty().systematics().stream()
                .filter(s -> s.up().other()
                        .map(other -> other.recipe() == Likeness.RESPONSE)
                        .orElse(false))
                .map(s -> s.columns().getFirst())
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        var scenes = new ArrayList<ValidationScene>();
        for (Replica replica : Replicas.of(study, inputs, prepared)) {
            if (names.contains(replica.name())) {
                scenes.add(ValidationScene.response(
                        "response of '%s'".formatted(replica.name()), first, factors(replica, workers)));
            }
        }
        return scenes;
    }

    /// (n) what a systematic multiplies the reco weights by.
    private Weights factors(Replica replica, Workers workers) {
        try {
            return replica.variation()
                    .of(prepared.problem(), replica.draws(), workers)
                    .problem()
                    .recoWeight()
                    .factorsOver(prepared.problem().recoWeight());
        } catch (InputException refused) {
            throw refused.askedBy(EffectReader.asker(study, replica.name()));
        }
    }

    /// What is not tested, and why.
    List<String> remarks() {
        return options.asks(Kind.STRESS) && joint.isEmpty()
                ? List.of("one observable alone has no joint distortion")
                : List.of();
    }
}
