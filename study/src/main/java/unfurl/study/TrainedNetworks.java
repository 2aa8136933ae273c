package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.measurement.Measurement;
import unfurl.model.Ensemble;
import unfurl.model.Model;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;
import unfurl.reweight.NetworkRatio;
import unfurl.unfold.Stage;

/// The networks of a run's last iteration, to be taken along.
final class TrainedNetworks {
    private TrainedNetworks() {}

    /// The networks of each step that has some.
    static List<Ensemble> of(Prepared prepared, Checkpoint end, Measurement measurement) {
        var out = new ArrayList<Ensemble>();
        for (Stage stage : Stage.values()) {
            if (end.state().ratios().get(stage) instanceof NetworkRatio ratio) {
                StepRecord last = end.records().stream()
                        .filter(record -> record.info().stage() == stage
                                && record.info().fit().isPresent())
                        .reduce((first, second) -> second)
                        .orElseThrow();
                out.add(ensemble(ratio, last, prepared, measurement));
            }
        }
        return out;
    }

    private static Ensemble ensemble(
            NetworkRatio ratio, StepRecord record, Prepared prepared, Measurement measurement) {
        Stage stage = record.info().stage();
        Provenance provenance = measurement.provenance();
        var origin = new Model.Origin(
                measurement.head().name(),
                Digest.of(provenance.study()),
                stage.label(),
                record.info().iteration(),
                "Unfurl " + provenance.environment().unfurl());
        var models = new ArrayList<Model>();
        EventEncoding encoding = encoding(stage, prepared);
        for (NetworkRatio.Member member : ratio.members()) {
            models.add(new Model(
                    member.network(),
                    encoding.observables(),
                    encoding.particles(),
                    output(stage, member.logBalance()),
                    new Model.Member(
                            models.size(),
                            ratio.members().size(),
                            ratio.clip(),
                            record.info().scale()),
                    origin));
        }
        return new Ensemble(models);
    }

    private static EventEncoding encoding(Stage stage, Prepared prepared) {
        return switch (stage) {
            case STEP_1, STEP_2B -> prepared.reco();
            case STEP_1B, STEP_2 -> prepared.gen();
            case STEP_3 -> throw new IllegalArgumentException("step 3 has no networks");
        };
    }

    private static Model.Output output(Stage stage, double logBalance) {
        return switch (stage) {
            case STEP_1 ->
                new Model.Output("data less background", "simulation at reco with the push weights", logBalance);
            case STEP_1B ->
                new Model.Output(
                        "matched simulation with the pull weights",
                        "matched simulation with the push weights",
                        logBalance);
            case STEP_2 -> new Model.Output("simulation at gen with the pull weights", "simulation at gen", logBalance);
            case STEP_2B ->
                new Model.Output("matched simulation with the push weights", "matched simulation", logBalance);
            case STEP_3 -> throw new IllegalArgumentException("step 3 has no networks");
        };
    }
}
