package unfurl.measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// A measurement of six events in two bins, [0, 1) and [1, 3): nominal sums 6 and 4.
final class Toy {
    static final double[] X = {0.5, 0.25, 0.75, 1, 2, 2.5};
    static final double[] NOMINAL = {1, 2, 3, 1, 1, 2};

    private Toy() {}

    /// Events with more weight columns, each 1 but in one event of each bin, so that its bins have the sums
    /// given.
    static Table events(String... moreWeights) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.owning("x", X.clone()).in("GeV"),
                Column.owning("y", new double[] {0, 0, 0, 1, 2, 3}),
                Column.owning("weight_mc", new double[] {1, 1, 1, 1, 1, 1}),
                Column.owning("weights_nominal", NOMINAL.clone())));
        for (String weight : moreWeights) {
            String[] nameAndSums = weight.split("=|,", -1);
            double low = Double.parseDouble(nameAndSums[1]) - 2;
            double high = Double.parseDouble(nameAndSums[2]) - 2;
            columns.add(Column.owning(nameAndSums[0], new double[] {low, 1, 1, 1, 1, high}));
        }
        return Table.of("toy", columns);
    }

    static Head head(WeightGroup... groups) {
        List<WeightGroup> all = new ArrayList<>();
        all.add(new WeightGroup("nominal", List.of("weights_nominal"), new Recipe.Nominal(), "the result"));
        all.addAll(List.of(groups));
        return new Head(
                "toy",
                "six events",
                List.of(new Observable("x", "$x$", "GeV"), new Observable("y", "y", "")),
                Optional.of(Expression.parse("x < 3")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.1)),
                Optional.of(new Prior("weight_mc", 2)),
                all,
                List.of());
    }

    static Provenance provenance() {
        return new Provenance(
                List.of(new Provenance.Input("simulation", "mc.parquet", 6, Digest.of("mc"))),
                "study: toy\n",
                1,
                new Environment("0.1.0", "", "25.0.3", "Linux", "", 2));
    }

    static Measurement measurement(Head head, Table events) {
        return new Measurement(head, provenance(), List.of(Works.OMNIFOLD), events);
    }

    static Measurement measurement() {
        return measurement(head(), events());
    }
}
