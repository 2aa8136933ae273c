package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Tables;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// The events of a study as they are read: checked, selected, with the observables' own names at both levels.
///
/// @param simulation simulated events, those that pass neither selection left out
/// @param data       selected data
/// @param background selected events of each background, in the study's order
/// @param truth      the answer, where the study has one
/// @param files      what was read
/// @param dropped    events dropped for a value that is not finite, by sample
record Inputs(
        Simulated simulation,
        Sample data,
        List<Sample> background,
        Optional<Sample> truth,
        List<Provenance.Input> files,
        List<Dropped> dropped) {

    /// Events of one level.
    ///
    /// @param name        what they are called
    /// @param observables one column per observable
    /// @param weight      yields at the luminosity of the data
    record Sample(String name, Table observables, Weights weight) {}

    /// Simulated events.
    record Simulated(Table gen, Table reco, Mask passGen, Mask passReco, Weights genWeight, Weights recoWeight) {}

    /// Events left out of a sample because a value is not finite.
    record Dropped(String sample, int events) {}

    static Inputs read(Study study) {
        return new Reader(study).read();
    }

    private static final class Reader {
        private final Study study;
        private final List<Provenance.Input> files = new ArrayList<>();
        private final List<Dropped> dropped = new ArrayList<>();

        Reader(Study study) {
            this.study = study;
        }

        Inputs read() {
            Simulated simulation = simulation(study.simulation());
            Study.Data data = study.data();
            Sample measured = detected("data", "data", data.file(), data.weight(), data.passReco(), 1);
            var background = new ArrayList<Sample>();
            for (Study.Background b : study.background()) {
                background.add(detected(
                        b.name(),
                        "background[%d]".formatted(background.size()),
                        b.file(),
                        b.weight(),
                        b.passReco(),
                        b.scale()));
            }
            return new Inputs(simulation, measured, background, study.truth().map(this::truth), files, dropped);
        }

        private Simulated simulation(Study.Simulation of) {
            var wanted = columns(
                    Study.Observable::genColumn,
                    Optional.of(of.passGen()),
                    Optional.of(of.passReco()),
                    of.genWeight(),
                    of.recoWeight());
            study.observables().forEach(o -> wanted.add(o.recoColumn()));
            Table all = table("simulation", "simulation", of.file(), wanted);
            Mask passGen = flags(all, of.passGen(), "simulation.passGen");
            Mask passReco = flags(all, of.passReco(), "simulation.passReco");
            Mask neither = passGen.not().and(passReco.not());
            Mask usable = usable("simulation", all, neither.not(), Study.Observable::genColumn, passGen)
                    .and(usable("simulation", all, neither.not(), Study.Observable::recoColumn, passReco));
            Table table = all.select(usable);
            Weights gen = weights(table, of.genWeight(), of.scale(), "simulation.genWeight");
            Weights reco = of.recoWeight().isEmpty()
                    ? gen
                    : weights(table, of.recoWeight(), of.scale(), "simulation.recoWeight");
            return new Simulated(
                    level(table, Study.Observable::genColumn),
                    level(table, Study.Observable::recoColumn),
                    select(passGen, usable),
                    select(passReco, usable),
                    gen,
                    reco);
        }

        private Sample detected(
                String name,
                String key,
                String file,
                Optional<Expression> weight,
                Optional<Expression> passReco,
                double scale) {
            return sample(name, key, file, weight, passReco, "passReco", scale, Study.Observable::recoColumn);
        }

        private Sample truth(Study.Truth truth) {
            return sample(
                    "truth",
                    "truth",
                    truth.file(),
                    truth.weight(),
                    truth.passGen(),
                    "passGen",
                    truth.scale(),
                    Study.Observable::genColumn);
        }

        private Sample sample(
                String name,
                String key,
                String file,
                Optional<Expression> weight,
                Optional<Expression> pass,
                String passKey,
                double scale,
                Function<Study.Observable, String> column) {
            Table all = table(name, key, file, columns(column, weight, pass));
            Mask passing = pass.map(p -> flags(all, p, key + "." + passKey)).orElseGet(() -> Mask.all(all.rows()));
            if (passing.count() == 0) {
                throw new InputException("no event of %s passes '%s'\n  asked by   study: %s.%s"
                        .formatted(all.describe(), pass.map(Expression::text).orElse(""), key, passKey));
            }
            Table chosen = all.select(usable(name, all, passing, column, passing));
            return new Sample(name, level(chosen, column), weights(chosen, weight, scale, key + ".weight"));
        }

        @SafeVarargs
        private Set<String> columns(Function<Study.Observable, String> column, Optional<Expression>... expressions) {
            var wanted = new LinkedHashSet<String>();
            study.observables().forEach(o -> wanted.add(column.apply(o)));
            for (Optional<Expression> expression : expressions) {
                expression.ifPresent(e -> wanted.addAll(e.columns()));
            }
            return wanted;
        }

        private Table table(String role, String key, String file, Set<String> columns) {
            Path path = study.path(file);
            try {
                Table table = Tables.read(path, columns);
                if (table.rows() == 0) {
                    throw new InputException("%s has no events".formatted(path));
                }
                files.add(new Provenance.Input(role, path.getFileName().toString(), table.rows(), Digest.of(path)));
                return table;
            } catch (InputException wrong) {
                throw wrong.askedBy("study: " + key + ".file");
            }
        }

        /// A column of zeros and ones, or a condition.
        private static Mask flags(Table table, Expression flag, String key) {
            try {
                return table.has(flag.text()) ? flags(table, table.column(flag.text(), "")) : flag.select(table);
            } catch (InputException wrong) {
                throw wrong.askedBy("study: " + key);
            }
        }

        private static Mask flags(Table table, Column column) {
            Mask bad = Mask.of(table.rows(), row -> column.at(row) != 0 && column.at(row) != 1);
            if (bad.count() > 0) {
                throw new InputException("column '%s' of %s must be 0 or 1 (or true or false); row %d has %s"
                        .formatted(column.name(), table.describe(), bad.indices()[0], column.at(bad.indices()[0])));
            }
            return Mask.of(table.rows(), row -> column.at(row) == 1);
        }

        /// The rows in which every observable that counts is finite; refuses the others unless the study drops
        /// them.
        private Mask usable(
                String name, Table table, Mask rows, Function<Study.Observable, String> column, Mask where) {
            Mask usable = rows;
            for (Study.Observable observable : study.observables()) {
                Column values = table.column(column.apply(observable), "study: observables.names");
                Mask bad = rows.and(where).and(values.finite().not());
                if (bad.count() > 0 && study.missing() == Study.Missing.REFUSE) {
                    throw new InputException(
                            "column '%s' of %s is not finite in %d selected rows, the first of them row %d (%s)"
                                            .formatted(
                                                    values.name(),
                                                    table.describe(),
                                                    bad.count(),
                                                    bad.indices()[0],
                                                    values.at(bad.indices()[0]))
                                    + "\n  allowed    finite numbers; `missing: drop` in the study leaves such events out");
                }
                usable = usable.and(bad.not());
            }
            if (usable.count() < rows.count()) {
                dropped.add(new Dropped(name, rows.count() - usable.count()));
            }
            return usable;
        }

        private static Mask select(Mask flags, Mask rows) {
            int[] kept = rows.indices();
            return Mask.of(kept.length, i -> flags.get(kept[i]));
        }

        private Table level(Table table, Function<Study.Observable, String> column) {
            return Table.of(
                    table.source(),
                    study.observables().stream()
                            .map(o -> table.column(column.apply(o), "study: observables.names")
                                    .named(o.name())
                                    .in(o.unit()))
                            .toList());
        }

        private static Weights weights(Table table, Optional<Expression> weight, double scale, String key) {
            if (weight.isEmpty()) {
                return Weights.ones(table.rows()).times(scale);
            }
            try {
                Column values = weight.get().evaluate(table);
                Mask bad = values.finite().not();
                if (bad.count() > 0) {
                    throw new InputException("the weight '%s' of %s is not finite in %d rows, the first of them row %d"
                            .formatted(weight.get(), table.describe(), bad.count(), bad.indices()[0]));
                }
                Weights weights = Weights.tabulate(table.rows(), i -> values.at(i) * scale);
                if (weights.sumOfSquares() == 0) {
                    throw new InputException("the weight '%s' of %s is 0 in every selected row"
                            .formatted(weight.get(), table.describe()));
                }
                return weights;
            } catch (InputException wrong) {
                throw wrong.askedBy("study: " + key);
            }
        }
    }
}
