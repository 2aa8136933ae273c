package unfurl.study;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;

/// Unfolds the problems of a validation as the study does, and keeps what came of each in its folder as soon as
/// it is finished. A validation that was killed goes on with those that are missing, to the same bits.
///
/// @param study       how often what fails is tried again
/// @param prepared    the method
/// @param events      whose spectra are kept
/// @param distortions whose means are kept
/// @param folder      where
/// @param inputs      what the validation read
/// @param workers     one problem lies on each thread
/// @param notices     takes what had to be tried again
record ValidationUnfolding(
        Study study,
        Prepared prepared,
        ValidationEvents events,
        List<Distortion> distortions,
        ValidationFolder folder,
        List<Provenance.Input> inputs,
        Workers workers,
        SortedSet<String> notices) {

    /// One that has told nothing yet.
    ValidationUnfolding(
            Study study,
            Prepared prepared,
            ValidationEvents events,
            List<Distortion> distortions,
            ValidationFolder folder,
            List<Provenance.Input> inputs,
            Workers workers) {
        this(study, prepared, events, distortions, folder, inputs, workers, new TreeSet<>());
    }

    /// What is unfolded.
    ///
    /// @param file     what its result is kept as
    /// @param name     for messages
    /// @param halves   nature and simulation
    /// @param data     factors of nature's events, as [ValidationHalves#distorted] has them
    /// @param prior    factors of the simulation's events
    /// @param networks the seed of the networks
    record Task(String file, String name, ValidationHalves halves, Weights data, Weights prior, Seed networks) {}

    /// The spectra of the result: those that are kept, or else of an unfolding.
    ///
    /// @throws NumericalException when it fails more often than the study allows
    ValidationSpectra of(Task task) {
        ValidationFile result = ValidationFile.read(
                        folder.unfolded(task.file()), study.observables().size(), inputs)
                .orElseGet(() -> kept(task));
        tell(result);
        return result.spectra();
    }

    private ValidationFile kept(Task task) {
        ValidationFile result = unfold(task);
        result.write(folder.unfolded(task.file()), inputs);
        return result;
    }

    private ValidationFile unfold(Task task) {
        var replica = new Replica(task.name(), new Variation.None(), task.networks(), task.networks());
        var plan =
                Replica.Plan.of(prepared.method(), study.method().iterations().most());
        var problem = task.halves().distorted(task.data(), task.prior());
        return Attempts.of(
                "the validation's unfolding '%s'".formatted(task.name()),
                study.uncertainty().retries(),
                failures -> {
                    Weights weights = replica.unfold(problem, plan, failures.size(), workers)
                            .weights();
                    return new ValidationFile(
                            task.name(), events.spectra(task.halves().spread(weights), distortions), failures);
                });
    }

    private void tell(ValidationFile result) {
        synchronized (notices) {
            result.failures()
                    .forEach(failure ->
                            notices.add("'%s' failed and was tried again: %s".formatted(result.name(), failure)));
        }
    }
}
