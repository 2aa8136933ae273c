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
import unfurl.uncertainty.Replica;

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
        try {
            return written(new NominalUnfolding(folder, study, inputs, prepared, progress), provenance);
        } catch (InputException failure) {
            throw KeptFile.goingOn(failure, folder.hasBegun());
        }
    }

    private Outcome written(NominalUnfolding unfolding, Provenance provenance) {
        Study study = read.study();
        Inputs inputs = unfolding.inputs();
        Prepared prepared = unfolding.prepared();
        RunFolder folder = unfolding.folder();
        Unfolded unfolded = unfold(unfolding, provenance);
        var publication = new Publication(study, inputs, prepared, unfolded.end, unfolded.chosen, unfolded.replicas);
        Measurement measurement = publication.measurement(provenance);
        write(folder, publication, measurement);
        var warnings = new ArrayList<>(prepared.warnings());
        unfolded.chosen.ifPresent(c -> warnings.addAll(c.warnings()));
        unfolded.failures.stream().map(Failure::sentence).forEach(warnings::add);
        return new Outcome(
                folder.path(),
                measurement,
                prepared.problem().countingError(),
                study.uncertainty().bootstrapData() > 0,
                unfolded.chosen.map(c -> "%d of %d. %s".formatted(c.number(), c.most(), c.sentence())),
                warnings);
    }

    /// What was unfolded.
    ///
    /// @param failures attempts that were followed by others
    private record Unfolded(
            Checkpoint end, Optional<ChosenIterations> chosen, List<ReplicaFile> replicas, List<Failure> failures) {}

    /// Templates first, since they may be refused; then the data, then every replica.
    private Unfolded unfold(NominalUnfolding unfolding, Provenance provenance) {
        Study study = read.study();
        Inputs inputs = unfolding.inputs();
        Prepared prepared = unfolding.prepared();
        RunFolder folder = unfolding.folder();
        Checkpoint begin = begin(prepared);
        Checkpoint start =
                Checkpoint.read(folder.checkpoint(), inputs.nominal()).orElse(begin);
        Checkpoint scanned =
                Checkpoint.read(folder.scan("nominal"), inputs.nominal()).orElse(begin);
        folder.write(ProvenanceDocument.of(provenance), "provenance.json");
        List<Replica> asked = Replicas.of(study, inputs, prepared);
        var toys = Toys.of(study, inputs, prepared, asked);
        try (var workers = new Workers(threads)) {
            Templates templates =
                    new TemplateRunner(folder::template, study, prepared, inputs, progress).learn(asked, workers);
            var replicas = new ArrayList<>(templates.applied(asked));
            Optional<ChosenIterations> chosen = choose(unfolding, scanned, workers);
            chosen.ifPresent(this::tell);
            int iterations = chosen.map(ChosenIterations::number)
                    .orElse(study.method().iterations().most());
            var runner = new ReplicaRunner(folder, study, inputs, prepared, progress);
            progress.plan(runner.missing(Replicas.names(study, replicas)));
            Checkpoint end =
                    unfolding.run(folder.checkpoint(), start, iterations, chosen.map(ChosenIterations::log), workers);
            replicas.addAll(Replicas.after(study, end.state().push()));
            replicas.addAll(toys.replicas(templates, workers));
            List<ReplicaFile> finished = runner.run(replicas, iterations, end.ratios(), workers);
            var failures = new ArrayList<>(templates.failures());
            failures.addAll(ReplicaRunner.failures(finished));
            unfolding.writeLog(chosen.map(ChosenIterations::log), end, failures);
            return new Unfolded(end, chosen, finished, failures);
        }
    }

    private static Checkpoint begin(Prepared prepared) {
        return Checkpoint.begin(prepared.method().init(prepared.problem()));
    }

    private void tell(ChosenIterations chosen) {
        progress.phase("%d of %d iterations chosen".formatted(chosen.number(), chosen.most()));
    }

    /// Chooses the number of iterations where the study asks for it, with an unfolding of the most.
    private Optional<ChosenIterations> choose(NominalUnfolding unfolding, Checkpoint scanned, Workers workers) {
        Iterations asked = read.study().method().iterations();
        return asked.choice().map(choice -> {
            RunFolder folder = unfolding.folder();
            Checkpoint most = unfolding.run(folder.scan("nominal"), scanned, asked.most(), Optional.empty(), workers);
            return new IterationChooser(folder, read.study(), unfolding.inputs(), unfolding.prepared(), progress)
                    .choose(choice, most, workers);
        });
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
        var publication = new Publication(read.study(), inputs, prepared, begin(prepared), Optional.empty(), List.of());
        publication.requirePublishable();
        new Reporting(publication, publication.measurement(provenance)).report();
        if (read.study().method() instanceof Method.Ibu ibu) {
            BinnedResult.binned(read.study(), ibu, prepared);
        }
    }
}
