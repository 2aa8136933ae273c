package unfurl.formats;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import unfurl.InputException;

/// The bytes of an HDF5 file, for the library that knows its structure and believes what it says.
///
/// No read goes beyond the file, and all reads of structure together have a bound: a tree that leads back to itself,
/// or to one node from many, ends there.
final class Hdf5Storage implements HdfBackingStorage, AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final long ALWAYS_ALLOWED = 1L << 20;
    private static final int TIMES = 4;
    private static final int LEAST_CHARGE = 64;

    private final FileChannel channel;
    private final Superblock superblock;
    private final long size;
    private long left;

    private Hdf5Storage(FileChannel channel, SourceFile file) throws IOException {
        this.channel = channel;
        this.size = file.size();
        this.left = TIMES * size + ALWAYS_ALLOWED;
        byte[] signature = new byte[SIGNATURE.length];
        if (size < signature.length || !Arrays.equals(bytes(0, signature.length), SIGNATURE)) {
            throw file.bad("it is no HDF5 file: it does not begin with the HDF5 signature");
        }
        superblock = Superblock.readSuperblock(channel, 0);
        if (superblock.getBaseAddressByte() != 0) {
            throw new IOException("its base address is not 0");
        }
        if (superblock.getEndOfFileAddress() > size) {
            throw file.bad("it has %d bytes and says that it has %d; was it cut short?"
                    .formatted(size, superblock.getEndOfFileAddress()));
        }
    }

    /// The bytes of a file, which are to be closed.
    static Hdf5Storage open(SourceFile file) throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        try {
            return new Hdf5Storage(channel, file);
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            channel.close();
            throw failure;
        }
    }

    /// Some bytes, in a buffer of their own. Safe for several threads.
    ///
    /// @throws IOException when they are not all in the file
    byte[] bytes(long address, int length) throws IOException {
        byte[] bytes = new byte[requireInside(address, length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, address + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes;
    }

    private int requireInside(long address, long length) throws IOException {
        if (address < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || address > size - length) {
            throw new IOException("%d bytes at %d of a file of %d".formatted(length, address, size));
        }
        return (int) length;
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        left -= Math.max(length, LEAST_CHARGE);
        if (left < 0) {
            throw unchecked(new IOException("its structure leads in a circle"));
        }
        try {
            return ByteBuffer.wrap(bytes(address, length)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException failure) {
            throw unchecked(failure);
        }
    }

    private static UncheckedIOException unchecked(IOException failure) {
        return new UncheckedIOException(InputException.reason(failure), failure);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return mapNoOffset(address, length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return readBufferFromAddress(address, Math.toIntExact(length));
    }

    @Override
    public long getUserBlockSize() {
        return 0;
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        return channel;
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw unchecked(failure);
        }
    }
}
