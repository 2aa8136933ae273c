package unfurl.nn;

import java.util.List;
import java.util.stream.Collectors;
import unfurl.event.Features;

/// Deep sets, or a particle-flow network: the same dense layers go over each particle, what they give is summed
/// over the event's particles, and dense layers go from the sum and the event's own features to the output.
///
/// The output is a function of the set: the order of the particles changes it by rounding alone, and an event
/// without particles has the sum 0. The sum is divided by the mean number of particles of the training events,
/// which is stored with the network, so that numbers of order 1 enter the event's layers.
///
/// Source: Zaheer et al., arXiv:1703.06114, theorem 2; Komiske, Metodiev, Thaler, arXiv:1810.05165, eq. (1.1),
/// who do not divide the sum.
///
/// @param particleFeatures features of a particle, at least 1
/// @param eventFeatures    features of an event beside its particles, at least 0
/// @param particle         widths of the layers over each particle, all activated; at least one
/// @param event            widths of the hidden layers over the event; none makes the output linear in the sum
/// @param activation       of all hidden units
public record DeepSets(
        int particleFeatures, int eventFeatures, List<Integer> particle, List<Integer> event, Activation activation)
        implements Architecture {
    /// @throws IllegalArgumentException for a size out of range or a network of more than 2³⁰ parameters
    public DeepSets {
        particle = List.copyOf(particle);
        event = List.copyOf(event);
        CloudInputs.requireSizes(particleFeatures, eventFeatures);
        DenseShape.requireWidths(particle);
        DenseShape.requireWidths(event);
        if (particle.isEmpty()) {
            throw new IllegalArgumentException("deep sets need a layer over the particles");
        }
        DenseShape.parameters(DenseShape.ofSets(particleFeatures, eventFeatures, particle, event));
    }

    @Override
    public int inputs() {
        return eventFeatures + particleFeatures + 1;
    }

    @Override
    public void requireSees(Features features) {
        CloudInputs.require(features, eventFeatures, particleFeatures);
    }

    /// The widths, `4-64-64-64, sum + 2-64-64-1 RELU`.
    @Override
    public String toString() {
        return "%d-%s, sum + %d-%s1 %s"
                .formatted(
                        particleFeatures,
                        particle.stream().map(String::valueOf).collect(Collectors.joining("-")),
                        eventFeatures,
                        event.stream().map(width -> width + "-").collect(Collectors.joining()),
                        activation);
    }
}
