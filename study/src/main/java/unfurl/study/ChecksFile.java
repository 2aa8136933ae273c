package unfurl.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.reweight.AreaUnderCurve;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.ResponseChecks;
import unfurl.uncertainty.ResponseQuality;
import unfurl.uncertainty.Template;
import unfurl.unfold.ParameterOffset;

/// The checks of learned templates in the head of a file, both ways; and those of responses, for programs.
final class ChecksFile {
    private ChecksFile() {}

    /// What the weights of a response are worth.
    static Map<String, Object> entries(ResponseQuality quality) {
        Map<String, Object> out = Document.entries(
                "at", quality.theta(),
                "nEff", quality.nEff(),
                "keepsEfficiency", quality.keepsEfficiency(),
                "turned", quality.turned());
        quality.tail()
                .ifPresent(tail ->
                        out.putAll(Document.entries("tailIndex", tail.index(), "tailIndexError", tail.error())));
        quality.means()
                .ifPresent(means -> out.putAll(Document.entries(
                        "feature", means.all().feature(),
                        "largestDeviation", means.largest(),
                        "largestDeviationError", means.error(),
                        "meanDeviation", means.all().size(),
                        "pValue", means.all().pValue())));
        return out;
    }

    static String text(List<Template.Checks> learned) {
        return Document.of(
                        "templates", learned.stream().map(ChecksFile::entries).toList())
                .toJsonLine();
    }

    private static Map<String, Object> entries(Template.Checks checks) {
        Map<String, Object> out =
                Document.entries("name", checks.name(), "nEff", checks.nEff(), "unchecked", checks.unchecked());
        checks.closure().ifPresent(worst -> out.put("closure", entries(worst)));
        checks.area().ifPresent(area -> out.put("area", entries(area)));
        return out;
    }

    private static Map<String, Object> entries(Closure closure) {
        return Document.entries(
                "feature", closure.feature(),
                "chiSquare", closure.chiSquare(),
                "degreesOfFreedom", closure.degreesOfFreedom(),
                "pValue", closure.pValue(),
                "size", closure.size());
    }

    private static Map<String, Object> entries(AreaUnderCurve area) {
        return Document.entries("value", area.value(), "error", area.error());
    }

    /// @param source where the text stands, for messages
    static List<Template.Checks> read(String text, String source) {
        return Document.json(text, source).list().stream()
                .map(ChecksFile::checks)
                .toList();
    }

    private static Template.Checks checks(Document entries) {
        return new Template.Checks(
                entries.get("name").text(),
                entries.get("nEff").number(),
                entries.find("closure").map(ChecksFile::closure),
                entries.find("area").map(ChecksFile::area),
                entries.get("unchecked").list().stream().map(Document::text).toList());
    }

    private static Closure closure(Document entries) {
        return new Closure(
                entries.get("feature").text(),
                entries.get("chiSquare").number(),
                (int) entries.get("degreesOfFreedom").whole(),
                entries.get("pValue").number(),
                entries.get("size").number());
    }

    private static AreaUnderCurve area(Document entries) {
        return new AreaUnderCurve(
                entries.get("value").number(), entries.get("error").number());
    }

    /// The checks of a learned response.
    static Document document(ResponseChecks checks) {
        Map<String, Object> out = Document.entries(
                "normalisations",
                checks.normalisations().stream()
                        .map(one ->
                                with(Document.entries("parameter", one.parameter(), "theta", one.theta()), one.worst()))
                        .toList(),
                "heldOut",
                checks.heldOut(),
                "yield",
                checks.yield(),
                "area",
                entries(checks.area()),
                "offsets",
                checks.offsets().stream()
                        .map(one -> Document.entries(
                                "parameter", one.parameter(),
                                "width", one.width(),
                                "offset", one.offset(),
                                "error", one.error()))
                        .toList(),
                "ends",
                checks.ends().stream()
                        .map(end -> Document.entries(
                                "parameter", end.parameter(), "theta", end.theta(), "nEff", end.nEff()))
                        .toList());
        return Document.of("the checks", with(out, checks.closure()));
    }

    private static Map<String, Object> with(Map<String, Object> entries, Optional<Closure> closure) {
        closure.ifPresent(worst -> entries.put("closure", entries(worst)));
        return entries;
    }

    static ResponseChecks response(Document checks) {
        return new ResponseChecks(
                checks.get("normalisations").list().stream()
                        .map(one -> new ResponseChecks.Normalisation(
                                one.get("parameter").text(),
                                one.get("theta").number(),
                                one.find("closure").map(ChecksFile::closure)))
                        .toList(),
                checks.find("closure").map(ChecksFile::closure),
                area(checks.get("area")),
                checks.get("yield").number(),
                checks.get("heldOut").text(),
                checks.get("offsets").list().stream()
                        .map(one -> new ParameterOffset(
                                one.get("parameter").text(),
                                one.get("width").number(),
                                one.get("offset").number(),
                                one.get("error").number()))
                        .toList(),
                checks.get("ends").list().stream()
                        .map(end -> new ResponseChecks.End(
                                end.get("parameter").text(),
                                end.get("theta").number(),
                                end.get("nEff").number()))
                        .toList());
    }
}
