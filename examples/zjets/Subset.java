import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// Makes the files of this example from the whole set: `java -cp 'cli/target/app/*/*' Subset.java WHOLE_SET
/// OUT`.
///
/// Keeps the columns that the studies read and the events that pass a 200 GeV selection. Of the nominal
/// simulation it keeps the first 60 %, of the pseudo-data and the background the first 50 %; the weights are
/// scaled up by as much, so that `weight_mc` stays a yield at 139/fb and `weight_bkg` one at half of the
/// pseudo-data's luminosity.
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

    write(from, to, "mc.parquet", both, "pass_truth == 1 || pass_reco == 1", 0.6, "weight_mc", 1);
    write(from, to, "alt.parquet", both, "pass_truth == 1 || pass_reco == 1", 1, "weight_mc", 1);
    write(from, to, "data_reco.parquet", detected, "pass_reco == 1", 0.5, "", 1);
    write(from, to, "background.parquet", background, "pass_reco == 1", 0.5, "weight_bkg", 0.5);
}

static final List<String> OBSERVABLES = List.of(
        "pT_ll", "pT_l1", "pT_l2", "eta_l1", "eta_l2", "phi_l1", "phi_l2", "y_ll",
        "pT_trackj1", "y_trackj1", "phi_trackj1", "m_trackj1", "tau1_trackj1", "tau2_trackj1", "tau3_trackj1",
        "Ntracks_trackj1",
        "pT_trackj2", "y_trackj2", "phi_trackj2", "m_trackj2", "tau1_trackj2", "tau2_trackj2", "tau3_trackj2",
        "Ntracks_trackj2");

/// Keeps the first `share` of the rows, of these those that pass, and scales one weight by factor/share.
static void write(
        Path from, Path to, String file, List<String> columns, String pass, double share, String weight, double factor) {
    Table all = Tables.read(from.resolve(file), columns);
    int rows = (int) Math.round(share * all.rows());
    Mask kept = Expression.parse(pass).select(all).and(Mask.of(all.rows(), row -> row < rows));
    Table chosen = all.select(kept);
    var scaled = new ArrayList<Column>();
    for (Column column : chosen.columns()) {
        scaled.add(
                column.name().equals(weight)
                        ? Column.tabulate(weight, chosen.rows(), i -> column.at(i) * factor * all.rows() / rows)
                        : column);
    }
    Tables.write(Table.of(file, scaled), to.resolve(file));
    IO.println("%s: the first %d of %d rows, of which %d pass '%s'".formatted(file, rows, all.rows(), chosen.rows(), pass));
}
