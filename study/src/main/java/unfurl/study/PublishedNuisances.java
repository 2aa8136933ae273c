package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unfurl.measurement.ProfiledNuisance;
import unfurl.unfold.NuisancePrior;

/// What a measurement says of the nuisance parameters that were fitted with it: their values with each column of
/// weights.
///
/// @param fitted   the nominal fit
/// @param replicas the finished ones that are published
record PublishedNuisances(FittedNuisances fitted, List<ReplicaFile> replicas) {
    /// @param iterations the columns of the result after each iteration
    List<ProfiledNuisance> of(List<String> iterations) {
        List<NuisanceBlock> blocks = fitted.study().nuisances();
        Map<String, List<Double>> values = values(iterations);
        return IntStream.range(0, blocks.size())
                .mapToObj(k -> {
                    var byColumn = new LinkedHashMap<String, Double>();
                    values.forEach((column, theta) -> byColumn.put(column, theta.get(k)));
                    return new ProfiledNuisance(
                            blocks.get(k).name(),
                            blocks.get(k).label(),
                            prior(blocks.get(k)),
                            fitted.value(k),
                            fitted.fit().error(k),
                            byColumn);
                })
                .toList();
    }

    /// (p) by column; of columns that are shifts of the result, as the fit follows the prior.
    private Map<String, List<Double>> values(List<String> iterations) {
        var out = new LinkedHashMap<String, List<Double>>();
        for (int i = 0; i < iterations.size(); i++) {
            out.put(iterations.get(i), fitted.course().get(i + 1));
        }
        if (fitted.study().uncertainty().ensemble() > 1) {
            out.put(PublishedWeights.FIRST_MEMBER, fitted.fit().values());
        }
        replicas.forEach(replica -> out.put(PublishedWeights.PREFIX + replica.name(), replica.theta()));
        for (int k = 0; k < fitted.study().nuisances().size(); k++) {
            NuisanceBlock block = fitted.study().nuisances().get(k);
            if (fitted.isShift(block.up())) {
                out.put(PublishedWeights.PREFIX + block.up(), shifted(k, 1));
                out.put(PublishedWeights.PREFIX + block.down(), shifted(k, -1));
            }
        }
        return out;
    }

    private List<Double> shifted(int k, int sign) {
        List<Double> shift = fitted.withPrior(k);
        return IntStream.range(0, shift.size())
                .mapToObj(l -> fitted.value(l) + sign * shift.get(l))
                .toList();
    }

    private static ProfiledNuisance.Prior prior(NuisanceBlock block) {
        return switch (block.prior()) {
            case NuisancePrior.Gaussian(double mean, double width) -> new ProfiledNuisance.Prior.Gaussian(mean, width);
            case NuisancePrior.LogNormal(double median, double width) ->
                new ProfiledNuisance.Prior.LogNormal(median, width);
            case NuisancePrior.Flat ignored -> new ProfiledNuisance.Prior.Flat(block.low(), block.high());
        };
    }
}
