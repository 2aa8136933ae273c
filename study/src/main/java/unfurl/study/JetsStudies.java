package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.formats.Document;

/// The studies of the example of jets, and its README.
final class JetsStudies {
    private JetsStudies() {}

    /// Unfolds clouds of particles and reads the observables off the result.
    ///
    /// The networks see the logarithm of the distance beside the two angles, on whose scale the collinear core
    /// is a point; and the jet's momentum, which sums over functions of logarithms give only roughly.
    ///
    /// @param formulas of the observables, by name
    static Document particles(Map<String, String> formulas) {
        return clouds("study.yaml", "jets", "by deep sets", entries("deepSets", entries()), formulas);
    }

    /// Unfolds the same clouds with attention among the particles, in a network small enough for minutes.
    ///
    /// @param formulas of the observables, by name
    static Document attention(Map<String, String> formulas) {
        Map<String, Object> small = entries("width", 16, "heads", 2, "blocks", 1);
        Map<String, Object> estimator = entries("attention", small, "activation", "gelu");
        return clouds("attention.yaml", "jets-attention", "by attention", estimator, formulas);
    }

    private static Document clouds(
            String file, String name, String how, Map<String, Object> estimator, Map<String, String> formulas) {
        Map<String, Object> observables = shown(formulas);
        observables.put("from", formulas);
        var out = begun(name, "Jets of quarks and gluons, unfolded as clouds of particles " + how);
        out.put("observables", observables);
        out.put(
                "particles",
                entries(
                        "names", List.of("pt", "eta", "phi", "r", "charged"),
                        "features", entries("pt", "log", "r", "log"),
                        "units", entries("pt", "GeV", "phi", "rad"),
                        "with", List.of("pT_jet")));
        out.put("method", entries("iterations", 3, "estimator", estimator));
        return Document.of(file, out);
    }

    /// Unfolds the observables alone.
    static Document observables(Map<String, String> formulas) {
        var out = begun("jets-observables", "Jets of quarks and gluons, unfolded by their observables");
        out.put("observables", shown(formulas));
        out.put("method", entries("iterations", 3));
        return Document.of("observables.yaml", out);
    }

    private static Map<String, Object> begun(String name, String about) {
        return entries(
                "study", name,
                "title", entries("about", about, "left", "**Unfurl** Example"),
                "data", entries("file", "data.parquet"),
                "simulation", entries("file", "simulation.parquet", "passGen", "pass_truth", "passReco", "pass_reco"),
                "truth", entries("file", "truth.parquet", "sameEvents", true));
    }

    private static Map<String, Object> shown(Map<String, String> formulas) {
        var labels = entries(
                "pT_jet", "*p*_{T}^{jet}", "mass", "*m*", "multiplicity", "*n*", "width", "*w*", "pTD", "*p*_{T}^{D}");
        var bins = new LinkedHashMap<String, Object>();
        bins.put("pT_jet", entries("bins", 25, "from", 450, "to", 950));
        bins.put("mass", entries("bins", 25, "from", 0, "to", 200));
        bins.put("width", entries("bins", 25, "from", 0, "to", 0.3));
        bins.put("pTD", entries("bins", 25, "from", 0.1, "to", 1));
        return entries(
                "names",
                new ArrayList<>(formulas.keySet()),
                "labels",
                labels,
                "units",
                entries("pT_jet", "GeV", "mass", "GeV"),
                "bins",
                bins);
    }

    static String readme(Document options) {
        return """
                # Jets as clouds of particles

                    unfurl unfold study.yaml
                    unfurl compare runs/jets --truth truth.parquet
                    unfurl hist runs/jets --observable 'sum(charged)' --edges 0,4,8,12,16,24

                Each row is a jet: columns of lists with pT (GeV), η, φ and the distance r (from the jet's axis) of its
                particles at gen, and whether each is charged; the same at reco with `_reco`; and five observables of them.
                `data.parquet` has the detected jets of a nature that is not the simulation; `truth.parquet` has that nature's
                jets at gen, inside the gen selection. `study.yaml` unfolds the clouds with deep sets and reads the
                observables off the result, `attention.yaml` does so with attention; `observables.yaml` unfolds the five
                observables with a perceptron.

                A leading-logarithm parton shower and a parametrised detector made them: a problem whose answer is known, not
                jets of any experiment. Written with:

                ```yaml
                %s```
                """.formatted(options.toYaml());
    }
}
