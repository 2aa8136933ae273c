package unfurl.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.math.Workers;

/// Reads the DataFrames that pandas writes to HDF5 files.
///
/// A chunk at a time is unpacked and its values go straight into the columns, by as many threads as there are
/// processors; of the values of columns that are not wanted nothing is kept.
final class Hdf5Reading {
    private static final int DEEPEST = 16;
    private static final int MOST_GROUPS = 10_000;
    private static final String OF_PYTABLES = "_";

    private Hdf5Reading() {}

    /// @param key of the DataFrame; the only one when empty
    static List<String> names(SourceFile file, Optional<String> key) throws IOException {
        try (var storage = Hdf5Storage.open(file)) {
            return names(PandasFrame.columns(frame(storage, file, key)));
        }
    }

    private static List<String> names(List<PandasColumn> columns) {
        return columns.stream().map(PandasColumn::name).toList();
    }

    /// @param key of the DataFrame; the only one when empty
    static Table read(SourceFile file, Optional<String> key, ColumnChoice choice) throws IOException {
        try (var storage = Hdf5Storage.open(file);
                var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            List<PandasColumn> all = PandasFrame.columns(frame(storage, file, key));
            Map<String, PandasColumn> byName = new LinkedHashMap<>();
            all.forEach(column -> byName.put(column.name(), column));
            List<String> wanted = choice.among(names(all), file);
            var numbers = new LinkedHashMap<String, PandasColumn.Numbers>();
            wanted.forEach(name -> numbers.put(name, byName.get(name).numbers(file)));
            int rows = rows(numbers, choice, file);
            var columns = new LinkedHashMap<String, Column>();
            for (Hdf5Dataset dataset : numbers.values().stream()
                    .map(PandasColumn.Numbers::dataset)
                    .distinct()
                    .toList()) {
                columns.putAll(columns(dataset, numbers, rows, choice, workers));
            }
            return Table.of(file.name(), wanted.stream().map(columns::get).toList());
        }
    }

    private static int rows(Map<String, PandasColumn.Numbers> numbers, ColumnChoice choice, SourceFile file) {
        List<Long> rows = numbers.values().stream()
                .map(each -> each.dataset().rows())
                .distinct()
                .toList();
        if (rows.size() > 1) {
            throw file.bad("its columns have %s rows".formatted(rows));
        }
        long all = rows.isEmpty() ? 0 : rows.getFirst();
        file.requireMemory(
                all,
                numbers.entrySet().stream()
                        .mapToLong(each ->
                                each.getValue().number().width(choice.asFloats().test(each.getKey())))
                        .sum());
        return (int) all;
    }

    /// A column on its way.
    private record Target(PandasColumn.Numbers numbers, Hdf5Number.Values values) {
        void take(byte[] bytes, int width, int from, int row, int count) {
            int at = numbers.from() - from;
            if (at >= 0 && at < width) {
                values.take(bytes, at, width, row, count);
            }
        }
    }

    private static Map<String, Column> columns(
            Hdf5Dataset dataset,
            Map<String, PandasColumn.Numbers> numbers,
            int rows,
            ColumnChoice choice,
            Workers workers)
            throws IOException {
        var targets = new ArrayList<Target>();
        dataset.read(
                () -> {
                    numbers.forEach((name, each) -> {
                        if (each.dataset().equals(dataset)) {
                            boolean rounded = choice.asFloats().test(name);
                            targets.add(new Target(
                                    each,
                                    each.number()
                                            .values(
                                                    name,
                                                    rows,
                                                    rounded,
                                                    dataset.node().file())));
                        }
                    });
                    return (bytes, width, from, row, count) ->
                            targets.forEach(target -> target.take(bytes, width, from, row, count));
                },
                workers);
        return targets.stream()
                .map(target -> target.values().column())
                .collect(Collectors.toMap(Column::name, column -> column));
    }

    /// The DataFrame of a key, or the only one.
    private static Hdf5Node frame(Hdf5Storage storage, SourceFile file, Optional<String> key) {
        var frames = new LinkedHashMap<String, Hdf5Node>();
        var others = new ArrayList<String>();
        search(Hdf5Node.root(storage, file), 0, frames, others);
        List<String> keys = List.copyOf(frames.keySet());
        if (key.isPresent()) {
            return frames.entrySet().stream()
                    .filter(entry -> entry.getKey().equals(key.get()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> InputException.notFound(
                            "DataFrame", key.get(), file.path().toString(), "", keys));
        }
        if (frames.isEmpty()) {
            throw file.bad("it has no DataFrame of pandas%s"
                    .formatted(others.isEmpty() ? "" : ", only " + String.join(", ", others)));
        }
        if (frames.size() > 1) {
            throw file.bad("it has %d DataFrames; say which, as in %s%s%s\n  available  %s"
                    .formatted(
                            frames.size(), file.path(), TablePath.SEPARATOR, keys.getFirst(), String.join(", ", keys)));
        }
        return frames.values().iterator().next();
    }

    /// @param others what pandas wrote that is no DataFrame
    private static void search(Hdf5Node group, int depth, Map<String, Hdf5Node> frames, List<String> others) {
        if (depth > DEEPEST || frames.size() + others.size() > MOST_GROUPS) {
            throw group.file().bad("its groups are nested too deeply, or too many");
        }
        group.members().forEach((name, address) -> {
            Hdf5Node member = group.member(name, address);
            if (!member.isDataset() && !name.startsWith(OF_PYTABLES)) {
                String kind =
                        Hdf5Node.text(member.attributes(), PandasFrame.KIND).orElse("");
                String key = member.path().substring(1);
                switch (kind) {
                    case PandasFrame.FIXED, PandasFrame.TABLE -> frames.put(key, member);
                    case "" -> {}
                    default -> others.add("%s (%s)".formatted(key, kind));
                }
                search(member, depth + 1, frames, others);
            }
        });
    }
}
