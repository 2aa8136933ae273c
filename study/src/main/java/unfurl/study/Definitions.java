package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.formats.Document;
import unfurl.provenance.Digest;

/// What makes a replica or a template the one it is, beside the nominal unfolding: a finished one is
/// taken again by a run whose `uncertainty` has changed where its own definition has not. Seeds go by
/// name, so the name and the rest of the study say the rest.
///
/// @param study  what is asked
/// @param inputs what was read
record Definitions(Study study, Inputs inputs) {
    /// Of a replica.
    ///
    /// @param name its name
    String replica(String name) {
        var out = new LinkedHashMap<String, Object>();
        if (!isFromNothing(name)) {
            study.uncertainty().warmEpochs().ifPresent(epochs -> out.put("warmEpochs", epochs));
        }
        effect(name).ifPresent(effect -> out.put("effect", effect));
        if (ReplicaKind.TOY.has(name)) {
            out.put("nuisances", nuisances());
            if (!study.nuisances().isEmpty()) {
                out.put("priors", "drawn");
            }
        }
        if (ReplicaKind.START.has(name)) {
            out.put("course", "kept");
        }
        return Document.of("definition", out).toJsonLine();
    }

    /// Of the template of an effect.
    String template(String effect) {
        return Document.of("definition", effect(effect).orElseThrow()).toJsonLine();
    }

    /// Whether a replica never goes on from the nominal networks: another beginning is what a member of an ensemble
    /// is, and another start, and a closure must not begin with its answer.
    static boolean isFromNothing(String name) {
        return ReplicaKind.ENSEMBLE.has(name) || ReplicaKind.START.has(name) || name.equals(PublishedWeights.CLOSURE);
    }

    /// What toys draw, in the order in which its factors are multiplied.
    private List<Map<String, Object>> nuisances() {
        return study.uncertainty().drawn().stream()
                .map(systematic -> Document.entries(
                        "nuisance",
                        systematic.nuisance(),
                        "effects",
                        systematic.columns().stream()
                                .map(name -> effect(name).orElseThrow())
                                .toList()))
                .toList();
    }

    private Optional<Map<String, Object>> effect(String name) {
        return EffectReader.all(study).stream()
                .filter(effect -> effect.name().equals(name))
                .findFirst()
                .map(effect -> Document.entries(
                        "name", name, "effect", EffectFile.document(effect.effect()), "files", files(effect.effect())));
    }

    /// The digests of the files that the effect has of its own.
    private List<String> files(UncertaintyBlock.Effect effect) {
        return Stream.concat(
                        effect.file().stream(),
                        effect.other().stream().map(other -> other.sample().file()))
                .map(file -> inputs.digests().get(study.path(file)))
                .map(Digest::toString)
                .toList();
    }
}
