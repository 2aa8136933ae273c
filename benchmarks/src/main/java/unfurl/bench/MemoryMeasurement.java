package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.math.Workers;
import unfurl.nn.Fit;
import unfurl.nn.TrainingSample;

/// Trains networks side by side for an epoch, evaluates each at all events, and reads after both how much
/// memory the process has held at most.
final class MemoryMeasurement {
    private MemoryMeasurement() {}

    /// @throws NumericalException when a loss is not believed, or when the system does not tell the memory
    static Document measure(Workload work, int members) {
        try (var workers = new Workers(work.threads())) {
            TrainingSample sample = TrainMeasurement.sample(work, workers);
            LossGate gate = TrainMeasurement.problem(work).gate(sample);
            List<Fit> fits = TrainMeasurement.together(work, sample, members, workers);
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
