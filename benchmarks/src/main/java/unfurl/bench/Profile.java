package unfurl.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import unfurl.NumericalException;
import unfurl.formats.Document;

/// How many samples of a training are of which kind of work.
///
/// @param samples of each kind, all kinds
/// @param unknown top frames of those that are of no known kind, with how many samples each has
record Profile(Map<Work, Integer> samples, Map<String, Integer> unknown) {
    private static final String TRAINING = "unfurl.nn.Training.run";
    private static final int SHOWN = 10;

    /// Fewer say nothing: a share then has an error of 5 % or more.
    private static final int FEWEST = 100;

    /// Of the samples inside trainings, but for what the benchmark itself does between the epochs.
    ///
    /// @param stacks `package.Class.method`, the top frame of each first
    /// @throws NumericalException when there are fewer than 100
    static Profile of(List<List<String>> stacks) {
        var samples = new EnumMap<Work, Integer>(Work.class);
        for (Work work : Work.values()) {
            samples.put(work, 0);
        }
        var unknown = new HashMap<String, Integer>();
        for (List<String> stack : stacks) {
            List<String> frames = inTraining(stack);
            if (!frames.isEmpty()) {
                Work work = Work.of(frames);
                samples.merge(work, 1, Integer::sum);
                if (work == Work.OTHER) {
                    unknown.merge(stack.getFirst(), 1, Integer::sum);
                }
            }
        }
        var profile = new Profile(samples, unknown);
        if (profile.count() < FEWEST) {
            throw new NumericalException(
                    "only %d samples of the training were taken, and %d are needed: it took too little time; more --rows or --epochs give it more"
                            .formatted(profile.count(), FEWEST));
        }
        return profile;
    }

    /// The frames from the top to where the training runs, without packages; none outside.
    private static List<String> inTraining(List<String> stack) {
        var frames = new ArrayList<String>();
        for (String frame : stack) {
            if (frame.equals(TRAINING)) {
                frames.add("Training.run");
                return frames;
            }
            if (frame.startsWith("unfurl.bench.")) {
                return List.of();
            }
            int method = frame.lastIndexOf('.');
            frames.add(frame.substring(frame.lastIndexOf('.', method - 1) + 1));
        }
        return List.of();
    }

    /// All samples of the training.
    int count() {
        return samples.values().stream().mapToInt(Integer::intValue).sum();
    }

    double share(Work work) {
        return (double) samples.get(work) / count();
    }

    /// The share of all products together.
    double ofProducts() {
        return samples.keySet().stream()
                .filter(Work::isProduct)
                .mapToDouble(this::share)
                .sum();
    }

    /// The share of each kind.
    Map<String, Object> shares() {
        var out = Document.entries();
        samples.keySet().forEach(work -> out.put(work.toString(), share(work)));
        return out;
    }

    /// The largest of what is of no known kind.
    List<Map<String, Object>> others() {
        return unknown.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(one -> Document.entries("frame", one.getKey(), "share", (double) one.getValue() / count()))
                .toList();
    }
}
