package unfurl.study;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.TablePath;
import unfurl.formats.Tables;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Identities;

/// Reads the files of a study, checks what it reads, and selects the events that count. A row in a message
/// is that of the file, from 0.
final class InputReader {
    /// The role of the truth.
    static final String TRUTH = "truth";

    private final Study study;
    private final List<Provenance.Input> files = new ArrayList<>();
    private final List<Provenance.Input> ofResult = new ArrayList<>();
    private final List<Inputs.Dropped> dropped = new ArrayList<>();
    private final Map<Path, Digest> digests = new HashMap<>();

    InputReader(Study study) {
        this.study = study;
    }

    /// What is wanted of a file with events of one level.
    private record Source(
            String role,
            String key,
            String file,
            Optional<Expression> weight,
            String passKey,
            Optional<Expression> pass,
            double scale,
            boolean isGen,
            List<EffectReader> effects) {}

    Inputs read() {
        var simulation = SimulationReader.nominal(study, this).read();
        Study.Data data = study.data();
        Inputs.Sample measured = sample(new Source(
                Provenance.DATA, "data", data.file(), data.weight(), "passReco", data.passReco(), 1, false, List.of()));
        var background = new ArrayList<Inputs.Sample>();
        for (Study.Background b : study.background()) {
            String key = "background[%d]".formatted(background.size());
            background.add(sample(new Source(
                    b.name(), key, b.file(), b.weight(), "passReco", b.passReco(), b.scale(), false, effects(b))));
        }
        Optional<Inputs.Sample> truth = study.truth()
                .map(t -> sample(new Source(
                        TRUTH, "truth", t.file(), t.weight(), "passGen", t.passGen(), t.scale(), true, List.of())));
        return new Inputs(
                simulation.events(),
                measured,
                background,
                truth,
                simulation.varied(),
                simulation.besides(),
                ResponseReader.read(study, this),
                files,
                nominal(simulation.events()),
                digests,
                dropped);
    }

    private List<Provenance.Input> nominal(Inputs.Simulated simulated) {
        long[] rows = simulated.rows().values();
        var bytes = ByteBuffer.allocate(rows.length * Long.BYTES);
        bytes.asLongBuffer().put(rows);
        var out = new ArrayList<>(ofResult);
        out.add(new Provenance.Input(
                "simulated events",
                "rows that some reco selection or the gen selection passes",
                rows.length,
                Digest.of(bytes.array())));
        return out;
    }

    /// The effects that change the weights of a background's events.
    private List<EffectReader> effects(Study.Background background) {
        return EffectReader.all(study).stream()
                .filter(e -> e.effect().weightFactor().isPresent() && e.effect().isOf(background.name()))
                .toList();
    }

    private Inputs.Sample sample(Source source) {
        var wanted = new LinkedHashMap<String, String>();
        var level = new EventLevel(study, source.isGen);
        level.want(wanted);
        want(wanted, source.pass, source.key + "." + source.passKey);
        want(wanted, source.weight, source.key + ".weight");
        source.effects.forEach(e -> want(wanted, e.effect().weightFactor(), e.asker("weightFactor")));
        Table all = table(source.role, source.key, source.file, wanted);
        Mask passing = source.pass
                .map(p -> flags(all, p, source.key + "." + source.passKey))
                .orElseGet(() -> Mask.all(all.rows()));
        EventLevel.Events events = level.read(all, passing);
        Mask usable = usable(source.role, all, passing, events.finite());
        var factors = new LinkedHashMap<String, Weights>();
        source.effects.forEach(e -> factors.put(e.name(), factors(all, usable, e)));
        return new Inputs.Sample(
                source.role,
                events.select(selected(all), usable),
                weights(all, usable, usable, source.weight, source.scale, source.key + ".weight"),
                rows(usable),
                factors);
    }

    /// What an effect multiplies the weights of a background's rows by.
    private static Weights factors(Table all, Mask rows, EffectReader effect) {
        Expression factor = effect.effect().weightFactor().orElseThrow();
        String key = effect.asker("weightFactor");
        Weights factors = weights(all, rows, rows, Optional.of(factor), 1, key);
        Mask negative = Mask.of(factors.size(), i -> factors.get(i) < 0);
        if (negative.count() > 0) {
            int first = negative.indices()[0];
            throw new InputException(
                    "the factor '%s' of %s is below 0 in %d selected rows, the first of them row %d (%s): a background cannot turn its sign\n  asked by   study: %s\n  allowed    at least 0, such as max(0, %s)"
                            .formatted(
                                    factor,
                                    all.describe(),
                                    negative.count(),
                                    rows.indices()[first],
                                    factors.get(first),
                                    key,
                                    factor));
        }
        return factors;
    }

    /// Where the events of a sample lie in its file.
    static Identities rows(Mask usable) {
        return Identities.of(Arrays.stream(usable.indices()).asLongStream().toArray());
    }

    static String selected(Table all) {
        return all.source() + ", selected events";
    }

    static void want(Map<String, String> wanted, Optional<Expression> expression, String key) {
        expression.ifPresent(e -> e.columns().forEach(column -> wanted.putIfAbsent(column, key)));
    }

    /// The columns that a file has.
    List<String> names(String file, String key) {
        return asked(key, () -> Tables.names(study.path(file)));
    }

    /// @param wanted columns, each with the key that asks for it
    Table table(String role, String key, String file, Map<String, String> wanted) {
        Path path = study.path(file);
        List<String> names = names(file, key + ".file");
        wanted.forEach((column, asker) -> {
            if (!names.contains(column)) {
                throw InputException.notFound("column", column, path.toString(), "study: " + asker, names);
            }
        });
        return asked(key + ".file", () -> {
            Table table = Tables.read(path, wanted.keySet());
            if (table.rows() == 0) {
                throw new InputException("%s has no events".formatted(path));
            }
            TablePath at = TablePath.of(path);
            String name = at.name();
            Digest digest = digests.computeIfAbsent(path, ignored -> at.digest());
            boolean same = key.equals(TRUTH) && study.truth().orElseThrow().sameEvents();
            files.add(new Provenance.Input(role, name, table.rows(), digest, sources(path), same));
            if (!key.startsWith(EffectReader.KEY)) {
                ofResult.add(new Provenance.Input(role, name, table.rows(), digest));
            }
            return table;
        });
    }

    /// The sources of uncertainty that are made of a file beside the simulation's.
    private List<String> sources(Path path) {
        return path.equals(study.path(study.simulation().file()))
                ? List.of()
                : study.uncertainty().systematics().stream()
                        .filter(systematic -> systematic
                                .files()
                                .anyMatch(file -> study.path(file).equals(path)))
                        .map(UncertaintyBlock.Systematic::source)
                        .distinct()
                        .toList();
    }

    /// What was made for a key of the study, whose name an error gets.
    static <T> T asked(String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (InputException wrong) {
            throw wrong.askedBy("study: " + key);
        }
    }

    /// A column of zeros and ones, or a condition; at least one event must pass.
    static Mask flags(Table table, Expression flag, String key) {
        return asked(key, () -> {
            Mask passing = flag.column()
                    .map(name -> flags(table, table.column(name, "")))
                    .orElseGet(() -> flag.select(table));
            if (passing.count() == 0) {
                throw new InputException("no event of %s passes '%s'".formatted(table.describe(), flag));
            }
            return passing;
        });
    }

    private static Mask flags(Table table, Column column) {
        if (column.isList()) {
            throw new InputException("column '%s' of %s has a list in each row where a flag is 0 or 1"
                    .formatted(column.name(), table.describe()));
        }
        Mask bad = Mask.of(table.rows(), row -> column.at(row) != 0 && column.at(row) != 1);
        if (bad.count() > 0) {
            throw new InputException("column '%s' of %s must be 0 or 1 (or true or false); row %d has %s"
                    .formatted(column.name(), table.describe(), bad.indices()[0], column.at(bad.indices()[0])));
        }
        return Mask.of(table.rows(), row -> column.at(row) == 1);
    }

    static InputException notFinite(String what, int rows, long first, double value) {
        return new InputException(
                "%s is not finite in %d selected rows, the first of them row %d (%s)\n  allowed    finite numbers"
                        .formatted(what, rows, first, value));
    }

    Mask usable(String role, Table table, Mask rows, Mask finite) {
        Mask usable = rows.and(finite);
        if (usable.count() == 0) {
            throw new InputException("no event of %s is left: each has a value that is not finite\n  asked by   %s"
                    .formatted(table.describe(), "study: missing"));
        }
        if (usable.count() < rows.count()) {
            dropped.add(new Inputs.Dropped(role, rows.count() - usable.count()));
        }
        return usable;
    }

    static Mask chosen(Mask flags, Mask rows) {
        int[] kept = rows.indices();
        return Mask.of(kept.length, i -> flags.get(kept[i]));
    }

    /// Weights of the rows, 0 in those that do not count.
    static Weights weights(
            Table table, Mask rows, Mask counted, Optional<Expression> weight, double scale, String key) {
        int[] kept = rows.indices();
        if (weight.isEmpty()) {
            return Weights.tabulate(kept.length, i -> counted.get(kept[i]) ? scale : 0);
        }
        return asked(key, () -> {
            Column values = weight.get().evaluate(table);
            String what = "the weight '%s' of %s".formatted(weight.get(), table.describe());
            Mask bad = rows.and(counted).and(values.finite().not());
            if (bad.count() > 0) {
                int first = bad.indices()[0];
                throw notFinite(what, bad.count(), first, values.at(first));
            }
            Weights weights = Weights.tabulate(kept.length, i -> counted.get(kept[i]) ? values.at(kept[i]) * scale : 0);
            if (weights.sumOfSquares() == 0) {
                throw new InputException(what + " is 0 in every selected row");
            }
            return weights;
        });
    }
}
