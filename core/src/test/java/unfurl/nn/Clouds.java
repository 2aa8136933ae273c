package unfurl.nn;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Particles;
import unfurl.math.Seed;

/// Random events with clouds of particles, for tests.
final class Clouds {
    private Clouds() {}

    /// Events with so many particles each, of three gaussian features, and two gaussian features of their own.
    static Features gaussian(int[] counts, Seed seed) {
        int[] first = new int[counts.length + 1];
        IntStream.range(0, counts.length).forEach(i -> first[i + 1] = first[i] + counts[i]);
        return Features.owning(List.of("a", "b"), counts.length, gaussians(2 * counts.length, seed.child("event")))
                .with(Particles.owning(
                        List.of("x", "y", "z"), first, gaussians(3 * first[counts.length], seed.child("particle"))));
    }

    private static float[] gaussians(int n, Seed seed) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = (float) seed.gaussian(i));
        return values;
    }

    /// The same events with their particles in another order, that of a random permutation of each.
    static Features reordered(Features features, Seed seed) {
        Particles particles = features.particles().orElseThrow();
        return padded(features, particles.most(), event -> {
            int[] order = seed.child(event).permutation(particles.count(event));
            return i -> i < order.length ? order[i] : -1;
        });
    }

    /// The same clouds by way of padded arrays of so many slots, particles last.
    static Features padded(Features features, int slots) {
        Particles particles = features.particles().orElseThrow();
        return padded(features, slots, event -> i -> i - slots + particles.count(event));
    }

    private interface Orders {
        /// Which particle of the event, from 0, is in a slot; a negative number for none.
        IntUnaryOperator of(int event);
    }

    private static Features padded(Features features, int slots, Orders orders) {
        Particles particles = features.particles().orElseThrow();
        int d = particles.columns();
        float[] values = new float[particles.events() * slots * d];
        boolean[] mask = new boolean[particles.events() * slots];
        Arrays.fill(values, Float.NaN);
        for (int event = 0; event < particles.events(); event++) {
            IntUnaryOperator order = orders.of(event);
            for (int slot = 0; slot < slots; slot++) {
                int particle = order.applyAsInt(slot);
                mask[event * slots + slot] = particle >= 0;
                for (int j = 0; j < d && particle >= 0; j++) {
                    values[(event * slots + slot) * d + j] = particles.get(event, particle, j);
                }
            }
        }
        return features.with(Particles.ofPadded(particles.names(), slots, values, mask));
    }
}
