package unfurl.formats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// A file as the library reads it, without a copy of what was read.
record ParquetInput(SourceFile file) implements InputFile {
    /// Java keeps memory outside of its heap for the largest read, so that large ones cost new memory each time.
    private static final int PIECE = 1 << 17;

    @Override
    public long getLength() {
        return file.size();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        return new Stream(channel, Channels.newInputStream(channel));
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final FileChannel channel;

        Stream(FileChannel channel, InputStream stream) {
            super(stream);
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read(ByteBuffer out) throws IOException {
            return channel.read(out);
        }

        @Override
        public void readFully(ByteBuffer out) throws IOException {
            int end = out.limit();
            while (out.position() < end) {
                out.limit(Math.min(end, out.position() + PIECE));
                if (channel.read(out) < 0) {
                    throw new EOFException("the file ends %d bytes too soon".formatted(end - out.position()));
                }
            }
        }
    }

    /// Gives the memory of the last chunk to the next one; the library asks for it in pieces of 8 MiB at most.
    static final class Memory implements ByteBufferAllocator {
        private static final int STEP = 1 << 20;

        private final Deque<ByteBuffer> free = new ArrayDeque<>();

        @Override
        public ByteBuffer allocate(int size) {
            ByteBuffer given = free.poll();
            if (given == null || given.capacity() < size) {
                given = ByteBuffer.allocate(Math.max(size, Math.ceilDiv(size, STEP) * STEP));
            }
            return given.clear().limit(size);
        }

        @Override
        public void release(ByteBuffer buffer) {
            free.push(buffer);
        }

        @Override
        public boolean isDirect() {
            return false;
        }
    }
}
