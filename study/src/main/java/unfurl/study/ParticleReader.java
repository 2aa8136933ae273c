package unfurl.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;

/// Reads the particles of one level from a file's columns of lists: takes away the padding, evaluates what the
/// study asks for, and looks at every value. A row in a message is that of the file, a particle one of the row
/// after padding; both from 0.
final class ParticleReader {
    private final Study study;
    private final ParticleBlock block;
    private final boolean isGen;
    private final String key;

    ParticleReader(Study study, ParticleBlock block, boolean isGen) {
        this.study = study;
        this.block = block;
        this.isGen = isGen;
        this.key = "particles." + (isGen ? "gen" : "reco");
    }

    /// The particles of a table's events, those of rows that do not count left out.
    EventLevel.Events read(Table all, Mask counted) {
        List<Column> lists = lists(all);
        requireOneLength(lists, all, counted);
        Table packed = packed(all, lists, new Places(lists, kept(lists, all, counted)));
        var columns = new ArrayList<Column>();
        Mask finite = Mask.all(all.rows());
        for (ParticleBlock.Feature feature : block.features()) {
            Column made = made(feature, packed);
            columns.add(made);
            finite = finite.and(finite(feature, made, all, counted));
        }
        return new EventLevel.Events(columns, finite);
    }

    /// The columns of lists that are read.
    private List<Column> lists(Table all) {
        List<Column> lists = block.expressions(isGen)
                .flatMap(e -> e.columns().stream())
                .distinct()
                .map(name -> all.column(name, "study: " + key))
                .filter(Column::isList)
                .toList();
        if (lists.isEmpty()) {
            throw new InputException(
                    "none of the columns %s of %s has lists, and particles are lists\n  asked by   study: %s"
                            .formatted(String.join(", ", columnNames()), all.describe(), key));
        }
        return lists;
    }

    private List<String> columnNames() {
        return block.expressions(isGen)
                .flatMap(e -> e.columns().stream())
                .distinct()
                .toList();
    }

    private void requireOneLength(List<Column> lists, Table all, Mask counted) {
        Column first = lists.getFirst();
        for (Column other : lists) {
            for (int row : counted.indices()) {
                if (other.count(row) != first.count(row)
                        || other.absent().get(row) != first.absent().get(row)) {
                    throw new InputException(
                            "row %d of %s has %s in '%s' and %s in '%s': an event's lists have one length\n  asked by   study: %s"
                                    .formatted(
                                            row,
                                            all.describe(),
                                            length(first, row),
                                            first.name(),
                                            length(other, row),
                                            other.name(),
                                            key));
                }
            }
        }
    }

    private static String length(Column lists, int row) {
        return lists.absent().get(row) ? "no list" : "%d particles".formatted(lists.count(row));
    }

    /// The places of each row that have a particle; none in rows that do not count.
    private int[][] kept(List<Column> lists, Table all, Mask counted) {
        int[][] kept = new int[all.rows()][];
        Arrays.fill(kept, new int[0]);
        Slots slots = slots(lists, all, counted);
        Column first = lists.getFirst();
        for (int row : counted.indices()) {
            int[] places = new int[first.count(row)];
            int n = 0;
            for (int i = 0; i < places.length; i++) {
                if (slots.hasParticle(row, i)) {
                    places[n++] = i;
                }
            }
            kept[row] = Arrays.copyOf(places, n);
        }
        return kept;
    }

    /// Whether a place of a row has a particle.
    private interface Slots {
        boolean hasParticle(int row, int place);
    }

    private Slots slots(List<Column> lists, Table all, Mask counted) {
        return switch (block.padding()) {
            case ParticleBlock.Padding.None ignored -> (row, place) -> true;
            case ParticleBlock.Padding.Zero ignored ->
                (row, place) -> lists.stream().anyMatch(c -> c.elements().at(c.first(row) + place) != 0);
            case ParticleBlock.Padding.Count count -> {
                Column numbers = (isGen ? count.gen() : count.reco()).evaluate(all);
                requireCounts(numbers, lists.getFirst(), all, counted);
                yield (row, place) -> place < numbers.at(row);
            }
            case ParticleBlock.Padding.Marks marks -> {
                Column ones = (isGen ? marks.gen() : marks.reco()).lists(all);
                requireMarks(ones, all, counted);
                yield (row, place) -> ones.elements().at(ones.first(row) + place) == 1;
            }
        };
    }

    private static void requireCounts(Column numbers, Column lists, Table all, Mask counted) {
        for (int row : counted.indices()) {
            double n = numbers.at(row);
            if (!(n >= 0 && n <= lists.count(row) && n == Math.rint(n))) {
                throw new InputException(
                        "'%s' says %s particles in row %d of %s, which has %d places\n  asked by   study: particles.count"
                                .formatted(numbers.name(), n, row, all.describe(), lists.count(row)));
            }
        }
    }

    private static void requireMarks(Column ones, Table all, Mask counted) {
        for (int row : counted.indices()) {
            for (int i = 0; i < ones.count(row); i++) {
                double mark = ones.elements().at(ones.first(row) + i);
                if (mark != 0 && mark != 1) {
                    throw new InputException(
                            "'%s' has %s at place %d of row %d of %s where a mark is 0 or 1 (or true or false)\n  asked by   study: particles.mask"
                                    .formatted(ones.name(), mark, i, row, all.describe()));
                }
            }
        }
    }

    /// The table with the particles alone in its lists.
    private static Table packed(Table all, List<Column> lists, Places places) {
        return Table.of(
                all.source(),
                all.columns().stream()
                        .map(c -> lists.contains(c) ? places.of(c) : c)
                        .toList());
    }

    /// Where particles lie in lists.
    private static final class Places {
        private final int[] first;
        private final int[][] kept;
        private final Mask absent;

        Places(List<Column> lists, int[][] kept) {
            this.first = new int[kept.length + 1];
            this.kept = kept;
            this.absent = lists.getFirst().absent();
            for (int row = 0; row < kept.length; row++) {
                first[row + 1] = Math.addExact(first[row], kept[row].length);
            }
        }

        Column of(Column lists) {
            int[] places = new int[first[kept.length]];
            for (int row = 0; row < kept.length; row++) {
                for (int i = 0; i < kept[row].length; i++) {
                    places[first[row] + i] = lists.first(row) + kept[row][i];
                }
            }
            Column packed = lists.elements().gather(places);
            return Column.lists(first, packed, absent).named(lists.name());
        }
    }

    private Column made(ParticleBlock.Feature feature, Table packed) {
        try {
            return (isGen ? feature.gen() : feature.reco())
                    .lists(packed)
                    .named(feature.name())
                    .in(feature.unit());
        } catch (InputException wrong) {
            throw wrong.askedBy("study: %s, for '%s'".formatted(key, feature.name()));
        }
    }

    /// The rows in which every particle has a finite value; refuses the others unless the study drops them.
    private Mask finite(ParticleBlock.Feature feature, Column made, Table all, Mask counted) {
        Mask bad = counted.and(made.finite().not());
        if (bad.count() > 0 && study.missing() == Study.Missing.REFUSE) {
            int row = bad.indices()[0];
            String what = made.absent().get(row) ? "has no list in row %d".formatted(row) : notFinite(made, row);
            throw EventLevel.refused(
                    "'%s' of %s %s; %d selected rows have such lists\n  allowed    finite numbers; an empty list for an event without particles"
                            .formatted(isGen ? feature.gen() : feature.reco(), all.describe(), what, bad.count()));
        }
        return bad.not();
    }

    private static String notFinite(Column made, int row) {
        int particle = 0;
        while (Double.isFinite(made.elements().at(made.first(row) + particle))) {
            particle++;
        }
        return "is %s for particle %d of row %d"
                .formatted(made.elements().at(made.first(row) + particle), particle, row);
    }
}
