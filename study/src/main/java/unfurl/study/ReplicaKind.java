package unfurl.study;

import java.util.regex.Pattern;

/// Replicas that are numbered, as their names tell them from each other and from systematics.
enum ReplicaKind {
    ENSEMBLE("ensemble"),
    BOOTSTRAP_DATA("bootstrap_data"),
    BOOTSTRAP_SIMULATION("bootstrap_mc"),
    TOY("toy"),
    /// From another start of the nuisance parameters.
    START("start");

    private final String stem;
    private final Pattern names;

    ReplicaKind(String stem) {
        this.stem = stem;
        this.names = Pattern.compile(stem + "_\\d+");
    }

    /// What one of them is called.
    String numbered(int number) {
        return stem + "_" + number;
    }

    /// Whether a replica of that name is one of them.
    boolean has(String replica) {
        return names.matcher(replica).matches();
    }
}
