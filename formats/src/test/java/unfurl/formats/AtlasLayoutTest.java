package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Covariance;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.Testing;
import unfurl.measurement.WeightGroup;

/// atlas.h5 has the layout of ATLAS's release with weights by formula: make_hdf5.py.
class AtlasLayoutTest {
    private static final int EVENTS = 256;
    private static final double SUM = 1809.5;
    private static final double S = 63.0 / 64;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void copy() {
        file = Fixtures.copy("atlas.h5", folder);
    }

    @Test
    void theSumsAndTheEffectiveNumberOfEventsAreThoseOfTheFormula() {
        Measurement measurement = MeasurementFolder.read(file);

        // Half of the weights are c(1 + s), half c(1 − s), in doubles: exact to rounding.
        assertThat(measurement.events().rows()).isEqualTo(EVENTS);
        assertThat(measurement.nominal().sum()).isCloseTo(SUM, within(1e-9));
        assertThat(measurement.nominal().nEff()).isCloseTo(EVENTS / (1 + S * S), within(1e-9));
        assertThat(measurement.prior().orElseThrow().sum()).isCloseTo(1701.0, within(1e-9));
        assertThat(measurement.head().normalisation()).isEqualTo(new Normalisation.CrossSection("fb"));
        assertThat(measurement.head().prior().orElseThrow().factor()).isEqualTo(1);
    }

    @Test
    void everyColumnHasItsPlace() {
        Measurement measurement = MeasurementFolder.read(file);
        List<WeightGroup> groups = measurement.head().groups();

        assertThat(measurement.events().names()).hasSize(200);
        List<String> withoutLuminosity = measurement.events().names().stream()
                .filter(name -> !name.equals("weights_lumi"))
                .toList();
        assertThat(measurement.head().columns()).containsExactlyInAnyOrderElementsOf(withoutLuminosity);
        assertThat(MeasurementFolder.weightsWithoutRecipe(measurement)).isEmpty();
        assertThat(groups.stream().map(WeightGroup::name))
                .startsWith(
                        "nominal", "sample statistics", "ensemble", "bootstrap_data", "bootstrap_mc", "dd", "pileup")
                .endsWith("theoryPDF", "topBackground", "lumi")
                .hasSize(28);
        assertThat(groups.get(2).recipe()).isEqualTo(new Recipe.Ensemble(Recipe.Centre.MEDIAN));
        assertThat(groups.get(2).columns()).hasSize(100).endsWith("weights_ensemble_99");
        assertThat(groups.get(5).columns()).containsExactly("weights_dd", "target_dd");
        assertThat(groups.getLast().recipe()).isEqualTo(new Recipe.LuminosityScale());
        assertThat(groups.getLast().columns()).isEmpty();
        assertThat(groups.subList(6, 27)).allSatisfy(group -> {
            assertThat(group.recipe()).isEqualTo(new Recipe.Hessian());
            assertThat(group.columns()).containsExactly("weights_" + group.name());
        });
    }

    @Test
    void observablesHaveLabelsUnitsAndTheConditionOfHavingNoJet() {
        Measurement measurement = MeasurementFolder.read(file);
        List<Observable> observables = measurement.head().observables();

        assertThat(observables).hasSize(24);
        assertThat(observables.getFirst())
                .isEqualTo(new Observable("pT_ll", "*p*_{T}^{ℓℓ}", "GeV").withBins(200, 230, 300, 450, 600, 1000));
        assertThat(observables)
                .contains(new Observable("phi_trackj2", "*φ*_{j2}", "rad")
                        .withoutValueWhere(Expression.parse("pT_trackj2 == 0")));
        assertThat(measurement.events().column("m_trackj1", "").unit()).isEqualTo("GeV");
        assertThat(measurement.head().phaseSpace()).contains(Expression.parse("pT_ll > 200"));
    }

    @Test
    void sixObservablesHaveTheBinsOfTheRelease() {
        Measurement measurement = MeasurementFolder.read(file);
        assertThat(measurement.head().observables().stream()
                        .filter(observable -> observable.bins().isPresent())
                        .map(Observable::column))
                .containsExactly("pT_ll", "pT_trackj1", "m_trackj1", "tau1_trackj1", "tau2_trackj1", "Ntracks_trackj1");
        Observable tracks = measurement.head().observables().stream()
                .filter(observable -> observable.column().equals("Ntracks_trackj1"))
                .findFirst()
                .orElseThrow();
        assertThat(tracks.noValue()).contains(Expression.parse("pT_trackj1 == 0"));
        assertThat(tracks.bins().orElseThrow().edges()).containsExactly(0.5, 6.5, 10.5, 14.5, 19.5, 25.5, 39.5);
    }

    /// Each column is the nominal one times a number, so that the relative uncertainty in every bin is that of the
    /// numbers.
    @Test
    void theUncertaintyOfEachGroupIsThatOfItsRecipe() {
        Measurement measurement = MeasurementFolder.read(file);
        Expression pT = Expression.parse("pT_ll");
        Breakdown breakdown = measurement.breakdown(
                new Query(pT, measurement.axis(pT, 200, 250, 300, 400, 600), Optional.empty(), false));
        double value = breakdown.spectra().getFirst().value(1);

        // 0 … n−1 have the variance n(n + 1)/12
        double ofEnsemble = Math.sqrt(100 * 101 / 12.0) / 4096 * Math.sqrt(Math.PI / 2 / 100);
        assertThat(relative(breakdown, "ensemble", value))
                .isCloseTo(ofEnsemble, within(1e-5 * ofEnsemble + 1e-8)); // float32
        double ofBootstrap = Math.sqrt(25 * 26 / 12.0);
        assertThat(relative(breakdown, "bootstrap_mc", value)).isCloseTo(ofBootstrap / 512, within(1e-9));
        assertThat(relative(breakdown, "bootstrap_data", value)).isCloseTo(ofBootstrap / 256, within(1e-9));
        assertThat(relative(breakdown, "dd", value)).isCloseTo(0.03, within(1e-9));
        assertThat(relative(breakdown, "pileup", value)).isCloseTo(1 / 1024.0, within(1e-9));
        assertThat(relative(breakdown, "topBackground", value)).isCloseTo(21 / 1024.0, within(1e-9));
        assertThat(relative(breakdown, "lumi", value)).isCloseTo(0.017, within(1e-9));
    }

    @Test
    void theLuminosityIsThePublishedOneWithTheUncertaintyOfItsColumn() {
        Luminosity luminosity = MeasurementFolder.read(file).head().luminosity().orElseThrow();

        assertThat(luminosity.value()).isEqualTo(139);
        assertThat(luminosity.unit()).isEqualTo("1/fb");
        assertThat(luminosity.relativeUncertainty()).isCloseTo(0.017, within(1e-12));
    }

    @Test
    void aLuminosityThatIsNotAFactorIsAShiftLikeOthers() {
        List<Column> columns =
                columns(name -> List.of("pT_ll", "weight_mc", "weights_nominal").contains(name));
        Column nominal = columns.getLast();
        columns.add(Column.tabulate("weights_lumi", EVENTS, i -> nominal.at(i) * (i == 7 ? 1.0171 : 1.017)));

        Measurement measurement = of(columns);

        assertThat(measurement.head().luminosity()).isEmpty();
        assertThat(measurement.head().groups().getLast())
                .satisfies(group -> assertThat(group.recipe()).isEqualTo(new Recipe.Hessian()))
                .satisfies(group -> assertThat(group.columns()).containsExactly("weights_lumi"));
    }

    /// V = diag(σ²) + u² h hᵀ, and the difference is 0.02 h: by the formula of Sherman and Morrison χ² is
    /// 0.02² a/(1 + u² a), a = Σ h²/σ².
    @Test
    void aPredictionThatIsOffByAFactorIsTestedWithTheLuminosity() {
        Measurement measurement = of(columns(name ->
                List.of("pT_ll", "weight_mc", "weights_nominal", "weights_lumi").contains(name)));
        Expression pT = Expression.parse("pT_ll");
        Breakdown breakdown = measurement.breakdown(
                new Query(pT, measurement.axis(pT, 200, 250, 300, 400, 600), Optional.empty(), false));
        double[] prediction =
                Arrays.stream(breakdown.values()).map(value -> 1.02 * value).toArray();

        Compatibility test = breakdown.test(prediction, Covariance.of(4, (i, j) -> 0), Testing.standard());

        Covariance statistics = breakdown.uncertainty("sample statistics").covariance();
        double a = IntStream.range(0, 4)
                .mapToDouble(i -> breakdown.values()[i] / statistics.error(i))
                .map(pull -> pull * pull)
                .sum();
        double expected = 0.02 * 0.02 * a / (1 + 0.017 * 0.017 * a);
        assertThat(test.leftOut()).isEmpty();
        assertThat(test.sources()).containsExactly("sample statistics", "lumi");
        assertThat(test.chiSquare().value()).isCloseTo(expected, within(1e-9 * expected));
    }

    private static double relative(Breakdown breakdown, String source, double value) {
        return breakdown.uncertainty(source).covariance().error(1) / value;
    }

    private Measurement of(List<Column> columns) {
        Path path = folder.resolve("release.parquet");
        Tables.write(Table.of("made here", columns), path);
        return MeasurementFolder.read(path);
    }

    private List<Column> columns(Predicate<String> wanted) {
        return new ArrayList<>(Tables.read(file).columns().stream()
                .filter(column -> wanted.test(column.name()))
                .toList());
    }

    @Test
    void aCompanionFileWithFewerWeightsIsAMeasurementAndInAnyFormat() {
        Measurement companion = of(columns(name -> (!name.startsWith("weights_") && !name.equals("target_dd"))
                || name.equals("weights_nominal")
                || name.startsWith("weights_bootstrap_mc")));

        assertThat(companion.head().groups().stream().map(WeightGroup::name))
                .containsExactly("nominal", "sample statistics", "bootstrap_mc");
        assertThat(companion.nominal().sum()).isCloseTo(SUM, within(1e-9));
    }

    @Test
    void weightsThatNoRecipeKnowsAreNamedAndNotUsed() {
        List<Column> columns = columns(name -> name.equals("pT_ll")
                || name.equals("weight_mc")
                || name.equals("weights_nominal")
                || name.equals("weights_dd")
                || name.equals("weights_ensemble_0"));
        columns.add(Column.tabulate("weights_surprise", EVENTS, i -> 1));
        columns.add(Column.tabulate("other", EVENTS, i -> 1));

        Measurement measurement = of(columns);

        assertThat(MeasurementFolder.weightsWithoutRecipe(measurement))
                .containsExactly("weights_ensemble_0", "weights_dd", "weights_surprise");
        assertThat(measurement.head().groups().stream().map(WeightGroup::name))
                .containsExactly("nominal", "sample statistics");
    }

    /// A Poisson number of mean 1 is 0 for e⁻¹ of the events.
    @Test
    void replicasThatHoldPoissonWeightsHoldTheStatisticsOfTheSample() {
        List<Column> columns =
                columns(name -> List.of("pT_ll", "weight_mc", "weights_nominal").contains(name));
        for (int k = 0; k < 3; k++) {
            int first = k;
            columns.add(Column.tabulate("weights_bootstrap_mc_" + k, EVENTS, i -> (i + first) % 3 == 0 ? 0 : 1.5));
        }

        assertThat(of(columns).head().groups().stream().map(WeightGroup::name))
                .containsExactly("nominal", "bootstrap_mc");
    }

    @Test
    void eventsBesideThePhaseSpaceOfThePaperLeaveItOpen() {
        List<Column> columns =
                columns(name -> List.of("weight_mc", "weights_nominal").contains(name));
        columns.add(Column.tabulate("pT_ll", EVENTS, i -> i));

        assertThat(of(columns).head().phaseSpace()).isEmpty();
    }

    @Test
    void anotherTableIsNoMeasurement() {
        Path table = Fixtures.copy("events.h5", folder);

        assertThat(MeasurementFolder.isMeasurement(table)).isFalse();
        assertThat(MeasurementFolder.isMeasurement(file)).isTrue();
        assertThat(MeasurementFolder.isMeasurement(Path.of(file + "::df"))).isTrue();
        assertThatThrownBy(() -> MeasurementFolder.read(table))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("events.h5 is a table and no measurement")
                .hasMessageContaining("weights_nominal");
    }

    @Test
    void theEventsOfAMeasurementFolderAreATableStill() {
        MeasurementFolder.write(ToyMeasurement.full(), folder.resolve("toy.measurement"));
        Path events = folder.resolve("toy.measurement/events.parquet");

        assertThat(AtlasLayout.fits(Tables.names(events))).isTrue();
        assertThat(MeasurementFolder.isMeasurement(events)).isFalse();
    }

    @Test
    void aValueThatIsNotFiniteIsRefusedWithTheFile() {
        List<Column> columns = columns(name -> List.of("pT_ll", "weight_mc").contains(name));
        columns.add(Column.tabulate("weights_nominal", EVENTS, i -> i == 7 ? Double.NaN : 1));

        assertThatThrownBy(() -> of(columns))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'weights_nominal' of release.parquet (256 rows) is not finite in 1 rows")
                .hasMessageContaining("row 7")
                .hasMessageContaining("release.parquet");
    }
}
