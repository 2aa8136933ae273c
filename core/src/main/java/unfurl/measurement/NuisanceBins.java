package unfurl.measurement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.hist.Covariance;

/// Follows the recipes for bins and nuisance parameters together: a parameter is one more value that each column of
/// weights has.
///
/// @param bins the recipes for the bins
record NuisanceBins(Combination bins) {
    /// (bins + p) by source, the parameters after the bins; of the sources in whose columns each has its value.
    Map<String, Covariance> bySource() {
        var out = new LinkedHashMap<String, Covariance>();
        List<WeightGroup> told =
                bins.head().groups().stream().filter(this::tellsOfThem).toList();
        if (!told.isEmpty()) {
            Combination all = extended();
            told.forEach(group -> out.put(group.name(), all.covariance(group)));
        }
        return out;
    }

    private List<ProfiledNuisance> nuisances() {
        return bins.head().nuisances();
    }

    private boolean tellsOfThem(WeightGroup group) {
        return !nuisances().isEmpty()
                && varies(group.recipe())
                && nuisances().stream().allMatch(nuisance -> nuisance.isKnownWith(group.columns()));
    }

    /// Whether a recipe treats each value of a column alike, one that is no bin too.
    private static boolean varies(Recipe recipe) {
        return switch (recipe) {
            case Recipe.Ensemble ignored -> true;
            case Recipe.Bootstrap ignored -> true;
            case Recipe.Toys ignored -> true;
            case Recipe.Hessian ignored -> true;
            case Recipe.UpDown ignored -> true;
            case Recipe.Nuisances ignored -> true;
            case Recipe.TwoPoint ignored -> false;
            case Recipe.DataDriven ignored -> false;
            case Recipe.Nominal ignored -> false;
            case Recipe.SampleStatistics ignored -> false;
            case Recipe.LuminosityScale ignored -> false;
        };
    }

    private Combination extended() {
        var values = new HashMap<String, double[]>();
        bins.replicas().forEach((column, ofBins) -> {
            double[] both = Arrays.copyOf(ofBins, ofBins.length + nuisances().size());
            for (int k = 0; k < nuisances().size(); k++) {
                ProfiledNuisance nuisance = nuisances().get(k);
                both[ofBins.length + k] = nuisance.byColumn().getOrDefault(column, nuisance.value());
            }
            values.put(column, both);
        });
        return new Combination(bins.head(), bins.queries(), bins.spectra(), bins.statistics(), values);
    }
}
