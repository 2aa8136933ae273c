package unfurl.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.math.Workers;
import unfurl.reweight.NetworkEstimator;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.uncertainty.Replica;
import unfurl.unfold.Nuisances;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Unfolds replicas, one on each thread, and keeps each in the run folder as soon as it is finished. A run
/// that was killed goes on with those that are missing, to the same bits.
///
/// @param folder   where they are kept
/// @param study    how often a failed replica is tried again, and what each is
/// @param inputs   the events
/// @param prepared the nominal problem and the method
/// @param progress hears of each
record ReplicaRunner(RunFolder folder, Study study, Inputs inputs, Prepared prepared, Progress progress) {

    /// Those of them that are finished, by name.
    Map<String, ReplicaFile> kept(List<String> replicas) {
        return replicas.stream()
                .flatMap(name -> read(name).stream())
                .collect(Collectors.toMap(ReplicaFile::name, file -> file));
    }

    private Optional<ReplicaFile> read(String replica) {
        return ReplicaFile.read(folder.replica(replica), inputs.nominal(), definition(replica));
    }

    private String definition(String replica) {
        return new Definitions(study, inputs).replica(replica);
    }

    /// All of them, in the order given.
    ///
    /// @param kept   those that are finished, by name
    /// @param ratios of each iteration of the nominal unfolding
    /// @param own    the nuisance parameters of those that have others than the method's, by name
    /// @throws NumericalException when one fails more often than it may be tried again; what is finished is
    ///                            kept
    List<ReplicaFile> run(
            List<Replica> replicas,
            Map<String, ReplicaFile> kept,
            int iterations,
            List<Map<Stage, Ratio>> ratios,
            Map<String, Nuisances> own,
            Workers workers) {
        var cold = Replica.Plan.of(prepared.method(), iterations);
        Replica.Plan plan = study.uncertainty().warmEpochs().isEmpty()
                ? cold
                : new Replica.Plan(warm(study.uncertainty().warmEpochs().getAsInt()), iterations, ratios);
        return Missing.done(
                replicas.stream()
                        .map(replica -> Optional.ofNullable(kept.get(replica.name())))
                        .toList(),
                i -> {
                    Replica replica = replicas.get(i);
                    Replica.Plan chosen = Definitions.isFromNothing(replica.name()) ? cold : plan;
                    Nuisances nuisances =
                            own.getOrDefault(replica.name(), chosen.method().nuisances());
                    ReplicaFile file = unfold(replica, chosen.with(nuisances), workers);
                    file.write(folder.replica(file.name()), inputs.nominal(), definition(file.name()));
                    return file;
                },
                ReplicaFile::name,
                progress,
                workers);
    }

    /// The method with networks that go on from others.
    private OmniFold warm(int epochs) {
        OmniFold method = prepared.method();
        return new OmniFold(
                goingOn(method.detector(), epochs),
                goingOn(method.particle(), epochs),
                method.misses(),
                method.minimumNEff(),
                method.nuisances());
    }

    private static RatioEstimator goingOn(RatioEstimator estimator, int epochs) {
        if (estimator instanceof NetworkEstimator networks) {
            return networks.goingOn(epochs);
        }
        throw new IllegalStateException("only networks go on from others");
    }

    /// What failed, of all in order, each in the order of its attempts.
    static List<Failure> failures(List<ReplicaFile> finished) {
        return finished.stream()
                .flatMap(file -> Failure.of(what(file.name()), file.failures()).stream())
                .toList();
    }

    private static String what(String replica) {
        return "replica '%s'".formatted(replica);
    }

    private ReplicaFile unfold(Replica replica, Replica.Plan plan, Workers workers) {
        try {
            return Attempts.of(
                    what(replica.name()),
                    study.uncertainty().retries(),
                    failure -> progress.phase(failure.sentence()),
                    failures -> {
                        Replica.Unfolded unfolded = replica.unfold(prepared.problem(), plan, failures.size(), workers);
                        return new ReplicaFile(
                                replica.name(), unfolded.weights(), unfolded.course(), failures, unfolded.learned());
                    });
        } catch (InputException refused) {
            throw refused.askedBy(EffectReader.asker(study, replica.name()));
        }
    }
}
