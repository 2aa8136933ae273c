package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;

/// Reads the observables and the particles of one level from a file's columns. A row in a message is that of the
/// file, from 0.
///
/// @param study what is asked
/// @param isGen whether the level is gen; reco otherwise
record EventLevel(Study study, boolean isGen) {
    /// What was read.
    ///
    /// @param columns observables, then particles, under the study's names; a row for each of the file
    /// @param finite  the rows in which every value that counts is there and finite
    record Events(List<Column> columns, Mask finite) {
        /// @param source where they come from, for messages
        Table select(String source, Mask rows) {
            return Table.of(source, columns.stream().map(c -> c.select(rows)).toList());
        }
    }

    private String column(Study.Observable observable) {
        return isGen ? observable.genColumn() : observable.recoColumn();
    }

    /// The key that names an observable.
    private String key(Study.Observable observable) {
        return study.recoOnly().contains(observable) ? "observables.recoOnly" : "observables.names";
    }

    private String name() {
        return isGen ? "gen" : "reco";
    }

    /// Adds the columns that are needed, each with the key that asks for it.
    void want(Map<String, String> wanted) {
        for (Study.Observable observable : study.observables(isGen)) {
            if (observable.from().isEmpty()) {
                wanted.putIfAbsent(column(observable), key(observable) + " with observables." + name());
            }
        }
        study.particles()
                .ifPresent(block -> block.expressions(isGen)
                        .forEach(e -> e.columns().forEach(c -> wanted.putIfAbsent(c, "particles." + name()))));
    }

    /// Reads the events of a table.
    ///
    /// @param counted the rows that count at this level; what stands in the others is not looked at
    Events read(Table all, Mask counted) {
        var columns = new LinkedHashMap<String, Column>();
        Mask finite = Mask.all(all.rows());
        if (study.particles().isPresent()) {
            Events particles = new ParticleReader(study, study.particles().get(), isGen).read(all, counted);
            particles.columns().forEach(c -> columns.put(c.name(), c));
            finite = particles.finite();
        }
        for (Study.Observable observable : study.observables(isGen)) {
            if (observable.from().isEmpty()) {
                Column values = all.column(column(observable), "study: " + key(observable));
                requireNumbers(values, all, observable);
                columns.put(observable.name(), values.named(observable.name()).in(observable.unit()));
                finite = finite.and(finite("column '%s'".formatted(values.name()), values, all, counted));
            }
        }
        Table level = Table.of(all.source(), columns.values());
        for (Study.Observable observable : study.observables(isGen)) {
            if (observable.from().isPresent()) {
                Column values = made(observable, level);
                columns.put(observable.name(), values);
                String what = "%s observable '%s' (%s)"
                        .formatted(name(), observable.name(), observable.from().get());
                finite = finite.and(finite(what, values, all, counted.and(finite)));
            }
        }
        return new Events(inOrder(columns), finite);
    }

    private List<Column> inOrder(Map<String, Column> columns) {
        var ordered = new ArrayList<Column>();
        study.names(isGen).forEach(name -> ordered.add(columns.get(name)));
        study.particles().ifPresent(block -> block.names().forEach(name -> ordered.add(columns.get(name))));
        return ordered;
    }

    private static Column made(Study.Observable observable, Table level) {
        Expression from = observable.from().orElseThrow();
        try {
            Column values = from.evaluate(level);
            return (from.isCount() ? whole(values) : values)
                    .named(observable.name())
                    .in(observable.unit());
        } catch (InputException wrong) {
            throw wrong.askedBy("study: observables.from." + observable.name());
        }
    }

    /// Counts as whole numbers; an event without a list, which does not count, has 0.
    private static Column whole(Column counts) {
        int[] out = new int[counts.size()];
        Arrays.setAll(out, row -> (int) counts.at(row));
        return Column.owning(counts.name(), out);
    }

    private void requireNumbers(Column values, Table all, Study.Observable observable) {
        if (values.isList()) {
            String allowed = study.recoOnly().contains(observable)
                    ? "a column with a number for each event"
                    : "observables.from: {%s: sum(…)}, with the list among the particles".formatted(observable.name());
            throw new InputException(
                    "column '%s' of %s has a list in each row where an observable is one number\n  asked by   study: %s\n  allowed    %s"
                            .formatted(values.name(), all.describe(), key(observable), allowed));
        }
    }

    /// The rows in which a value is finite or does not count; refuses the others unless the study drops them.
    private Mask finite(String what, Column values, Table all, Mask counted) {
        Mask bad = counted.and(values.finite().not());
        if (bad.count() > 0 && study.missing() == Study.Missing.REFUSE) {
            int first = bad.indices()[0];
            throw refused(
                    "%s of %s is not finite in %d selected rows, the first of them row %d (%s)\n  allowed    finite numbers"
                            .formatted(what, all.describe(), bad.count(), first, values.at(first)));
        }
        return bad.not();
    }

    /// An error about a value that is not finite, and what to do about it.
    static InputException refused(String message) {
        return new InputException(message)
                .askedBy("study: missing is `refuse`; `drop` leaves such events out and counts them");
    }
}
