package unfurl.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Standard output, which remembers why it could not be written: a `PrintWriter` keeps silent about that.
final class AnswerStream extends FilterOutputStream {
    private Optional<IOException> failure = Optional.empty();

    AnswerStream(OutputStream out) {
        super(out);
    }

    /// Why something was lost; empty when nothing was, or when the reader wanted no more, as `| head` does.
    Optional<String> lost() {
        return failure.map(IOException::getMessage).filter(why -> !why.contains("Broken pipe"));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException wrong) {
            failure = failure.or(() -> Optional.of(wrong));
            throw wrong;
        }
    }
}
