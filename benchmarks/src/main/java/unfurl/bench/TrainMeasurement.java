package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.NumericalException;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.EpochListener;
import unfurl.nn.Fit;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingJob;
import unfurl.nn.TrainingSample;

/// Trains and takes the time.
///
/// A short training goes before, so that Java has compiled what it runs; its time does not count. The
/// peak is measured between the epochs, outside their time, and an epoch's rate is compared with that just before
/// and after it.
final class TrainMeasurement implements AutoCloseable {
    /// Events that validate: enough for the loss to say something, too few to take time.
    static final int VALIDATION = 4096;

    private static final Seed DATA = Seed.of(7);
    private static final Seed TRAINING = Seed.of(1);

    private final Workload work;
    private final LossGate gate;
    private final Workers workers;
    private final TrainingSample sample;
    private final Clock clock;
    private final Peak peak;
    private final List<Double> onClock = new ArrayList<>();
    private final List<Double> onWall = new ArrayList<>();
    private final List<Double> fractions = new ArrayList<>();
    private double peakBefore;

    TrainMeasurement(Workload work) {
        this.work = work;
        var problem = problem(work);
        this.workers = new Workers(work.threads());
        this.sample = sample(work, workers);
        this.gate = problem.gate(sample);
        this.clock = Clock.of(work.threads());
        this.peak = new Peak(work.threads(), clock);
    }

    /// Trains one network several times.
    ///
    /// @param warmUp epochs of the training before them
    /// @throws NumericalException when the loss is not believed, or is another one the second time
    TrainAnswer measure(int warmUp, int repeat) {
        warmUp(warmUp);
        var losses = new ArrayList<Double>();
        for (int i = 0; i < repeat; i++) {
            losses.add(loss(train(work, new Stopwatch())));
        }
        checkSame(losses);
        gate.check(losses.getFirst());
        return answer(1, losses.getFirst());
    }

    /// Trains without taking the time.
    void warmUp(int epochs) {
        if (epochs > 0) {
            train(work.withEpochs(epochs), EpochListener.silent());
        }
    }

    /// Trains several networks side by side; an epoch's time is the whole time over the number of
    /// epochs.
    ///
    /// @throws NumericalException when the loss of one is not believed
    TrainAnswer measure(int warmUp, int repeat, int members) {
        if (warmUp > 0) {
            together(work.withEpochs(warmUp), sample, members, workers);
        }
        double worst = 0;
        peakBefore = peak.measure();
        for (int i = 0; i < repeat; i++) {
            double start = Clock.WALL.now();
            List<Fit> fits = together(work, sample, members, workers);
            double seconds = (Clock.WALL.now() - start) / work.epochs();
            onClock.add(seconds);
            onWall.add(seconds);
            besideThePeak(members, seconds);
            for (Fit fit : fits) {
                gate.check(loss(fit));
                worst = Math.max(worst, loss(fit));
            }
        }
        return answer(members, worst);
    }

    /// The rate of an epoch beside the mean of the peaks before and after it.
    private void besideThePeak(int members, double seconds) {
        double after = peak.measure();
        fractions.add(members * work.gigaOperations() / seconds / (0.5 * (peakBefore + after)));
        peakBefore = after;
    }

    /// The two normal distributions of a workload's features.
    static GaussianShift problem(Workload work) {
        return GaussianShift.standard(work.network().widths().getFirst());
    }

    /// What its networks learn from, the same in every benchmark.
    static TrainingSample sample(Workload work, Workers workers) {
        return problem(work).sample(work.rows(), VALIDATION, DATA, workers);
    }

    /// Trains networks side by side, the same in every benchmark.
    static List<Fit> together(Workload work, TrainingSample sample, int members, Workers workers) {
        return new Trainer(work.architecture(), work.options())
                .fitAll(
                        members,
                        member -> new TrainingJob(sample, Optional.empty(), TRAINING.child(member)),
                        workers,
                        member -> EpochListener.silent());
    }

    private Fit train(Workload what, EpochListener listener) {
        return new Trainer(what.architecture(), what.options())
                .fit(sample, Optional.empty(), TRAINING, workers, listener);
    }

    /// After the last epoch.
    static double loss(Fit fit) {
        return fit.report().epochs().getLast().validationLoss();
    }

    private static void checkSame(List<Double> losses) {
        if (losses.stream().distinct().count() > 1) {
            throw new NumericalException("the same training ended at the losses " + losses);
        }
    }

    private TrainAnswer answer(int members, double loss) {
        return new TrainAnswer(
                work,
                members,
                members == 1 ? clock : Clock.WALL,
                new Timing(onClock),
                new Timing(onWall),
                List.copyOf(fractions),
                peak.gigaflops(),
                loss,
                gate,
                PeakMemory.bytes());
    }

    /// Takes the time of each epoch.
    private final class Stopwatch implements EpochListener {
        private double clockStart;
        private double wallStart;

        Stopwatch() {
            peakBefore = peak.measure();
            start();
        }

        private void start() {
            clockStart = clock.now();
            wallStart = Clock.WALL.now();
        }

        @Override
        public void finished(int epoch, int maxEpochs, double trainLoss, double validationLoss) {
            double seconds = clock.now() - clockStart;
            onClock.add(seconds);
            onWall.add(Clock.WALL.now() - wallStart);
            besideThePeak(1, seconds);
            start();
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
