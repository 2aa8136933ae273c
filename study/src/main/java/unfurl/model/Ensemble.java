package unfurl.model;

import java.util.List;
import unfurl.reweight.NetworkRatio;

/// The models that make the ratio of one step together.
///
/// @param members every one of them, in order
public record Ensemble(List<Model> members) {
    /// @throws IllegalArgumentException when one is missing, or they do not belong together
    public Ensemble {
        members = List.copyOf(members);
        for (int i = 0; i < members.size(); i++) {
            Model model = members.get(i);
            if (model.member().index() != i || model.member().count() != members.size()) {
                throw new IllegalArgumentException("member %d of %d stands where member %d of %d is needed"
                        .formatted(model.member().index(), model.member().count(), i, members.size()));
            }
            if (!belongs(model, members.getFirst())) {
                throw new IllegalArgumentException(
                        "members 0 and %d are of two studies, steps or encodings, or differ in clip or scale"
                                .formatted(i));
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ratio needs at least one network");
        }
    }

    private static boolean belongs(Model model, Model first) {
        return model.origin().equals(first.origin())
                && model.encoding().equals(first.encoding())
                && model.particles().equals(first.particles())
                && model.member().clip().equals(first.member().clip())
                && model.member().scale() == first.member().scale();
    }

    /// The first member, which has what they share.
    public Model first() {
        return members.getFirst();
    }

    /// The step that trained them.
    public String step() {
        return first().origin().step();
    }

    /// The ratio that the run used, before it multiplied it by the members' scale.
    public NetworkRatio ratio() {
        return new NetworkRatio(
                members.stream()
                        .map(model -> new NetworkRatio.Member(
                                model.network(), model.output().logBalance()))
                        .toList(),
                first().member().clip());
    }
}
