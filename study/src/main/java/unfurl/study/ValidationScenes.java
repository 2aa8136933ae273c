package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.event.Weights;
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
        this.joint = options.pairs(study).stream()
                .map(pair -> Distortion.joint(pair, events))
                .toList();
        this.bumps = List.of(Distortion.bump(distorted.getFirst(), events));
    }

    /// Every distortion that any test knows.
    List<Distortion> distortions() {
        var all = new ArrayList<Distortion>(slopes);
        all.addAll(joint);
        all.addAll(bumps);
        return all;
    }

    /// The effects of the study that are another response, in both directions where there are two; none where
    /// nobody asks for them.
    List<Replica> samples() {
        List<String> names = EffectReader.all(study).stream()
                .filter(effect -> effect.effect()
                        .other()
                        .filter(other -> other.recipe() == Likeness.RESPONSE)
                        .isPresent())
                .map(EffectReader::name)
                .toList();
        return !options.asks(Kind.HIDDEN_VARIABLE) || names.isEmpty()
                ? List.of()
                : Replicas.of(study, inputs, prepared).stream()
                        .filter(replica -> names.contains(replica.name()))
                        .toList();
    }

    /// The scenes, the closure's first, which others are compared with.
    ///
    /// @param templates of [#samples]
    List<ValidationScene> of(Templates templates) {
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
            scenes.addAll(responses(templates));
        }
        return scenes;
    }

    /// Other samples that the study holds for its response, else a response distorted by a stated size.
    private List<ValidationScene> responses(Templates templates) {
        Study.Observable first = distorted.getFirst();
        if (!templates.byEffect().isEmpty()) {
            return templates.byEffect().entrySet().stream()
                    .map(one -> ValidationScene.response(
                            "response of '%s'".formatted(one.getKey()),
                            first,
                            one.getValue().template().factors().reco()))
                    .toList();
        }
        Weights factors = events.response(first, options.response());
        return List.of(ValidationScene.response(
                "response of %s, %s".formatted(first.name(), ValidationScene.percent(options.response())),
                first,
                factors));
    }

    /// What is not tested, and why.
    List<String> remarks() {
        return options.asks(Kind.STRESS) && joint.isEmpty()
                ? List.of("one observable alone has no joint distortion")
                : List.of();
    }
}
