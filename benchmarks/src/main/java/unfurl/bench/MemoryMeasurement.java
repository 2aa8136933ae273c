package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.EpochListener;
import unfurl.nn.Fit;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingJob;
import unfurl.nn.TrainingSample;

/// Trains networks side by side for an epoch, evaluates each at all events, and reads after both how much
/// memory the process has held at most.
final class MemoryMeasurement {
    private static final Seed DATA = Seed.of(7);
    private static final Seed TRAINING = Seed.of(1);

    private MemoryMeasurement() {}

    /// @throws NumericalException when a loss is not believed, or when the system does not tell the memory
    static Document measure(Workload work, int members) {
        var problem = GaussianShift.standard(work.network().widths().getFirst());
        try (var workers = new Workers(work.threads())) {
            TrainingSample sample = problem.sample(work.rows(), TrainMeasurement.VALIDATION, DATA, workers);
            LossGate gate = problem.gate(sample);
            List<Fit> fits = new Trainer(work.architecture(), work.options())
                    .fitAll(
                            members,
                            member -> new TrainingJob(sample, Optional.empty(), TRAINING.child(member)),
                            workers,
                            member -> EpochListener.silent());
            long training = peak();
            var losses = new ArrayList<Double>();
            for (Fit fit : fits) {
                gate.check(TrainMeasurement.loss(fit));
                losses.add(TrainMeasurement.loss(fit));
                fit.network().evaluate(sample.features(), workers);
            }
            Map<String, Object> out = work.document();
            out.put("members", members);
            out.put("peakBytesAfterTraining", training);
            out.put("peakMemoryBytes", peak());
            out.put("finalLosses", losses);
            out.putAll(gate.document());
            return Document.of("bench memory", out);
        }
    }

    private static long peak() {
        return PeakMemory.bytes().orElseThrow(() -> new NumericalException("this system does not tell VmHWM"));
    }
}
