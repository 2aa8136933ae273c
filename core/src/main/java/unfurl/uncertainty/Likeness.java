package unfurl.uncertainty;

/// In what a simulation is made to resemble another sample.
///
/// Source: CMS, CMS-PAS-SMP-23-008.
public enum Likeness {
    /// In the detector's answer: the other sample is of the same generator, seen by another detector. The
    /// simulation's reco weights are taken to it at gen and reco together.
    DETECTOR("detector"),
    /// In the distribution at gen: the other sample is of another generator. Gen and reco weights are taken
    /// to it at gen; what the detector answers to an event stays.
    PRIOR("prior"),
    /// In what the unfolded observables do not say, and the answer of the detector depends on: the other
    /// sample, of another generator, is taken to the simulation at gen, and the simulation's reco weights
    /// to that at gen and reco together. The distribution at gen stays.
    RESPONSE("response");

    private final String label;

    Likeness(String label) {
        this.label = label;
    }

    /// The name in the study file.
    public String label() {
        return label;
    }
}
