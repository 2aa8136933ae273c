package unfurl.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 33})
    @DisplayName("each block runs once, and the answer has the same bits for any number of threads")
    void eachBlockOnce(int threads) {
        for (int blocks : new int[] {0, 1, 2, 7, 1000}) {
            var runs = new AtomicIntegerArray(blocks);
            double[] parts = new double[blocks];
            try (var workers = new Workers(threads)) {
                assertThat(workers.threads()).isEqualTo(threads);
                workers.run(blocks, block -> {
                    runs.incrementAndGet(block);
                    parts[block] = Sums.sum(100, i -> Math.sin(block * 100.0 + i));
                });
            }
            for (int block = 0; block < blocks; block++) {
                assertThat(runs.get(block)).isEqualTo(1);
                int b = block;
                assertThat(parts[block]).isEqualTo(Sums.sum(100, i -> Math.sin(b * 100.0 + i)));
            }
        }
    }

    @Test
    @DisplayName("several threads do work at the same time")
    void threadsWorkTogether() {
        var together = new CountDownLatch(3);
        try (var workers = new Workers(3)) {
            workers.run(3, block -> {
                together.countDown();
                try {
                    // Passes only when three blocks are inside at once.
                    assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @DisplayName("no two blocks have one place at the same time, and work within work is done at its own first place")
    void placesAreNotShared(int threads) {
        var taken = new AtomicIntegerArray(threads);
        try (var workers = new Workers(threads)) {
            workers.run(2000, (block, place) -> {
                assertThat(taken.incrementAndGet(place)).isEqualTo(1);
                workers.run(3, (inner, innerPlace) -> assertThat(innerPlace).isZero());
                taken.decrementAndGet(place);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @DisplayName("the caller gets what the failing block with the lowest number threw, at any number of threads")
    void lowestFailureIsThrown(int threads) {
        try (var workers = new Workers(threads)) {
            for (int round = 0; round < 2000; round++) {
                assertThatThrownBy(() -> workers.run(64, block -> {
                            if (block % 5 == 4) {
                                throw new IllegalStateException("block " + block);
                            }
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("block 4");
            }
        }
    }

    @Test
    @DisplayName("errors come through too, and the workers go on working after a failure")
    void worksAfterAFailure() {
        try (var workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(8, block -> {
                        throw new StackOverflowError("planted");
                    }))
                    .isInstanceOf(StackOverflowError.class);
            var runs = new AtomicInteger();
            workers.run(8, block -> runs.incrementAndGet());
            assertThat(runs).hasValue(8);
        }
    }

    @Test
    @DisplayName("a block that asks for parallel work runs it on its own thread, and none waits for ever")
    void nestedWorkRunsInline() {
        try (var workers = new Workers(4)) {
            int outer = 50;
            int inner = 20;
            var runs = new AtomicIntegerArray(outer * inner);
            Set<Boolean> sameThread = ConcurrentHashMap.newKeySet();
            workers.run(outer, i -> {
                Thread mine = Thread.currentThread();
                workers.run(inner, j -> {
                    runs.incrementAndGet(i * inner + j);
                    sameThread.add(Thread.currentThread().equals(mine));
                });
            });
            for (int i = 0; i < outer * inner; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
            assertThat(sameThread).containsExactly(true);
        }
    }

    @Test
    @DisplayName("a hundred thousand tiny jobs, one after another, each see all their blocks done")
    void manyTinyJobs() {
        try (var workers = new Workers(3)) {
            int[] places = new int[5];
            for (int job = 1; job <= 100_000; job++) {
                int value = job;
                workers.run(places.length, block -> places[block] = value);
                for (int place : places) {
                    if (place != value) {
                        throw new AssertionError("job %d left %d".formatted(job, place));
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("jobs after idle pauses find their sleeping helpers or do without them")
    void jobsAfterPauses() throws InterruptedException {
        try (var workers = new Workers(4)) {
            var runs = new AtomicInteger();
            for (int job = 0; job < 200; job++) {
                workers.run(16, block -> runs.incrementAndGet());
                Thread.sleep(1);
            }
            assertThat(runs).hasValue(200 * 16);
        }
    }

    @Test
    @DisplayName("callers on several threads share the workers, one job after another")
    void severalCallers() throws Exception {
        try (var workers = new Workers(3);
                var callers = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> sums = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                sums.add(callers.submit(() -> {
                    var sum = new AtomicInteger();
                    for (int job = 0; job < 2000; job++) {
                        workers.run(10, sum::addAndGet);
                    }
                    return sum.get();
                }));
            }
            for (Future<Integer> sum : sums) {
                assertThat(sum.get()).isEqualTo(2000 * 45);
            }
        }
    }

    @Test
    @DisplayName("an interrupted caller still gets its whole answer and stays interrupted")
    void interruptedCaller() {
        try (var workers = new Workers(3)) {
            Thread.currentThread().interrupt();
            var runs = new AtomicInteger();
            workers.run(100, block -> runs.incrementAndGet());
            assertThat(runs).hasValue(100);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    @DisplayName("after close the helpers end and the caller does the work alone")
    void closeEndsTheHelpers() throws InterruptedException {
        var workers = new Workers(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var together = new CountDownLatch(3);
        workers.run(3, block -> {
            threads.add(Thread.currentThread());
            together.countDown();
            try {
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(threads).hasSize(3);
        workers.close();
        threads.remove(Thread.currentThread());
        for (Thread helper : threads) {
            helper.join(30_000);
            assertThat(helper.isAlive()).isFalse();
        }
        var runs = new AtomicInteger();
        workers.run(10, block -> runs.incrementAndGet());
        assertThat(runs).hasValue(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @DisplayName("work that is given up ends before its next block, and the next work is done")
    void givenUp(int threads) {
        var cancelled = new AtomicBoolean();
        try (var workers = new Workers(threads, cancelled::get)) {
            var runs = new AtomicInteger();
            assertThatThrownBy(() -> workers.run(1000, block -> {
                        runs.incrementAndGet();
                        cancelled.set(true);
                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(runs.get()).isBetween(1, threads);
            cancelled.set(false);
            runs.set(0);
            workers.run(10, block -> runs.incrementAndGet());
            assertThat(runs).hasValue(10);
        }
    }

    @Test
    @DisplayName("what a finished job worked on is free to go, though the workers wait for the next one")
    void finishedWorkIsReleased() throws InterruptedException {
        try (var workers = new Workers(3)) {
            WeakReference<double[]> work = workOnce(workers);
            while (work.get() != null) {
                System.gc();
                Thread.sleep(1);
            }
        }
    }

    private static WeakReference<double[]> workOnce(Workers workers) {
        double[] large = new double[1000];
        workers.run(10, block -> large[block] = block);
        return new WeakReference<>(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    @DisplayName("fewer than one thread is refused")
    void atLeastOneThread(int threads) {
        assertThatThrownBy(() -> new Workers(threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, not " + threads);
    }
}
