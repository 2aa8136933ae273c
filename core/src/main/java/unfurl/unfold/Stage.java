package unfurl.unfold;

/// The fits of an OmniFold iteration, in order.
public enum Stage {
    /// Data over simulation at reco, on the events that pass the reco selection.
    STEP_1("step1"),
    /// What step 1 would have given what the detector does not see: the mean ratio at its gen, learned on matched
    /// events.
    STEP_1B("step1b"),
    /// Pulled over prior at gen, on the events that pass the gen selection.
    STEP_2("step2"),
    /// What step 2 would have given a fake: the mean push at its reco, learned on matched events.
    STEP_2B("step2b"),
    /// The nuisance parameters, where there are any.
    STEP_3("step3");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /// The name in logs, seeds and reports.
    public String label() {
        return label;
    }

    /// Whether its ratio is one of reco; of others it is one of gen.
    boolean isAtReco() {
        return this == STEP_1 || this == STEP_2B;
    }

    /// The stage after this one where no nuisance parameters are fitted; after [#STEP_2B] comes [#STEP_1] of the next
    /// iteration.
    public Stage next() {
        return switch (this) {
            case STEP_1 -> STEP_1B;
            case STEP_1B -> STEP_2;
            case STEP_2 -> STEP_2B;
            case STEP_2B, STEP_3 -> STEP_1;
        };
    }
}
