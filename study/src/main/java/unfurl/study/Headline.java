package unfurl.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;

/// The total of a measurement with its errors, in one line.
///
/// The data's fluctuation is that of their bootstraps, else in the toys, else that of counting them. Σw² of the
/// published events is no error of the total: a simulation of another size has another efficiency, and not
/// another yield.
///
/// @param measurement    whose nominal weights are summed
/// @param countingError  the relative error of counting the data
/// @param bootstrapsData whether the measurement has bootstraps of the data
public record Headline(Measurement measurement, double countingError, boolean bootstrapsData) {
    /// What the rounding of some 10⁷ additions leaves of a shift that is none, of the total.
    private static final double ROUNDING = 1e-9;

    /// The total with its errors, to two digits of the smallest one.
    public String text() {
        double sum = measurement.nominal().sum();
        Map<String, Double> errors = errors(sum);
        errors.values().removeIf(error -> error <= ROUNDING * sum);
        double smallest = errors.values().stream().mapToDouble(e -> e).min().orElse(sum);
        int decimals = Math.clamp(1 - (int) Math.floor(Math.log10(smallest)), 0, 12);
        String number = "%." + decimals + "f";
        var text = new StringBuilder(String.format(Locale.ROOT, number, sum));
        errors.forEach(
                (source, error) -> text.append(String.format(Locale.ROOT, " ± " + number + " (%s)", error, source)));
        return (text + " " + measurement.head().normalisation().unit()).strip();
    }

    /// The errors by what they are of.
    private Map<String, Double> errors(double sum) {
        Breakdown breakdown = measurement.breakdown(Query.ofTotal());
        List<String> toys = bootstrapsData ? List.of() : toys(breakdown);
        List<String> sources = besides(toys, breakdown);
        var errors = new LinkedHashMap<String, Double>();
        if (!bootstrapsData && toys.isEmpty()) {
            errors.put("data counting", sum * countingError);
        }
        if (!toys.isEmpty()) {
            errors.put(String.join(" + ", toys), error(breakdown.total(toys)));
        }
        List<String> statistical =
                sources.stream().filter(breakdown::isStatistical).toList();
        errors.put(
                bootstrapsData ? "statistical" : String.join(" + ", statistical), error(breakdown.total(statistical)));
        errors.put("systematic", error(breakdown.systematic(sources)));
        measurement
                .head()
                .luminosity()
                .map(Luminosity::relativeUncertainty)
                .ifPresent(luminosity -> errors.put("luminosity", sum * luminosity));
        return errors;
    }

    private static double error(Covariance covariance) {
        return covariance.error(0);
    }

    /// The first group of toys: several would hold the same fluctuations.
    private static List<String> toys(Breakdown breakdown) {
        return breakdown.uncertainties().stream()
                .map(uncertainty -> uncertainty.source())
                .filter(name -> breakdown.group(name).recipe() instanceof Recipe.Toys)
                .limit(1)
                .toList();
    }

    /// The sources that are shown beside the toys: not those that were drawn, nor the luminosity and the sample.
    private static List<String> besides(List<String> toys, Breakdown breakdown) {
        List<String> drawn = toys.stream()
                .flatMap(name -> breakdown.group(name).recipe() instanceof Recipe.Toys(List<String> sources)
                        ? sources.stream()
                        : Stream.empty())
                .toList();
        return breakdown.sources().stream()
                .filter(name -> !drawn.contains(name))
                .filter(name -> !(breakdown.group(name).recipe() instanceof Recipe.LuminosityScale))
                .filter(name -> !(breakdown.group(name).recipe() instanceof Recipe.SampleStatistics))
                .toList();
    }
}
