package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import unfurl.math.Workers;

/// Does what a run that was killed left undone: of results that are kept each for itself, those that are missing.
final class Missing {
    private Missing() {}

    /// All results, in order.
    ///
    /// @param kept     those that there are
    /// @param make     makes and keeps one, given its place; called from several threads
    /// @param name     of a result, for those who watch
    /// @param progress hears of each
    static <T> List<T> done(
            List<Optional<T>> kept, IntFunction<T> make, Function<T, String> name, Progress progress, Workers workers) {
        var results = new ArrayList<T>();
        kept.forEach(result -> results.add(result.orElse(null)));
        int[] missing = IntStream.range(0, results.size())
                .filter(i -> results.get(i) == null)
                .toArray();
        progress.replicas(results.size() - missing.length, results.size());
        workers.run(missing.length, i -> {
            T result = make.apply(missing[i]);
            synchronized (results) {
                results.set(missing[i], result);
                int finished = (int) results.stream().filter(Objects::nonNull).count();
                progress.replicaDone(name.apply(result), finished, results.size());
            }
        });
        return List.copyOf(results);
    }
}
