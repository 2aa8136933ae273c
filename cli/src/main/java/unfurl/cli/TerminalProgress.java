package unfurl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import unfurl.study.Forecast;
import unfurl.unfold.OmniFold;

/// Progress on a terminal: a bar for the run and one for each member that trains, below the finished steps.
///
/// Drawn anew at most ten times a second. When the process is told to end, the bars are taken away first.
final class TerminalProgress implements ProgressDisplay {
    private static final long BETWEEN_DRAWINGS = 100_000_000;
    private static final int MOST_MEMBERS = 8;
    private static final int LONGEST_BAR = 32;

    private final Screen screen;
    private final LongSupplier nanoTime;
    private final RunClock run;
    private final Farewell atExit;
    private boolean closed;
    private String phase = "";
    private Step step = new Step(0, 0, "");
    private Member[] members = {};
    private ReplicaClock clock = new ReplicaClock(0, 0, 0);
    private long drawnAt;
    private boolean drawn;

    private record Step(int iteration, int iterations, String name) {}

    private record Member(int epoch, int maxEpochs, double loss) {
        static final Member WAITING = new Member(0, 0, 0);
    }

    private TerminalProgress(Screen screen, String farewell, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.run = new RunClock(nanoTime);
        this.atExit = Farewell.of(() -> end(farewell));
    }

    /// Bars.
    ///
    /// @param farewell said when the process is told to stop, in place of the bars
    /// @param nanoTime a clock
    static TerminalProgress open(Screen screen, String farewell, LongSupplier nanoTime) {
        return new TerminalProgress(screen, farewell, nanoTime);
    }

    @Override
    public synchronized void phase(String what) {
        phase = what;
        members = new Member[0];
        step = new Step(0, 0, "");
        drawNow();
    }

    @Override
    public synchronized void forecast(Forecast forecast) {
        run.forecast(forecast);
        ProgressDisplay.line(forecast).ifPresent(screen::keep);
    }

    @Override
    public synchronized void plan(int replicas) {
        run.plan(replicas);
    }

    @Override
    public synchronized void step(int iteration, int iterations, String name, int done, int steps) {
        step = new Step(iteration, iterations, name);
        run.step(name, done, steps);
        members = new Member[0];
        drawNow();
    }

    @Override
    public synchronized void epoch(int member, int ofMembers, int epoch, int maxEpochs, double validationLoss) {
        if (members.length != ofMembers) {
            members = new Member[ofMembers];
            Arrays.fill(members, Member.WAITING);
        }
        run.epoch(member, ofMembers, epoch, maxEpochs);
        members[member] = new Member(epoch, maxEpochs, validationLoss);
        if (!drawn || nanoTime.getAsLong() - drawnAt >= BETWEEN_DRAWINGS) {
            drawNow();
        }
    }

    @Override
    public synchronized void stepDone(OmniFold.Info info) {
        if (!closed) {
            screen.keep(ProgressDisplay.line(info, step.iterations(), run.seconds()));
        }
        run.stepDone();
    }

    @Override
    public synchronized void replicas(int done, int replicas) {
        clock = new ReplicaClock(1e-9 * nanoTime.getAsLong(), done, run.after());
        String line = ReplicaClock.begin(done, replicas, run.replica());
        if (!line.isEmpty()) {
            screen.keep(line);
            phase("replica %d/%d".formatted(done + 1, replicas));
        }
    }

    @Override
    public synchronized void replicaDone(String name, int done, int replicas) {
        phase(clock.line(name, 1e-9 * nanoTime.getAsLong(), done, replicas));
    }

    @Override
    public synchronized void note(String line) {
        screen.keep(line);
        drawNow();
    }

    @Override
    public void close() {
        end();
        atExit.close();
    }

    private synchronized void end() {
        closed = true;
        screen.clear();
    }

    /// The last words, in place of the bars; none when the display was closed before.
    synchronized void end(String farewell) {
        if (!closed) {
            end();
            screen.keep(farewell);
        }
    }

    private void drawNow() {
        if (!closed) {
            screen.draw(step.iteration() > 0 ? lines() : phase.isEmpty() ? List.of() : List.of(phase + " …"));
            drawn = true;
            drawnAt = nanoTime.getAsLong();
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        String left = run.words().isEmpty() ? "" : "  " + run.words();
        String head = "iteration %d/%d  %-6s ".formatted(step.iteration(), step.iterations(), step.name());
        lines.add(withBar(head, run.part(), String.format(Locale.ROOT, " %3.0f %%", 100 * run.part()) + left));
        for (int i = 0; i < Math.min(MOST_MEMBERS, members.length); i++) {
            lines.add(line(i, head.length()));
        }
        if (members.length > MOST_MEMBERS) {
            lines.add("  and %d more members".formatted(members.length - MOST_MEMBERS));
        }
        return lines;
    }

    private String line(int index, int indent) {
        Member member = members[index];
        String name = "  member %d/%d".formatted(index + 1, members.length);
        if (member.epoch() == 0) {
            return name + "  waiting";
        }
        return withBar(
                name + " ".repeat(Math.max(1, indent - name.length())),
                (double) member.epoch() / member.maxEpochs(),
                " epoch %d/%d  loss %s".formatted(member.epoch(), member.maxEpochs(), Shown.number(member.loss(), 5)));
    }

    /// A line with a bar as long as the terminal has room for; without one when there is hardly any.
    private String withBar(String before, double part, String after) {
        int room = Math.min(LONGEST_BAR, screen.width() - before.length() - after.length());
        return room < 4 ? before.stripTrailing() + " " + after.stripLeading() : before + screen.bar(part, room) + after;
    }
}
