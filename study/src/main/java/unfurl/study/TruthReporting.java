package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.math.Workers;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.measurement.Testing;
import unfurl.measurement.Truth;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// Sets the result beside the study's truth.
///
/// @param study       what was asked
/// @param inputs      what was read
/// @param measurement the result
record TruthReporting(Study study, Inputs inputs, Measurement measurement) {
    private static final String WEIGHT = "weight of the truth";

    /// The shapes of the result beside those of the truth, in the same bins as everywhere: 25 between
    /// the 0.5 % and 99.5 % quantiles. For χ² neighbours are merged where there are too few replicas.
    /// Sources that were made of the truth's file are left out of V.
    ///
    /// @param together observables that are tested together as well; none or at least two
    Optional<Comparison> comparison(List<String> together) {
        return inputs.truth().map(truth -> {
            Digest file = file();
            boolean same = measurement.provenance().sharesEvents(file);
            Testing testing = Testing.standard().merging().againstTargetOf(measurement.sourcesMadeOf(file));
            Truth known = Truth.of(events(truth), Optional.of(WEIGHT)).withSameEvents(same);
            try (var alone = new Workers(1)) {
                return measurement.compare(known, Map.of(), together, testing, alone);
            }
        });
    }

    private Table events(Inputs.Sample truth) {
        double perUnit = study.luminosity().map(l -> 1 / l.value()).orElse(1.0);
        var columns = new ArrayList<Column>(truth.observables().columns());
        columns.add(Column.tabulate(
                WEIGHT, truth.weight().size(), i -> truth.weight().get(i) * perUnit));
        return Table.of(truth.observables().source(), columns);
    }

    private Digest file() {
        return measurement.provenance().inputs().stream()
                .filter(input -> input.role().equals(InputReader.TRUTH))
                .map(Provenance.Input::digest)
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
