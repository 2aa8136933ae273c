package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.reweight.FitSummary;
import unfurl.study.Forecast;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

class ProgressDisplayTest {
    private static final long SECOND = 1_000_000_000;

    private long now = 5 * SECOND;
    private Optional<ProgressDisplay> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(ProgressDisplay::close);
    }

    private ProgressDisplay on(Terminal terminal, int columns) {
        ProgressDisplay display =
                TerminalProgress.open(new Screen(terminal.writer(), columns, true), "stopped", () -> now);
        opened = Optional.of(display);
        return display;
    }

    private static OmniFold.Info info(int iteration, Stage stage, double... losses) {
        var curves = Arrays.stream(losses)
                .mapToObj(loss -> new FitSummary.Curve(List.of(1.0, 1.0), List.of(1.0, loss), 1))
                .toList();
        Optional<FitSummary> fit =
                losses.length == 0 ? Optional.empty() : Optional.of(new FitSummary(10, curves, List.of()));
        return new OmniFold.Info(iteration, stage, fit, 1, 0, 93112.3, 0.2134, List.of());
    }

    @Test
    @DisplayName("elsewhere there is a plain line for each phase and each finished step, with loss, N_eff and time")
    void plainLines() {
        var out = new StringWriter();
        try (var progress = PlainProgress.open(new PrintWriter(out), "stopped", () -> now)) {
            progress.phase("reading the events");
            progress.step(1, 5, "step1", 0, 20);
            progress.epoch(0, 2, 1, 50, 0.69);
            now += 8 * SECOND + SECOND / 4;
            progress.stepDone(info(1, Stage.STEP_1, 0.67, 0.69));
            progress.step(1, 5, "step1b", 1, 20);
            progress.stepDone(info(1, Stage.STEP_1B));
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "reading the events",
                        "iteration 1/5  step1   2 + 2 epochs  loss 0.68000  N_eff 93 112  change 0.213  8.3 s",
                        "iteration 1/5  step1b  N_eff 93 112  change 0.213  0.0 s");
    }

    @Test
    @DisplayName(
            "with replicas to come a plain line tells the time of all after the second step, and each iteration's last")
    void plainEstimate() {
        var out = new StringWriter();
        try (var progress = PlainProgress.open(new PrintWriter(out), "stopped", () -> now)) {
            progress.plan(3);
            progress.step(1, 2, "step1", 0, 8);
            now += SECOND;
            progress.epoch(0, 1, 1, 2, 0.69);
            progress.epoch(0, 1, 2, 2, 0.69);
            progress.stepDone(info(1, Stage.STEP_1));
            progress.step(1, 2, "step1b", 1, 8);
            now += SECOND;
            progress.stepDone(info(1, Stage.STEP_1B));
            progress.step(1, 2, "step2b", 3, 8);
            now += SECOND;
            progress.stepDone(info(1, Stage.STEP_2B));
            progress.replicas(0, 3);
        }
        // Steps of 1 s: 6 and 3 · 8 are left, then 4 and 3 · 8. In the bars, 1 of 2 epochs in 1 s: 8 steps of 2 s, less
        // 1 s, and 3 · 16 s.
        assertThat(out.toString().lines())
                .containsExactly(
                        "iteration 1/2  step1   N_eff 93 112  change 0.213  1.0 s",
                        "about 30 s left with 3 replicas",
                        "iteration 1/2  step1b  N_eff 93 112  change 0.213  1.0 s",
                        "iteration 1/2  step2b  N_eff 93 112  change 0.213  1.0 s  28 s left with 3 replicas",
                        "3 replicas, about 24 s");
    }

    @Test
    @DisplayName("a terminal tells the time of the whole run with its replicas from the first epoch on")
    void terminalEstimate() {
        var terminal = new Terminal(100);
        ProgressDisplay progress = on(terminal, 100);
        progress.plan(3);
        progress.step(1, 2, "step1", 0, 8);
        assertThat(terminal.lines().getFirst()).doesNotContain("left");
        now += SECOND;
        progress.epoch(0, 1, 1, 2, 0.69);
        assertThat(terminal.lines().getFirst()).endsWith("1:03 left with 3 replicas");
    }

    private static Forecast forecast(int choosing, Optional<Forecast.Time> time) {
        return new Forecast(1, choosing > 0 ? 2 : 1, choosing, choosing, 74, 74, 2, time);
    }

    @Test
    @DisplayName("before anything is trained it is told how much there is to do, and how long it takes by a trial")
    void forecast() {
        var time = Optional.of(new Forecast.Time(2520, 30, 16_000, 2.44));
        assertThat(ProgressDisplay.line(forecast(0, time)))
                .hasValue(
                        "about 42:00 with 2 threads: 1 template, 1 nominal unfolding, 74 replicas (a trial of 16 000 events for 2.4 s)");
        assertThat(ProgressDisplay.line(forecast(10, time)))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("at most about 42:00 with")
                        .contains(", 2 nominal unfoldings, 10 replicas to choose the iterations by, 74 replicas ("));
        assertThat(ProgressDisplay.line(forecast(0, Optional.empty())))
                .hasValue("1 template, 1 nominal unfolding, 74 replicas");
        assertThat(ProgressDisplay.line(new Forecast(0, 0, 0, 0, 0, 0, 2, Optional.empty())))
                .isEmpty();
        var out = new StringWriter();
        try (var progress = PlainProgress.open(new PrintWriter(out), "stopped", () -> now)) {
            progress.forecast(forecast(0, time));
        }
        var terminal = new Terminal(150);
        on(terminal, 150).forecast(forecast(0, time));
        assertThat(terminal.lines())
                .containsExactlyElementsOf(out.toString().lines().toList())
                .hasSize(1);
    }

    @Test
    @DisplayName("epochs are told member by member, and of many members their range")
    void epochs() {
        assertThat(ProgressDisplay.line(info(1, Stage.STEP_1, 0.5), 5, 1)).contains("step1   2 epochs  loss");
        assertThat(ProgressDisplay.line(info(1, Stage.STEP_1, 0.5, 0.5, 0.5, 0.5, 0.5), 5, 1))
                .contains("step1   5 members of 2 … 2 epochs  loss");
    }

    @Test
    @DisplayName("a terminal shows iteration, step and each member's epoch and loss below the finished steps")
    void bars() {
        var terminal = new Terminal(100);
        ProgressDisplay progress = on(terminal, 100);
        progress.phase("reading the events");
        assertThat(terminal.lines()).containsExactly("reading the events …");
        progress.step(1, 5, "step1", 0, 20);
        progress.epoch(0, 2, 10, 50, 0.6931471);
        now += SECOND;
        progress.epoch(1, 2, 25, 50, 0.6512);
        List<String> lines = terminal.lines();
        assertThat(lines).hasSize(3);
        // 35 of 100 epochs in 1 s, and 20 such steps.
        assertThat(lines.get(0)).startsWith("iteration 1/5  step1").endsWith("  2 %  56 s left");
        assertThat(lines.get(1)).startsWith("  member 1/2").endsWith("epoch 10/50  loss 0.69315");
        assertThat(lines.get(2)).startsWith("  member 2/2").endsWith("epoch 25/50  loss 0.65120");
        // 25 of 50 epochs fill half of 32 characters.
        assertThat(lines.get(2)).contains(" " + "█".repeat(16) + " ".repeat(17));
        progress.stepDone(info(1, Stage.STEP_1, 0.65));
        progress.step(1, 5, "step1b", 1, 20);
        assertThat(terminal.lines().getFirst()).startsWith("iteration 1/5  step1   2 epochs  loss 0.65000");
        assertThat(terminal.lines()).hasSize(2);
        progress.close();
        assertThat(terminal.lines()).hasSize(1);
        assertThat(terminal.isAtLineStart()).isTrue();
    }

    @Test
    @DisplayName("the remaining time comes from the epochs of the steps that are over")
    void remainingTime() {
        var terminal = new Terminal(100);
        ProgressDisplay progress = on(terminal, 100);
        progress.step(1, 1, "step1", 0, 4);
        assertThat(terminal.lines().getFirst()).doesNotContain("left");
        progress.epoch(0, 1, 20, 50, 0.69);
        now += 20 * SECOND;
        progress.stepDone(info(1, Stage.STEP_1, 0.69));
        progress.step(1, 1, "step1b", 1, 4);
        now += 5 * SECOND;
        progress.epoch(0, 1, 10, 50, 0.69);
        // 10 epochs in 5 s, so 10 more of the expected 20 take 5 s; two more steps of 20 s. A third of 3/4 is over.
        assertThat(terminal.lines().get(1)).endsWith("38 %  45 s left");
    }

    @Test
    @DisplayName("it is drawn at most ten times a second however often epochs end")
    void rate() {
        var terminal = new Terminal(80);
        ProgressDisplay progress = on(terminal, 80);
        progress.step(1, 5, "step1", 0, 20);
        int before = terminal.writes();
        for (int epoch = 1; epoch <= 1000; epoch++) {
            now += SECOND / 500;
            progress.epoch(0, 1, epoch, 1000, 0.69);
        }
        // 1000 epochs in 2 s.
        assertThat(terminal.writes() - before).isBetween(15, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 200})
    @DisplayName("no line wraps at any width, and a wide terminal's bars stay short")
    void widths(int columns) {
        var terminal = new Terminal(columns);
        ProgressDisplay progress = on(terminal, columns);
        progress.phase("reading the events of a study with a very long name, and then some more of them");
        progress.step(10, 10, "step2b", 39, 40);
        for (int member = 0; member < 12; member++) {
            now += SECOND;
            progress.epoch(member, 12, 100, 100, 12345.678);
        }
        assertThat(terminal.widest()).isLessThan(Math.min(columns, 100));
        assertThat(terminal.lines().getLast()).startsWith("  and 4 more mem");
    }

    @Test
    @DisplayName("a note stays above the bars, and nothing is drawn after the end")
    void noteAndEnd() {
        var terminal = new Terminal(80);
        ProgressDisplay progress = on(terminal, 80);
        progress.phase("reading");
        progress.note("warning: something");
        assertThat(terminal.lines()).containsExactly("warning: something", "reading …");
        progress.close();
        progress.step(1, 5, "step1", 0, 20);
        progress.epoch(0, 1, 1, 5, 0.5);
        progress.stepDone(info(1, Stage.STEP_1, 0.5));
        progress.close();
        assertThat(terminal.lines()).containsExactly("warning: something");
    }

    @Test
    @DisplayName("told to stop, the last words stand in place of the bars and nothing is drawn after them")
    void farewell() {
        var terminal = new Terminal(80);
        TerminalProgress progress = TerminalProgress.open(
                new Screen(terminal.writer(), 80, true), "unused: end is called below", () -> now);
        opened = Optional.of(progress);
        progress.step(1, 5, "step1", 0, 20);
        progress.epoch(0, 1, 1, 5, 0.5);
        progress.end("stopped");
        progress.epoch(0, 1, 2, 5, 0.5);
        progress.note("late");
        assertThat(terminal.lines()).containsExactly("stopped", "late");
        assertThat(terminal.isAtLineStart()).isTrue();
    }

    @Test
    @DisplayName("epochs may end on several threads at once")
    void threads() throws InterruptedException {
        var terminal = new Terminal(80);
        ProgressDisplay progress = on(terminal, 80);
        progress.step(1, 5, "step1", 0, 20);
        var threads = new Thread[8];
        for (int member = 0; member < threads.length; member++) {
            int mine = member;
            threads[member] = Thread.ofPlatform().start(() -> {
                for (int epoch = 1; epoch <= 200; epoch++) {
                    progress.epoch(mine, threads.length, epoch, 200, 0.69);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        now += SECOND;
        progress.epoch(0, threads.length, 200, 200, 0.69);
        assertThat(terminal.lines())
                .hasSize(9)
                .filteredOn(line -> line.contains("epoch 200/200"))
                .hasSize(8);
    }

    @Test
    @DisplayName("bars need the launcher's hint and a terminal that moves its cursor; others get plain lines")
    void kind() {
        var err = new PrintWriter(new StringWriter());
        Map<String, String> utf8 = Map.of("TERM", "xterm", "LANG", "en_GB.UTF-8");
        try (var bars = ProgressDisplay.open(err, "", "80", utf8)) {
            assertThat(bars).isInstanceOf(TerminalProgress.class);
        }
        try (var none = ProgressDisplay.open(err, "", "", utf8);
                var dumb = ProgressDisplay.open(err, "", "80", Map.of("TERM", "dumb"))) {
            assertThat(none).isInstanceOf(PlainProgress.class);
            assertThat(dumb).isInstanceOf(PlainProgress.class);
        }
    }

    @Test
    @DisplayName("a terminal without UTF-8 gets ASCII alone")
    void ascii() {
        var out = new StringWriter();
        try (var progress = ProgressDisplay.open(new PrintWriter(out), "", "80", Map.of("LANG", "C"))) {
            progress.phase("reading");
            progress.step(1, 5, "step1", 0, 20);
            progress.epoch(0, 1, 1, 2, 0.5);
        }
        assertThat(out.toString()).contains("----").isASCII();
    }
}
