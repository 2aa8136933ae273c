package unfurl.study;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import unfurl.InputException;

/// A folder held by one process at a time, and by one user of it in that process. The system lets go of it when
/// the process ends, however it ends.
///
/// @param folder  what is held
/// @param channel of the file that is locked
/// @param lock    on it
record FolderLock(Path folder, FileChannel channel, FileLock lock) implements AutoCloseable {
    /// The file that is locked.
    static final String NAME = ".lock";

    /// Holds a folder.
    ///
    /// @param what it is, for messages: `run`
    /// @throws InputException when another holds it, or it cannot be used
    static FolderLock hold(Path folder, String what) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new InputException("another process is working on the %s in %s".formatted(what, folder));
            }
            return new FolderLock(folder, channel, lock);
        } catch (IOException wrong) {
            throw NewFolder.unusable(folder, wrong);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot release the folder %s: %s".formatted(folder, InputException.reason(wrong)), wrong);
        }
    }
}
