package unfurl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Covariance;
import unfurl.math.Matrix;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Head;
import unfurl.measurement.ProfiledNuisance;

/// The errors that are shown of one or several spectra.
///
/// @param breakdown   every source
/// @param chosen      the sources of the total
/// @param statistical of the chosen sources, or of the finite sample where none of them is statistical
/// @param systematic  of the other chosen sources
/// @param total       of the chosen sources
record SpectrumErrors(
        Breakdown breakdown, List<String> chosen, Covariance statistical, Covariance systematic, Covariance total) {
    /// What the statistical errors hold where no chosen source is statistical.
    private static final String SAMPLE = "sample statistics only";

    static SpectrumErrors of(Breakdown breakdown, List<String> chosen) {
        return new SpectrumErrors(
                breakdown,
                chosen,
                breakdown.statisticalOrSample(chosen),
                breakdown.systematic(chosen),
                breakdown.total(chosen));
    }

    /// What the statistical errors hold.
    String ofStatistical() {
        List<String> names = chosen.stream().filter(breakdown::isStatistical).toList();
        boolean replicas =
                names.stream().anyMatch(name -> breakdown.group(name).recipe().isOfReplicas());
        return replicas ? String.join(" + ", names) : SAMPLE;
    }

    /// Whether no chosen source is statistical, so that the statistical errors are no part of the total.
    boolean isStatisticalApart() {
        return chosen.stream().noneMatch(breakdown::isStatistical);
    }

    /// The covariance of each chosen source.
    Map<String, Covariance> sources() {
        var all = new LinkedHashMap<String, Covariance>();
        chosen.forEach(name -> all.put(name, breakdown.uncertainty(name).covariance()));
        return all;
    }

    /// The errors of some bins by source and in total.
    Map<String, Object> uncertainties(int first, int bins) {
        var out = new LinkedHashMap<String, Object>();
        sources().forEach((name, covariance) -> out.put(name, numbers(covariance, first, bins)));
        out.put(Head.TOTAL, numbers(total, first, bins));
        return out;
    }

    private static List<Double> numbers(Covariance covariance, int first, int bins) {
        return IntStream.range(first, first + bins).mapToObj(covariance::error).toList();
    }

    /// Puts the covariances by source and in total, and the ranks.
    void putCovariances(Map<String, Object> out) {
        var covariances = new LinkedHashMap<String, Object>();
        var ranks = new LinkedHashMap<String, Object>();
        sources().forEach((name, covariance) -> {
            covariances.put(name, rows(covariance.size(), covariance::get));
            ranks.put(name, covariance.rank());
        });
        covariances.put(Head.TOTAL, rows(total.size(), total::get));
        out.put("covariance", covariances);
        out.put("rank", total.rank());
        out.put("ranks", ranks);
    }

    /// Puts the same and how the bins of several spectra move together.
    void putJointly(Map<String, Object> out) {
        putCovariances(out);
        out.put("correlation", rows(total.size(), total::correlation));
    }

    /// Puts how the bins move with each nuisance parameter that was fitted with them, by the chosen sources that
    /// say so; nothing where there are no parameters.
    void putNuisances(List<ProfiledNuisance> nuisances, Map<String, Object> out) {
        if (!nuisances.isEmpty()) {
            out.put(
                    "nuisances",
                    IntStream.range(0, nuisances.size())
                            .mapToObj(k -> nuisance(nuisances.get(k), total.size() + k))
                            .toList());
        }
    }

    private Map<String, Object> nuisance(ProfiledNuisance nuisance, int row) {
        var errors = new LinkedHashMap<String, Object>();
        var covariances = new LinkedHashMap<String, Object>();
        var correlations = new LinkedHashMap<String, Object>();
        for (String source : chosen) {
            breakdown.withNuisances(source).ifPresent(together -> {
                errors.put(source, together.error(row));
                covariances.put(source, ofBins(bin -> together.get(row, bin)));
                correlations.put(source, ofBins(bin -> together.correlation(row, bin)));
            });
        }
        return Document.entries(
                "name",
                nuisance.name(),
                "value",
                nuisance.value(),
                "error",
                nuisance.error(),
                "uncertainty",
                errors,
                "covariance",
                covariances,
                "correlation",
                correlations);
    }

    private List<Double> ofBins(IntToDoubleFunction value) {
        return IntStream.range(0, total.size())
                .mapToObj(bin -> value.applyAsDouble(bin))
                .toList();
    }

    /// Puts how well the total is known.
    void putDegreesOfFreedom(Map<String, Object> out) {
        out.put("covarianceDegreesOfFreedom", TestNumbers.degrees(breakdown.degreesOfFreedom(chosen)));
    }

    /// A square matrix as lists.
    static List<List<Double>> rows(int size, Matrix.Element element) {
        var rows = new ArrayList<List<Double>>();
        for (int i = 0; i < size; i++) {
            int row = i;
            rows.add(IntStream.range(0, size).mapToObj(j -> element.at(row, j)).toList());
        }
        return rows;
    }

    /// What the total holds, in one line.
    String ofTotal() {
        return "%s; rank %d of %s"
                .formatted(String.join(" + ", chosen), total.rank(), Shown.plural(total.size(), "bin"));
    }

    /// Toys of the measurement that are not in the total, for a note.
    Optional<String> toysLeftOut() {
        List<String> toys = breakdown.uncertainties().stream()
                .map(uncertainty -> uncertainty.source())
                .filter(name -> !breakdown.sources().contains(name) && !chosen.contains(name))
                .toList();
        return toys.isEmpty()
                ? Optional.empty()
                : Optional.of("note: toys are in no total unless named in --sources: " + String.join(", ", toys));
    }
}
