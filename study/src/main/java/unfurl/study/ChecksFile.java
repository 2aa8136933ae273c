package unfurl.study;

import java.util.List;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.reweight.AreaUnderCurve;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.ResponseQuality;
import unfurl.uncertainty.Template;

/// The checks of learned templates in the head of a file, both ways; and those of responses, for programs.
final class ChecksFile {
    private ChecksFile() {}

    /// What the weights of a response are worth.
    static Map<String, Object> entries(ResponseQuality quality) {
        Map<String, Object> out = Document.entries(
                "at", quality.theta(), "nEff", quality.nEff(), "keepsEfficiency", quality.keepsEfficiency());
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
        checks.closure()
                .ifPresent(worst -> out.put(
                        "closure",
                        Document.entries(
                                "feature", worst.feature(),
                                "chiSquare", worst.chiSquare(),
                                "degreesOfFreedom", worst.degreesOfFreedom(),
                                "pValue", worst.pValue(),
                                "size", worst.size())));
        checks.area()
                .ifPresent(area -> out.put("area", Document.entries("value", area.value(), "error", area.error())));
        return out;
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
                entries.find("closure")
                        .map(worst -> new Closure(
                                worst.get("feature").text(),
                                worst.get("chiSquare").number(),
                                (int) worst.get("degreesOfFreedom").whole(),
                                worst.get("pValue").number(),
                                worst.get("size").number())),
                entries.find("area")
                        .map(area -> new AreaUnderCurve(
                                area.get("value").number(), area.get("error").number())),
                entries.get("unchecked").list().stream().map(Document::text).toList());
    }
}
