package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.unfold.Stage;

/// Unfolds the data step by step, with a checkpoint after each.
///
/// @param folder   the run's
/// @param study    what is asked
/// @param inputs   the events
/// @param prepared the problem and the method
/// @param progress hears of each step
record NominalUnfolding(RunFolder folder, Study study, Inputs inputs, Prepared prepared, Progress progress) {

    /// Goes on from a checkpoint.
    ///
    /// @param file       keeps the checkpoints
    /// @param start      the last one
    /// @param iterations when it is over
    /// @param head       stands in the log before its steps
    Checkpoint run(Path file, Checkpoint start, int iterations, Optional<Document> head, Workers workers) {
        Checkpoint checkpoint = start;
        Seed seed = Replicas.nominal(study);
        FitProgress fits = progress::epoch;
        while (checkpoint.state().iteration() < iterations) {
            Stage stage = checkpoint.state().next();
            progress.step(
                    checkpoint.state().iteration() + 1,
                    iterations,
                    stage.label(),
                    checkpoint.records().size(),
                    iterations * prepared.method().stages().size());
            var step = prepared.method().step(prepared.problem(), checkpoint.state(), seed, workers, fits);
            checkpoint =
                    checkpoint.after(step.state(), new StepRecord(step.info(), prepared.ledger(step.state(), workers)));
            checkpoint.write(file, inputs.nominal());
            writeLog(head, checkpoint, List.of());
            progress.stepDone(step.info());
        }
        writeLog(head, checkpoint, List.of());
        return checkpoint;
    }

    /// Writes the log of the run.
    ///
    /// @param failures stand in it after the steps
    void writeLog(Optional<Document> head, Checkpoint checkpoint, List<Failure> failures) {
        List<Document> lines = new ArrayList<>(head.stream().toList());
        lines.addAll(checkpoint.log());
        failures.stream().map(Failure::document).forEach(lines::add);
        folder.writeLog(lines);
    }
}
