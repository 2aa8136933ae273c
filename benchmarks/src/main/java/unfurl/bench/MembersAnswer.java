package unfurl.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import unfurl.formats.Document;

/// The throughput of several networks on as many threads beside that of one on one.
///
/// @param work         what was trained, on as many threads as networks
/// @param warmUp       epochs of both before
/// @param compiling    seconds that Java's compiler worked in the rounds
/// @param ofOne        seconds an epoch of one network, by the time of day, round by round
/// @param ofAll        seconds an epoch of all networks, in the same rounds
/// @param peakOfOne    of the machine on one thread, in 10⁹ operations a second
/// @param peakOfAll    on all threads
/// @param losses       of each network
/// @param gate         what they were held to
record MembersAnswer(
        Workload work,
        int warmUp,
        double compiling,
        Timing ofOne,
        Timing ofAll,
        double peakOfOne,
        double peakOfAll,
        List<Double> losses,
        LossGate gate) {
    MembersAnswer {
        losses = List.copyOf(losses);
    }

    /// How many times the throughput of one network on one thread, from the medians.
    double ratio() {
        return work.threads() * ofOne.median() / ofAll.median();
    }

    /// The same in each round.
    Timing ratios() {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ofOne.seconds().size(); i++) {
            ratios.add(work.threads() * ofOne.seconds().get(i) / ofAll.seconds().get(i));
        }
        return new Timing(ratios);
    }

    /// For programs.
    Document document() {
        var out = new LinkedHashMap<>(work.document());
        out.put("members", work.threads());
        out.put("rounds", ofOne.seconds().size());
        out.put("warmUpEpochs", warmUp);
        out.put("compilerSeconds", compiling);
        out.put("clock", Clock.WALL);
        out.put("secondsPerEpochOfOne", ofOne.document());
        out.put("secondsPerEpochOfAll", ofAll.document());
        out.put("throughputRatio", ratio());
        out.put("throughputRatioOfRounds", ratios().document());
        out.put("peakGigaflopsOfOne", peakOfOne);
        out.put("peakGigaflopsOfAll", peakOfAll);
        out.put("finalLosses", losses);
        out.putAll(gate.document());
        return Document.of("bench members", out);
    }
}
