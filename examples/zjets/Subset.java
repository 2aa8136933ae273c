import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// Makes the files of this example from the whole set, all of them or those that are named:
///
///     java -cp "$(printf %s: cli/target/app/*/*)" examples/zjets/Subset.java WHOLE_SET OUT [FILE …]
///
/// Keeps the columns that the studies read and the events that pass a 200 GeV selection. Of the nominal
/// simulation it keeps the first 60 %, of the pseudo-data and the background the first 50 %; the weights are
/// scaled up by as much, so that `weight_mc` stays a yield at 139/fb and `weight_bkg` one at half of the
/// pseudo-data's luminosity.
///
/// `mc_short` and `mc_short_syst` are the first 15 % of the nominal simulation, with the detector's
/// variations in a file beside them: of these too the events that pass the reco selection with the muons'
/// other scale alone.
void main(String[] args) {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    List<String> gen = OBSERVABLES;
    List<String> reco = OBSERVABLES.stream().map(name -> name + "_reco").toList();
    var both = new ArrayList<String>(List.of("event_id", "pass_truth", "pass_reco", "weight_mc"));
    both.addAll(gen);
    both.addAll(reco);
    var detected = new ArrayList<String>(List.of("event_id", "pass_reco"));
    detected.addAll(reco);
    var background = new ArrayList<String>(detected);
    background.add("weight_bkg");

    Set<String> wanted = Set.copyOf(List.of(args).subList(2, args.length));
    for (File file : List.of(
            new File("mc.parquet", "mc.parquet", both, NOMINAL, 0.6, "weight_mc", 1),
            new File("alt.parquet", "alt.parquet", both, NOMINAL, 1, "weight_mc", 1),
            new File("data_reco.parquet", "data_reco.parquet", detected, "pass_reco == 1", 0.5, "", 1),
            new File("background.parquet", "background.parquet", background, "pass_reco == 1", 0.5, "weight_bkg", 0.5),
            new File("mc_short.parquet", "mc.parquet", both, VARIED, 0.15, "weight_mc", 1),
            new File("mc_short_syst.parquet", "mc_syst.parquet", varied(), VARIED, 0.15, "", 1))) {
        if (wanted.isEmpty() || wanted.contains(file.name)) {
            write(from, to, file);
        }
    }
}

/// The columns of the detector's variations: jets with other tracks, the momenta of muons with another scale.
static List<String> varied() {
    var columns = new ArrayList<String>(List.of("event_id", "pass_reco_muScale", "sf_muEff"));
    for (String name : List.of("pT_ll", "pT_l1", "pT_l2")) {
        columns.add(name + "_reco_muScale");
    }
    for (String variation : List.of("trackEff", "trackPtScale", "pileup")) {
        OBSERVABLES.stream()
                .filter(name -> name.contains("_trackj"))
                .forEach(name -> columns.add(name + "_reco_" + variation));
    }
    return columns;
}

static final String NOMINAL = "pass_truth == 1 || pass_reco == 1";
static final String VARIED = NOMINAL + " || pass_reco_muScale == 1";

static final List<String> OBSERVABLES = List.of(
        "pT_ll", "pT_l1", "pT_l2", "eta_l1", "eta_l2", "phi_l1", "phi_l2", "y_ll",
        "pT_trackj1", "y_trackj1", "phi_trackj1", "m_trackj1", "tau1_trackj1", "tau2_trackj1", "tau3_trackj1",
        "Ntracks_trackj1",
        "pT_trackj2", "y_trackj2", "phi_trackj2", "m_trackj2", "tau1_trackj2", "tau2_trackj2", "tau3_trackj2",
        "Ntracks_trackj2");

/// What is made: the first `share` of the rows of a file of the whole set, of these those that pass, with one
/// weight scaled by factor/share.
record File(
        String name, String of, List<String> columns, String pass, double share, String weight, double factor) {}

static void write(Path from, Path to, File file) {
    Table all = Tables.read(from.resolve(file.of), file.columns);
    int rows = (int) Math.round(file.share * all.rows());
    Mask kept = Expression.parse(file.pass).select(flags(from, file)).and(Mask.of(all.rows(), row -> row < rows));
    Table chosen = all.select(kept);
    var scaled = new ArrayList<Column>();
    for (Column column : chosen.columns()) {
        scaled.add(
                column.name().equals(file.weight)
                        ? Column.tabulate(file.weight, chosen.rows(), i -> column.at(i) * file.factor * all.rows() / rows)
                        : column);
    }
    Tables.write(Table.of(file.name, scaled), to.resolve(file.name));
    IO.println("%s: the first %d of %d rows, of which %d pass '%s'"
            .formatted(file.name, rows, all.rows(), chosen.rows(), file.pass));
}

/// The flags that decide about a row, from whichever file has them: `mc` and `mc_syst` have the same rows.
static Table flags(Path from, File file) {
    var flags = new ArrayList<Column>();
    Set<String> left = new HashSet<>(Expression.parse(file.pass).columns());
    for (String name : left.contains("pass_reco_muScale") ? List.of("mc.parquet", "mc_syst.parquet") : List.of(file.of)) {
        List<String> here = Tables.names(from.resolve(name)).stream().filter(left::remove).toList();
        flags.addAll(Tables.read(from.resolve(name), here).columns());
    }
    return Table.of(file.name, flags);
}
