package unfurl.study;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.report.ValidationTest.Kind;

/// What of a study's method is tested, and how hard.
///
/// @param tests       which sorts of tests
/// @param observables which are distorted, the first of them also by a bump, in the prior and in the response;
///                    all of the study when empty
/// @param pairs       which are distorted together, `a:b` each; each of the distorted with the next when empty
/// @param strength    the largest relative change of a distorted spectrum, between 0 and 1
/// @param response    the largest relative change of a distorted response, between 0 and 1
/// @param bootstraps  how many bootstraps of both halves the statistical covariance is made of, and how many
///                    each toy has
/// @param paired      how many of the bootstraps are unfolded with each distortion too; chosen by the method when
///                    empty
/// @param toys        how many toys the coverage is counted in; chosen by the method when empty
public record ValidationOptions(
        Set<Kind> tests,
        List<String> observables,
        List<String> pairs,
        double strength,
        double response,
        int bootstraps,
        OptionalInt paired,
        OptionalInt toys) {
    /// The change of a distorted spectrum when none is named.
    public static final double STRENGTH = 0.3;

    /// The change of a distorted response when none is named.
    public static final double RESPONSE = 0.1;

    /// The number of bootstraps when none is named.
    public static final int BOOTSTRAPS = 30;

    /// The fewest bootstraps whose covariance can be tested with.
    public static final int FEWEST_BOOTSTRAPS = 10;

    /// The toys when none are named and one unfolding takes a moment, as in bins it does.
    private static final int TOYS_IN_BINS = 100;

    /// Copies the collections.
    ///
    /// @throws InputException when a number is outside its range
    public ValidationOptions {
        tests = tests.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(tests));
        observables = List.copyOf(observables);
        pairs = List.copyOf(pairs);
        requireShare("--strength", strength);
        requireShare("--response", response);
        if (bootstraps < FEWEST_BOOTSTRAPS) {
            throw new InputException(
                    "--bootstraps must be at least %d, not %d: a covariance of fewer says nothing of the bins"
                            .formatted(FEWEST_BOOTSTRAPS, bootstraps));
        }
        if (paired.orElse(0) != 0 && (paired.getAsInt() < FEWEST_BOOTSTRAPS || paired.getAsInt() > bootstraps)) {
            throw new InputException("--paired must be 0, or from %d to the %d of --bootstraps, not %d"
                    .formatted(FEWEST_BOOTSTRAPS, bootstraps, paired.getAsInt()));
        }
        if (toys.isPresent() && toys.getAsInt() < 0) {
            throw new InputException("--toys must not be negative, but is " + toys.getAsInt());
        }
    }

    /// The name of a sort of test, as it is asked for: `hidden-variable`.
    public static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The sort of test of that name.
    ///
    /// @throws InputException when there is none
    public static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> name(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.notFound(
                        "test",
                        name,
                        "`unfurl validate`",
                        "--tests",
                        Arrays.stream(Kind.values())
                                .map(ValidationOptions::name)
                                .toList()));
    }

    private static void requireShare(String option, double value) {
        if (!(value > 0 && value < 1)) {
            throw new InputException(
                    "%s must lie between 0 and 1, not %s: weights must stay positive".formatted(option, value));
        }
    }

    boolean asks(Kind kind) {
        return tests.contains(kind);
    }

    /// How many toys for that method.
    int toys(Method method) {
        return toys.orElse(method instanceof Method.Ibu ? TOYS_IN_BINS : 0);
    }

    /// How many bootstraps are unfolded with each distortion too, for that method.
    int paired(Method method) {
        return paired.orElse(method instanceof Method.Ibu ? bootstraps : 0);
    }

    /// Makes sure that a study can be tested so.
    ///
    /// @throws InputException when an observable or a pair is not of the study, its number of iterations is not
    ///                        settled, or nothing would be tested
    void requireSuited(Study study) {
        distorted(study);
        pairs(study);
        requireTests(study.method());
        study.method().iterations().choice().ifPresent(choice -> {
            throw new InputException(
                    "method.iterations is chosen from the data, at most %d by criterion '%s', and a validation tests one number\n  allowed    --set method.iterations=N, with the N that `unfurl unfold` chose"
                            .formatted(
                                    study.method().iterations().most(),
                                    choice.criterion().name().toLowerCase(Locale.ROOT)));
        });
    }

    /// Where nothing is tested, nothing can fail, and the answer would look like trust.
    private void requireTests(Method method) {
        if (tests.isEmpty()) {
            throw new InputException("no test is asked for\n  asked by   --tests\n  allowed    "
                    + String.join(
                            ", ",
                            Arrays.stream(Kind.values())
                                    .map(ValidationOptions::name)
                                    .toList()));
        }
        if (tests.equals(Set.of(Kind.COVERAGE)) && toys(method) == 0) {
            throw new InputException(
                    "nothing would be tested: the coverage is counted in toys, and there are none\n  asked by   --tests coverage\n  allowed    --toys N, with at least 1, each of %d unfoldings; or other tests beside it"
                            .formatted(1 + bootstraps));
        }
    }

    /// What is tested of a study, with every default.
    Map<String, Object> document(Study study) {
        return Document.entries(
                "tests", tests.stream().sorted().map(ValidationOptions::name).toList(),
                "observables",
                        distorted(study).stream().map(Study.Observable::name).toList(),
                "pairs", pairs(study).stream().map(ObservablePair::text).toList(),
                "strength", strength,
                "response", response,
                "bootstraps", bootstraps,
                "paired", paired(study.method()),
                "toys", toys(study.method()));
    }

    /// The observables of a study that are distorted.
    ///
    /// @throws InputException when one is not of the study
    List<Study.Observable> distorted(Study study) {
        observables.forEach(name -> study.observable(name, "--observables"));
        return study.observables().stream()
                .filter(o -> observables.isEmpty() || observables.contains(o.name()))
                .toList();
    }

    /// The pairs of a study's observables that are distorted together.
    ///
    /// @throws InputException when one is no pair of observables of the study, or stands twice
    List<ObservablePair> pairs(Study study) {
        return pairs.isEmpty() ? ObservablePair.neighbours(distorted(study)) : ObservablePair.of(pairs, study);
    }
}
