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
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.model.ArchitectureFile;
import unfurl.model.NetworkTensors;
import unfurl.nn.Architecture;
import unfurl.nn.Network;
import unfurl.provenance.Provenance;
import unfurl.reweight.NetworkRatio;
import unfurl.reweight.Ratio;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// Where a run is: all that is needed to go on to the same bits, and what happened so far.
///
/// One safetensors file: `pull`, `unseen`, `push` and the push after each iteration as float64, the
/// networks as float32, and in the head the inputs, the iteration, the stage that comes next, the records
/// of the steps, the networks' shapes, and the SHA-256 of everything else in the file.
///
/// @param state   of the unfolding
/// @param pushes  the push after each complete iteration
/// @param records what happened in each step
record Checkpoint(OmniFold.State state, List<Weights> pushes, List<StepRecord> records) {
    private static final String FORMAT = "unfurl-checkpoint-3";
    private static final String NETWORK = "network";

    Checkpoint {
        pushes = List.copyOf(pushes);
        records = List.copyOf(records);
    }

    /// Before the first step.
    static Checkpoint begin(OmniFold.State state) {
        return new Checkpoint(state, List.of(), List.of());
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
        return new Checkpoint(next, allPushes, allRecords);
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
        metadata.put("records", Document.of("records", log()).toJsonLine());
        tensors.put("pull", tensor(state.pull()));
        tensors.put("unseen", tensor(state.unseen()));
        tensors.put("push", tensor(state.push()));
        for (int i = 0; i < pushes.size(); i++) {
            tensors.put("push/" + (i + 1), tensor(pushes.get(i)));
        }
        for (Stage stage : Stage.values()) {
            if (state.ratios().get(stage) instanceof NetworkRatio networks) {
                putNetworks(stage, networks, metadata, tensors);
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
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Tensors tensors = Tensors.read(file);
        if (!tensors.text("format").equals(FORMAT)) {
            throw new InputException("%s is a checkpoint of format '%s'; this version reads '%s'"
                    .formatted(file, tensors.text("format"), FORMAT));
        }
        requireWhole(tensors, file);
        requireInputs(file, tensors.text("inputs"), text(inputs));
        int iteration = Integer.parseInt(tensors.text("iteration"));
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
                ratios(tensors));
        var records = Document.json(tensors.text("records"), file.toString()).list().stream()
                .map(StepRecord::of)
                .toList();
        return Optional.of(new Checkpoint(state, pushes, records));
    }

    static void requireWhole(Tensors tensors, Path file) {
        try {
            tensors.requireDigest();
        } catch (InputException damaged) {
            throw new InputException(
                    "%s is damaged: its digest is not the one in it; delete it to begin the run anew".formatted(file),
                    damaged);
        }
    }

    static void requireInputs(Path file, String before, String now) {
        List<String> then = before.lines().toList();
        List<String> changed = now.lines().filter(line -> !then.contains(line)).toList();
        if (!before.equals(now)) {
            throw new InputException(
                    "the run of %s was begun with other input files%s\n  allowed    the same files, or another --out"
                            .formatted(file, changed.isEmpty() ? "" : "; changed is " + String.join(", ", changed)));
        }
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

    private static void putNetworks(
            Stage stage, NetworkRatio ratio, Map<String, String> metadata, Map<String, Tensor> tensors) {
        Network first = ratio.members().getFirst().network();
        var head = new LinkedHashMap<String, Object>();
        head.put(NETWORK, ArchitectureFile.entriesOf(first.architecture()));
        head.put(
                "logBalance",
                ratio.members().stream().map(NetworkRatio.Member::logBalance).toList());
        ratio.clip().ifPresent(clip -> head.put("clip", clip));
        metadata.put(stage.label(), Document.of(NETWORK, head).toJsonLine());
        for (int i = 0; i < ratio.members().size(); i++) {
            tensors.putAll(NetworkTensors.of(ratio.members().get(i).network(), prefix(stage, i)));
        }
    }

    private static String prefix(Stage stage, int member) {
        return stage.label() + "/" + member + "/";
    }

    private static Map<Stage, Ratio> ratios(Tensors tensors) {
        var ratios = new EnumMap<Stage, Ratio>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (tensors.metadata().containsKey(stage.label())) {
                ratios.put(stage, ratio(tensors, stage));
            }
        }
        return ratios;
    }

    private static NetworkRatio ratio(Tensors tensors, Stage stage) {
        Document head = Document.json(tensors.text(stage.label()), tensors.source());
        Architecture architecture = ArchitectureFile.read(head.get(NETWORK));
        var members = new ArrayList<NetworkRatio.Member>();
        for (Document balance : head.get("logBalance").list()) {
            Network network = NetworkTensors.read(tensors, prefix(stage, members.size()), architecture);
            members.add(new NetworkRatio.Member(network, balance.number()));
        }
        OptionalDouble clip =
                head.find("clip").map(d -> OptionalDouble.of(d.number())).orElse(OptionalDouble.empty());
        return new NetworkRatio(members, clip);
    }
}
