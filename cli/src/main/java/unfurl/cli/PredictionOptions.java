package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.AtlasLayout;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.TablePath;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Truth;
import unfurl.provenance.Digest;

/// The option `--prediction` of the commands that draw predictions beside a measurement.
final class PredictionOptions {
    private static final String ASKER = "--prediction";

    @Option(
            names = ASKER,
            paramLabel = "FILE[,key=value]…",
            description = {
                "What is drawn beside the measurement, as often as wanted: a table (.parquet, .h5, .npz, .npy, .csv, .root) of events "
                        + "with the measurement's columns, or 'prior', the simulation that the unfolding began with. Keys: "
                        + "name=LABEL, in legends; weight=COLUMN, if not given that of the prior's name, or 1 for each event; "
                        + "scale=FACTOR, which takes the weights to the measurement's unit. Weights of neither a scale nor that "
                        + "unit are scaled to the measurement's total, and χ² is of the shapes.",
                "A comma in a label is nothing special: 'alt.parquet,name=Powheg, NLO,weight=w'."
            })
    private List<String> given = List.of();

    /// What was given, read.
    ///
    /// @param all     in the order of the options
    /// @param remarks what somebody who reads their χ² should know
    record Predictions(List<Prediction> all, List<String> remarks) {
        Predictions {
            all = List.copyOf(all);
            remarks = List.copyOf(remarks);
        }
    }

    /// The predictions with some columns.
    ///
    /// @param sources those that are asked for by name; one of them stays although it was made of a prediction's
    ///                file
    /// @param columns what is asked of the events
    /// @throws InputException when a file cannot be read, lacks a column or has no event in the phase space, or an
    ///                        option cannot be used
    Predictions read(Measurement measurement, Optional<List<String>> sources, Collection<String> columns) {
        return read(measurement, sources, there -> columns);
    }

    /// The predictions with every number that the measurement's events have too.
    ///
    /// @throws InputException as the other one
    Predictions readAll(Measurement measurement, Optional<List<String>> sources) {
        Set<String> known = new HashSet<>();
        measurement.events().columns().stream()
                .filter(column -> !column.isList())
                .map(Column::name)
                .forEach(known::add);
        return read(
                measurement,
                sources,
                there -> there.stream().filter(known::contains).toList());
    }

    private Predictions read(
            Measurement measurement,
            Optional<List<String>> sources,
            Function<List<String>, Collection<String>> columns) {
        var all = new ArrayList<Prediction>();
        var remarks = new ArrayList<String>();
        Set<String> names = new HashSet<>();
        for (String text : given) {
            var asked = PredictionText.parse(text, ASKER);
            if (!names.add(asked.name())) {
                throw new InputException(
                        "two predictions are called '%s'\n  asked by   %s\n  allowed    another name: %s,name=LABEL"
                                .formatted(asked.name(), ASKER, asked.file()));
            }
            all.add(
                    asked.isPrior()
                            ? prior(measurement, asked)
                            : ofFile(measurement, sources, asked, columns, remarks));
        }
        return new Predictions(all, remarks);
    }

    private static Prediction prior(Measurement measurement, PredictionText asked) {
        return Prediction.prior(measurement)
                .map(prior -> prior.named(asked.name()))
                .orElseThrow(() -> new InputException("the measurement '%s' has no weights of a prior\n  asked by   %s"
                        .formatted(measurement.head().name(), ASKER)));
    }

    private static Prediction ofFile(
            Measurement measurement,
            Optional<List<String>> sources,
            PredictionText asked,
            Function<List<String>, Collection<String>> columns,
            List<String> remarks) {
        Head head = measurement.head();
        Path file = Path.of(asked.file());
        List<String> there = EventTable.names(file, ASKER);
        Optional<String> weight = asked.weight().or(() -> EventTable.priorColumn(head, there));
        var wanted = new ArrayList<>(columns.apply(there));
        weight.ifPresent(wanted::add);
        Table events = EventTable.read(file, head, wanted, ASKER);
        OptionalDouble scale = asked.scale();
        boolean absolute = scale.isPresent() || isIn(head.normalisation().unit(), file, events, weight);
        Digest digest = TablePath.of(file).digest();
        boolean same = measurement.provenance().sharesEvents(digest);
        TruthRelation relation = TruthRelation.of(
                measurement,
                new Truth(events, weight, scale, absolute, same),
                digest,
                List.of(),
                sources.orElse(List.of()));
        remarks.addAll(relation.remarks("the prediction '%s'".formatted(asked.name())));
        if (!absolute) {
            remarks.add(
                    "note: the prediction '%s' is scaled to the measurement's total; ',scale=FACTOR' would take its weights to %s"
                            .formatted(asked.name(), unit(head)));
        }
        try {
            return Prediction.of(asked.name(), relation.truth(), relation.closures(), measurement);
        } catch (InputException wrong) {
            throw wrong.askedBy(ASKER);
        }
    }

    /// Whether the weights are known to be in the measurement's unit.
    private static boolean isIn(String unit, Path file, Table events, Optional<String> weight) {
        return !unit.isEmpty()
                && weight.map(name -> unit(file, events.column(name, ASKER)))
                        .filter(unit::equals)
                        .isPresent();
    }

    /// The unit that weights say themselves, or that those of ATLAS's release have.
    private static String unit(Path file, Column weights) {
        boolean isOfRelease = weights.unit().isEmpty()
                && weights.name().equals(AtlasLayout.PRIOR)
                && MeasurementFolder.isRelease(file);
        return isOfRelease ? AtlasLayout.UNIT : weights.unit();
    }

    private static String unit(Head head) {
        String unit = head.normalisation().unit();
        return unit.isEmpty() ? "numbers of events" : unit;
    }
}
