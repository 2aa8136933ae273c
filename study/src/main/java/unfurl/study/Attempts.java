package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import unfurl.NumericalException;
import unfurl.math.Seed;

/// Tries an unfolding or a training again, with other networks, as often as `uncertainty.retries` allows.
final class Attempts {
    private Attempts() {}

    /// The random numbers of an attempt: a later one has others.
    ///
    /// @param first   of the first attempt
    /// @param failed  how many attempts there were before
    static Seed seed(Seed first, int failed) {
        return failed == 0 ? first : first.child("attempt").child(failed);
    }

    /// The first result that does not fail.
    ///
    /// @param what    fails, in the message
    /// @param retries how often it may be tried again
    /// @param attempt given why those before it failed
    /// @throws NumericalException when it fails more often
    static <T> T of(String what, int retries, Function<List<String>, T> attempt) {
        return of(what, retries, failure -> {}, attempt);
    }

    /// The same, and each failure that is followed by another attempt is told.
    static <T> T of(String what, int retries, Consumer<Failure> told, Function<List<String>, T> attempt) {
        var failures = new ArrayList<String>();
        while (true) {
            try {
                return attempt.apply(failures);
            } catch (NumericalException failure) {
                failures.add(failure.getMessage());
                if (failures.size() > retries) {
                    throw new NumericalException(
                            "%s failed %d times, as often as uncertainty.retries allows; at last: %s"
                                    .formatted(what, failures.size(), failure.getMessage()),
                            failure);
                }
                told.accept(new Failure(what, failures.size(), failure.getMessage()));
            }
        }
    }
}
