package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import unfurl.formats.Document;
import unfurl.model.Model;
import unfurl.model.ModelFile;

/// What a trained network is.
///
/// @param path  where it is
/// @param model what was read and verified
record ModelInfo(Path path, Model model) implements Answer {
    /// Whether a path is taken for a model: by its ending.
    static boolean isModel(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(ModelFile.ENDING);
    }

    static ModelInfo of(Path path) {
        return new ModelInfo(path, ModelFile.read(path));
    }

    private int parameters() {
        return model.network().architecture().parameters();
    }

    @Override
    public Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", "model");
        out.put("file", path.toString());
        out.put("parameters", parameters());
        out.put("head", ModelFile.head(model));
        return Document.of("info", out);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("model %s: a network %s with %s"
                .formatted(path, model.network().architecture(), Shown.plural(parameters(), "parameter")));
        out.println();
        facts().print(out);
        out.println();
        printFeatures(out);
    }

    private Facts facts() {
        Model.Origin origin = model.origin();
        Model.Member member = model.member();
        var facts = new Facts();
        facts.add(
                "output",
                "logit of %s over %s"
                        .formatted(model.output().numerator(), model.output().denominator()));
        facts.add("ratio", ratio(model.output().logBalance()));
        facts.add("step", "%s of iteration %d".formatted(origin.step(), origin.iteration()));
        facts.add("member", "%d of %d, counted from 0".formatted(member.index(), member.count()));
        member.clip().ifPresent(bound -> facts.add("clip", "mean logit within ±" + Shown.exact(bound)));
        facts.add("scale", Shown.number(member.scale(), 6));
        facts.add("study", "%s, %s".formatted(origin.study(), origin.studyDigest()));
        facts.add("made with", origin.producer());
        return facts;
    }

    private static String ratio(double logBalance) {
        return "exp(logit %s %s)".formatted(logBalance < 0 ? "−" : "+", Shown.number(Math.abs(logBalance), 6));
    }

    private void printFeatures(PrintWriter out) {
        List<String> names = model.encoding().names();
        if (!names.isEmpty()) {
            table("feature", names, 0).print(out);
        }
        model.particles().ifPresent(particles -> {
            if (!names.isEmpty()) {
                out.println();
            }
            table("feature of a particle", particles.names(), names.size()).print(out);
        });
    }

    /// @param first where the features lie in the network's standardisation
    private TextTable table(String what, List<String> names, int first) {
        float[] mean = model.network().mean();
        float[] inverseScale = model.network().inverseScale();
        var table = new TextTable(
                "%s at %s".formatted(what, model.encoding().level()), ">less the mean", ">times the inverse scale");
        for (int j = 0; j < names.size(); j++) {
            table.row(names.get(j), Shown.number(mean[first + j], 6), Shown.number(inverseScale[first + j], 6));
        }
        return table;
    }
}
