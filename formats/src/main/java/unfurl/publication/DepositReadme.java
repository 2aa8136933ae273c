package unfurl.publication;

import java.util.ArrayList;
import java.util.List;
import unfurl.event.Expression;
import unfurl.measurement.Head;

/// The `README.md` of a deposit, for somebody who has never heard of Unfurl.
final class DepositReadme {
    private final ZenodoFolder deposit;
    private final Head head;
    private final List<String> lines = new ArrayList<>();

    DepositReadme(ZenodoFolder deposit) {
        this.deposit = deposit;
        this.head = deposit.measurement().head();
    }

    String text() {
        introduction();
        files();
        tables();
        fits();
        events();
        licence();
        return String.join("\n", lines) + "\n";
    }

    private void add(String... text) {
        lines.addAll(List.of(text));
    }

    private void introduction() {
        add("# " + deposit.metadata().titleOf(head), "");
        if (!head.description().isBlank()) {
            add(head.description().strip(), "");
        }
        add(
                "This is an *unbinned* measurement: simulated events at particle level with weights that make them follow the "
                        + "data, corrected for the detector. Any histogram of them is a measured distribution, with all of its "
                        + "uncertainties. Some histograms are here as tables, for those who need no more.",
                "");
    }

    private void files() {
        add(
                "## Files",
                "",
                "| file | what |",
                "|---|---|",
                "| `%s` | the measurement: events, weights, what they mean, provenance; its own README.md has every column |"
                        .formatted(deposit.archive()),
                "| `%s` | the tables as a submission to HEPData: values, errors by source, covariances, correlations |"
                        .formatted(ZenodoFolder.HEPDATA),
                "| `%s`, `%s` | the tables for Rivet 4 (YODA 2), and for Rivet 3 (YODA 1) |"
                        .formatted(ZenodoFolder.YODA_2, ZenodoFolder.YODA_1),
                "| `%s` | the tables for a fit: values and covariances of the bins of all tables together |"
                        .formatted(ZenodoFolder.FIT),
                "| `%s` | the same as data sets of SMEFiT |".formatted(ZenodoFolder.SMEFIT),
                "| `citations.bib` | what to cite |");
        if (!deposit.metadata().creators().isEmpty()) {
            add("| `CITATION.cff`, `.zenodo.json` | who made this |");
        }
        add("| `SHA256SUMS` | digests; `sha256sum -c SHA256SUMS` verifies them |", "");
    }

    private void tables() {
        add("## Tables", "", "| | what | bins | unit of the values |", "|---|---|---|---|");
        for (PublishedTable table : deposit.hepData().publication().tables()) {
            String unit = table.spectrum().unit();
            add("| %d | %s | %d | %s |"
                    .formatted(
                            table.number(),
                            table.description().replace("|", "\\|"),
                            table.bins(),
                            unit.isEmpty() ? "1" : unit));
        }
        add("");
    }

    private void fits() {
        add(
                "## A fit, in Python",
                "",
                "    import json, numpy",
                "    fit = json.load(open(\"%s\"))".formatted(ZenodoFolder.FIT),
                "    values = numpy.concatenate([table[\"values\"] for table in fit[\"tables\"]])",
                "    covariance = numpy.array(fit[\"covariance\"])",
                "    errors = numpy.sqrt(numpy.diag(covariance))",
                "",
                "`firstBin` of a table is the place of its first bin among all. `rank` is how many independent directions the "
                        + "covariance has: where it is below the number of bins, invert it with `numpy.linalg.pinv`.",
                "");
    }

    private void events() {
        String first = head.observables().getFirst().column();
        String folder = deposit.archive().replaceAll("\\.zip$", "");
        add(
                "## Your own histogram",
                "",
                "On the command line, with Unfurl, any observable, bins and cut, with every uncertainty:",
                "",
                "    unfurl hist %s --observable '%s' --edges …".formatted(deposit.archive(), observable(first)),
                "",
                "In Python, with pandas and NumPy:",
                "",
                "    import io, zipfile, numpy, pandas",
                "    archive = zipfile.ZipFile(\"%s\")".formatted(deposit.archive()),
                "    events = pandas.read_parquet(io.BytesIO(archive.read(\"%s/events.parquet\")))".formatted(folder),
                "    sums, edges = numpy.histogram(events[\"%s\"], 20, weights=events[\"%s\"])"
                        .formatted(first, head.nominalColumn()),
                "    values = sums / numpy.diff(edges)",
                "",
                "In Java, with Unfurl's libraries:",
                "",
                "    var measurement = MeasurementFolder.read(Path.of(\"%s\"));".formatted(deposit.archive()),
                "    var observable = Expression.parse(\"%s\");"
                        .formatted(observable(first).replace("\\", "\\\\").replace("\"", "\\\"")),
                "    var query = Query.of(observable, measurement.axis(observable, edges));",
                "    var breakdown = measurement.breakdown(query);",
                "");
    }

    private static String observable(String column) {
        return Expression.ofColumn(column).text();
    }

    private void licence() {
        add("## Licence", "");
        add(deposit.metadata()
                .licence()
                .map("These files are published under %s."::formatted)
                .orElse(
                        "None was chosen when this folder was made. Without one, others may read these files and have no right to use "
                                + "them: the depositor has to choose one."));
    }
}
