package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.ProvenanceDocument;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.model.Ensemble;
import unfurl.model.ModelFolder;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.reweight.FitProgress;
import unfurl.uncertainty.Replica;
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
    /// @param countingError the relative counting error of the data less the background
    /// @param warnings    what a reader should know
    public record Outcome(Path folder, Measurement measurement, double countingError, List<String> warnings) {}

    /// Runs in a folder that is held.
    ///
    /// @throws unfurl.InputException     when something given cannot be used
    /// @throws unfurl.NumericalException when a training fails
    public Outcome run(RunFolder folder) {
        Study study = read.study();
        progress.phase("reading the events");
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        var provenance = new Provenance(inputs.files(), read.document().toYaml(), study.seed(), environment);
        Checkpoint begin = Checkpoint.begin(prepared.method().init(prepared.problem()));
        Checkpoint start = Checkpoint.read(folder.checkpoint(), inputs.files()).orElse(begin);
        rehearse(inputs, prepared, begin, provenance);
        folder.write(ProvenanceDocument.of(provenance), "provenance.json");
        List<Replica> replicas = Replicas.of(study, inputs, prepared);
        Checkpoint end;
        List<ReplicaFile> finished;
        try (var workers = new Workers(threads)) {
            var runner = new ReplicaRunner(folder, prepared, inputs.files(), study.uncertainty(), progress);
            progress.plan(runner.missing(replicas));
            end = unfold(folder, prepared, inputs, start, workers);
            finished = runner.run(replicas, study.method().iterations(), workers);
        }
        var publication = new Publication(study, inputs, prepared, end, finished);
        Measurement measurement = publication.measurement(provenance);
        write(folder, publication, measurement);
        return new Outcome(folder.path(), measurement, prepared.problem().countingError(), prepared.warnings());
    }

    private void write(RunFolder folder, Publication publication, Measurement measurement) {
        progress.phase("writing the measurement");
        MeasurementFolder.write(measurement, folder.measurement());
        List<Ensemble> networks = TrainedNetworks.of(publication.prepared(), publication.end(), measurement);
        if (!networks.isEmpty()) {
            ModelFolder.write(networks, folder.models());
        }
        if (read.study().method() instanceof Method.Ibu ibu) {
            BinnedResult.write(
                    read.study(), ibu, publication.prepared(), folder.path().resolve("ibu.json"));
        }
        progress.phase("drawing the report");
        new Reporting(publication, measurement).report().write(folder.report());
    }

    /// Publishes and reports the simulation as it is, without writing it: what cannot be published or shown
    /// is told before anything is trained.
    private void rehearse(Inputs inputs, Prepared prepared, Checkpoint begin, Provenance provenance) {
        var publication = new Publication(read.study(), inputs, prepared, begin, List.of());
        new Reporting(publication, publication.measurement(provenance)).report();
        if (read.study().method() instanceof Method.Ibu ibu) {
            BinnedResult.binned(read.study(), ibu, prepared);
        }
    }

    private Checkpoint unfold(RunFolder folder, Prepared prepared, Inputs inputs, Checkpoint start, Workers workers) {
        OmniFold method = prepared.method();
        Checkpoint checkpoint = start;
        Seed seed = Replicas.nominal(read.study());
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
            checkpoint.write(folder.checkpoint(), inputs.files());
            folder.writeLog(checkpoint.log());
            progress.stepDone(step.info());
        }
        folder.writeLog(checkpoint.log());
        return checkpoint;
    }
}
