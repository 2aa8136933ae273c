package unfurl.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;
import unfurl.formats.AtomicFile;
import unfurl.formats.AtomicFolder;
import unfurl.formats.Document;

/// Models as ONNX files, for other programs.
///
/// The input `features` (float32, N × d) are the encoded features before standardisation, which is part of the
/// graph. The outputs (float32, N × 1) are `logit`, and `log_ratio` = logit + log balance; a file of an
/// ensemble has the mean of the members' logits, bounded where the run bounded it, and `log_factor` =
/// log_ratio + the logarithm of the run's scale. Constants have the names of the tensors in [ModelFile],
/// behind `members.I.` in an ensemble. Networks on clouds see `particles` (N × P × d) and `mask` (N × P) too.
/// `docs/reference/models.md` has the whole graph.
public final class Onnx {
    /// How the names of such files end.
    public static final String ENDING = ".onnx";

    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 24);

    private Onnx() {}

    /// Writes one network, whole or not at all, replacing the file that is there.
    ///
    /// @throws InputException when it cannot be written
    public static void write(Model model, Path file) {
        put(bytes(model), file);
    }

    /// Writes the ratio of a step, whole or not at all, replacing the file that is there.
    ///
    /// @throws InputException when it cannot be written
    public static void write(Ensemble ensemble, Path file) {
        put(bytes(ensemble), file);
    }

    /// Writes a folder whole or not at all: `STEP.onnx`, the ratio of each step, and where it has several
    /// members `STEP-MEMBER.onnx` for each. Only a folder of ONNX files is replaced, or an empty one.
    ///
    /// @return how many files it has
    /// @throws InputException when something else is there, or it cannot be written
    public static int write(List<Ensemble> ensembles, Path folder) {
        var files = new LinkedHashMap<String, byte[]>();
        for (Ensemble ensemble : ensembles) {
            files.put(ensemble.step() + ENDING, bytes(ensemble));
            for (Model model : ensemble.members()) {
                if (ensemble.members().size() > 1) {
                    files.put(ModelFolder.name(model) + ENDING, bytes(model));
                }
            }
        }
        ModelFolder.requireOnly(folder, ENDING);
        AtomicFolder.write(
                folder, "ONNX files", into -> files.forEach((name, bytes) -> put(bytes, into.resolve(name))));
        return files.size();
    }

    /// Whether something is there that [#write(List, Path)] would replace: more than an empty folder.
    public static boolean wouldReplace(Path folder) {
        return Files.exists(folder) && !AtomicFolder.isEmpty(folder);
    }

    private static void put(byte[] bytes, Path file) {
        AtomicFile.write(file, out -> out.write(bytes));
    }

    static byte[] bytes(Model model) {
        requireRoom(List.of(model));
        var graph = new OnnxGraph();
        NetworkGraph.inputs(graph, model.network().architecture());
        String logit = NetworkGraph.add(graph, model.network(), "", "logit");
        logRatio(graph, logit, model.output().logBalance());
        return finished(graph, model, ModelFolder.name(model), List.of(model));
    }

    static byte[] bytes(Ensemble ensemble) {
        requireRoom(ensemble.members());
        var graph = new OnnxGraph();
        Model first = ensemble.first();
        NetworkGraph.inputs(graph, first.network().architecture());
        var logits = new ArrayList<String>();
        double balance = 0;
        for (Model model : ensemble.members()) {
            String prefix = "members.%d.".formatted(model.member().index());
            logits.add(NetworkGraph.add(graph, model.network(), prefix, prefix + "logit"));
            balance += model.output().logBalance() / ensemble.members().size();
        }
        String logit = mean(graph, logits, first);
        String logRatio = logRatio(graph, logit, balance);
        graph.node(
                "Add",
                "log_factor",
                logRatio,
                graph.shared("log_scale", Math.log(first.member().scale())));
        graph.output("log_factor", "N", 1);
        return finished(graph, first, ensemble.step(), ensemble.members());
    }

    private static String mean(OnnxGraph graph, List<String> logits, Model first) {
        if (first.member().clip().isEmpty()) {
            return graph.node("Mean", "logit", logits.toArray(String[]::new));
        }
        double bound = first.member().clip().getAsDouble();
        String mean = graph.node("Mean", logits);
        return graph.node("Clip", "logit", mean, graph.shared("clip_least", -bound), graph.shared("clip_most", bound));
    }

    private static String logRatio(OnnxGraph graph, String logit, double balance) {
        graph.output(logit, "N", 1);
        graph.output("log_ratio", "N", 1);
        return graph.node("Add", "log_ratio", logit, graph.shared("log_balance", balance));
    }

    private static byte[] finished(OnnxGraph graph, Model model, String name, List<Model> members) {
        String about = "log of %s over %s"
                .formatted(model.output().numerator(), model.output().denominator());
        return graph.model(name, about, model.origin().producer(), properties(model, members));
    }

    private static Map<String, String> properties(Model model, List<Model> members) {
        Document head = ModelFile.head(model);
        var out = new LinkedHashMap<String, String>();
        out.put("features", head.get("features").toJsonLine());
        head.find("particleFeatures").ifPresent(names -> out.put("particleFeatures", names.toJsonLine()));
        out.put("encoding", head.get("encoding").toJsonLine());
        out.put("numerator", model.output().numerator());
        out.put("denominator", model.output().denominator());
        out.put("study", model.origin().study());
        out.put("study_digest", model.origin().studyDigest().hex());
        out.put("step", model.origin().step());
        out.put("iteration", Integer.toString(model.origin().iteration()));
        out.put(
                "members",
                Document.of(
                                "members",
                                members.stream().map(m -> m.member().index()).toList())
                        .toJsonLine());
        return out;
    }

    private static void requireRoom(List<Model> members) {
        long bytes = members.stream()
                .mapToLong(m -> (long) Float.BYTES * m.network().architecture().parameters())
                .sum();
        if (bytes > MOST_BYTES) {
            throw new InputException("the networks have %d bytes, and an ONNX file has room for 2 GB".formatted(bytes));
        }
    }
}
