package unfurl.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import unfurl.InputException;

/// Builds a document from the tokens of a JSON parser (RFC 8259, no extensions).
final class JsonReading {
    private final JsonParser tokens;

    private JsonReading(JsonParser tokens) {
        this.tokens = tokens;
    }

    static Document parse(String text, String source) {
        Place start = new Place(source, "", 0, 0);
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(2 * DocumentReading.DEEPEST)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
        try (JsonParser tokens = factory.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReading(tokens).document(start);
        } catch (JacksonException failure) {
            Place place = failure.getLocation() == null ? start : at(start, failure.getLocation());
            throw DocumentReading.broken(place, String.valueOf(failure.getOriginalMessage()), failure);
        }
    }

    private Document document(Place start) {
        if (tokens.nextToken() == null) {
            throw new InputException("%s holds no JSON value".formatted(start.describe()));
        }
        Document document = value(start, 0);
        if (tokens.nextToken() != null) {
            throw new InputException(
                    "%s holds more than one JSON value".formatted(here(start).describe()));
        }
        return document;
    }

    private Document value(Place outer, int depth) {
        Place place = here(outer);
        DocumentReading.requireDepth(depth, place);
        return switch (tokens.currentToken()) {
            case START_OBJECT -> map(place, depth);
            case START_ARRAY -> list(place, depth);
            case VALUE_STRING -> Document.scalar(place, tokens.getString());
            case VALUE_NUMBER_INT -> Document.scalar(place, tokens.getLongValue());
            case VALUE_NUMBER_FLOAT -> real(place);
            case VALUE_TRUE -> Document.scalar(place, true);
            case VALUE_FALSE -> Document.scalar(place, false);
            case VALUE_NULL -> Document.nothing(place);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new InputException("%s cannot be understood".formatted(place.describe()));
        };
    }

    private Document real(Place place) {
        double value = tokens.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new InputException(
                    "%s is %s; numbers must be finite".formatted(place.describe(), tokens.getString()));
        }
        return Document.scalar(place, value);
    }

    private Document map(Place place, int depth) {
        var entries = new LinkedHashMap<String, Document>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String key = tokens.currentName();
            Place keyPlace = here(place);
            tokens.nextToken();
            if (entries.put(key, value(keyPlace.key(key), depth + 1)) != null) {
                throw new InputException("%s has the key '%s' twice".formatted(keyPlace.describe(), key));
            }
        }
        return Document.map(place, entries);
    }

    private Document list(Place place, int depth) {
        List<Document> items = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(place.item(items.size()), depth + 1));
        }
        return Document.list(place, items);
    }

    private Place here(Place place) {
        return at(place, tokens.currentTokenLocation());
    }

    private static Place at(Place place, TokenStreamLocation location) {
        return place.at(Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
    }
}
