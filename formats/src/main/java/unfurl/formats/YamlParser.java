package unfurl.formats;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import unfurl.InputException;

/// Builds a document from the events of a YAML parser: the part of YAML 1.2 that is plain data.
///
/// Events, not a binding: so every value keeps its line and column, the types are those of the core schema and no
/// others, and an alias is refused before it can grow.
final class YamlParser {
    private final Iterator<Event> events;

    private YamlParser(Iterator<Event> events) {
        this.events = events;
    }

    static Document parse(String text, String source) {
        Place start = new Place(source, "", 0, 0);
        try {
            var settings = LoadSettings.builder().setLabel(source).build();
            return new YamlParser(new Parse(settings).parseString(text).iterator()).document(start);
        } catch (MarkedYamlEngineException failure) {
            Place place = failure.getProblemMark().map(mark -> at(start, mark)).orElse(start);
            throw DocumentReading.broken(place, String.valueOf(failure.getProblem()), failure);
        } catch (YamlEngineException | NoSuchElementException failure) {
            throw DocumentReading.broken(start, firstLine(failure), failure);
        }
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private Document document(Place start) {
        events.next(); // start of the stream
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return Document.nothing(start);
        }
        Document document = value(events.next(), start, 0);
        events.next(); // end of the document
        if (events.next().getEventId() != Event.ID.StreamEnd) {
            throw new InputException("%s holds more than one document".formatted(start.describe()));
        }
        return document;
    }

    private Document value(Event event, Place outer, int depth) {
        Place place = event.getStartMark().map(mark -> at(outer, mark)).orElse(outer);
        DocumentReading.requireDepth(depth, place);
        requirePlain(event, place);
        return switch (event) {
            case ScalarEvent scalar when scalar.isPlain() -> YamlScalar.of(scalar.getValue(), place);
            case ScalarEvent scalar -> Document.scalar(place, scalar.getValue());
            case MappingStartEvent ignored -> map(place, depth);
            case SequenceStartEvent ignored -> list(place, depth);
            default -> throw new InputException("%s cannot be understood".formatted(place.describe()));
        };
    }

    private Document map(Place place, int depth) {
        var entries = new LinkedHashMap<String, Document>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            Place keyPlace = next.getStartMark().map(mark -> at(place, mark)).orElse(place);
            String key = key(next, keyPlace);
            Document value = value(events.next(), keyPlace.key(key), depth + 1);
            if (entries.put(key, value) != null) {
                throw new InputException("%s has the key '%s' twice".formatted(keyPlace.describe(), key));
            }
            next = events.next();
        }
        return Document.map(place, entries);
    }

    private Document list(Place place, int depth) {
        List<Document> items = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(value(next, place.item(items.size()), depth + 1));
            next = events.next();
        }
        return Document.list(place, items);
    }

    private static String key(Event event, Place place) {
        requirePlain(event, place);
        if (event instanceof ScalarEvent scalar && !(scalar.isPlain() && "<<".equals(scalar.getValue()))) {
            return scalar.getValue();
        }
        throw new InputException("%s has a key that is no text".formatted(place.describe()));
    }

    /// Refuses anchors, aliases and tags.
    private static void requirePlain(Event event, Place place) {
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
        Optional<Anchor> anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
        if (event instanceof AliasEvent || anchor.isPresent()) {
            throw new InputException(
                    "%s has an anchor or alias (& or *); write the value out, or in quotes if it is a text"
                            .formatted(place.describe()));
        }
        if (tag.isPresent()) {
            throw new InputException("%s has the tag %s; tags are not read (write a text in quotes)"
                    .formatted(place.describe(), tag.get()));
        }
    }

    private static Place at(Place place, Mark mark) {
        return place.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
