import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.math.Seed;

/// Makes the files of `detector.yaml` from the whole set, of which `mc.parquet` and `mc_syst.parquet` are read:
///
///     java -cp "$(printf %s: cli/target/app/*/*)" examples/zjets/Detector.java WHOLE_SET OUT
///
/// The simulation is the first 55 % of the events, with each of three variations of the detector at a stated size.
/// The pseudo-data are made of the last 45 %: of another spectrum, and of a detector in which all three are wrong.
///
/// A variation of the whole set is made larger by taking the logarithm of what it does to a jet, of the number of
/// tracks the difference, as many times. What is of another jet with the variation, or changes by more than a half,
/// is taken as it is there.
void main(String[] args) {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    var whole = new Whole(
            Tables.read(from.resolve("mc.parquet"), nominalColumns()),
            Tables.read(from.resolve("mc_syst.parquet"), variedColumns()));
    Seed seed = Seed.of(1);
    Mask simulated = Mask.of(whole.mc.rows(), row -> row % 20 < SIMULATED);
    Mask accepted = Mask.of(whole.mc.rows(), row -> seed.child("nature").uniform(row) < nature(whole, row));
    Mask measured = accepted.and(simulated.not()).and(inPhaseSpace(whole));
    simulated = simulated.and(inPhaseSpace(whole));
    write(simulation(whole).select(simulated), to.resolve("detector_mc.parquet"));
    write(variations(whole).select(simulated), to.resolve("detector_mc_syst.parquet"));
    write(truth(whole).select(measured), to.resolve("detector_truth.parquet"));
    Table data = data(whole, seed).select(measured);
    Column pass = data.column("pass_reco", "the pseudo-data");
    write(data.select(Mask.of(data.rows(), row -> pass.at(row) == 1)), to.resolve("detector_data.parquet"));
}

/// Of each twenty events of the whole set so many are simulation, the others may be pseudo-data.
static final int SIMULATED = 11;

/// The sizes of the variations in the simulation, in those of the whole set: 4.2 % of the tracks below 20 GeV and 2 %
/// above are lost, momenta of tracks are 1.5 % smaller, and momenta of muons 0.45 % larger.
static final double TRACKS_LOST = 2;
static final double TRACK_SCALE = -3;
static final double MUON_SCALE = 0.0045;

/// What is true of the pseudo-data, in these sizes: 80 % of the events lose tracks.
static final double TRUE_TRACKS_LOST = 0.8;
static final double TRUE_TRACK_SCALE = 1.2;
static final double TRUE_MUON_SCALE = 0.8;

static final List<String> UNFOLDED = List.of("pT_ll", "m_trackj1", "tau1_trackj1", "tau2_trackj1");
static final List<String> MUONS = List.of("pT_ll", "m_ll");
static final List<String> JETS = List.of(
        "pT_trackj1", "m_trackj1", "tau1_trackj1", "tau2_trackj1", "Ntracks_trackj1", "pT_trackj2", "Ntracks_trackj2");

/// In GeV. The whole set's jets begin at 10: what comes from below with another detector is not there to be made larger.
static final double SOFTEST_JET = 12;

/// What changes more is not made larger.
static final double LARGEST_RATIO = 1.5;

/// The simulated events, and the same in other detectors.
record Whole(Table mc, Table varied) {
    IntToDoubleFunction mc(String name) {
        Column column = mc.column(name, "the simulation");
        return column::at;
    }

    IntToDoubleFunction varied(String name) {
        Column column = varied.column(name, "the variations");
        return column::at;
    }

    Table table(List<Column> columns) {
        return Table.of("the example", columns);
    }

    Column floats(String name, IntToDoubleFunction of) {
        return Column.tabulate(name, mc.rows(), of).asFloats();
    }

    Column integers(String name, IntToDoubleFunction of) {
        int[] values = new int[mc.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = (int) of.applyAsDouble(row);
        }
        return Column.owning(name, values);
    }

    /// Integers for numbers of tracks.
    Column column(String name, IntToDoubleFunction of) {
        return name.startsWith("Ntracks") ? integers(name, of) : floats(name, of);
    }
}

static List<String> nominalColumns() {
    var columns = new ArrayList<>(UNFOLDED);
    columns.addAll(List.of("event_id", "pass_truth190", "pT_l2_reco"));
    MUONS.forEach(name -> columns.add(name + "_reco"));
    JETS.forEach(name -> columns.add(name + "_reco"));
    for (String jet : List.of("j1", "j2")) {
        columns.add("y_track" + jet + "_reco");
        columns.add("phi_track" + jet + "_reco");
    }
    return columns;
}

static List<String> variedColumns() {
    var columns = new ArrayList<String>();
    for (String variation : List.of("trackEff", "trackPtScale")) {
        JETS.forEach(name -> columns.add(name + "_reco_" + variation));
        for (String jet : List.of("j1", "j2")) {
            columns.add("y_track" + jet + "_reco_" + variation);
            columns.add("phi_track" + jet + "_reco_" + variation);
        }
    }
    return columns;
}

/// All events pass the gen selection, 190 GeV: 0.3 % of those that pass the reco selection do not, and are left out.
static Mask inPhaseSpace(Whole whole) {
    IntToDoubleFunction pass = whole.mc("pass_truth190");
    return Mask.of(whole.mc.rows(), row -> pass.applyAsDouble(row) == 1);
}

/// The share of the events at a place in gen that nature has, a smooth function of what is unfolded.
static double nature(Whole whole, int row) {
    double mass = whole.mc.column("m_trackj1", "nature").at(row);
    double pt = whole.mc.column("pT_ll", "nature").at(row);
    return 0.75 + 0.15 * Math.tanh((mass - 10) / 6) + 0.1 * Math.tanh((pt - 260) / 80);
}

/// The reco selection with muons' momenta so much larger. It is tighter than the whole set's, so that no event from
/// outside the latter could come in.
static IntToDoubleFunction passes(Whole whole, double scale) {
    IntToDoubleFunction pt = whole.mc("pT_ll_reco");
    IntToDoubleFunction mass = whole.mc("m_ll_reco");
    IntToDoubleFunction second = whole.mc("pT_l2_reco");
    return row -> {
        double m = scale * mass.applyAsDouble(row);
        return scale * pt.applyAsDouble(row) > 200 && scale * second.applyAsDouble(row) > 26 && m > 83 && m < 99 ? 1 : 0;
    };
}

static Table simulation(Whole whole) {
    var columns = new ArrayList<Column>(List.of(
            whole.mc.column("event_id", "the simulation"), whole.integers("pass_reco", passes(whole, 1))));
    UNFOLDED.forEach(name -> columns.add(whole.column(name, whole.mc(name))));
    MUONS.forEach(name -> columns.add(whole.column(name + "_reco", detected(whole, whole.mc(name + "_reco")))));
    JETS.forEach(name -> columns.add(
            whole.column(name + "_reco", detected(whole, jet(name, one -> whole.mc(one + "_reco"))))));
    return whole.table(columns);
}

/// A quantity of a jet, 0 where the jet is too soft, with the same detector.
///
/// @param of what there is of the whole set's jets with that detector, by name
static IntToDoubleFunction jet(String name, Function<String, IntToDoubleFunction> of) {
    IntToDoubleFunction value = of.apply(name);
    IntToDoubleFunction pt = of.apply("pT_track" + name.substring(name.length() - 2));
    return row -> {
        double momentum = pt.applyAsDouble(row);
        return momentum >= 0 && momentum < SOFTEST_JET ? 0 : value.applyAsDouble(row);
    };
}

/// Values of events that no detector of this example selects are not looked at, and take no room.
static IntToDoubleFunction detected(Whole whole, IntToDoubleFunction of) {
    IntToDoubleFunction nominal = passes(whole, 1);
    IntToDoubleFunction scaled = passes(whole, 1 + MUON_SCALE);
    return row -> nominal.applyAsDouble(row) + scaled.applyAsDouble(row) > 0 ? of.applyAsDouble(row) : -99;
}

static Table variations(Whole whole) {
    var columns = new ArrayList<Column>(List.of(
            whole.mc.column("event_id", "the simulation"),
            whole.integers("pass_reco_muScale", passes(whole, 1 + MUON_SCALE))));
    for (String name : MUONS) {
        IntToDoubleFunction nominal = whole.mc(name + "_reco");
        columns.add(whole.column(
                name + "_reco_muScale", detected(whole, row -> (1 + MUON_SCALE) * nominal.applyAsDouble(row))));
    }
    for (String name : JETS) {
        columns.add(varied(whole, name, "trackEff", TRACKS_LOST));
        if (!name.startsWith("Ntracks")) {
            columns.add(varied(whole, name, "trackPtScale", TRACK_SCALE));
        }
    }
    return whole.table(columns);
}

static Column varied(Whole whole, String name, String variation, double times) {
    return whole.column(
            name + "_reco_" + variation,
            detected(whole, jet(name, one -> larger(whole, one, variation, times))));
}

static Table truth(Whole whole) {
    return whole.table(UNFOLDED.stream()
            .map(name -> whole.column(name, whole.mc(name)))
            .toList());
}

static Table data(Whole whole, Seed seed) {
    double muons = 1 + TRUE_MUON_SCALE * MUON_SCALE;
    var columns = new ArrayList<Column>(List.of(whole.integers("pass_reco", passes(whole, muons))));
    for (String name : MUONS) {
        IntToDoubleFunction nominal = whole.mc(name + "_reco");
        columns.add(whole.column(name + "_reco", row -> muons * nominal.applyAsDouble(row)));
    }
    JETS.forEach(name -> columns.add(
            whole.column(name + "_reco", jet(name, one -> measured(whole, one, seed.child("loses"))))));
    return whole.table(columns);
}

/// A jet's quantity in the pseudo-data: tracks are lost in some events, and what there is has another scale.
static IntToDoubleFunction measured(Whole whole, String name, Seed loses) {
    IntToDoubleFunction nominal = whole.mc(name + "_reco");
    IntToDoubleFunction lost = larger(whole, name, "trackEff", TRACKS_LOST);
    IntToDoubleFunction scaled = larger(whole, name, "trackPtScale", TRUE_TRACK_SCALE * TRACK_SCALE);
    return row -> {
        double before = nominal.applyAsDouble(row);
        double after = loses.uniform(row) < TRUE_TRACKS_LOST ? lost.applyAsDouble(row) : before;
        return name.startsWith("Ntracks") || !(before > 0 && after > 0)
                ? after
                : after * scaled.applyAsDouble(row) / before;
    };
}

/// A jet's quantity with a variation so many times as large as in the whole set.
static IntToDoubleFunction larger(Whole whole, String name, String variation, double times) {
    IntToDoubleFunction nominal = whole.mc(name + "_reco");
    IntToDoubleFunction varied = whole.varied(name + "_reco_" + variation);
    IntToDoubleFunction same = isSameJet(whole, name.substring(name.length() - 2), variation);
    return row -> {
        double before = nominal.applyAsDouble(row);
        double after = varied.applyAsDouble(row);
        double ratio = before > 0 ? after / before : 0;
        if (same.applyAsDouble(row) == 0 || !(ratio > 1 / LARGEST_RATIO && ratio < LARGEST_RATIO)) {
            return after;
        }
        return name.startsWith("Ntracks")
                ? Math.max(1, before + times * (after - before))
                : before * Math.pow(ratio, times);
    };
}

/// 1 where the jet is there with and without the variation, in the same direction.
static IntToDoubleFunction isSameJet(Whole whole, String jet, String variation) {
    String y = "y_track" + jet + "_reco";
    String phi = "phi_track" + jet + "_reco";
    String pt = "pT_track" + jet + "_reco";
    IntToDoubleFunction before = whole.mc(pt);
    IntToDoubleFunction after = whole.varied(pt + "_" + variation);
    IntToDoubleFunction dy = difference(whole, y, variation);
    IntToDoubleFunction dphi = difference(whole, phi, variation);
    return row -> before.applyAsDouble(row) > 0
                    && after.applyAsDouble(row) > 0
                    && Math.abs(dy.applyAsDouble(row)) < 0.2
                    && Math.abs(Math.IEEEremainder(dphi.applyAsDouble(row), 2 * Math.PI)) < 0.2
            ? 1
            : 0;
}

static IntToDoubleFunction difference(Whole whole, String name, String variation) {
    IntToDoubleFunction nominal = whole.mc(name);
    IntToDoubleFunction varied = whole.varied(name + "_" + variation);
    return row -> varied.applyAsDouble(row) - nominal.applyAsDouble(row);
}

static void write(Table table, Path file) {
    Tables.write(table, file);
    IO.println("%s: %d rows".formatted(file.getFileName(), table.rows()));
}
