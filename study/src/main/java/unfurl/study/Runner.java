package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.ProvenanceDocument;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.reweight.FitProgress;
import unfurl.unfold.Ledger;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Runs a study: reads, unfolds step by step with a checkpoint after each, publishes, reports.
///
/// A run that was killed goes on after its last finished step, to the same bits.
///
/// @param read        the study
/// @param threads     how many work; the result does not depend on it
/// @param progress    hears how it goes on
/// @param environment what it is made with
public record Runner(StudyFile.Read read, int threads, Progress progress, Environment environment) {

    /// What came out.
    ///
    /// @param folder      the run folder
    /// @param measurement what is published
    /// @param warnings    what a reader should know
    public record Outcome(Path folder, Measurement measurement, List<String> warnings) {}

    /// Runs in a folder that is held.
    ///
    /// @throws unfurl.InputException     when something given cannot be used
    /// @throws unfurl.NumericalException when a training fails
    public Outcome run(RunFolder folder) {
        Study study = read.study();
        progress.phase("reading the events");
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        Document resolved = ResolvedStudy.document(study);
        var provenance = new Provenance(inputs.files(), read.document().toYaml(), study.seed(), environment);
        folder.write(resolved, RunFolder.STUDY);
        folder.write(ProvenanceDocument.of(provenance), "provenance.json");
        Checkpoint end;
        try (var workers = new Workers(threads)) {
            end = unfold(folder, prepared, inputs, key(resolved, inputs), workers);
        }
        progress.phase("writing the measurement");
        Measurement measurement = Publication.of(study, inputs, prepared, end, provenance);
        MeasurementFolder.write(measurement, folder.measurement());
        if (study.method() instanceof Method.Ibu ibu) {
            BinnedResult.write(study, ibu, prepared, folder.path().resolve("ibu.json"));
        }
        progress.phase("drawing the report");
        new Reporting(study, inputs, prepared, end, measurement).report().write(folder.report());
        return new Outcome(folder.path(), measurement, prepared.warnings());
    }

    private static String key(Document resolved, Inputs inputs) {
        var text = new StringBuilder(resolved.with("folder", "").toYaml());
        inputs.files()
                .forEach(f ->
                        text.append(f.role()).append(' ').append(f.digest()).append('\n'));
        return Digest.of(text.toString()).hex();
    }

    private Checkpoint unfold(RunFolder folder, Prepared prepared, Inputs inputs, String key, Workers workers) {
        OmniFold method = prepared.method();
        Checkpoint checkpoint = Checkpoint.read(folder.checkpoint(), key)
                .orElseGet(() -> new Checkpoint(method.init(prepared.problem()), List.of(), List.of()));
        Seed seed = Seed.of(read.study().seed()).child("replica").child("nominal");
        int iterations = read.study().method().iterations();
        FitProgress fits = progress::epoch;
        while (checkpoint.state().iteration() < iterations) {
            Stage stage = checkpoint.state().next();
            progress.step(
                    checkpoint.state().iteration() + 1,
                    iterations,
                    stage.label(),
                    checkpoint.records().size(),
                    iterations * Stage.values().length);
            var step = method.step(prepared.problem(), checkpoint.state(), seed, workers, fits);
            checkpoint = checkpoint.after(
                    step.state(), new StepRecord(step.info(), Ledger.of(prepared.problem(), step.state())));
            checkpoint.write(folder.checkpoint(), key);
            folder.writeLog(
                    checkpoint.records().stream().map(StepRecord::document).toList());
            progress.stepDone(step.info());
        }
        folder.writeLog(checkpoint.records().stream().map(StepRecord::document).toList());
        return checkpoint;
    }
}
