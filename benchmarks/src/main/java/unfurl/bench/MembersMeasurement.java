package unfurl.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import unfurl.NumericalException;
import unfurl.math.Workers;
import unfurl.nn.Fit;
import unfurl.nn.TrainingSample;

/// Trains one network on one thread and several on as many, in turn.
final class MembersMeasurement implements AutoCloseable {
    /// The compiler rests when it works for less than this part of a warm-up.
    private static final double REST = 0.01;

    /// It never rests where something else takes the processor from it; the answer then says how long it worked.
    private static final int MOST_WARM_UPS = 10;

    private final Workload work;
    private final Workers one = new Workers(1);
    private final Workers all;
    private final TrainingSample sample;
    private final LossGate gate;
    private final Peak peakOfOne = new Peak(1, Clock.WALL);
    private final Peak peakOfAll;

    /// @param work on as many threads as networks
    MembersMeasurement(Workload work) {
        this.work = work;
        this.all = new Workers(work.threads());
        this.sample = TrainMeasurement.sample(work, all);
        this.gate = TrainMeasurement.problem(work).gate(sample);
        this.peakOfAll = new Peak(work.threads(), Clock.WALL);
    }

    /// One training of one network and one of all.
    private record Round(double secondsOfOne, double secondsOfAll, Fit alone, List<Fit> members) {}

    /// Rounds after a warm-up, of which the first is checked before any time is taken.
    ///
    /// @param warmUp epochs of both, until the compiler rests
    /// @throws NumericalException when a loss is not believed, or when a network has other bits in another round
    MembersAnswer measure(int warmUp, int rounds) {
        int warmUps = warmUp(warmUp);
        Round checked = round(work);
        check(checked, checked);
        var secondsOfOne = new ArrayList<Double>();
        var secondsOfAll = new ArrayList<Double>();
        double compiled = compiling();
        for (int i = 0; i < rounds; i++) {
            Round round = round(work);
            check(round, checked);
            secondsOfOne.add(round.secondsOfOne() / work.epochs());
            secondsOfAll.add(round.secondsOfAll() / work.epochs());
            peakOfOne.measure();
            peakOfAll.measure();
        }
        return new MembersAnswer(
                work,
                warmUps * warmUp + work.epochs(),
                compiling() - compiled,
                new Timing(secondsOfOne),
                new Timing(secondsOfAll),
                peakOfOne.gigaflops(),
                peakOfAll.gigaflops(),
                checked.members().stream().map(TrainMeasurement::loss).toList(),
                gate);
    }

    private int warmUp(int epochs) {
        for (int warmUps = 1; ; warmUps++) {
            double compiled = compiling();
            Round round = round(work.withEpochs(epochs));
            double whole = round.secondsOfOne() + round.secondsOfAll();
            if (compiling() - compiled < REST * whole || warmUps == MOST_WARM_UPS) {
                return warmUps;
            }
        }
    }

    /// How long Java's compiler has worked, in seconds of processor time of its threads or of the time of day.
    private static double compiling() {
        return 1e-3 * ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private Round round(Workload what) {
        double start = Clock.WALL.now();
        Fit alone = TrainMeasurement.together(what, sample, 1, one).getFirst();
        double between = Clock.WALL.now();
        List<Fit> members = TrainMeasurement.together(what, sample, what.threads(), all);
        return new Round(between - start, Clock.WALL.now() - between, alone, members);
    }

    private void check(Round round, Round first) {
        round.members().forEach(fit -> gate.check(TrainMeasurement.loss(fit)));
        requireSame(round.alone(), round.members().getFirst(), "the first network alone and beside others");
        for (int i = 0; i < round.members().size(); i++) {
            requireSame(first.members().get(i), round.members().get(i), "network %d in two rounds".formatted(i + 1));
        }
    }

    /// @throws NumericalException when parameters or losses have other bits
    static void requireSame(Fit fit, Fit other, String what) {
        if (!fit.equals(other)) {
            throw new NumericalException("%s: not the same bits, losses %s and %s; no time is given"
                    .formatted(what, TrainMeasurement.loss(fit), TrainMeasurement.loss(other)));
        }
    }

    @Override
    public void close() {
        one.close();
        all.close();
    }
}
