package unfurl.explorer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import unfurl.formats.Document;

/// What is sent back.
///
/// @param status   HTTP's
/// @param type     the media type
/// @param fileName what a browser saves it as, when it is a file
/// @param body     the bytes
@SuppressWarnings("ArrayRecordComponent") // handed to the connection at once, and compared by nobody
record Answer(int status, String type, Optional<String> fileName, byte[] body) {
    static Answer json(Map<String, Object> entries) {
        byte[] body = Document.of("answer", entries).toJson().getBytes(StandardCharsets.UTF_8);
        return new Answer(200, "application/json; charset=utf-8", Optional.empty(), body);
    }

    static Answer file(String name, String type, byte[] body) {
        return new Answer(200, type, Optional.of(name), body);
    }
}
