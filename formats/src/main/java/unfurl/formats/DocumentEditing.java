package unfurl.formats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unfurl.InputException;

/// Documents from values of the program, and documents with one value replaced.
final class DocumentEditing {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]=]+)((?:\\[[0-9]{1,6}\\])*)");
    private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)\\]");

    private DocumentEditing() {}

    /// One step of a path: a key or an index.
    private sealed interface Step {
        record Key(String name) implements Step {}

        record Index(int number) implements Step {}
    }

    static Document of(Place place, Object value) {
        return switch (value) {
            case Document document -> document;
            case Map<?, ?> entries -> {
                var typed = new LinkedHashMap<String, Document>();
                entries.forEach((key, entry) -> typed.put((String) key, of(place.key((String) key), entry)));
                yield Document.map(place, typed);
            }
            case Collection<?> items -> {
                List<Document> typed = new ArrayList<>();
                items.forEach(item -> typed.add(item(place, typed.size(), item)));
                yield Document.list(place, typed);
            }
            case Optional<?> maybe -> maybe.map(inner -> of(place, inner)).orElseGet(() -> Document.nothing(place));
            case String text -> Document.scalar(place, text);
            case Boolean flag -> Document.scalar(place, flag);
            case Integer whole -> Document.scalar(place, whole.longValue());
            case Long whole -> Document.scalar(place, whole);
            case Float real -> Document.scalar(place, finite(place, real.doubleValue()));
            case Double real -> Document.scalar(place, finite(place, real));
            case Enum<?> constant -> Document.scalar(place, constant.name());
            default ->
                throw new IllegalArgumentException("%s: a document cannot hold a %s"
                        .formatted(place.describe(), value.getClass().getName()));
        };
    }

    /// A number has the place of its list: the places of the numbers of a large matrix would fill the memory.
    private static Document item(Place list, int index, Object value) {
        return value instanceof Double real && Double.isFinite(real)
                ? Document.scalar(list, real)
                : of(list.item(index), value);
    }

    static Document with(Document document, String path, Object value) {
        return with(document, steps(path), new Place(document.place().source(), path, 0, 0), value);
    }

    static Document withSetting(Document document, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new InputException("--set %s must have the form key=value".formatted(setting));
        }
        String path = setting.substring(0, equals);
        Document parsed = YamlParser.parse(setting.substring(equals + 1), "--set " + path);
        return with(document, steps(path), new Place("--set", path, 0, 0), parsed);
    }

    private static double finite(Place place, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("%s: a document cannot hold %s".formatted(place.describe(), value));
        }
        return value;
    }

    private static List<Step> steps(String path) {
        List<Step> steps = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new InputException(
                        "'%s' is no path of keys; it must look like method.iterations or background[0].file"
                                .formatted(path));
            }
            steps.add(new Step.Key(step.group(1)));
            INDEX.matcher(step.group(2))
                    .results()
                    .forEach(index -> steps.add(new Step.Index(Integer.parseInt(index.group(1)))));
        }
        return steps;
    }

    private static Document with(Document document, List<Step> steps, Place target, Object value) {
        if (steps.isEmpty()) {
            return of(target, value);
        }
        List<Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Key(String name) -> {
                var entries = new LinkedHashMap<>(document.isNothing() ? Map.of() : document.map());
                Place place = document.place().key(name);
                Document old = entries.getOrDefault(name, Document.nothing(place));
                entries.put(name, with(old, rest, target, value));
                yield Document.map(document.place(), entries);
            }
            case Step.Index(int number) -> {
                List<Document> items = new ArrayList<>(document.isNothing() ? List.of() : document.list());
                if (number > items.size()) {
                    throw new InputException("%s has no item %d: the list has %d"
                            .formatted(document.place().describe(), number, items.size()));
                }
                if (number == items.size()) {
                    items.add(Document.nothing(document.place().item(number)));
                }
                items.set(number, with(items.get(number), rest, target, value));
                yield Document.list(document.place(), items);
            }
        };
    }
}
