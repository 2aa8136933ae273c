package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;
import unfurl.unfold.NuisanceParameter;
import unfurl.unfold.Nuisances;

/// The unfoldings that tell what a fit of nuisance parameters does to the result: with each parameter held one
/// standard deviation above and below what was fitted, the others fitted anew; with all held where they start; and
/// from every other start.
///
/// @param study  what is asked
/// @param fitted the nominal fit
record ProfileReplicas(Study study, FittedNuisances fitted) {
    /// With all parameters held where they start.
    static final String UNPROFILED = "unprofiled";

    /// Their names; none in a study without parameters.
    static List<String> names(Study study) {
        if (study.nuisances().isEmpty()) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (NuisanceBlock nuisance : study.nuisances()) {
            names.add(nuisance.up());
            names.add(nuisance.down());
        }
        names.add(UNPROFILED);
        IntStream.range(1, starts(study)).mapToObj(ReplicaKind.START::numbered).forEach(names::add);
        return names;
    }

    /// How many starts there are, the nominal one among them.
    static int starts(Study study) {
        return study.nuisances().stream()
                .mapToInt(nuisance -> nuisance.starts().size())
                .max()
                .orElse(0);
    }

    List<Replica> all() {
        return names(study).stream().map(this::replica).toList();
    }

    private Replica replica(String name) {
        return new Replica(
                name,
                new Variation.None(),
                Replicas.nominal(study),
                Replicas.root(study).child(name));
    }

    /// The parameters of each, by its name.
    Map<String, Nuisances> nuisances() {
        var out = new LinkedHashMap<String, Nuisances>();
        List<NuisanceBlock> blocks = study.nuisances();
        for (int k = 0; k < blocks.size(); k++) {
            out.put(blocks.get(k).up(), held(k, fitted.above(k)));
            out.put(blocks.get(k).down(), held(k, fitted.below(k)));
        }
        out.put(UNPROFILED, with(parameter -> parameter.heldAt(parameter.start())));
        for (int start = 1; start < starts(study); start++) {
            out.put(ReplicaKind.START.numbered(start), from(start));
        }
        return out;
    }

    private Nuisances held(int k, double value) {
        String name = study.nuisances().get(k).name();
        return with(parameter -> parameter.name().equals(name) ? parameter.heldAt(value) : atEnd(parameter));
    }

    /// From where the fit ended.
    private NuisanceParameter atEnd(NuisanceParameter parameter) {
        return parameter.from(fitted.value(study.nuisanceNames().indexOf(parameter.name())));
    }

    /// A parameter with fewer starts has its first.
    private Nuisances from(int start) {
        return with(parameter -> {
            List<Double> starts = study.nuisances()
                    .get(study.nuisanceNames().indexOf(parameter.name()))
                    .starts();
            return parameter.from(starts.get(start < starts.size() ? start : 0));
        });
    }

    private Nuisances with(UnaryOperator<NuisanceParameter> change) {
        return fitted.nuisances().with(change);
    }
}
