package unfurl.nn;

import java.util.List;
import java.util.stream.Collectors;
import unfurl.event.Features;

/// Self-attention among the particles of an event: a dense layer takes each particle to `width` numbers, blocks
/// let it look at the others of its event, and the sum over particles goes on as in [DeepSets].
///
/// A block adds two things to each particle's numbers x: attention of several heads on norm(x), then two dense
/// layers (2·width activated, width) on norm(x). Norm takes off a particle's mean over its numbers and divides
/// by their standard deviation; it has no parameters, since a dense layer follows.
///
/// Source: Vaswani et al., arXiv:1706.03762, eq. (1), with the norm before each part as Xiong et al.,
/// arXiv:2002.04745, and among particles as Mikuni, Canelli, arXiv:2102.05073, and Qu, Li, Qian,
/// arXiv:2202.03772; without positions, pairwise features and class tokens.
///
/// @param particleFeatures features of a particle, at least 1
/// @param eventFeatures    features of an event beside its particles, at least 0
/// @param width            numbers of a particle between blocks, a multiple of `heads`, at most 32,768
/// @param heads            of the attention, at least 1; each sees width/heads numbers
/// @param blocks           from 1 to 1000
/// @param event            widths of the hidden layers over the event
/// @param activation       of all hidden units
public record ParticleAttention(
        int particleFeatures,
        int eventFeatures,
        int width,
        int heads,
        int blocks,
        List<Integer> event,
        Activation activation)
        implements Architecture {
    private static final int MOST_WIDTH = 1 << 15;
    private static final int MOST_BLOCKS = 1000;

    /// @throws IllegalArgumentException for a size out of range or a network of more than 2³⁰ parameters
    public ParticleAttention {
        event = List.copyOf(event);
        CloudInputs.requireSizes(particleFeatures, eventFeatures);
        DenseShape.requireWidths(event);
        if (width < 1 || width > MOST_WIDTH) {
            throw new IllegalArgumentException(
                    "attention needs a width of 1 to %d, not %d".formatted(MOST_WIDTH, width));
        }
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "attention of width %d needs a number of heads that divides it, not %d".formatted(width, heads));
        }
        if (blocks < 1 || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException("attention needs 1 to %d blocks, not %d".formatted(MOST_BLOCKS, blocks));
        }
        DenseShape.parameters(DenseShape.ofAttention(particleFeatures, eventFeatures, width, blocks, event));
    }

    @Override
    public int inputs() {
        return eventFeatures + particleFeatures + 1;
    }

    @Override
    public void requireSees(Features features) {
        CloudInputs.require(features, eventFeatures, particleFeatures);
    }

    /// The widths, `4-64, 2 blocks of 4 heads, sum + 2-64-1 GELU`.
    @Override
    public String toString() {
        return "%d-%d, %d blocks of %d heads, sum + %d-%s1 %s"
                .formatted(
                        particleFeatures,
                        width,
                        blocks,
                        heads,
                        eventFeatures,
                        event.stream().map(units -> units + "-").collect(Collectors.joining()),
                        activation);
    }
}
