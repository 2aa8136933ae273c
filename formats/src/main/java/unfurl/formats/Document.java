package unfurl.formats;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.InputException;

/// A value of a YAML or JSON document that knows where it is written: a mapping, a list, a text, a number, a
/// flag or nothing. Never changed after it is made.
///
/// Reading is strict YAML 1.2 (core schema) or JSON: a key twice, an anchor, an alias, a tag, a second
/// document, NaN and infinity are refused, and no type is made of another: `'3'` and `3.0` are no integers,
/// `no` is a text. At most 16 MiB of YAML or 64 MiB of JSON, and 64 levels. Every refusal is an [InputException]
/// with file, keys, line and column.
public final class Document {
    /// What `null` and `~` in a document become.
    private enum Nothing {
        NOTHING;

        @Override
        public String toString() {
            return "null";
        }
    }

    private final Place place;
    private final Object value;

    private Document(Place place, Object value) {
        this.place = place;
        this.value = value;
    }

    /// Reads a file: JSON when its name ends in `.json`, YAML otherwise.
    ///
    /// @throws InputException when it is missing, too large, or no such document
    public static Document read(Path path) {
        return DocumentReading.read(path);
    }

    /// Reads a YAML text.
    ///
    /// @param source what to call it in messages
    public static Document yaml(String text, String source) {
        return YamlParser.parse(text, source);
    }

    /// Reads a JSON text.
    ///
    /// @param source what to call it in messages
    public static Document json(String text, String source) {
        return JsonReading.parse(text, source);
    }

    /// A document of values made in the program.
    ///
    /// @param source what to call it in messages
    /// @param value  a map with text keys, a collection, a [Document], text, whole or floating-point number,
    ///               flag, enum constant (its name as text), optional (nothing when empty), or any tree of them
    /// @throws IllegalArgumentException when a value is something else, NaN or infinite
    public static Document of(String source, Object value) {
        return DocumentEditing.of(new Place(source, "", 0, 0), value);
    }

    static Document nothing(Place place) {
        return new Document(place, Nothing.NOTHING);
    }

    static Document scalar(Place place, Object value) {
        return new Document(place, value);
    }

    static Document map(Place place, Map<String, Document> entries) {
        return new Document(place, Collections.unmodifiableMap(new LinkedHashMap<>(entries)));
    }

    static Document list(Place place, List<Document> items) {
        return new Document(place, List.copyOf(items));
    }

    /// Keys and values, in turn, as a map that keeps their order: a mapping for [#of].
    public static Map<String, Object> entries(Object... keysAndValues) {
        var entries = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return entries;
    }

    /// Where the value is written.
    public Place place() {
        return place;
    }

    /// Whether this is a mapping.
    public boolean isMap() {
        return value instanceof Map;
    }

    /// Whether this is a list.
    public boolean isList() {
        return value instanceof List;
    }

    /// Whether this is a text.
    public boolean isText() {
        return value instanceof String;
    }

    /// Whether this is a number, whole or not.
    public boolean isNumber() {
        return value instanceof Number;
    }

    /// Whether this is `true` or `false`.
    public boolean isFlag() {
        return value instanceof Boolean;
    }

    /// Whether this is `null` or `~`, or a key without a value.
    public boolean isNothing() {
        return value == Nothing.NOTHING;
    }

    /// The keys of this mapping, in the order written.
    ///
    /// @throws InputException when this is no mapping
    public List<String> keys() {
        return List.copyOf(map().keySet());
    }

    /// The entries of this mapping, in the order written.
    ///
    /// @throws InputException when this is no mapping
    public Map<String, Document> map() {
        if (value instanceof Map<?, ?> entries) {
            var typed = new LinkedHashMap<String, Document>();
            entries.forEach((key, entry) -> typed.put((String) key, (Document) entry));
            return Collections.unmodifiableMap(typed);
        }
        throw refuse("a mapping of keys to values");
    }

    /// The items of this list.
    ///
    /// @throws InputException when this is no list
    public List<Document> list() {
        if (value instanceof List<?> items) {
            return items.stream().map(Document.class::cast).toList();
        }
        throw refuse("a list");
    }

    /// The value under a key.
    ///
    /// @throws InputException when this is no mapping or has no such key
    public Document get(String key) {
        return find(key).orElseThrow(() -> InputException.notGiven("key", key, place.describe(), map().keySet()));
    }

    /// The value under a key, empty when the key is missing or has nothing.
    ///
    /// @throws InputException when this is no mapping
    public Optional<Document> find(String key) {
        return Optional.ofNullable(map().get(key)).filter(found -> !found.isNothing());
    }

    /// This mapping, if it has no other keys than these.
    ///
    /// @throws InputException when this is no mapping, or has another key; the message has the nearest, and where
    public Document onlyKeys(String... allowed) {
        List<String> names = List.of(allowed);
        map().forEach((key, entry) -> {
            if (!names.contains(key)) {
                boolean here = entry.place.source().equals(place.source());
                Place where = here ? place.at(entry.place.line(), entry.place.column()) : place.at(0, 0);
                throw InputException.notFound("key", key, where.describe(), here ? "" : entry.place.asker(), names);
            }
        });
        return this;
    }

    /// The text.
    ///
    /// @throws InputException when this is no text
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw refuse(isNumber() || isFlag() ? "a text (write it in quotes)" : "a text");
    }

    /// The text, which must be one of some words.
    ///
    /// @throws InputException when it is another; the message has the nearest
    public String oneOf(String... allowed) {
        List<String> words = List.of(allowed);
        if (value instanceof String text && words.contains(text)) {
            return text;
        }
        if (value instanceof String text) {
            throw InputException.notFound("choice", text, place.describe(), "", words);
        }
        throw refuse("one of " + String.join(", ", words));
    }

    /// The number, whole or not; always finite.
    ///
    /// @throws InputException when this is no number
    public double number() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw refuse("a number");
    }

    /// The number, which must lie in a range.
    ///
    /// @throws InputException when this is no number or lies elsewhere
    public double number(Range range) {
        if (value instanceof Number number && range.contains(number.doubleValue())) {
            return number.doubleValue();
        }
        throw refuse("a number " + range.describe());
    }

    /// The whole number.
    ///
    /// @throws InputException when this is no whole number; `3.0` is none
    public long whole() {
        if (value instanceof Long whole) {
            return whole;
        }
        throw refuse("a whole number");
    }

    /// The whole number, which must lie in a range and fit an int.
    ///
    /// @throws InputException when this is no whole number or lies elsewhere
    public int integer(Range range) {
        if (value instanceof Long whole && whole.intValue() == whole && range.contains(whole.intValue())) {
            return whole.intValue();
        }
        throw refuse("a whole number " + range.describe());
    }

    /// Whether `true` is written.
    ///
    /// @throws InputException when this is neither `true` nor `false`
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refuse("true or false");
    }

    /// An error that says what the value must be and what it is; for checks that this class does not have.
    ///
    /// @param mustBe goes on from "must be": `a column of the table`
    public InputException refuse(String mustBe) {
        return new InputException(
                "%s must be %s, not %s".formatted(place.describe(), mustBe, DocumentWriting.brief(this)));
    }

    /// The same with the reason, which comes last.
    ///
    /// @param mustBe  goes on from "must be": `another name`
    /// @param because goes on from a colon: `an observable has it`
    public InputException refuse(String mustBe, String because) {
        return new InputException("%s: %s".formatted(refuse(mustBe).getMessage(), because));
    }

    /// An error about what stands in a mapping and not about its value; for checks that this class does not have.
    ///
    /// @param says    goes on from the place: ``has `up` without `down` ``
    /// @param allowed what may stand there
    public InputException wrong(String says, String allowed) {
        return new InputException("%s %s\n  allowed    %s".formatted(place.describe(), says, allowed));
    }

    /// The document with one value replaced or added; mappings on the way are made where they are missing.
    ///
    /// @param path     keys with dots between, and `[i]` for an item of a list: `background[0].file`
    /// @param newValue as in [#of]; a [Document] keeps its place
    /// @throws InputException when the path goes through a value that is no mapping or list
    public Document with(String path, Object newValue) {
        return DocumentEditing.with(this, path, newValue);
    }

    /// The document with a setting of the command line.
    ///
    /// @param setting `key=value`, where the value is YAML: `method.iterations=3`
    /// @throws InputException when it has another form
    public Document withSetting(String setting) {
        return DocumentEditing.withSetting(this, setting);
    }

    /// The document as YAML, in the order of its keys; reads back equal.
    public String toYaml() {
        return DocumentWriting.yaml(this);
    }

    /// The document as JSON over several lines, in the order of its keys; reads back equal.
    public String toJson() {
        return DocumentWriting.json(this);
    }

    /// The document as JSON in one line, without its end.
    public String toJsonLine() {
        return DocumentWriting.jsonLine(this);
    }

    /// Writes the document atomically: JSON when the name ends in `.json`, YAML otherwise.
    ///
    /// @throws InputException when the file cannot be written
    public void write(Path path) {
        AtomicFile.write(path, DocumentReading.isJson(path) ? toJson() : toYaml());
    }

    /// The bare value: a map or list of documents, a text, a [Long], [Double] or [Boolean], or a mark for
    /// nothing.
    Object value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return toJsonLine();
    }
}
