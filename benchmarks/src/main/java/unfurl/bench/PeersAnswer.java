package unfurl.bench;

import java.util.LinkedHashMap;
import unfurl.formats.Document;

/// One training by Unfurl beside the same by PyTorch.
///
/// @param work      what was trained
/// @param clock     of all times
/// @param ours      of Unfurl's epochs
/// @param torch     of PyTorch's epochs
/// @param peak      of the machine on as many threads, in 10⁹ operations a second
/// @param ourLoss   validation loss after the last epoch
/// @param torchLoss PyTorch's
/// @param tolerance by how much they may differ
record PeersAnswer(
        Workload work,
        Clock clock,
        Timing ours,
        Timing torch,
        double peak,
        double ourLoss,
        double torchLoss,
        double tolerance) {
    static final String PYTORCH = "org.bytedeco:pytorch:2.10.0-1.5.13";

    /// How many times as fast Unfurl is.
    double ratio() {
        return torch.median() / ours.median();
    }

    /// The part of the peak that a program reaches whose epochs take that time.
    private double fraction(Timing epochs) {
        return work.gigaOperations() / epochs.median() / peak;
    }

    /// For programs.
    Document document() {
        var out = new LinkedHashMap<>(work.document());
        out.put("clock", clock);
        out.put("unfurlSecondsPerEpoch", ours.document());
        out.put("torchSecondsPerEpoch", torch.document());
        out.put("ratio", ratio());
        out.put("peakGigaflops", peak);
        out.put("unfurlFractionOfPeak", fraction(ours));
        out.put("torchFractionOfPeak", fraction(torch));
        out.put("unfurlLoss", ourLoss);
        out.put("torchLoss", torchLoss);
        out.put("allowedDifference", tolerance);
        return Document.of("bench peers", out);
    }
}
