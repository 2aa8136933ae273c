package unfurl.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import unfurl.InputException;

/// The SHA-256 digest of some bytes.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) {
    private static final int PIECE = 1 << 17;

    /// @throws InputException when it is no SHA-256 digest
    public Digest {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new InputException("'%s' is no SHA-256 digest of 64 lower-case hexadecimal digits".formatted(hex));
        }
    }

    /// The digest of bytes in memory.
    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /// The digest of a text in UTF-8.
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The digest of a file's bytes.
    ///
    /// @throws InputException when the file cannot be read
    public static Digest of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = sha256();
            byte[] piece = new byte[PIECE];
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                digest.update(piece, 0, size);
            }
            return new Digest(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw new InputException("%s cannot be read: %s".formatted(file, InputException.reason(e)), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
