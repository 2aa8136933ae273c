package unfurl.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Threads that share the blocks of one piece of work.
///
/// The caller cuts the work into blocks whose number does not depend on the threads; each block writes to
/// places of its own, and the caller combines them in the order of the blocks. So the answer has the same bits
/// for any number of threads, and so has the failure. After [#close] all work is done by the caller's thread. A
/// block that itself asks for parallel work runs that work on its own thread.
public final class Workers implements AutoCloseable {
    private static final int SPINS = 2000;

    /// A part of a piece of work.
    @FunctionalInterface
    public interface Block {
        /// Does it.
        ///
        /// @param block which one
        /// @param place 0 … threads−1: whose thread does it; no other block has that place at the same time, so
        ///              that working memory can belong to places
        void run(int block, int place);
    }

    private final List<Thread> helpers = new ArrayList<>();
    private final AtomicReference<Job> current = new AtomicReference<>(new Job(0, (block, place) -> {}));
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final BooleanSupplier cancelled;
    private volatile boolean closed;

    /// @param threads how many threads work, the caller's included; at least 1
    public Workers(int threads) {
        this(threads, () -> false);
    }

    /// Threads whose work can be given up.
    ///
    /// @param threads   how many threads work, the caller's included; at least 1
    /// @param cancelled asked before each block; once it is true, the work ends with a [CancellationException]
    public Workers(int threads, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        for (int i = 1; i < threads; i++) {
            int place = i;
            helpers.add(Thread.ofPlatform().daemon().name("unfurl-worker-" + i).start(() -> serve(place)));
        }
    }

    /// How many threads work, the caller's included.
    public int threads() {
        return helpers.size() + 1;
    }

    /// Runs `body` once for each block 0 … blocks−1 and returns when all are done.
    ///
    /// Blocks after a failing one may not be run.
    ///
    /// @throws RuntimeException what the failing block with the lowest number threw
    public void run(int blocks, IntConsumer body) {
        run(blocks, (block, place) -> body.accept(block));
    }

    /// As [#run(int, IntConsumer)], with the place of each block's thread. A block that itself asks for
    /// parallel work does it at place 0 of that work.
    ///
    /// @throws RuntimeException what the failing block with the lowest number threw
    public void run(int blocks, Block body) {
        if (helpers.isEmpty() || blocks <= 1 || inside.get()) {
            for (int block = 0; block < blocks; block++) {
                requireWanted();
                body.run(block, 0);
            }
            return;
        }
        synchronized (this) {
            var job = new Job(blocks, (block, place) -> {
                requireWanted();
                body.run(block, place);
            });
            current.set(job);
            // No more threads than blocks: with many cores, waking the others would take longer than the work.
            helpers.subList(0, Math.min(blocks - 1, helpers.size())).forEach(LockSupport::unpark);
            take(job, 0);
            job.await();
        }
    }

    /// Ends work that has been given up, between two pieces of it.
    ///
    /// @throws CancellationException when it has
    public void requireWanted() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the work was given up");
        }
    }

    @Override
    public void close() {
        closed = true;
        helpers.forEach(LockSupport::unpark);
    }

    private void serve(int place) {
        Job done = null;
        while (!closed) {
            Job job = current.get();
            for (int spin = 0; job == done && spin < SPINS; spin++) {
                Thread.onSpinWait();
                job = current.get();
            }
            if (job == done) {
                LockSupport.park(this);
            } else {
                take(job, place);
                done = job;
            }
        }
    }

    private void take(Job job, int place) {
        inside.set(true);
        try {
            job.work(place);
        } finally {
            inside.set(false);
        }
    }

    /// What a block threw; null for the block after the last, which never fails.
    private record Failure(int block, Throwable thrown) {
        Failure first(Failure other) {
            return other.block < block ? other : this;
        }
    }

    private static final class Job {
        private final int blocks;
        private Block body;
        private final Thread owner = Thread.currentThread();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<Failure> failure = new AtomicReference<>(new Failure(Integer.MAX_VALUE, null));

        Job(int blocks, Block body) {
            this.blocks = blocks;
            this.body = body;
            this.left = new AtomicInteger(blocks);
        }

        void work(int place) {
            for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
                try {
                    // Blocks start in order. So the lowest failing one is never left out, at any number of threads.
                    if (block < failure.get().block()) {
                        body.run(block, place);
                    }
                } catch (RuntimeException | Error thrown) {
                    failure.accumulateAndGet(new Failure(block, thrown), Failure::first);
                }
                if (left.decrementAndGet() == 0) {
                    LockSupport.unpark(owner);
                }
            }
        }

        void await() {
            for (int spin = 0; left.get() > 0 && spin < SPINS; spin++) {
                Thread.onSpinWait();
            }
            while (left.get() > 0) {
                LockSupport.park(this);
            }
            // An idle helper still holds this job; the arrays of its work may be large.
            body = (block, place) -> {};
            switch (failure.get().thrown()) {
                case null -> {}
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
