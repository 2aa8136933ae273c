package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.event.Table;
import unfurl.formats.TablePath;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.measurement.Truth;
import unfurl.provenance.Digest;

/// The options of `unfurl compare` that say what the truth is, and how it is related to the measurement.
final class TruthOptions {
    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description =
                    "A table (.parquet, .h5, .npz, .npy, .csv, .root) with a column for each observable and for the phase space.")
    private Path file;

    @Option(
            names = "--weight",
            paramLabel = "COLUMN",
            description =
                    "The truth's weights; if not given, the column named as the measurement's prior, if the truth "
                            + "has it, and 1 for each event otherwise.")
    private Optional<String> weight;

    @Option(
            names = "--absolute",
            description =
                    "χ² of the cross sections or yields themselves, with the luminosity's uncertainty, instead of "
                            + "shapes. The truth's weights must be in the unit of the measurement's.")
    private boolean absolute;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "Takes the truth's weights to the unit of the measurement's, with --absolute.")
    private Optional<Double> scale;

    @Option(
            names = "--same-events",
            description = "The truth holds the data's own events, whose fluctuations the result has already. What the "
                    + "provenance knows of the file needs no saying.")
    private boolean sameEvents;

    @Option(
            names = "--closure",
            paramLabel = "a,b",
            description =
                    "Sources of uncertainty that were made of this truth, so that with them χ² could not fail: they "
                            + "are left out of V. What the provenance knows of the file needs no saying.")
    private Optional<String> closure;

    /// The truth, and what it has to do with a measurement.
    ///
    /// @param sources those that are asked for by name; one of them stays although it was made of this file
    /// @throws InputException when the file cannot be read, has no event in the phase space, lacks a column, or
    ///                        an option cannot be used
    TruthRelation of(Measurement measurement, Optional<List<String>> sources) {
        if (scale.isPresent() && !absolute) {
            throw new InputException("a factor changes no shape\n  asked by   --scale\n  allowed    with --absolute");
        }
        Table events = events(measurement.head());
        Digest digest = digest();
        boolean same = sameEvents || measurement.provenance().sharesEvents(digest);
        OptionalDouble factor = scale.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return TruthRelation.of(
                measurement,
                new Truth(events, weight, factor, absolute, same),
                digest,
                closures(measurement.head()),
                sources.orElse(List.of()));
    }

    private Digest digest() {
        try {
            return TablePath.of(file).digest();
        } catch (InputException wrong) {
            throw wrong.askedBy("--truth");
        }
    }

    private List<String> closures(Head head) {
        List<String> names =
                closure.map(text -> CommaList.of(text, "--closure")).orElse(List.of());
        List<String> known = head.groups().stream().map(group -> group.name()).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw InputException.notFound(
                        "source of uncertainty", name, "the measurement '" + head.name() + "'", "--closure", known);
            }
        }
        return names;
    }

    private Table events(Head head) {
        List<String> there = EventTable.names(file, "--truth");
        weight.filter(name -> !there.contains(name)).ifPresent(name -> {
            throw InputException.notFound("column", name, file.toString(), "--weight", there);
        });
        var wanted = new ArrayList<>(
                head.observables().stream().map(Observable::column).toList());
        weight.or(() -> EventTable.priorColumn(head, there)).ifPresent(wanted::add);
        Table table = EventTable.read(file, head, wanted, "--truth");
        if (head.phaseSpace().map(condition -> condition.select(table).count()).orElse(table.rows()) == 0) {
            throw new InputException("no event of %s is in the phase space%s of the measurement\n  asked by   --truth"
                    .formatted(
                            table.describe(),
                            head.phaseSpace()
                                    .map(condition -> " '" + condition + "'")
                                    .orElse("")));
        }
        return table;
    }
}
