package unfurl.study;

import java.util.List;
import java.util.Optional;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.provenance.Provenance;

/// The events of a study as they are read: checked, selected, with the observables' own names at both levels.
///
/// @param simulation simulated events, those that pass neither selection left out
/// @param data       selected data
/// @param background selected events of each background, in the study's order
/// @param truth      the answer, where the study has one
/// @param files      what was read
/// @param dropped    events dropped for a value that is not finite, by sample
record Inputs(
        Simulated simulation,
        Sample data,
        List<Sample> background,
        Optional<Sample> truth,
        List<Provenance.Input> files,
        List<Dropped> dropped) {

    /// Events of one level.
    ///
    /// @param name        what they are called
    /// @param observables one column per observable
    /// @param weight      yields at the luminosity of the data
    record Sample(String name, Table observables, Weights weight) {}

    /// Simulated events. What an event has at a level whose selection it fails is not looked at, and may be
    /// anything; its weight there is 0.
    record Simulated(Table gen, Table reco, Mask passGen, Mask passReco, Weights genWeight, Weights recoWeight) {}

    /// Events left out of a sample because a value is not finite.
    record Dropped(String sample, int events) {}

    static Inputs read(Study study) {
        return new InputReader(study).read();
    }
}
