package unfurl.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.event.Encoding;
import unfurl.event.ParticleEncoding;
import unfurl.nn.DeepSets;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;
import unfurl.provenance.Digest;

/// A trained network with all that somebody needs to use it who knows nothing of the run.
///
/// @param network   the network; its output is a logit of balanced classes
/// @param encoding  how observables become the features of an event that it sees
/// @param particles how particles become those that it sees, where it sees some
/// @param output    what its output is
/// @param member    which part of a ratio it is
/// @param origin    where it comes from
public record Model(
        Network network,
        Encoding encoding,
        Optional<ParticleEncoding> particles,
        Output output,
        Member member,
        Origin origin) {
    /// What the network's output is: the logarithm of a density ratio, but for a constant.
    ///
    /// @param numerator   the sample above, in words
    /// @param denominator the sample below, in words
    /// @param logBalance  the logarithm of the yields' ratio: exp(logit + logBalance) is numerator over
    ///                    denominator
    public record Output(String numerator, String denominator, double logBalance) {
        /// @throws IllegalArgumentException when the balance is not finite
        public Output {
            if (!Double.isFinite(logBalance)) {
                throw new IllegalArgumentException("logBalance is " + logBalance);
            }
        }
    }

    /// The network's place among those that make one ratio together.
    ///
    /// @param index which one, from 0
    /// @param count how many there are
    /// @param clip  the bound on the size of the members' mean logit, when there is one
    /// @param scale what the run multiplied the ratio by, so that it gives the exact yield
    public record Member(int index, int count, OptionalDouble clip, double scale) {
        /// @throws IllegalArgumentException when the index is none of the count, or a number is not positive
        public Member {
            if (index < 0 || index >= count || !(clip.orElse(1) > 0) || !(scale > 0 && scale < 1 / 0.0)) {
                throw new IllegalArgumentException(
                        "member %d of %d, clip %s, scale %s".formatted(index, count, clip, scale));
            }
        }
    }

    /// Where a network comes from.
    ///
    /// @param study       the study's name
    /// @param studyDigest of the study's text, as the provenance of the measurement has it
    /// @param step        the step that trained it: `step1`, `step1b`, `step2` or `step2b`
    /// @param iteration   from 1
    /// @param producer    the program and its version
    public record Origin(String study, Digest studyDigest, String step, int iteration, String producer) {}

    /// @throws IllegalArgumentException when the encoding makes other features than the network sees
    public Model {
        int[] made = {
            encoding.names().size(), particles.map(p -> p.names().size()).orElse(0)
        };
        int[] seen = switch (network.architecture()) {
            case Perceptron p -> new int[] {p.inputs(), 0};
            case DeepSets d -> new int[] {d.eventFeatures(), d.particleFeatures()};
            case ParticleAttention a -> new int[] {a.eventFeatures(), a.particleFeatures()};
        };
        if (!Arrays.equals(made, seen)) {
            throw new IllegalArgumentException(
                    "a network %s sees %d features of events and %d of particles, and the encoding makes %d and %d"
                            .formatted(network, seen[0], seen[1], made[0], made[1]));
        }
    }
}
