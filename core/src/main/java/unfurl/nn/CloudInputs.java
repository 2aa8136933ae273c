package unfurl.nn;

import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Particles;

/// What a network on clouds of particles must be given.
final class CloudInputs {
    private CloudInputs() {}

    /// The particles of the events.
    ///
    /// @throws InputException when they have none
    static Particles particles(Features features) {
        return features.particles()
                .orElseThrow(() -> new InputException(
                        "a network on clouds of particles cannot see events without\n  allowed    events with particles, "
                                + "or a network on the features of events"));
    }

    /// @throws InputException when the events have particles
    static void requireNone(Features features) {
        if (features.particles().isPresent()) {
            throw new InputException(
                    "a network on the features of events would ignore their particles (%s)\n  allowed    "
                                    .formatted(String.join(
                                            ", ", features.particles().get().names()))
                            + "deep sets, attention, or events without particles");
        }
    }

    /// @throws IllegalArgumentException when the numbers of features differ
    static void require(Features features, int eventFeatures, int particleFeatures) {
        Particles particles = particles(features);
        if (features.columns() != eventFeatures || particles.columns() != particleFeatures) {
            throw new IllegalArgumentException(
                    "a network of %d features of an event and %d of a particle cannot see %d and %d"
                            .formatted(eventFeatures, particleFeatures, features.columns(), particles.columns()));
        }
    }

    /// @throws IllegalArgumentException when there are too few
    static void requireSizes(int particleFeatures, int eventFeatures) {
        if (particleFeatures < 1 || eventFeatures < 0) {
            throw new IllegalArgumentException(
                    "a network on particles needs at least 1 feature of a particle and 0 of an event, not %d and %d"
                            .formatted(particleFeatures, eventFeatures));
        }
    }
}
