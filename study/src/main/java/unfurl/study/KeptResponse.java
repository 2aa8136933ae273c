package unfurl.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.provenance.Provenance;
import unfurl.reweight.NetworkRatio;
import unfurl.reweight.Ratio;
import unfurl.uncertainty.ResponseChecks;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.UnfoldingProblem;

/// A learned response, kept in a run folder: one safetensors file with the networks of its classifiers as float32, and
/// in the head the inputs, where it was learned, how often it failed before and why, the checks and the SHA-256 of
/// everything else in the file.
///
/// @param response what was learned
/// @param checks   which it passed
/// @param failures why each attempt before the last failed
record KeptResponse(LearnedResponse response, ResponseChecks checks, List<String> failures) {
    private static final String FORMAT = "unfurl-response-1";
    private static final String JOINT = "joint";
    private static final String GEN = "gen";
    private static final String RECO = "reco";

    /// Copies the list.
    KeptResponse {
        failures = List.copyOf(failures);
    }

    /// Writes it, in one piece.
    ///
    /// @param inputs what the run read for its result
    void write(Path file, List<Provenance.Input> inputs) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("inputs", Checkpoint.text(inputs));
        metadata.put("keepsEfficiency", Boolean.toString(response.keepsEfficiency()));
        metadata.put(
                "ranges",
                Document.of(
                                "ranges",
                                response.ranges().stream()
                                        .map(range -> Document.entries(
                                                "parameter",
                                                range.parameter(),
                                                "low",
                                                range.low(),
                                                "high",
                                                range.high()))
                                        .toList())
                        .toJsonLine());
        metadata.put("checks", ChecksFile.document(checks).toJsonLine());
        metadata.put("failures", Document.of("failures", failures).toJsonLine());
        var tensors = new LinkedHashMap<String, Tensor>();
        var classifiers = response.classifiers();
        put(JOINT, classifiers.joint(), metadata, tensors);
        put(GEN, classifiers.gen(), metadata, tensors);
        classifiers.reco().ifPresent(reco -> put(RECO, reco, metadata, tensors));
        new Tensors(file.toString(), metadata, tensors).withDigest().write(file);
    }

    private static void put(String label, Ratio ratio, Map<String, String> metadata, Map<String, Tensor> tensors) {
        RatioTensors.put(label, (NetworkRatio) ratio, metadata, tensors);
    }

    /// Reads what was written, if it was.
    ///
    /// @param inputs     what the run reads now for its result
    /// @param simulation at whose events it is asked for
    /// @throws unfurl.InputException when the file is damaged or belongs to other inputs
    static Optional<KeptResponse> read(
            Path file, List<Provenance.Input> inputs, UnfoldingProblem.Simulation simulation) {
        return KeptFile.open(file, FORMAT, inputs).map(tensors -> of(tensors, file.toString(), simulation));
    }

    private static KeptResponse of(Tensors tensors, String file, UnfoldingProblem.Simulation simulation) {
        List<LearnedResponse.Range> ranges = Document.json(tensors.text("ranges"), file).list().stream()
                .map(range -> new LearnedResponse.Range(
                        range.get("parameter").text(),
                        range.get("low").number(),
                        range.get("high").number()))
                .toList();
        Optional<Ratio> reco =
                RatioTensors.has(tensors, RECO) ? Optional.of(RatioTensors.read(tensors, RECO)) : Optional.empty();
        return new KeptResponse(
                new LearnedResponse(
                        simulation,
                        ranges,
                        efficiency(Boolean.parseBoolean(tensors.text("keepsEfficiency"))),
                        new LearnedResponse.Classifiers(
                                RatioTensors.read(tensors, JOINT), RatioTensors.read(tensors, GEN), reco)),
                ChecksFile.response(Document.json(tensors.text("checks"), file)),
                ReplicaFile.failures(tensors, file));
    }

    static LearnedResponse.Efficiency efficiency(boolean isKept) {
        return isKept ? LearnedResponse.Efficiency.KEPT : LearnedResponse.Efficiency.LEARNED;
    }
}
