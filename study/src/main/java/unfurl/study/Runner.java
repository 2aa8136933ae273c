package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.ProvenanceDocument;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.model.Ensemble;
import unfurl.model.ModelFolder;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;

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
    /// @param bootstrapsData whether bootstraps of the data are among the replicas
    /// @param iterations  how many, and why, where the number was chosen
    /// @param warnings    what a reader should know
    public record Outcome(
            Path folder,
            Measurement measurement,
            double countingError,
            boolean bootstrapsData,
            Optional<String> iterations,
            List<String> warnings) {}

    /// Runs in a folder that is held.
    ///
    /// @throws InputException            when something given cannot be used
    /// @throws unfurl.NumericalException when a training fails
    public Outcome run(RunFolder folder) {
        Study study = read.study();
        progress.phase("reading the events");
        Inputs inputs = Inputs.read(study);
        Prepared prepared = Prepared.of(study, inputs);
        var provenance = new Provenance(inputs.files(), read.document().toYaml(), study.seed(), environment);
        rehearse(inputs, prepared, provenance);
        try (var workers = new Workers(threads)) {
            var learned = DetectorResponse.learn(folder, study, inputs, prepared, progress, workers);
            var unfolding = new NominalUnfolding(folder, study, inputs, learned.prepared(), progress);
            RunWork work = new RunWork(unfolding, learned.detector(), workers);
            folder.write(ProvenanceDocument.of(provenance), "provenance.json");
            return written(unfolding, work.unfold(), provenance);
        } catch (InputException failure) {
            throw KeptFile.goingOn(failure, folder.hasBegun());
        }
    }

    private Outcome written(NominalUnfolding unfolding, RunWork.Unfolded unfolded, Provenance provenance) {
        Study study = read.study();
        Inputs inputs = unfolding.inputs();
        Prepared prepared = unfolding.prepared();
        RunFolder folder = unfolding.folder();
        var publication = new Publication(
                study, inputs, prepared, unfolded.end(), unfolded.chosen(), unfolded.replicas(), unfolded.fitted());
        Measurement measurement = publication.measurement(provenance);
        write(folder, publication, measurement);
        var warnings = new ArrayList<>(prepared.warnings());
        unfolded.chosen().ifPresent(c -> warnings.addAll(c.warnings()));
        unfolded.fitted().ifPresent(f -> warnings.addAll(f.warnings(unfolded.replicas())));
        unfolded.failures().stream().map(Failure::sentence).forEach(warnings::add);
        return new Outcome(
                folder.path(),
                measurement,
                prepared.problem().countingError(),
                study.uncertainty().bootstrapData() > 0,
                unfolded.chosen().map(c -> "%d of %d. %s".formatted(c.number(), c.most(), c.sentence())),
                warnings);
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
                    read.study(),
                    ibu,
                    publication.prepared(),
                    publication.end().state().iteration(),
                    folder.path().resolve("ibu.json"));
        }
        progress.phase("drawing the report");
        new Reporting(publication, measurement).report().write(folder.report());
    }

    /// Publishes and reports the simulation as it is, without writing it: what cannot be published or shown
    /// is told before anything is trained.
    private void rehearse(Inputs inputs, Prepared prepared, Provenance provenance) {
        var publication = new Publication(
                read.study(),
                inputs,
                prepared,
                Checkpoint.begin(prepared),
                Optional.empty(),
                List.of(),
                Optional.empty());
        publication.requirePublishable();
        new Reporting(publication, publication.measurement(provenance)).report();
        if (read.study().method() instanceof Method.Ibu ibu) {
            BinnedResult.binned(read.study(), ibu, prepared);
        }
    }
}
