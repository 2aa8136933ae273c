package unfurl.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.InputException;

/// Two observables of a study that are distorted together.
record ObservablePair(Study.Observable first, Study.Observable second) {
    private static final String OPTION = "--pairs";

    /// As it is asked for: `pT_ll:pT_l1`.
    String text() {
        return first.name() + ":" + second.name();
    }

    /// Each with the next.
    static List<ObservablePair> neighbours(List<Study.Observable> of) {
        return IntStream.range(1, of.size())
                .mapToObj(i -> new ObservablePair(of.get(i - 1), of.get(i)))
                .toList();
    }

    /// Those that are asked for.
    ///
    /// @param texts `a:b` each
    /// @throws InputException when one is no pair of observables of the study, or stands twice
    static List<ObservablePair> of(List<String> texts, Study study) {
        Set<Set<Study.Observable>> known = new HashSet<>();
        return texts.stream()
                .map(text -> {
                    ObservablePair pair = of(text, study);
                    if (!known.add(Set.of(pair.first, pair.second))) {
                        throw wrong(text, "stands twice");
                    }
                    return pair;
                })
                .toList();
    }

    private static ObservablePair of(String text, Study study) {
        List<Study.Observable> both = Stream.of(text.split(":", -1))
                .map(name -> study.observable(name.strip(), OPTION))
                .toList();
        if (both.size() != 2 || both.getFirst().equals(both.getLast())) {
            throw wrong(text, "is no pair");
        }
        return new ObservablePair(both.getFirst(), both.getLast());
    }

    private static InputException wrong(String text, String what) {
        return new InputException(
                "'%s' %s\n  asked by   %s\n  allowed    pairs of different observables, each pair once: a:b,c:d"
                        .formatted(text, what, OPTION));
    }
}
