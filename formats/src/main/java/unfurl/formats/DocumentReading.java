package unfurl.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import unfurl.InputException;

/// Documents from files, and the limits that both languages share.
final class DocumentReading {
    /// The deepest nesting that is read.
    static final int DEEPEST = 64;

    private static final int LARGEST_YAML = 1 << 24;

    /// An answer with the covariances of many observables is large.
    private static final int LARGEST_JSON = 1 << 26;

    private DocumentReading() {}

    static Document read(Path path) {
        SourceFile file = SourceFile.of(path);
        int largest = isJson(path) ? LARGEST_JSON : LARGEST_YAML;
        if (file.size() > largest) {
            throw file.bad("it has %d bytes; a document may have at most %d".formatted(file.size(), largest));
        }
        String text = text(file);
        return isJson(path) ? JsonReading.parse(text, file.name()) : YamlParser.parse(text, file.name());
    }

    static boolean isJson(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /// Refuses what is nested too deeply.
    static void requireDepth(int depth, Place place) {
        if (depth > DEEPEST) {
            throw new InputException("%s is nested more than %d levels deep".formatted(place.describe(), DEEPEST));
        }
    }

    /// An error at a line and column of a text.
    static InputException broken(Place place, String why, Throwable cause) {
        return new InputException("%s cannot be understood: %s".formatted(place.describe(), why), cause);
    }

    private static String text(SourceFile file) {
        try {
            byte[] bytes = Files.readAllBytes(file.path());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException failure) {
            throw file.bad("it is not UTF-8 text");
        } catch (IOException failure) {
            throw new InputException(
                    "cannot read %s: %s".formatted(file.path(), InputException.reason(failure)), failure);
        }
    }
}
