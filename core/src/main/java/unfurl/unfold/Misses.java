package unfurl.unfold;

/// What pull that part of an event inside the gen selection gets that the detector does not see: all of a
/// miss, and of a matched event what its scale factor takes.
public enum Misses {
    /// The mean of the matched events at the same gen (step 1b): the default; converges as EM does.
    STEP_1B("step1b"),
    /// The push of the iteration before: unbiased in the limit, and about four times slower.
    KEEP_PUSH("keep-push"),
    /// Step 2 learns on matched events alone and its ratio, a function of gen, is then applied to the
    /// misses too.
    EFFICIENCY_AFTER("efficiency-after");

    private final String label;

    Misses(String label) {
        this.label = label;
    }

    /// The name in the study file.
    public String label() {
        return label;
    }
}
