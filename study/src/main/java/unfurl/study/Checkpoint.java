package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.reweight.NetworkRatio;
import unfurl.reweight.Ratio;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Where a run is: all that is needed to go on to the same bits, and what happened so far.
///
/// One safetensors file: `pull`, `unseen`, `push` and the push after each iteration as float64, the
/// networks of each iteration as float32, and in the head the inputs, the iteration, the stage that comes
/// next, the records of the steps, the networks' shapes, and the SHA-256 of everything else in the file.
///
/// @param state   of the unfolding
/// @param ratios  what was fitted in each iteration, the unfinished one among them
/// @param pushes  the push after each complete iteration
/// @param records what happened in each step
record Checkpoint(
        OmniFold.State state, List<Map<Stage, Ratio>> ratios, List<Weights> pushes, List<StepRecord> records) {
    private static final String FORMAT = "unfurl-checkpoint-5";

    Checkpoint {
        ratios = ratios.stream().map(Map::copyOf).toList();
        pushes = List.copyOf(pushes);
        records = List.copyOf(records);
    }

    /// Before the first step.
    static Checkpoint begin(Prepared prepared) {
        return new Checkpoint(prepared.method().init(prepared.problem()), List.of(), List.of(), List.of());
    }

    /// The records of the steps, as the run's log has them.
    List<Document> log() {
        return records.stream().map(StepRecord::document).toList();
    }

    /// The state after one more step.
    Checkpoint after(OmniFold.State next, StepRecord record) {
        var allRecords = new ArrayList<>(records);
        allRecords.add(record);
        var allPushes = new ArrayList<>(pushes);
        if (next.iteration() > state.iteration()) {
            allPushes.add(next.push());
        }
        return new Checkpoint(next, with(ratios, record.info(), next), allPushes, allRecords);
    }

    /// What was fitted in each iteration, and in the last step of one.
    private static List<Map<Stage, Ratio>> with(
            List<Map<Stage, Ratio>> before, OmniFold.Info step, OmniFold.State next) {
        var all = new ArrayList<>(before);
        if (all.size() < step.iteration()) {
            all.add(Map.of());
        }
        if (step.fit().isPresent()) {
            var last = new EnumMap<Stage, Ratio>(Stage.class);
            last.putAll(all.removeLast());
            last.put(step.stage(), next.ratios().get(step.stage()));
            all.add(last);
        }
        return all;
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs what the run read
    void write(Path file, List<Provenance.Input> inputs) {
        var metadata = new LinkedHashMap<String, String>();
        var tensors = new LinkedHashMap<String, Tensor>();
        metadata.put("format", FORMAT);
        metadata.put("inputs", text(inputs));
        metadata.put("iteration", Integer.toString(state.iteration()));
        metadata.put("next", state.next().label());
        metadata.put("theta", Document.of("theta", state.theta()).toJsonLine());
        metadata.put("begun", Integer.toString(ratios.size()));
        metadata.put("records", Document.of("records", log()).toJsonLine());
        tensors.put("pull", tensor(state.pull()));
        tensors.put("unseen", tensor(state.unseen()));
        tensors.put("push", tensor(state.push()));
        for (int i = 0; i < pushes.size(); i++) {
            tensors.put("push/" + (i + 1), tensor(pushes.get(i)));
        }
        for (int i = 0; i < ratios.size(); i++) {
            for (Stage stage : Stage.values()) {
                if (ratios.get(i).get(stage) instanceof NetworkRatio networks) {
                    RatioTensors.put(label(i, stage), networks, metadata, tensors);
                }
            }
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot make %s: %s".formatted(file.getParent(), InputException.reason(wrong)), wrong);
        }
        new Tensors(file.toString(), metadata, tensors).withDigest().write(file);
    }

    static String text(List<Provenance.Input> inputs) {
        return inputs.stream()
                .map(i -> "%s: %s %s".formatted(i.role(), i.name(), i.digest()))
                .collect(Collectors.joining("\n"));
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs what the run reads now
    /// @throws InputException when the file is damaged or belongs to other inputs
    static Optional<Checkpoint> read(Path file, List<Provenance.Input> inputs) {
        return KeptFile.open(file, FORMAT, inputs).map(tensors -> of(tensors, file));
    }

    private static Checkpoint of(Tensors tensors, Path file) {
        int iteration = Integer.parseInt(tensors.text("iteration"));
        List<Map<Stage, Ratio>> ratios = ratios(tensors);
        var pushes = new ArrayList<Weights>();
        for (int i = 1; i <= iteration; i++) {
            pushes.add(weights(tensors, "push/" + i));
        }
        var state = new OmniFold.State(
                iteration,
                stage(tensors.text("next")),
                weights(tensors, "pull"),
                weights(tensors, "unseen"),
                weights(tensors, "push"),
                latest(ratios),
                Document.json(tensors.text("theta"), file.toString()).list().stream()
                        .map(Document::number)
                        .toList());
        var records = Document.json(tensors.text("records"), file.toString()).list().stream()
                .map(StepRecord::of)
                .toList();
        return new Checkpoint(state, ratios, pushes, records);
    }

    static Stage stage(String label) {
        for (Stage stage : Stage.values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        throw new InputException("there is no step '%s'".formatted(label));
    }

    private static Tensor tensor(Weights weights) {
        return Tensor.of(weights.toArray(), weights.size());
    }

    private static Weights weights(Tensors tensors, String name) {
        return Weights.of(tensors.tensor(name).doubles());
    }

    /// @param iteration from 0
    private static String label(int iteration, Stage stage) {
        return (iteration + 1) + "/" + stage.label();
    }

    private static List<Map<Stage, Ratio>> ratios(Tensors tensors) {
        int iterations = Integer.parseInt(tensors.text("begun"));
        var all = new ArrayList<Map<Stage, Ratio>>();
        for (int i = 0; i < iterations; i++) {
            var fitted = new EnumMap<Stage, Ratio>(Stage.class);
            for (Stage stage : Stage.values()) {
                if (RatioTensors.has(tensors, label(i, stage))) {
                    fitted.put(stage, RatioTensors.read(tensors, label(i, stage)));
                }
            }
            all.add(fitted);
        }
        return all;
    }

    /// The last fitted ratio of each stage.
    private static Map<Stage, Ratio> latest(List<Map<Stage, Ratio>> ratios) {
        var latest = new EnumMap<Stage, Ratio>(Stage.class);
        ratios.forEach(latest::putAll);
        return latest;
    }
}
