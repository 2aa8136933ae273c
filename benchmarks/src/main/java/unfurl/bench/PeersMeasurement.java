package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import unfurl.NumericalException;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Fit;
import unfurl.nn.Network;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingSample;

/// Trains the same network by Unfurl and by PyTorch, in turn, several times.
///
/// Both begin with the same parameters and see the same events in the same order of the same batches;
/// both evaluate the same validating events after each epoch. PyTorch's order of the events is made
/// before its clock starts.
final class PeersMeasurement implements AutoCloseable {
    private static final Seed DATA = Seed.of(7);
    private static final Seed START = Seed.of(5);
    private static final Seed TRAINING = Seed.of(1);

    /// By how much the two losses may differ, as a part of what there is to learn.
    private static final double TOLERANCE = 0.01;

    private final Workload work;
    private final LossGate gate;
    private final Workers workers;
    private final TrainingSample sample;
    private final Network start;
    private final Clock clock;
    private final Peak peak;
    private final PointerScope scope = new PointerScope();
    private final TorchEvents train;
    private final TorchEvents validation;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> torch = new ArrayList<>();

    PeersMeasurement(Workload work) {
        int inputs = work.network().widths().getFirst();
        var problem = GaussianShift.standard(inputs);
        this.work = work;
        this.workers = new Workers(work.threads());
        this.sample = problem.sample(work.rows(), TrainMeasurement.VALIDATION, DATA, workers);
        this.gate = problem.gate(sample);
        this.start = StartNetwork.of(work.architecture(), START);
        this.clock = Clock.of(work.threads());
        this.peak = new Peak(work.threads(), clock);
        this.train = TorchEvents.of(sample, sample.train(), start);
        this.validation = TorchEvents.of(sample, sample.validation(), start);
    }

    /// Alternating rounds; the times of a round before them do not count. The peak is measured between them.
    ///
    /// @throws NumericalException when a loss is not believed, or when the two differ
    PeersAnswer measure(int rounds) {
        trainOurs();
        trainTorch();
        ours.clear();
        torch.clear();
        double ourLoss = 0;
        double torchLoss = 0;
        for (int round = 0; round < rounds; round++) {
            ourLoss = trainOurs();
            torchLoss = trainTorch();
            check(ourLoss, torchLoss);
            peak.measure();
        }
        return new PeersAnswer(
                work, clock, new Timing(ours), new Timing(torch), peak.gigaflops(), ourLoss, torchLoss, tolerance());
    }

    private double trainOurs() {
        double[] last = {clock.now()};
        var trainer = new Trainer(work.architecture(), work.options());
        Fit fit = trainer.fit(sample, Optional.of(start), TRAINING, workers, (epoch, epochs, trainLoss, loss) -> {
            double now = clock.now();
            ours.add(now - last[0]);
            last[0] = now;
        });
        return fit.report().epochs().getLast().validationLoss();
    }

    private double trainTorch() {
        double loss = 0;
        var shuffled = new EpochOrder(TRAINING, work.rows());
        try (var training =
                new TorchTraining(work.architecture(), start, train, validation, work.batch(), 0, work.threads())) {
            for (int epoch = 1; epoch <= work.epochs(); epoch++) {
                Tensor order = TorchTraining.order(shuffled.next());
                double before = clock.now();
                training.epoch(order, work.learningRate());
                loss = training.validationLoss();
                torch.add(clock.now() - before);
            }
        }
        return loss;
    }

    private double tolerance() {
        return TOLERANCE * (Math.log(2) - gate.best());
    }

    private void check(double ourLoss, double torchLoss) {
        gate.check(ourLoss);
        requireEqual(ourLoss, torchLoss, tolerance());
    }

    /// @throws NumericalException when the losses differ by more than the tolerance, or one is not a
    /// number
    static void requireEqual(double ourLoss, double torchLoss, double tolerance) {
        if (!(Math.abs(ourLoss - torchLoss) <= tolerance)) {
            throw new NumericalException(
                    "the validation losses differ: Unfurl %s, PyTorch %s, and at most %.2g is allowed; no time is given"
                            .formatted(ourLoss, torchLoss, tolerance));
        }
    }

    @Override
    public void close() {
        scope.close();
        workers.close();
    }
}
