package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.reweight.FitSummary;
import unfurl.unfold.Ledger;
import unfurl.unfold.OmniFold;

/// What happened in a step and where the yields are after it: a line of `log.jsonl`.
///
/// @param info   of the step
/// @param ledger after it
record StepRecord(OmniFold.Info info, Ledger ledger) {

    Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("iteration", info.iteration());
        out.put("step", info.stage().label());
        out.put("scale", info.scale());
        out.put("clipped", info.clipped());
        out.put("nEff", info.nEff());
        out.put("change", info.change());
        if (!info.theta().isEmpty()) {
            out.put("theta", info.theta());
        }
        info.fit().ifPresent(fit -> out.put("fit", fit(fit)));
        out.put(
                "ledger",
                ledger.entries().stream()
                        .map(e -> List.of(e.label(), e.value(), e.nEff()))
                        .toList());
        return Document.of("log.jsonl", out);
    }

    private static LinkedHashMap<String, Object> fit(FitSummary fit) {
        var out = new LinkedHashMap<String, Object>();
        out.put("rows", fit.rows());
        out.put("notes", fit.notes());
        out.put(
                "curves",
                fit.curves().stream()
                        .map(curve -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("bestEpoch", curve.bestEpoch());
                            one.put("training", curve.training());
                            one.put("validation", curve.validation());
                            return one;
                        })
                        .toList());
        return out;
    }

    static StepRecord of(Document record) {
        var info = new OmniFold.Info(
                (int) record.get("iteration").whole(),
                Checkpoint.stage(record.get("step").text()),
                record.find("fit").map(StepRecord::fit),
                record.get("scale").number(),
                (int) record.get("clipped").whole(),
                record.get("nEff").number(),
                record.get("change").number(),
                record.find("theta").map(StepRecord::numbers).orElse(List.of()));
        var entries = record.get("ledger").list().stream()
                .map(Document::list)
                .map(e -> new Ledger.Entry(
                        e.get(0).text(), e.get(1).number(), e.get(2).number()))
                .toList();
        return new StepRecord(info, new Ledger(entries));
    }

    private static FitSummary fit(Document fit) {
        return new FitSummary(
                (int) fit.get("rows").whole(),
                fit.get("curves").list().stream()
                        .map(curve -> new FitSummary.Curve(
                                numbers(curve.get("training")), numbers(curve.get("validation")), (int)
                                        curve.get("bestEpoch").whole()))
                        .toList(),
                fit.get("notes").list().stream().map(Document::text).toList());
    }

    private static List<Double> numbers(Document list) {
        return list.list().stream().map(Document::number).toList();
    }

    /// The fit's curves, empty when there was none.
    List<FitSummary.Curve> curves() {
        return info.fit().map(FitSummary::curves).orElse(List.of());
    }

    /// What the fit noted.
    List<String> notes() {
        return Optional.of(info)
                .flatMap(OmniFold.Info::fit)
                .map(FitSummary::notes)
                .orElse(List.of());
    }
}
