package unfurl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import unfurl.NumericalException;

/// What the machine can do: multiply-adds of floats in vector registers, without any memory.
///
/// The best of all rounds is what it can do alone; the median of those just before and after something else
/// is what it could have done then, whatever shared it.
final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int REGISTERS = 12;
    private static final int ROUNDS = 5;
    private static final int STEPS = 300_000;
    private static final double OPERATIONS = 2.0 * REGISTERS * STEPS * SPECIES.length();

    private final int threads;
    private final Clock clock;
    private double best;

    /// @param threads that compute at once
    /// @param clock   for one thread either; for more [Clock#WALL]
    Peak(int threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
        measure();
        measure();
    }

    /// Bits of a vector register.
    static int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    /// The best rate so far, in 10⁹ operations a second.
    double gigaflops() {
        return best;
    }

    /// Some more rounds.
    ///
    /// @return the median of their rates, in 10⁹ operations a second
    double measure() {
        var rounds = new double[ROUNDS];
        if (threads == 1) {
            for (int round = 0; round < ROUNDS; round++) {
                double start = clock.now();
                work();
                rounds[round] = OPERATIONS / (clock.now() - start) * 1e-9;
            }
        } else {
            together(rounds);
        }
        best = Math.max(best, Arrays.stream(rounds).max().orElseThrow());
        return Median.of(rounds);
    }

    /// Every round begins when all threads are there, and ends with the last one.
    private void together(double[] rounds) {
        double[] ends = new double[threads];
        var barrier = new CyclicBarrier(threads);
        List<Thread> helpers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int own = i;
            helpers.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    await(barrier);
                    double start = clock.now();
                    work();
                    ends[own] = clock.now() - start;
                    await(barrier);
                    if (own == 0) {
                        double longest = 0;
                        for (double end : ends) {
                            longest = Math.max(longest, end);
                        }
                        rounds[round] = threads * OPERATIONS / longest * 1e-9;
                    }
                }
            }));
        }
        for (Thread helper : helpers) {
            join(helper);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException stopped) {
            throw new IllegalStateException("the measurement was stopped", stopped);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the measurement was stopped", stopped);
        }
    }

    /// x ← x/2 + 1/2 has the fixed point 1, which every register reaches exactly: a wrong sum means
    /// that the work was not done.
    private static void work() {
        float sum = multiplyAdds(STEPS, 0.5f);
        if (sum != REGISTERS) {
            throw new NumericalException("the peak's registers sum to %s, not %d".formatted(sum, REGISTERS));
        }
    }

    private static float multiplyAdds(int n, float value) {
        FloatVector w = FloatVector.broadcast(SPECIES, value);
        FloatVector a = FloatVector.broadcast(SPECIES, 1.5f);
        FloatVector b = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c = FloatVector.broadcast(SPECIES, 3f);
        FloatVector d = FloatVector.broadcast(SPECIES, 4f);
        FloatVector e = FloatVector.broadcast(SPECIES, 5f);
        FloatVector f = FloatVector.broadcast(SPECIES, 6f);
        FloatVector g = FloatVector.broadcast(SPECIES, 7f);
        FloatVector h = FloatVector.broadcast(SPECIES, 8f);
        FloatVector i = FloatVector.broadcast(SPECIES, 9f);
        FloatVector j = FloatVector.broadcast(SPECIES, 10f);
        FloatVector k = FloatVector.broadcast(SPECIES, 11f);
        FloatVector l = FloatVector.broadcast(SPECIES, 12f);
        for (int m = 0; m < n; m++) {
            a = a.fma(w, w);
            b = b.fma(w, w);
            c = c.fma(w, w);
            d = d.fma(w, w);
            e = e.fma(w, w);
            f = f.fma(w, w);
            g = g.fma(w, w);
            h = h.fma(w, w);
            i = i.fma(w, w);
            j = j.fma(w, w);
            k = k.fma(w, w);
            l = l.fma(w, w);
        }
        FloatVector low = a.add(b).add(c).add(d).add(e).add(f);
        FloatVector high = g.add(h).add(i).add(j).add(k).add(l);
        return low.add(high).lane(0);
    }
}
