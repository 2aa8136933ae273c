package unfurl.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Covariance;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Recipe;

/// Data sets of SMEFiT, one file for each table: values, a statistical error that is uncorrelated, and
/// systematics each of which moves all bins together.
///
/// The covariance of a source is written as the independent shifts that it is the sum of, so that the sum over
/// the systematics gives it back. A systematic has one name in all tables: SMEFiT correlates what has the same
/// name. A normalised table has one bin less than it has, the last: the sum of all is fixed, and SMEFiT inverts
/// the covariance.
///
/// Source: T. Giani, G. Magni, J. Rojo, arXiv:2302.06660, and the reader of its data sets (`smefit.loader`,
/// `smefit.covmat`).
///
/// @param publication what is written
public record Smefit(Publication publication) {
    private static final String UNCORRELATED = "UNCORR";

    /// A systematic of all bins.
    private record Systematic(String name, boolean multiplicative, List<Double> shift) {
        List<Double> part(int first, int bins) {
            return shift.subList(first, first + bins);
        }
    }

    /// The files, by name.
    public SequencedMap<String, String> files() {
        var systematics = new ArrayList<Systematic>();
        double[] variances = new double[publication.total().size()];
        String measurement = SafeNames.of(publication.head().name());
        var names = new SafeNames();
        for (SourceErrors source : publication.sources()) {
            if (source.covariance().isDiagonal() && source.isStatistical()) {
                Arrays.setAll(
                        variances, bin -> variances[bin] + source.covariance().get(bin, bin));
            } else {
                add(systematics, source, names.next(measurement + "_" + source.name()));
            }
        }
        var files = new LinkedHashMap<String, String>();
        int first = 0;
        for (PublishedTable table : publication.tables()) {
            String name = names.next(measurement + "_" + table.expression());
            if (bins(table) > 0) {
                files.put(name + ".yaml", dataSet(name, table, first, systematics, variances));
            }
            first += table.bins();
        }
        return files;
    }

    private void add(List<Systematic> systematics, SourceErrors source, String name) {
        Covariance covariance = source.covariance();
        if (covariance.isDiagonal() && covariance.rank() > 1) {
            systematics.add(new Systematic(
                    UNCORRELATED,
                    false,
                    list(IntStream.range(0, covariance.size()).mapToDouble(covariance::error))));
            return;
        }
        // A relative error, which SMEFiT scales with the prediction; its reader divides by the values for it.
        boolean isFactor = source.group().recipe() instanceof Recipe.LuminosityScale && allValues();
        List<double[]> shifts = source.shifts();
        for (int k = 0; k < shifts.size(); k++) {
            String one = shifts.size() == 1 ? name : "%s_%d".formatted(name, k + 1);
            systematics.add(new Systematic(one, isFactor, list(Arrays.stream(shifts.get(k)))));
        }
    }

    /// Whether every bin has a value, of which a factor can be a part.
    private boolean allValues() {
        return publication.tables().stream()
                .flatMapToDouble(table -> Arrays.stream(table.spectrum().values()))
                .noneMatch(value -> value == 0);
    }

    private static int bins(PublishedTable table) {
        return table.query().normalised() ? table.bins() - 1 : table.bins();
    }

    private static String dataSet(
            String name, PublishedTable table, int first, List<Systematic> all, double[] variances) {
        int bins = bins(table);
        List<Systematic> systematics = all.stream()
                .filter(one -> one.part(first, bins).stream().anyMatch(shift -> shift != 0))
                .toList();
        Map<String, Object> out = Document.entries(
                "dataset_name", name, "units", table.spectrum().unit(), "description", description(table));
        table.head()
                .luminosity()
                .filter(l -> l.unit().equals("1/fb"))
                .map(Luminosity::value)
                .ifPresent(l -> out.put("luminosity", l));
        out.put("num_data", bins);
        out.put("num_sys", systematics.size());
        out.put("data_central", scalarOrList(list(Arrays.stream(table.spectrum().values(), 0, bins))));
        out.put(
                "statistical_error",
                scalarOrList(list(Arrays.stream(variances, first, first + bins).map(Math::sqrt))));
        out.put(
                "systematics",
                systematics.stream()
                        .map(one -> scalarOrList(one.part(first, bins)))
                        .toList());
        out.put(
                "sys_names",
                scalarOrList(systematics.stream().map(Systematic::name).toList()));
        out.put(
                "sys_type",
                scalarOrList(systematics.stream()
                        .map(one -> one.multiplicative() ? "MULT" : "ADD")
                        .toList()));
        return Document.of(name, out).toYaml();
    }

    private static String description(PublishedTable table) {
        String edges = String.join(
                ", ",
                Arrays.stream(table.spectrum().axis().edges())
                        .mapToObj(Double::toString)
                        .toList());
        return "%s Edges of the bins in %s: %s.%s"
                .formatted(
                        table.description(),
                        table.expression(),
                        edges,
                        table.query().normalised() ? " The last bin is left out: it is 1 less the others." : "");
    }

    private static List<Double> list(DoubleStream values) {
        return values.boxed().toList();
    }

    /// SMEFiT has a bare value in the place of a list of one.
    private static Object scalarOrList(List<?> values) {
        return values.size() == 1 ? values.getFirst() : values;
    }
}
