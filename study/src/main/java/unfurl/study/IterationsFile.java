package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.Locale;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.uncertainty.IterationScan;

/// The key `method.iterations` of a study file, both ways.
final class IterationsFile {
    static final int FIXED = 5;
    static final int MOST = 10;
    static final int REPLICAS = 10;
    static final double BELOW = 0.1;
    private static final Range COUNT = Range.between(1, 1000);
    private static final Range REPLICA_COUNT = Range.between(IterationScan.FEWEST_REPLICAS, 10_000);

    private IterationsFile() {}

    static Iterations bind(Document value) {
        if (!value.isMap()) {
            return Iterations.of(value.integer(COUNT));
        }
        value.onlyKeys("most", "criterion", "replicas", "below");
        var choice = new Iterations.Choice(
                Iterations.Criterion.valueOf(
                        value.get("criterion").oneOf("toys", "change").toUpperCase(Locale.ROOT)),
                value.find("replicas").map(d -> d.integer(REPLICA_COUNT)).orElse(REPLICAS),
                value.find("below").map(d -> d.number(Range.above(0))).orElse(BELOW));
        return new Iterations(value.find("most").map(d -> d.integer(COUNT)).orElse(MOST), Optional.of(choice));
    }

    /// The number, or the choice with every default.
    static Object document(Iterations iterations) {
        return iterations
                .choice()
                .<Object>map(choice -> entries(
                        "most", iterations.most(),
                        "criterion", choice.criterion().name().toLowerCase(Locale.ROOT),
                        "replicas", choice.replicas(),
                        "below", choice.below()))
                .orElse(iterations.most());
    }
}
