package unfurl.formats;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import unfurl.InputException;

/// Named tensors and a few texts about them, in one safetensors file.
///
/// Bytes: the length of the head (unsigned, 8 bytes, little-endian); the head, a JSON object padded with blanks
/// to a multiple of 8 bytes; then the values, little-endian, row-major, one tensor after the other without
/// gaps. The head has for each tensor `"NAME": {"dtype": "F32", "shape": [3, 4], "data_offsets": [0, 48]}`,
/// offsets counted from the end of the head, and `"__metadata__"` with the texts. We write F64 and I64 before
/// F32, so that every value is aligned.
///
/// Source: https://github.com/huggingface/safetensors, section "Format".
///
/// @param source   where they come from, for messages: the file's name
/// @param metadata texts by key
/// @param tensors  tensors by name, in the order of the file
public record Tensors(String source, Map<String, String> metadata, Map<String, Tensor> tensors) {
    /// @throws IllegalArgumentException when a tensor has the head's own name `__metadata__`
    public Tensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(Safetensors.METADATA)) {
            throw new IllegalArgumentException("no tensor can have the name " + Safetensors.METADATA);
        }
    }

    /// Reads a file; every size in its head is held against the file before it is used.
    ///
    /// @throws InputException when the file is missing, damaged, or holds other types than F32, F64 and I64
    public static Tensors read(Path path) {
        SourceFile file = SourceFile.of(path);
        return file.reading("safetensors", () -> Safetensors.read(file));
    }

    /// Writes a file, whole or not at all, replacing the one that is there.
    ///
    /// @throws InputException when it cannot be written
    public void write(Path path) {
        AtomicFile.write(path, out -> Safetensors.write(this, out));
    }

    /// The same with a digest of everything else under the key `digest` of the metadata.
    ///
    /// It is the SHA-256 of a text in UTF-8: for each other key of the metadata, in order, `KEY=TEXT` and the
    /// end of a line, `\n`; then for each tensor, by name, `NAME DTYPE SHAPE HEX` and the end of a line, with
    /// type and shape as the head has them, the lengths with `, ` between, and the SHA-256 of its bytes in the
    /// file.
    public Tensors withDigest() {
        var with = new LinkedHashMap<>(metadata);
        with.put(Safetensors.DIGEST, Safetensors.digest(this).hex());
        return new Tensors(source, with, tensors);
    }

    /// These tensors, if their digest is the one that [#withDigest] gave them.
    ///
    /// @throws InputException when it is another, or there is none
    public Tensors requireDigest() {
        if (!text(Safetensors.DIGEST).equals(Safetensors.digest(this).hex())) {
            throw new InputException("%s is damaged: its digest is not the one in it".formatted(source));
        }
        return this;
    }

    /// The tensor of that name.
    ///
    /// @throws InputException when there is none; the message has the nearest name
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw InputException.notFound("tensor", name, source, "", tensors.keySet());
        }
        return tensor;
    }

    /// The text under that key of the metadata.
    ///
    /// @throws InputException when there is none; the message has the nearest name
    public String text(String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw InputException.notFound("metadata key", key, source, "", metadata.keySet());
        }
        return text;
    }
}
