package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.model.ArchitectureFile;
import unfurl.model.NetworkTensors;
import unfurl.nn.Architecture;
import unfurl.nn.Network;
import unfurl.reweight.NetworkRatio;

/// Ratios of networks in a file of tensors: their weights, and in the head under a label their shape and what else
/// belongs to them.
final class RatioTensors {
    private static final String NETWORK = "network";

    private RatioTensors() {}

    static void put(String label, NetworkRatio ratio, Map<String, String> metadata, Map<String, Tensor> tensors) {
        Network first = ratio.members().getFirst().network();
        var head = new LinkedHashMap<String, Object>();
        head.put(NETWORK, ArchitectureFile.entriesOf(first.architecture()));
        head.put(
                "logBalance",
                ratio.members().stream().map(NetworkRatio.Member::logBalance).toList());
        ratio.clip().ifPresent(clip -> head.put("clip", clip));
        metadata.put(label, Document.of(NETWORK, head).toJsonLine());
        for (int i = 0; i < ratio.members().size(); i++) {
            tensors.putAll(NetworkTensors.of(ratio.members().get(i).network(), prefix(label, i)));
        }
    }

    static boolean has(Tensors tensors, String label) {
        return tensors.metadata().containsKey(label);
    }

    /// @throws unfurl.InputException when it is not there, or is none
    static NetworkRatio read(Tensors tensors, String label) {
        Document head = Document.json(tensors.text(label), tensors.source());
        Architecture architecture = ArchitectureFile.read(head.get(NETWORK));
        var members = new ArrayList<NetworkRatio.Member>();
        for (Document balance : head.get("logBalance").list()) {
            Network network = NetworkTensors.read(tensors, prefix(label, members.size()), architecture);
            members.add(new NetworkRatio.Member(network, balance.number()));
        }
        OptionalDouble clip =
                head.find("clip").map(d -> OptionalDouble.of(d.number())).orElse(OptionalDouble.empty());
        return new NetworkRatio(members, clip);
    }

    private static String prefix(String label, int member) {
        return label + "/" + member + "/";
    }
}
