package unfurl.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;

/// An effect on the simulated events: reads its columns, a row for each of the simulation's file.
///
/// @param study  what is asked
/// @param name   of its weights, without `weights_`
/// @param key    where it stands in the study: `uncertainty.systematics[2].up`
/// @param effect what it changes
record EffectReader(Study study, String name, String key, UncertaintyBlock.Effect effect) {
    /// Where effects stand in the study.
    static final String KEY = "uncertainty.systematics[";
    private static final String OF_NUISANCES = "nuisances.";

    /// All effects of a study: those that nuisance parameters interpolate, and then those that are unfolded, in the
    /// order of their weights. A file of both is first asked for by what the result depends on.
    static List<EffectReader> all(Study study) {
        return Stream.concat(ofNuisances(study).stream(), ofSystematics(study).stream())
                .toList();
    }

    private static List<EffectReader> ofNuisances(Study study) {
        var out = new ArrayList<EffectReader>();
        for (NuisanceBlock nuisance : study.nuisances()) {
            if (nuisance.source() instanceof NuisanceBlock.Source.Templates(var up, var down)) {
                String key = OF_NUISANCES + nuisance.name();
                out.add(new EffectReader(study, nuisance.up(), key + ".up", up));
                down.ifPresent(effect -> out.add(new EffectReader(study, nuisance.down(), key + ".down", effect)));
            }
        }
        return out;
    }

    private static List<EffectReader> ofSystematics(Study study) {
        var out = new ArrayList<EffectReader>();
        List<UncertaintyBlock.Systematic> systematics = study.uncertainty().systematics();
        for (int i = 0; i < systematics.size(); i++) {
            UncertaintyBlock.Systematic one = systematics.get(i);
            String key = KEY + i + "]";
            List<String> names = one.columns();
            out.add(new EffectReader(study, names.getFirst(), one.down().isPresent() ? key + ".up" : key, one.up()));
            one.down().ifPresent(down -> out.add(new EffectReader(study, names.getLast(), key + ".down", down)));
        }
        return out;
    }

    /// Whether a nuisance parameter interpolates it; if not, it is unfolded.
    boolean isOfNuisance() {
        return key.startsWith(OF_NUISANCES);
    }

    /// What it is, with its name.
    String what() {
        return "%s '%s'".formatted(isOfNuisance() ? "varied detector" : "systematic", name);
    }

    /// Where an effect's replica is asked for: `study: uncertainty.systematics[2].up of 'jes_up'`; of a replica that
    /// is none of an effect, what asks for it.
    static String asker(Study study, String replica) {
        return all(study).stream()
                .filter(effect -> effect.name.equals(replica))
                .findFirst()
                .map(effect -> "study: %s of '%s'".formatted(effect.key, replica))
                .orElse("study: uncertainty, '%s'".formatted(replica));
    }

    /// The key that asks for a part of it: `uncertainty.systematics[2].up.recoWeightFactor of 'jes_up'`.
    String asker(String part) {
        return "%s.%s of '%s'".formatted(key, part, name);
    }

    /// The file that its columns are in.
    String file() {
        return effect.file().orElse(study.simulation().file());
    }

    /// Adds the columns that are needed of its file, each with the key that asks for it.
    ///
    /// @param names what the file has
    void want(Set<String> names, Map<String, String> wanted) {
        effect.key().ifPresent(column -> wanted.putIfAbsent(column, asker("key")));
        varied(names).values().forEach(column -> wanted.putIfAbsent(column, asker("reco")));
        want(names::contains, wanted);
    }

    /// Adds the columns that are needed of the simulation's file: the key, and what the effect's file does
    /// not have.
    ///
    /// @param names what the effect's file has
    void wantOfSimulation(Set<String> names, Map<String, String> wanted) {
        effect.key().ifPresent(column -> wanted.putIfAbsent(column, asker("key")));
        want(column -> !names.contains(column), wanted);
    }

    /// Adds the columns of its expressions that are in that file.
    private void want(Predicate<String> isInFile, Map<String, String> wanted) {
        want("passReco", effect.passReco(), isInFile, wanted);
        want("genWeight", effect.genWeight(), isInFile, wanted);
        want("recoWeight", effect.recoWeight(), isInFile, wanted);
        want("genWeightFactor", effect.genWeightFactor(), isInFile, wanted);
        want("recoWeightFactor", effect.recoWeightFactor(), isInFile, wanted);
    }

    private void want(
            String part, Optional<Expression> expression, Predicate<String> isInFile, Map<String, String> wanted) {
        expression.ifPresent(
                e -> e.columns().stream().filter(isInFile).forEach(column -> wanted.putIfAbsent(column, asker(part))));
    }

    /// The columns that it changes, each by the nominal one that it stands for.
    ///
    /// @param names what the file has
    private Map<String, String> varied(Set<String> names) {
        return effect.reco()
                .map(pattern -> new RecoColumns(study)
                        .varied(
                                pattern,
                                effect.observables(),
                                names,
                                study.path(file()).toString(),
                                key))
                .orElse(Map.of());
    }

    /// What the effect is about, beside the simulation's own columns, of which it has some others.
    ///
    /// @param merged   the simulation's columns, and those of the effect's file
    /// @param replaced the simulation's columns, where the effect changes a reco observable with its values
    record Columns(Table merged, Table replaced) {}

    /// Finds the row of each simulated event in the effect's file.
    ///
    /// @param simulation the simulation's columns
    /// @param own        those of the effect's file; the same table when it is the simulation's
    Columns columns(Table simulation, Table own) {
        Table aligned = own == simulation ? simulation : aligned(simulation, own);
        var merged = new LinkedHashMap<String, Column>();
        simulation.columns().forEach(column -> merged.put(column.name(), column));
        aligned.columns().forEach(column -> merged.put(column.name(), column));
        var replaced = new LinkedHashMap<String, Column>();
        simulation.columns().forEach(column -> replaced.put(column.name(), column));
        var names = new LinkedHashSet<>(own.names());
        varied(names)
                .forEach((nominal, column) -> replaced.put(
                        nominal,
                        aligned.column(column, "study: " + asker("reco")).named(nominal)));
        return new Columns(
                Table.of(own.source(), merged.values()), Table.of(own.source() + ", " + name, replaced.values()));
    }

    private Table aligned(Table simulation, Table own) {
        if (effect.key().isEmpty()) {
            if (own.rows() != simulation.rows()) {
                throw new InputException(
                        "%s must have a row for each of %s, or a key that says which is which\n  asked by   study: %s\n  allowed    as many rows, in the same order; or %s.key: COLUMN"
                                .formatted(own.describe(), simulation.describe(), asker("file"), key));
            }
            return own;
        }
        String column = effect.key().get();
        Map<Long, Integer> rows = new HashMap<>(own.rows() * 2);
        Column keys = wholeNumbers(own);
        for (int row = 0; row < own.rows(); row++) {
            Integer before = rows.put(keys.longAt(row), row);
            if (before != null) {
                throw new InputException(
                        "'%s' of %s is %d in row %d and in row %d: it must tell events apart\n  asked by   study: %s"
                                .formatted(column, own.describe(), keys.longAt(row), before, row, asker("key")));
            }
        }
        int[] partners = partners(simulation, own, rows);
        return Table.of(
                own.source(),
                own.columns().stream().map(c -> c.gather(partners)).toList());
    }

    private Column wholeNumbers(Table table) {
        Column keys = table.column(effect.key().orElseThrow(), "study: " + asker("key"));
        if (keys.isList() || (keys.type() != Column.Type.INT32 && keys.type() != Column.Type.INT64)) {
            throw new InputException(
                    "column '%s' of %s holds %s, and cannot tell events apart\n  asked by   study: %s\n  allowed    whole numbers"
                            .formatted(keys.name(), table.describe(), keys.type(), asker("key")));
        }
        return keys;
    }

    /// The row of the effect's file for each of the simulation's.
    private int[] partners(Table simulation, Table own, Map<Long, Integer> rows) {
        String column = effect.key().orElseThrow();
        Column wanted = wholeNumbers(simulation);
        Mask missing = Mask.of(simulation.rows(), row -> !rows.containsKey(wanted.longAt(row)));
        if (missing.count() > 0) {
            int first = missing.indices()[0];
            throw new InputException(
                    "%d of the %d events of %s have no partner in %s, the first of them row %d with '%s' %d\n  asked by   study: %s\n  allowed    a file with every event of the simulation"
                            .formatted(
                                    missing.count(),
                                    simulation.rows(),
                                    simulation.source(),
                                    own.describe(),
                                    first,
                                    column,
                                    wanted.longAt(first),
                                    asker("key")));
        }
        int[] out = new int[simulation.rows()];
        for (int row = 0; row < out.length; row++) {
            out[row] = rows.get(wanted.longAt(row));
        }
        return out;
    }
}
