package unfurl.study;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.math.Workers;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Replica;

/// Unfolds replicas, one on each thread, and keeps each in the run folder as soon as it is finished. A run
/// that was killed goes on with those that are missing, to the same bits.
///
/// @param folder   where they are kept
/// @param prepared the nominal problem and the method
/// @param inputs   what the run read
/// @param block    how often a failed replica is tried again
/// @param progress hears of each
record ReplicaRunner(
        RunFolder folder, Prepared prepared, List<Provenance.Input> inputs, UncertaintyBlock block, Progress progress) {

    /// How many of them are not finished, by their files.
    int missing(List<Replica> replicas) {
        return (int) replicas.stream()
                .filter(replica -> Files.notExists(folder.replica(replica.name())))
                .count();
    }

    /// All of them, in the order given.
    ///
    /// @param iterations of each unfolding
    /// @throws NumericalException when one fails more often than it may be tried again; what is finished is
    ///                            kept
    List<ReplicaFile> run(List<Replica> replicas, int iterations, Workers workers) {
        var done = new ArrayList<Optional<ReplicaFile>>();
        for (Replica replica : replicas) {
            done.add(ReplicaFile.read(folder.replica(replica.name()), inputs));
        }
        int[] missing = IntStream.range(0, done.size())
                .filter(i -> done.get(i).isEmpty())
                .toArray();
        progress.replicas(done.size() - missing.length, done.size());
        workers.run(missing.length, i -> {
            Replica replica = replicas.get(missing[i]);
            ReplicaFile file = unfold(replica, iterations, workers);
            file.write(folder.replica(replica.name()), inputs);
            synchronized (done) {
                done.set(missing[i], Optional.of(file));
                progress.replicaDone(replica.name(), finished(done), done.size());
            }
        });
        return done.stream().map(Optional::orElseThrow).toList();
    }

    private static int finished(List<Optional<ReplicaFile>> done) {
        return (int) done.stream().filter(Optional::isPresent).count();
    }

    private ReplicaFile unfold(Replica replica, int iterations, Workers workers) {
        var failures = new ArrayList<String>();
        while (true) {
            try {
                Replica.Unfolded unfolded =
                        replica.unfold(prepared.problem(), prepared.method(), iterations, failures.size(), workers);
                return new ReplicaFile(replica.name(), unfolded.weights(), failures, unfolded.learned());
            } catch (InputException refused) {
                throw refused.askedBy("study: uncertainty.systematics, '%s'".formatted(replica.name()));
            } catch (NumericalException failure) {
                failures.add(failure.getMessage());
                if (failures.size() > block.retries()) {
                    throw new NumericalException(
                            "replica '%s' failed %d times, as often as uncertainty.retries allows; at last: %s"
                                    .formatted(replica.name(), failures.size(), failure.getMessage()),
                            failure);
                }
            }
        }
    }
}
