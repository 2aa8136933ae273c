package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.hist.Covariance;
import unfurl.hist.CovarianceSum;
import unfurl.hist.Spectrum;

/// The uncertainty of one or several spectra of a measurement, source by source. Never changed after it is
/// made.
///
/// The bins of the spectra stand one after the other; a covariance is (bins × bins) in the units of the
/// values, and holds how bins of different spectra move together. Each is a sum of outer products, so that
/// no eigenvalue is below 0 by more than rounding.
public final class Breakdown {
    /// What a measurement without any group of the finite number of events is given: its events are finite all the
    /// same.
    static final WeightGroup SAMPLE = new WeightGroup(
            "sample statistics", List.of(), new Recipe.SampleStatistics(), "The finite number of published events.");

    private final List<Spectrum> spectra;
    private final List<WeightGroup> groups;
    private final List<Uncertainty> uncertainties;
    private final Covariance statistics;
    private final Map<String, Covariance> withNuisances;

    Breakdown(
            List<Spectrum> spectra,
            List<WeightGroup> groups,
            List<Uncertainty> uncertainties,
            Covariance statistics,
            Map<String, Covariance> withNuisances) {
        this.spectra = List.copyOf(spectra);
        this.withNuisances = Map.copyOf(withNuisances);
        this.statistics = statistics;
        this.groups = List.copyOf(groups);
        this.uncertainties = List.copyOf(uncertainties);
    }

    /// The spectra of the nominal weights, each with the covariance Σw² of its sample alone.
    public List<Spectrum> spectra() {
        return spectra;
    }

    /// The spectra, each with its part of a covariance.
    ///
    /// @param covariance (bins × bins) such as [#total()]
    public List<Spectrum> spectra(Covariance covariance) {
        var with = new ArrayList<Spectrum>();
        int first = 0;
        for (Spectrum spectrum : spectra) {
            with.add(spectrum.with(covariance.block(first, spectrum.bins())));
            first += spectrum.bins();
        }
        return with;
    }

    /// The values of all bins.
    public double[] values() {
        return spectra.stream().flatMapToDouble(s -> Arrays.stream(s.values())).toArray();
    }

    /// What each source contributes, in the order of the groups of weights; the nominal one contributes
    /// nothing and is left out. A measurement without a group of the finite number of events has `sample
    /// statistics` at the end: Σw².
    public List<Uncertainty> uncertainties() {
        return uncertainties;
    }

    /// What one source contributes.
    ///
    /// @throws InputException when there is no such source; the message has the nearest name
    public Uncertainty uncertainty(String source) {
        return uncertainties.stream()
                .filter(uncertainty -> uncertainty.source().equals(source))
                .findFirst()
                .orElseThrow(() -> InputException.notFound(
                        "source of uncertainty",
                        source,
                        "the measurement",
                        "",
                        uncertainties.stream().map(Uncertainty::source).toList()));
    }

    /// How the nuisance parameters that were fitted with the result vary with its bins, as far as a source says.
    ///
    /// @return (bins + p) the parameters after the bins, in the order of the measurement; empty where there are
    ///         none, and of a source that is no set of unfoldings with fits of their own
    /// @throws InputException when there is no such source
    public Optional<Covariance> withNuisances(String source) {
        return Optional.ofNullable(withNuisances.get(uncertainty(source).source()));
    }

    /// The sources of the total: all but toys, whose effects other sources have already.
    public List<String> sources() {
        return groups.stream()
                .filter(group -> !(group.recipe() instanceof Recipe.Toys))
                .map(WeightGroup::name)
                .toList();
    }

    /// The group of weights of a source.
    ///
    /// @throws InputException when there is no such source
    public WeightGroup group(String source) {
        return groups.get(uncertainties.indexOf(uncertainty(source)));
    }

    /// The covariance of all sources together, toys left out.
    public Covariance total() {
        return total(sources());
    }

    /// The covariance of some sources together.
    ///
    /// @param chosen names of sources; may be toys instead of the sources that they were drawn of
    /// @throws InputException when a name is not there or stands twice, or toys stand beside a source that
    ///                        they hold
    public Covariance total(List<String> chosen) {
        requireAddable(chosen);
        return added(chosen.stream().map(name -> uncertainty(name).covariance()).toList());
    }

    /// The covariance of some sources together: what is known of them, and each that was made of replicas with
    /// how many they were.
    ///
    /// @throws InputException as [#total(List)]
    public CovarianceSum sum(List<String> chosen) {
        requireAddable(chosen);
        Map<Boolean, List<String>> ofReplicas = chosen.stream()
                .collect(Collectors.partitioningBy(name -> group(name).recipe().isOfReplicas()));
        var parts = new ArrayList<CovarianceSum.Part>();
        parts.add(CovarianceSum.Part.known(total(ofReplicas.get(false))));
        ofReplicas
                .get(true)
                .forEach(name -> parts.add(CovarianceSum.Part.ofReplicas(
                        uncertainty(name).covariance(), group(name).columns().size())));
        return new CovarianceSum(parts);
    }

    /// ν: how many degrees of freedom one sample covariance would need for a test with some sources to be as
    /// uncertain as with these: [CovarianceSum#degreesOfFreedom(java.util.function.UnaryOperator)], with the
    /// integrals of normalised spectra held.
    ///
    /// @return infinite when all is known; NaN where the replicas give variance to fewer directions than the
    ///         bins have
    /// @throws InputException as [#total(List)]
    public double degreesOfFreedom(List<String> chosen) {
        return sum(chosen).degreesOfFreedom(new NormalisedBins(spectra)::held);
    }

    /// The covariance of the finite number of published events, Σw², whether it is one of the sources
    /// or not.
    public Covariance statistics() {
        return statistics;
    }

    /// The part of a total that is random: of the finite number of events of data and simulation, and of the
    /// networks' seeds.
    ///
    /// @throws InputException as [#total(List)]
    public Covariance statistical(List<String> chosen) {
        requireAddable(chosen);
        return total(chosen.stream().filter(this::isStatistical).toList());
    }

    /// The statistical part of a total, or where none of its sources is statistical that of the finite number of
    /// published events, which is then no part of it.
    ///
    /// @throws InputException as [#total(List)]
    public Covariance statisticalOrSample(List<String> chosen) {
        return chosen.stream().anyMatch(this::isStatistical) ? statistical(chosen) : statistics;
    }

    /// The rest of a total; toys are in it as a whole.
    ///
    /// @throws InputException as [#total(List)]
    public Covariance systematic(List<String> chosen) {
        requireAddable(chosen);
        return total(chosen.stream().filter(name -> !isStatistical(name)).toList());
    }

    /// Whether a source is [statistical][Recipe.Kind#STATISTICAL].
    ///
    /// @throws InputException when there is no such source
    public boolean isStatistical(String source) {
        return group(source).recipe().kind() == Recipe.Kind.STATISTICAL;
    }

    private Covariance added(List<Covariance> parts) {
        int bins = spectra.stream().mapToInt(Spectrum::bins).sum();
        return Covariance.of(bins, (i, j) -> {
            double sum = 0;
            for (Covariance part : parts) {
                sum += part.get(i, j);
            }
            return sum;
        });
    }

    private void requireAddable(List<String> chosen) {
        Map<String, String> held = new HashMap<>();
        for (String name : chosen) {
            List<String> effects = group(name).recipe() instanceof Recipe.Toys toys ? toys.sources() : List.of(name);
            for (String effect : effects) {
                String before = held.put(effect, name);
                if (before != null) {
                    throw new InputException("the source '%s' would be counted twice: %s, and %s"
                            .formatted(effect, asHeld(effect, before), asHeld(effect, name)));
                }
            }
        }
    }

    private static String asHeld(String effect, String name) {
        return effect.equals(name) ? "by its own name" : "in '%s', which holds it".formatted(name);
    }

    /// Whether a prediction is compatible with the spectra.
    ///
    /// A closure test's own shift in V would make its χ² at most 1, whatever the size of the shift. So a
    /// source that is one shift is left out of V when the caller says that the prediction is its target, or
    /// when the difference is parallel to the shift: in units of the errors, the part of it that is across
    /// is at most a thousandth, while V has three directions at least. The luminosity stays: a prediction
    /// that differs by a factor is what it is for. The result names what is left out.
    ///
    /// @param prediction (bins) its values, in the units of the spectra
    /// @param ofOwn      (bins × bins) its own covariance, independent of the measurement's; zeros when it
    ///                   is exact
    /// @throws InputException when a source is not there, cannot be added, or no source in V is made of
    ///                        replicas where the inverse is for those
    /// @throws unfurl.NumericalException as [unfurl.hist.ChiSquare#of]
    public Compatibility test(double[] prediction, Covariance ofOwn, Testing testing) {
        return new CompatibilityCheck(this, ofOwn, testing).of(prediction);
    }

    /// The sources that are asked for, or all of the total, checked.
    ///
    /// @throws InputException as [#total(List)]
    public List<String> chosen(Optional<List<String>> names) {
        names.ifPresent(this::requireAddable);
        return names.orElseGet(this::sources);
    }

    @Override
    public String toString() {
        return "%d sources of uncertainty of %s".formatted(uncertainties.size(), spectra);
    }
}
