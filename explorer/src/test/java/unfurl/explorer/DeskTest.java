package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import unfurl.InputException;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeskTest {
    private static final Desk.Key MINE = new Desk.Key("me", "main");
    private static final Desk.Key OTHER = new Desk.Key("you", "main");

    /// Keeps the desk at work until it is let go.
    private static final class Blocker implements AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final Future<String> answer;

        Blocker(Desk desk, ExecutorService pages, Desk.Key key) throws InterruptedException {
            answer = pages.submit(() -> desk.answer(key, workers -> {
                begun.countDown();
                await(end);
                return "blocked";
            }));
            begun.await();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void waitUntilAsked(Desk desk, int waiting) throws InterruptedException {
        while (desk.waiting() < waiting) {
            Thread.sleep(1);
        }
    }

    private static void assertSuperseded(Future<?> answer) {
        assertThatThrownBy(answer::get)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(409));
    }

    @Test
    @DisplayName("a request that waits is dropped for a newer one of its key, which takes its turn")
    void newerTakesTheTurn() throws Exception {
        try (var desk = new Desk(1);
                var pages = Executors.newVirtualThreadPerTaskExecutor();
                var blocker = new Blocker(desk, pages, new Desk.Key("", ""))) {
            List<String> order = new ArrayList<>();
            Future<String> old = pages.submit(() -> desk.answer(MINE, workers -> "old"));
            waitUntilAsked(desk, 1);
            Future<Boolean> other = pages.submit(() -> desk.answer(OTHER, workers -> order.add("other")));
            waitUntilAsked(desk, 2);
            Future<Boolean> newer = pages.submit(() -> desk.answer(MINE, workers -> order.add("newer")));
            assertSuperseded(old);
            blocker.end.countDown();
            assertThat(newer.get()).isTrue();
            assertThat(other.get()).isTrue();
            assertThat(order).containsExactly("newer", "other");
            assertThat(blocker.answer.get()).isEqualTo("blocked");
        }
    }

    @Test
    @DisplayName("work on a request ends at its next block when a newer one of its key comes")
    void runningWorkIsGivenUp() throws Exception {
        try (var desk = new Desk(2);
                var pages = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new CountDownLatch(1);
            var blocks = new AtomicInteger();
            Future<String> endless = pages.submit(() -> desk.answer(MINE, workers -> {
                workers.run(100_000, block -> {
                    blocks.incrementAndGet();
                    begun.countDown();
                    LockSupport.parkNanos(1_000_000);
                });
                return "never";
            }));
            begun.await();
            String newer = desk.answer(MINE, workers -> "newer");
            assertThat(newer).isEqualTo("newer");
            assertSuperseded(endless);
            int done = blocks.get();
            assertThat(done).isLessThan(100_000);
            String next = desk.answer(OTHER, workers -> "next");
            assertThat(next).isEqualTo("next");
            assertThat(blocks).hasValue(done);
        }
    }

    @Test
    @DisplayName("a failure reaches the asker alone, and more than a hundred waiting requests are refused")
    void failuresAndCrowds() throws Exception {
        try (var desk = new Desk(1);
                var pages = Executors.newVirtualThreadPerTaskExecutor();
                var blocker = new Blocker(desk, pages, MINE)) {
            List<Future<String>> crowd = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                var key = new Desk.Key("page " + i, "");
                crowd.add(pages.submit(() -> desk.answer(key, workers -> "answer")));
            }
            waitUntilAsked(desk, 100);
            assertThatThrownBy(() -> desk.answer(OTHER, workers -> ""))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(503));
            blocker.end.countDown();
            for (Future<String> one : crowd) {
                assertThat(one.get()).isEqualTo("answer");
            }
            assertThatThrownBy(() -> desk.answer(MINE, workers -> {
                        throw new InputException("no such source");
                    }))
                    .isInstanceOf(InputException.class);
        }
    }

    @Test
    @DisplayName("when it closes, those who wait are told, and later ones too")
    @SuppressWarnings("try") // closed by hand: that is what is tested
    void close() throws Exception {
        try (var desk = new Desk(1);
                var pages = Executors.newVirtualThreadPerTaskExecutor();
                var blocker = new Blocker(desk, pages, MINE)) {
            Future<String> waiting = pages.submit(() -> desk.answer(OTHER, workers -> ""));
            waitUntilAsked(desk, 1);
            desk.close();
            assertSuperseded(waiting);
            assertThatThrownBy(() -> desk.answer(OTHER, workers -> "")).isInstanceOf(Refusal.class);
            assertThat(blocker.answer.isDone()).isFalse();
        }
    }
}
