package unfurl.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.measurement.Recipe;

/// The recipe of a group of weights in `measurement.json`, both ways.
///
/// A kind that is not known is refused whatever the version: to pass over a recipe would be to leave out an
/// uncertainty.
final class RecipeDocument {
    private RecipeDocument() {}

    static Map<String, Object> of(Recipe recipe) {
        return switch (recipe) {
            case Recipe.Nominal ignored -> Map.of("kind", "nominal");
            case Recipe.SampleStatistics ignored -> Map.of("kind", "sampleStatistics");
            case Recipe.Ensemble ensemble ->
                kind("ensemble", "centre", ensemble.centre() == Recipe.Centre.MEAN ? "mean" : "median");
            case Recipe.Bootstrap ignored -> Map.of("kind", "bootstrap");
            case Recipe.Hessian ignored -> Map.of("kind", "hessian");
            case Recipe.UpDown ignored -> Map.of("kind", "upDown");
            case Recipe.Nuisances nuisances ->
                kind(
                        "nuisances",
                        "effects",
                        nuisances.effects().stream().map(RecipeDocument::of).toList());
            case Recipe.TwoPoint twoPoint -> kind("twoPoint", "correlated", twoPoint.correlated());
            case Recipe.DataDriven ignored -> Map.of("kind", "dataDriven");
            case Recipe.LuminosityScale ignored -> Map.of("kind", "luminosity");
            case Recipe.Toys toys -> kind("toys", "sources", toys.sources());
        };
    }

    private static Map<String, Object> of(Recipe.Effect effect) {
        return Document.entries("nuisance", effect.nuisance(), "columns", effect.columns());
    }

    private static Map<String, Object> kind(String kind, String key, Object value) {
        var entries = new LinkedHashMap<String, Object>();
        entries.put("kind", kind);
        entries.put(key, value);
        return entries;
    }

    static Recipe read(Document document, boolean strict) {
        if (strict) {
            document.onlyKeys("kind", "centre", "correlated", "sources", "effects");
        }
        String kind = document.get("kind")
                .oneOf(
                        "nominal",
                        "sampleStatistics",
                        "ensemble",
                        "bootstrap",
                        "hessian",
                        "upDown",
                        "nuisances",
                        "twoPoint",
                        "dataDriven",
                        "luminosity",
                        "toys");
        return switch (kind) {
            case "nominal" -> new Recipe.Nominal();
            case "sampleStatistics" -> new Recipe.SampleStatistics();
            case "ensemble" -> new Recipe.Ensemble(centre(document.get("centre")));
            case "bootstrap" -> new Recipe.Bootstrap();
            case "hessian" -> new Recipe.Hessian();
            case "upDown" -> new Recipe.UpDown();
            case "nuisances" ->
                new Recipe.Nuisances(document.get("effects").list().stream()
                        .map(effect -> effect(effect, strict))
                        .toList());
            case "twoPoint" -> new Recipe.TwoPoint(document.get("correlated").flag());
            case "dataDriven" -> new Recipe.DataDriven();
            case "toys" -> new Recipe.Toys(texts(document.get("sources")));
            default -> new Recipe.LuminosityScale();
        };
    }

    private static Recipe.Effect effect(Document document, boolean strict) {
        if (strict) {
            document.onlyKeys("nuisance", "columns");
        }
        return new Recipe.Effect(document.get("nuisance").text(), texts(document.get("columns")));
    }

    private static List<String> texts(Document list) {
        return list.list().stream().map(Document::text).toList();
    }

    private static Recipe.Centre centre(Document document) {
        return document.oneOf("mean", "median").equals("mean") ? Recipe.Centre.MEAN : Recipe.Centre.MEDIAN;
    }
}
