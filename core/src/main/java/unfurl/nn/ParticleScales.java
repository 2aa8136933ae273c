package unfurl.nn;

import unfurl.NumericalException;
import unfurl.event.Particles;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// The part of a [Standardisation] that is for particles.
final class ParticleScales {
    private ParticleScales() {}

    /// Mean and standard deviation of each feature over the particles of the given rows, each counting as its
    /// event does, with the same rule for constants and indicators; then 0 and the mean number of particles.
    ///
    /// @throws NumericalException when none of the rows has a particle
    static Standardisation fit(Particles particles, Loss loss, int[] rows, Workers workers) {
        int d = particles.columns();
        float[] mean = new float[d + 1];
        float[] inverse = new float[d + 1];
        double events = Sums.sum(rows.length, i -> loss.size(rows[i]));
        double total = Sums.sum(rows.length, i -> loss.size(rows[i]) * particles.count(rows[i]));
        if (!(total > 0)) {
            throw new NumericalException("none of the %d training events has a particle".formatted(rows.length));
        }
        workers.run(d, j -> {
            double m = Sums.sum(rows.length, i -> loss.size(rows[i]) * sum(particles, rows[i], j, 0, 1)) / total;
            double variance = Sums.sum(rows.length, i -> loss.size(rows[i]) * sum(particles, rows[i], j, m, 2)) / total;
            float scale = (float) Math.sqrt(variance);
            mean[j] = (float) m;
            inverse[j] = scale == 0 || hasFixedScale(particles, rows, j) ? 1 : 1 / scale;
        });
        inverse[d] = (float) (events / total);
        return new Standardisation(mean, inverse);
    }

    /// The sum of (x − from) to the given power over an event's particles.
    private static double sum(Particles particles, int event, int column, double from, int power) {
        double sum = 0;
        for (int particle = 0; particle < particles.count(event); particle++) {
            double x = particles.get(event, particle, column) - from;
            sum += power == 2 ? x * x : x;
        }
        return sum;
    }

    private static boolean hasFixedScale(Particles particles, int[] rows, int column) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        boolean indicator = true;
        for (int event : rows) {
            for (int particle = 0; particle < particles.count(event); particle++) {
                float value = particles.get(event, particle, column);
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
                indicator &= value == 0 || value == 1;
            }
        }
        return indicator || lowest == highest;
    }
}
