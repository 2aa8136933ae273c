package unfurl.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prior;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// A measurement with a group of weights of every kind: 40 events, pT_ll = 200.5 + 5i.
///
/// It made the fixtures of versions 1.0 to 1.4: `main` with the folder to write. They are never made again; a
/// new version of the format gets a fixture of its own beside them. Version 1.0 did not have toys and several
/// pairs of up and down, which [#ofVersion1_1] has, this not the shared nuisances of [#ofVersion1_2], that not
/// the bins of [#ofVersion1_3], and this not the fitted nuisance parameters of [#full].
public final class ToyMeasurement {
    static final int EVENTS = 40;

    private ToyMeasurement() {}

    static void main(String[] arguments) {
        MeasurementFolder.write(full(), Path.of(arguments[0]));
    }

    private static final List<String> OF_VERSION_1_1 =
            List.of("first_up", "first_down", "second_up", "second_down", "toy_0", "toy_1", "toy_2");

    public static Measurement full() {
        Measurement before = ofVersion1_3();
        Head head = head(before.head().groups(), before.head().observables(), nuisances());
        return new Measurement(head, before.provenance(), before.citations(), before.events());
    }

    /// One of every kind of prior; of the last only the bootstraps have values of their own.
    private static List<ProfiledNuisance> nuisances() {
        var rising = new LinkedHashMap<String, Double>();
        double value = 0.25;
        for (String column : List.of("bootstrap_data_0", "bootstrap_data_1", "muEff")) {
            rising.put("weights_" + column, value);
            value += 0.125;
        }
        var falling = new LinkedHashMap<>(rising);
        falling.replaceAll((column, one) -> 1 - one);
        var two = new LinkedHashMap<>(rising);
        two.remove("weights_muEff");
        return List.of(
                new ProfiledNuisance(
                        "scale", "$s$ | scale", new ProfiledNuisance.Prior.Gaussian(0, 1), 0.5, 0.25, rising),
                new ProfiledNuisance(
                        "resolution", "resolution", new ProfiledNuisance.Prior.LogNormal(1, 0.5), 1.5, 0.125, falling),
                new ProfiledNuisance("free", "free", new ProfiledNuisance.Prior.Flat(-3, 3), -1, 0, two));
    }

    static Measurement ofVersion1_3() {
        Measurement before = ofVersion1_2();
        List<Observable> observables = before.head().observables();
        Head head = head(
                before.head().groups(),
                List.of(observables.getFirst().withBins(200, 250.5, 300, 400), observables.getLast()),
                List.of());
        return new Measurement(head, before.provenance(), before.citations(), before.events());
    }

    static Measurement ofVersion1_2() {
        var groups = new ArrayList<WeightGroup>(ofVersion1_1().head().groups());
        var shared = new Recipe.Nuisances(List.of(
                new Recipe.Effect("tunes", List.of("weights_tune_up", "weights_tune_down")),
                new Recipe.Effect("tunes", List.of("weights_rate")),
                new Recipe.Effect("width", List.of("weights_width"))));
        groups.add(group("model", shared, "tune_up", "tune_down", "rate", "width"));
        var columns = new ArrayList<>(OF_VERSION_1_1);
        columns.addAll(List.of("tune_up", "tune_down", "rate", "width"));
        return measurement(groups, columns.toArray(String[]::new));
    }

    static Measurement ofVersion1_1() {
        var groups = new ArrayList<WeightGroup>(groups());
        groups.add(group("pairs", new Recipe.UpDown(), "first_up", "first_down", "second_up", "second_down"));
        groups.add(group("toys", new Recipe.Toys(List.of("scale", "bootstrap_data")), "toy_0", "toy_1", "toy_2"));
        return measurement(groups, OF_VERSION_1_1.toArray(String[]::new));
    }

    static Measurement ofVersion1_0() {
        return measurement(groups());
    }

    private static Measurement measurement(List<WeightGroup> groups, String... more) {
        return new Measurement(
                head(groups, OBSERVABLES, List.of()), provenance(), List.of(Works.OMNIFOLD, Works.ADAMW), events(more));
    }

    private static Table events(String... more) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.tabulate("pT_ll", EVENTS, i -> 200.5 + 5 * i).in("GeV"),
                Column.owning("Ntracks_trackj1", tracks()),
                Column.tabulate("weight_mc", EVENTS, i -> 1),
                Column.tabulate("weights_nominal", EVENTS, i -> 1 + i / 64.0)));
        String[] varied = {
            "ensemble_0",
            "ensemble_1",
            "bootstrap_data_0",
            "bootstrap_data_1",
            "muEff",
            "scale_up",
            "scale_down",
            "theory",
            "dd",
            "target_dd",
            "iteration_1",
            "iteration_2"
        };
        List<String> all = new ArrayList<>(List.of(varied));
        all.addAll(List.of(more));
        for (int k = 0; k < all.size(); k++) {
            double slope = 1 + k;
            columns.add(Column.tabulate("weights_" + all.get(k), EVENTS, i -> 1 + i / (64.0 * slope)));
        }
        return Table.of("toy", columns);
    }

    private static int[] tracks() {
        int[] tracks = new int[EVENTS];
        Arrays.setAll(tracks, i -> i % 7);
        return tracks;
    }

    private static WeightGroup group(String name, Recipe recipe, String... columns) {
        List<String> names = Arrays.stream(columns).map(c -> "weights_" + c).toList();
        return new WeightGroup(name, names, recipe, "about " + name);
    }

    private static final List<Observable> OBSERVABLES = List.of(
            new Observable("pT_ll", "$p_T^{ll}$", "GeV"),
            new Observable("Ntracks_trackj1", "tracks | in the leading jet", ""));

    private static Head head(List<WeightGroup> groups, List<Observable> observables, List<ProfiledNuisance> nuisances) {
        return new Head(
                "toy",
                "Forty events on a line.",
                observables,
                Optional.of(Expression.parse("pT_ll > 200")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(93.505, "1/fb", 0.017)),
                Optional.of(new Prior("weight_mc", 1.25)),
                groups,
                List.of("weights_iteration_1", "weights_iteration_2"),
                nuisances);
    }

    private static List<WeightGroup> groups() {
        return List.of(
                group("nominal", new Recipe.Nominal(), "nominal"),
                group("statistics of the sample", new Recipe.SampleStatistics()),
                group("luminosity", new Recipe.LuminosityScale()),
                group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEDIAN), "ensemble_0", "ensemble_1"),
                group("bootstrap_data", new Recipe.Bootstrap(), "bootstrap_data_0", "bootstrap_data_1"),
                group("muEff", new Recipe.Hessian(), "muEff"),
                group("scale", new Recipe.UpDown(), "scale_up", "scale_down"),
                group("theory", new Recipe.TwoPoint(false), "theory"),
                group("dd", new Recipe.DataDriven(), "dd", "target_dd"));
    }

    private static Provenance provenance() {
        return new Provenance(
                List.of(new Provenance.Input("simulation", "mc.parquet", 300_000, Digest.of("mc"))),
                "study: toy\nseed: -7\n",
                -7,
                new Environment("0.1.0", "c40dece", "25.0.3 Temurin", "Linux amd64", "a processor", 2));
    }
}
