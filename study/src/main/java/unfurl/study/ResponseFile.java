package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Expression;
import unfurl.formats.Document;

/// The `response` block of a study file, both ways.
final class ResponseFile {
    private ResponseFile() {}

    /// @param nuisances  all of the study
    /// @param simulation what a sample has that does not say otherwise
    static ResponseBlock bind(Document value, List<NuisanceBlock> nuisances, Study.Simulation simulation) {
        value.onlyKeys("samples", "keepsEfficiency");
        List<String> learned = learned(nuisances);
        if (learned.isEmpty()) {
            throw value.wrong(
                    "has nothing to learn: each nuisance has its own `logRatio` or `up`",
                    "a nuisance without these, or no response");
        }
        var samples = new ArrayList<ResponseBlock.Sample>();
        for (Document item : value.get("samples").list()) {
            item.onlyKeys("file", "genWeight", "recoWeight", "passGen", "passReco", "at");
            samples.add(
                    new ResponseBlock.Sample(SamplesFile.simulation(item, simulation), at(item.get("at"), learned)));
        }
        if (samples.isEmpty()) {
            throw value.get("samples").refuse("a list of samples");
        }
        return new ResponseBlock(
                samples, value.find("keepsEfficiency").map(Document::flag).orElse(false));
    }

    /// The parameters that are learned, in order.
    static List<String> learned(List<NuisanceBlock> nuisances) {
        return nuisances.stream()
                .filter(nuisance -> nuisance.source() instanceof NuisanceBlock.Source.Learned)
                .map(NuisanceBlock::name)
                .toList();
    }

    private static Map<String, Expression> at(Document value, List<String> learned) {
        value.onlyKeys(learned.toArray(String[]::new));
        var at = new LinkedHashMap<String, Expression>();
        learned.forEach(name -> at.put(name, StudyFile.weight(value.get(name))));
        return at;
    }

    /// Classifiers that know parameters are networks, of features alone: step 3 goes by their derivatives.
    static void requireSmooth(Study study, Document document) {
        if (study.response().isEmpty()) {
            return;
        }
        Optional<Document> method = document.find("method");
        Document asked = method.flatMap(d -> d.find("templates"))
                .or(() -> method.flatMap(d -> d.find("estimator")))
                .orElse(document.get("response"));
        if (!(study.method().templates() instanceof Estimator.Networks)) {
            throw asked.wrong(
                    "learns the response, whose derivatives are wanted, and trees have none",
                    "method.templates: {network: [64, 64], activation: silu}, say");
        }
        asked.find("clip").ifPresent(clip -> {
            throw clip.wrong(
                    "bounds the response, whose derivatives are wanted: at a bound it has none",
                    "method.templates without `clip`");
        });
        if (study.particles().isPresent()) {
            throw document.get("response")
                    .wrong(
                            "is learned from features alone, and the study has particles",
                            "nuisances with `logRatio` or `up`, or no particles");
        }
    }

    static Map<String, Object> document(ResponseBlock response) {
        return entries(
                "samples",
                response.samples().stream().map(ResponseFile::document).toList(),
                "keepsEfficiency",
                response.keepsEfficiency());
    }

    private static Map<String, Object> document(ResponseBlock.Sample sample) {
        Map<String, Object> out = ResolvedStudy.simulation(sample.events());
        out.remove("scale");
        var at = new LinkedHashMap<String, Object>();
        sample.at().forEach((name, value) -> at.put(name, value.text()));
        out.put("at", at);
        return out;
    }
}
