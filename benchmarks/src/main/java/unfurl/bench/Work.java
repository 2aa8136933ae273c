package unfurl.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A kind of work that training consists of.
enum Work {
    FORWARD("products, forward"),
    BACKWARD("products, backward"),
    GRADIENT("products, gradient"),
    TURNING("turning panels for the gradient"),
    BIASES("sums of the biases' gradients"),
    ACTIVATIONS("activations"),
    LOSSES("losses"),
    EVENTS("fetching, turning and standardising events"),
    SHUFFLING("shuffling"),
    OPTIMISER("optimiser, averaging, emptying gradients"),
    OTHER("other");

    private static final Set<String> PRODUCTS = Set.of(
            "FourByOne", "FourByTwo", "FourByThree", "FourByFour", "TwoByFour", "VectorProducts", "VectorKernels");

    /// Of every method of a class, where [#METHODS] has nothing else.
    private static final Map<String, Work> CLASSES = Map.of(
            "VectorActivation", ACTIVATIONS,
            "Loss", LOSSES,
            "ForwardPass", EVENTS,
            "Features", EVENTS,
            "VectorTranspose", TURNING,
            "Seed", SHUFFLING,
            "AdamW", OPTIMISER,
            "Averaging", OPTIMISER);

    private static final Map<String, Work> METHODS = Map.ofEntries(
            Map.entry("VectorKernels.accumulate", BIASES),
            Map.entry("VectorKernels.sum", BIASES),
            Map.entry("VectorKernels.fold", BIASES),
            Map.entry("VectorKernels.transpose", TURNING),
            Map.entry("VectorKernels.standardise", EVENTS),
            Map.entry("VectorKernels.activate", ACTIVATIONS),
            Map.entry("VectorKernels.throughActivation", ACTIVATIONS),
            Map.entry("VectorKernels.crossEntropy", LOSSES),
            Map.entry("VectorKernels.squaredError", LOSSES),
            Map.entry("Tile.lossOf", LOSSES),
            Map.entry("Training.block", OPTIMISER));

    private final String words;

    Work(String words) {
        this.words = words;
    }

    /// The kind that the top frame of a sample belongs to, or the nearest frame below it that belongs to one: vectors'
    /// own methods and the elementary functions serve many.
    ///
    /// @param frames `Class.method` without packages, the top one first
    static Work of(List<String> frames) {
        Work work = frames.stream()
                .map(Work::ofFrame)
                .filter(kind -> kind != OTHER)
                .findFirst()
                .orElse(OTHER);
        return work == TURNING && frames.contains("ForwardPass.turn") ? EVENTS : work;
    }

    private static Work ofFrame(String frame) {
        int dot = frame.lastIndexOf('.');
        String owner = frame.substring(0, dot);
        Work product = PRODUCTS.contains(owner) ? ofProduct(frame.substring(dot + 1)) : OTHER;
        Work work = METHODS.getOrDefault(frame, CLASSES.getOrDefault(owner, OTHER));
        return work == OTHER ? product : work;
    }

    private static Work ofProduct(String method) {
        return switch (method) {
            case "forward" -> FORWARD;
            case "backward" -> BACKWARD;
            case "accumulate" -> GRADIENT;
            default -> OTHER;
        };
    }

    /// Whether its multiply-adds are those that count.
    boolean isProduct() {
        return this == FORWARD || this == BACKWARD || this == GRADIENT;
    }

    /// For a person.
    String words() {
        return words;
    }

    /// For programs.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
