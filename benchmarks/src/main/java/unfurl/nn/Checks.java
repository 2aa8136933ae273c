package unfurl.nn;

import java.util.Arrays;
import unfurl.math.Seed;

/// What the kernels' benchmarks share: their numbers, and the comparison with a definition.
final class Checks {
    private static final Seed SEED = Seed.of(1);

    private Checks() {}

    /// Normal numbers, the same ever again.
    static float[] random(String name, int size, float scale) {
        Seed seed = SEED.child(name);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = scale * (float) seed.gaussian(i);
        }
        return values;
    }

    /// @throws IllegalStateException when one number has other bits
    static void requireEqual(String kernel, float[] expected, float[] given) {
        if (!Arrays.equals(expected, given)) {
            throw new IllegalStateException("the kernel '" + kernel + "' differs from its definition");
        }
    }
}
