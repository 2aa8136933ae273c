package unfurl.formats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.ProfiledNuisance.Prior;

/// A nuisance parameter in `measurement.json`, both ways.
final class NuisanceDocument {
    private NuisanceDocument() {}

    static Map<String, Object> of(ProfiledNuisance nuisance) {
        return Document.entries(
                "name",
                nuisance.name(),
                "label",
                nuisance.label(),
                "prior",
                of(nuisance.prior()),
                "value",
                nuisance.value(),
                "error",
                nuisance.error(),
                "byColumn",
                nuisance.byColumn());
    }

    private static Map<String, Object> of(Prior prior) {
        return switch (prior) {
            case Prior.Gaussian(double mean, double width) ->
                Document.entries("kind", "gaussian", "mean", mean, "width", width);
            case Prior.LogNormal(double median, double width) ->
                Document.entries("kind", "logNormal", "median", median, "width", width);
            case Prior.Flat(double low, double high) -> Document.entries("kind", "flat", "low", low, "high", high);
        };
    }

    static ProfiledNuisance read(Document document, boolean strict) {
        if (strict) {
            document.onlyKeys("name", "label", "prior", "value", "error", "byColumn");
        }
        String name = document.get("name").text();
        String label = document.get("label").text();
        Prior prior = prior(document.get("prior"), strict);
        double value = document.get("value").number();
        double error = document.get("error").number();
        var byColumn = new LinkedHashMap<String, Double>();
        document.get("byColumn").map().forEach((column, other) -> byColumn.put(column, other.number()));
        return checked(document, () -> new ProfiledNuisance(name, label, prior, value, error, byColumn));
    }

    private static Prior prior(Document document, boolean strict) {
        return switch (document.get("kind").oneOf("gaussian", "logNormal", "flat")) {
            case "gaussian" -> prior(document, strict, "mean", "width", Prior.Gaussian::new);
            case "logNormal" -> prior(document, strict, "median", "width", Prior.LogNormal::new);
            default -> prior(document, strict, "low", "high", Prior.Flat::new);
        };
    }

    private static Prior prior(
            Document document, boolean strict, String first, String second, BiFunction<Double, Double, Prior> kind) {
        if (strict) {
            document.onlyKeys("kind", first, second);
        }
        double one = document.get(first).number();
        double other = document.get(second).number();
        return checked(document, () -> kind.apply(one, other));
    }

    /// What numbers make, or where those stand that it cannot be made of.
    private static <T> T checked(Document document, Supplier<T> made) {
        try {
            return made.get();
        } catch (InputException e) {
            throw e.askedBy(document.place().describe());
        }
    }
}
