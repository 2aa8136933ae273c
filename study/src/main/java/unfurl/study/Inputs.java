package unfurl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Identities;

/// The events of a study as they are read: checked, selected, with the observables' own names at both
/// levels.
///
/// @param simulation simulated events, those that pass neither selection left out
/// @param data       selected data
/// @param background selected events of each background, in the study's order
/// @param truth      the answer, where the study has one
/// @param varied     what each effect of the study changes, in the order of its weights
/// @param formulas   (n) columns of the simulation's file that formulas of nuisance parameters have, by name
/// @param samples    what a response is learned from, in the study's order
/// @param files      what was read
/// @param nominal    those of them that the result depends on, and last which events are simulated ones:
///                   an effect on the reco selection adds those that it alone selects
/// @param digests    of every file, by its path
/// @param dropped    events dropped for a value that is not finite, by sample
record Inputs(
        Simulated simulation,
        Sample data,
        List<Sample> background,
        Optional<Sample> truth,
        List<Varied> varied,
        Map<String, Column> formulas,
        List<Detected> samples,
        List<Provenance.Input> files,
        List<Provenance.Input> nominal,
        Map<Path, Digest> digests,
        List<Dropped> dropped) {

    /// Events of one level.
    ///
    /// @param name        what they are called
    /// @param observables one column per observable
    /// @param weight      yields at the luminosity of the data
    /// @param rows        their rows in the file
    /// @param factors     what multiplies the weights, by the name of the effect that does; of a background
    record Sample(String name, Table observables, Weights weight, Identities rows, Map<String, Weights> factors) {
        /// Copies the map.
        Sample {
            factors = Map.copyOf(factors);
        }
    }

    /// Simulated events. What an event has at a level whose selection it fails is not looked at, and may be
    /// anything; its weight there is 0. With effects that change the reco selection, events are among them
    /// that pass it then alone.
    record Simulated(
            Table gen,
            Table reco,
            Mask passGen,
            Mask passReco,
            Weights genWeight,
            Weights recoWeight,
            Identities rows) {}

    /// What an effect changes of the simulated events.
    ///
    /// @param effect     what was asked
    /// @param detector   another detector's answer to the events
    /// @param genFactor  (n) multiplies the gen weights
    /// @param recoFactor (n) multiplies the reco weights; that of the gen weights is in it
    /// @param other      other simulated events that these are made to resemble
    record Varied(
            EffectReader effect,
            Optional<Resimulated> detector,
            Optional<Weights> genFactor,
            Optional<Weights> recoFactor,
            Optional<Simulated> other) {}

    /// Simulated events as another detector sees them.
    record Resimulated(Table reco, Mask passReco, Weights recoWeight) {}

    /// Simulated events with the parameters of the detector that saw them.
    ///
    /// @param at (n) values by the parameter's name
    record Detected(Simulated events, Map<String, Column> at) {
        /// Copies the map.
        Detected {
            at = Map.copyOf(at);
        }
    }

    /// Events left out of a sample because a value is not finite.
    record Dropped(String sample, int events) {}

    static Inputs read(Study study) {
        return new InputReader(study).read();
    }
}
