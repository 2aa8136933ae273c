package unfurl.explorer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import unfurl.math.Workers;

/// Where requests are worked on, one after the other with all threads, apart from the threads that wait for answers.
///
/// A request takes the place of an older one of the same [Key]: one that waits is dropped and its place in the queue
/// taken, one that is worked on ends at its next block of events.
final class Desk implements AutoCloseable {
    /// More waiting requests than this are refused: twenty pages of five panels.
    private static final int MOST_WAITING = 100;

    /// Who asks, and for which of their panels.
    record Key(String client, String slot) {}

    private final Map<Key, Job<?>> waiting = new LinkedHashMap<>();
    private final Thread worker;
    private Job<?> current = new Job<>(new Key("", ""), workers -> "");
    private boolean closed;

    /// @param threads how many threads share a piece of work
    Desk(int threads) {
        this.worker = Thread.ofPlatform().daemon().name("unfurl-explorer").unstarted(() -> serve(threads));
        worker.start();
    }

    /// The answer to a request, when its turn has come.
    ///
    /// @throws Refusal when a newer one takes its place, or too many wait
    <T> T answer(Key key, Function<Workers, T> work) {
        var job = new Job<>(key, work);
        put(job);
        try {
            return job.answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw superseded();
        } catch (CancellationException givenUp) {
            throw superseded();
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case RuntimeException known -> known;
                case Error error -> throw error;
                case Throwable other -> new IllegalStateException(other);
            };
        }
    }

    private static Refusal superseded() {
        return new Refusal(Refusal.Code.SUPERSEDED, "a newer request has taken the place of this one");
    }

    private synchronized void put(Job<?> job) {
        if (closed) {
            throw superseded();
        }
        Job<?> older = waiting.get(job.key);
        if (older == null && waiting.size() >= MOST_WAITING) {
            throw new Refusal(
                    Refusal.Code.BUSY, "%d requests wait already; try again in a moment".formatted(MOST_WAITING));
        }
        waiting.put(job.key, job);
        if (older != null) {
            older.giveUp();
        }
        if (current.key.equals(job.key)) {
            current.cancelled = true;
        }
        notifyAll();
    }

    /// How many requests wait.
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return false;
        }
        var first = waiting.keySet().iterator().next();
        current = waiting.remove(first);
        return true;
    }

    private void serve(int threads) {
        try (var workers = new Workers(threads, () -> current.cancelled)) {
            while (take()) {
                current.run(workers);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the work; those who wait are told that nobody will answer.
    @Override
    public synchronized void close() {
        closed = true;
        current.cancelled = true;
        waiting.values().forEach(Job::giveUp);
        waiting.clear();
        notifyAll();
    }

    private static final class Job<T> {
        private final Key key;
        private final Function<Workers, T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private volatile boolean cancelled;

        Job(Key key, Function<Workers, T> work) {
            this.key = key;
            this.work = work;
        }

        void run(Workers workers) {
            try {
                answer.complete(work.apply(workers));
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        }

        void giveUp() {
            answer.completeExceptionally(new CancellationException("superseded"));
        }
    }
}
