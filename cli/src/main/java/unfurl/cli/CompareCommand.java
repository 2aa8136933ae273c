package unfurl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.math.Workers;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.measurement.Testing;

/// `unfurl compare`: how near a measurement and its prior are to a truth.
@Command(
        name = "compare",
        description = {
            "Says how near a measurement, and the prior it began with, are to a truth, observable by observable.",
            "",
            "Shapes are compared, with the truth's events in the measurement's phase space: the triangular "
                    + "discriminator ½Σ(p−q)²/(p+q) times 1000, where p and q are the parts of all events in a bin, with "
                    + "its statistical error and what statistics alone would give (floor); the Wasserstein-1 distance "
                    + "in the observable's unit; χ² of the bins normalised to 1, with its degrees of freedom and p-value; "
                    + "and the Kolmogorov–Smirnov distance of the events with its p-value, which knows the finite number of "
                    + "events in the two samples alone.",
            "",
            "χ² of the unfolded events knows every source of uncertainty that the measurement has, and the finite number "
                    + "of the truth's events; a source that is the very difference which is tested, or that was made of "
                    + "the truth's file (--closure), is left out and named. With --absolute it is of the cross sections "
                    + "or yields themselves. χ² of the prior knows the finite number of events in the two samples. With --joint several "
                    + "observables are tested together too, with the covariance between them.",
            "",
            "With --classifier a network is trained between the unfolded events and the truth, on all observables. The area "
                    + "under its curve on events that it was not trained on is 0.5 where it cannot tell them apart; its "
                    + "p-value knows the finite number of events in the two samples alone, χ² of its score every source. "
                    + "As the score was learned from the very weights that it is to test, the p-value of that χ² is too "
                    + "small, a lower bound: a large one says that the uncertainties cover what was found.",
            "",
            "The bins of an observable are those of --edges-from, or else those that the measurement publishes; where there "
                    + "are none, 25 of one width between the 0.5 %% and 99.5 %% quantiles of the truth."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl compare runs/alt --truth alt.parquet --weight weight_mc",
            "  unfurl compare runs/alt --truth alt.parquet --edges-from bins.yaml",
            "  unfurl compare runs/alt --truth alt.parquet --classifier",
            "  unfurl compare runs/alt --truth alt.parquet --absolute --scale 0.0244",
            "  unfurl compare runs/alt --truth alt.parquet --edges-from bins.yaml \\",
            "      --joint pT_ll,y_ll --sources bootstrapData,trackEff",
            "",
            "  bins.yaml, in which the observables that are left out keep their default bins:",
            "    pT_ll: [200, 250, 300, 400, 600]",
            "    y_ll: {bins: 20, from: -2, to: 2}"
        })
final class CompareCommand implements Runnable {
    @Mixin
    private MeasurementArgument measurement;

    @Mixin
    private TruthOptions truth;

    @Option(
            names = "--edges-from",
            paramLabel = "FILE",
            description =
                    "Where bins come from: a YAML or JSON file that maps observables to edges, a study file, or an "
                            + "answer of this command in JSON; or a measurement with the bins that it publishes; or a table, "
                            + "between whose quantiles there are 25 bins.")
    private Optional<Path> edgesFrom;

    @Option(
            names = "--joint",
            paramLabel = "a,b,c",
            description = "Observables that are tested together as well, with commas between.")
    private Optional<String> joint;

    @Mixin
    private SourcesOption sources;

    @Option(
            names = "--inverse",
            defaultValue = "pseudo-inverse",
            paramLabel = "NAME",
            description = "How the covariance is inverted: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}. "
                    + "The others correct what sources of a finite number of replicas do to χ².")
    private ChiSquare.Inverse inverse;

    @Option(
            names = "--classifier",
            description =
                    "Asks a classifier whether it can tell the unfolded events from the truth, on all observables.")
    private boolean classifier;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Optional<List<String>> chosen = sources.names();
        List<String> together =
                joint.map(names -> CommaList.of(names, "--joint")).orElse(List.of());
        Measurement read = measurement.read();
        Map<String, Axis> axes =
                edgesFrom.map(file -> new EdgesFile(file, read).axes()).orElse(Map.of());
        TruthRelation relation = truth.of(read, chosen);
        var testing = new Testing(chosen, inverse, relation.closures());
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            Comparison comparison = read.compare(relation.truth(), axes, together, testing, workers);
            Optional<ClassifierAnswer> asked = classifier
                    ? Optional.of(ClassifierCheck.of(read, comparison.truth(), testing, workers))
                    : Optional.empty();
            print(new CompareAnswer(read, comparison, relation, asked));
        }
    }

    private void print(CompareAnswer answer) {
        format.print(answer, spec.commandLine().getOut());
        answer.remarks().forEach(spec.commandLine().getErr()::println);
    }
}
