package unfurl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.cli.PublishCommand.Format;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;
import unfurl.publication.DepositMetadata;
import unfurl.publication.HepData;
import unfurl.publication.Publication;
import unfurl.publication.ZenodoFolder;

/// What `unfurl publish` cannot know of a measurement, and some formats have a place for.
final class PublishDetails {
    /// In what events are written.
    enum EventFormat {
        PARQUET(Tables.Format.PARQUET),
        H5(Tables.Format.HDF5);

        private final Tables.Format table;

        EventFormat(Tables.Format table) {
            this.table = table;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--energy",
            paramLabel = "GEV",
            description = "HEPData: the centre-of-mass energy, such as 13000; not said if not given.")
    private Optional<Double> energy;

    @Option(
            names = "--reaction",
            paramLabel = "TEXT",
            description = "HEPData: the reaction in its words, such as 'P P --> Z0 X'; not said if not given.")
    private Optional<String> reaction;

    @Option(
            names = "--analysis",
            paramLabel = "NAME",
            description =
                    "YODA: the name in the paths /REF/NAME/d01-x01-y01; if not given, UNFURL_ and the measurement's.")
    private Optional<String> analysis;

    @Option(
            names = "--licence",
            paramLabel = "ID",
            description = "The licence of what is published, by its SPDX identifier, such as CC-BY-4.0; none is chosen "
                    + "for you.")
    private Optional<String> licence;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "atlas: the table of events, ${COMPLETION-CANDIDATES}; parquet if not given. h5 is for pandas, and "
                            + "has no units.")
    private Optional<EventFormat> format;

    @Option(names = "--title", paramLabel = "TEXT", description = "Zenodo: if not given, the measurement's name.")
    private Optional<String> title;

    @Option(
            names = "--creator",
            paramLabel = "NAME",
            description = "Zenodo: 'Family name, Given name', or a collaboration; once for each. Without, no metadata "
                    + "are written.")
    private List<String> creators = List.of();

    /// Looks at what can be wrong without a measurement.
    ///
    /// @throws InputException when an option has no meaning in the format, or a value cannot be used
    void check(Format to) {
        Map<String, Set<Format>> places = new LinkedHashMap<>();
        Set<Format> hepData = Set.of(Format.HEPDATA, Format.ZENODO_FOLDER);
        energy.ifPresent(value -> places.put("--energy", hepData));
        reaction.ifPresent(value -> places.put("--reaction", hepData));
        licence.ifPresent(value -> places.put("--licence", hepData));
        analysis.ifPresent(value -> places.put("--analysis", Set.of(Format.YODA, Format.ZENODO_FOLDER)));
        format.ifPresent(value -> places.put("--format", Set.of(Format.ATLAS)));
        title.ifPresent(value -> places.put("--title", Set.of(Format.ZENODO_FOLDER)));
        creators.forEach(value -> places.put("--creator", Set.of(Format.ZENODO_FOLDER)));
        places.forEach((option, formats) -> {
            if (!formats.contains(to)) {
                throw new InputException("%s has no meaning with --to %s".formatted(option, to));
            }
        });
        if (energy.filter(value -> !(value > 0 && Double.isFinite(value))).isPresent()) {
            throw new InputException("--energy must be above 0, not " + energy.orElseThrow());
        }
        if (analysis.filter(name -> !name.matches("[A-Za-z0-9_]+")).isPresent()) {
            throw new InputException(
                    "'%s' is no name of an analysis\n  asked by   --analysis\n  allowed    letters, digits and underscores"
                            .formatted(analysis.orElseThrow()));
        }
        metadata();
    }

    /// The format of a table of events.
    Tables.Format eventFormat() {
        return format.orElse(EventFormat.PARQUET).table;
    }

    /// The depositor's words.
    DepositMetadata metadata() {
        return new DepositMetadata(title, creators, licence);
    }

    /// The name in the paths of YODA.
    String analysis(Measurement measurement) {
        return analysis.orElseGet(() -> ZenodoFolder.analysis(measurement));
    }

    /// A submission to HEPData.
    HepData hepData(Publication publication) {
        return new HepData(
                publication, energy.map(OptionalDouble::of).orElseGet(OptionalDouble::empty), reaction, licence);
    }

    /// What is missing in a deposit and only the depositor can say, a note each.
    List<String> missing() {
        var notes = new ArrayList<String>();
        if (creators.isEmpty()) {
            notes.add("note: no CITATION.cff and no .zenodo.json are written: nobody is named; --creator NAME does");
        }
        if (licence.isEmpty()) {
            notes.add("note: no licence is chosen, and README.md says so; --licence CC-BY-4.0 is what most choose");
        }
        return notes;
    }
}
