package unfurl.root;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import unfurl.InputException;

/// A ROOT file that is open for reading.
///
/// What is no ROOT file, or a kind of one that cannot be read, is an [InputException] that names the file; where its
/// bytes contradict themselves, an [IOException] says how.
public final class RootFile implements AutoCloseable {
    private static final String MAGIC = "root";
    private static final int LARGE = 1_000_000;
    private static final int LARGE_DIRECTORY = 1000;
    private static final int HEAD = 64;
    private static final int MOST_DIRECTORIES = 10_000;
    private static final Set<String> TREES = Set.of("TTree", "TNtuple", "TNtupleD");
    private static final Set<String> NTUPLES = Set.of("ROOT::RNTuple", "ROOT::Experimental::RNTuple");
    private static final Set<String> DIRECTORIES = Set.of("TDirectory", "TDirectoryFile");

    private final Path path;
    private final FileChannel channel;
    private final Map<String, Key> trees = new LinkedHashMap<>();
    private final Set<String> others = new TreeSet<>();

    private RootFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Opens a file and finds its trees, in all its directories.
    ///
    /// @throws InputException when it is no ROOT file
    /// @throws IOException    when it cannot be read or is damaged
    public static RootFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            var file = new RootFile(path, channel);
            file.findTrees();
            return file;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// The names of the trees, with the directories that they are in: `tree`, `nominal/tree`.
    public List<String> trees() {
        return List.copyOf(trees.keySet());
    }

    /// A tree; of a tree that was written several times, the last.
    ///
    /// @param name its name; empty for the only one
    /// @throws InputException when there is none of that name, or none or several and no name was given
    /// @throws IOException    when it is damaged
    public RootTree tree(Optional<String> name) throws IOException {
        if (trees.isEmpty()) {
            throw bad("it has no tree; it holds %s".formatted(InputException.shown(List.copyOf(others))));
        }
        if (name.isEmpty() && trees.size() > 1) {
            throw bad("it has %d trees\n  allowed    one of them: %s::%s\n  available  %s"
                    .formatted(
                            trees.size(),
                            path.getFileName(),
                            trees.keySet().iterator().next(),
                            InputException.shown(trees())));
        }
        String wanted = name.orElseGet(() -> trees.keySet().iterator().next());
        Key key = trees.get(wanted);
        if (key == null) {
            throw InputException.notFound("tree", wanted, path.toString(), "", trees.keySet());
        }
        if (NTUPLES.contains(key.type())) {
            throw bad("'%s' is an RNTuple\n  allowed    a TTree".formatted(wanted));
        }
        byte[] record = bytes(key.seek(), key.bytes());
        Key whole = Key.read(new Cursor(record, 0));
        var in = new Cursor(unpacked(record, whole), whole.head());
        return RootTree.read(this, wanted, in, key.type().equals("TTree"));
    }

    /// What the first bytes say.
    ///
    /// @param root where the head of the outermost directory is
    /// @param end  how long the file is
    private record Head(long root, long end) {
        static Head read(Cursor in) throws IOException {
            in.skip(MAGIC.length());
            boolean isLarge = in.i4() >= LARGE;
            long begin = Integer.toUnsignedLong(in.i4());
            long end = in.place(isLarge);
            in.place(isLarge);
            in.skip(2 * Integer.BYTES);
            return new Head(begin + Integer.toUnsignedLong(in.i4()), end);
        }
    }

    private void findTrees() throws IOException {
        byte[] bytes = bytes(0, (int) Math.min(HEAD, channel.size()));
        if (bytes.length < HEAD || !MAGIC.equals(new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1))) {
            throw bad("it is no ROOT file: it does not begin with root");
        }
        Head head = Head.read(new Cursor(bytes, 0));
        if (head.end > channel.size()) {
            throw bad("it says that it has %d bytes and has %d; was it cut short?".formatted(head.end, channel.size()));
        }
        var directories = new ArrayDeque<Directory>();
        directories.add(new Directory("", head.root));
        var seen = new HashSet<Long>();
        while (!directories.isEmpty()) {
            Directory directory = directories.remove();
            if (!seen.add(directory.seek) || seen.size() > MOST_DIRECTORIES) {
                throw new IOException("its directories are in a circle, or more than " + MOST_DIRECTORIES);
            }
            for (Key key : keys(directory)) {
                directories.addAll(sorted(key, directory.prefix + key.name()));
            }
        }
    }

    /// Keeps a key where it belongs, and gives the directory that it is, if so.
    private List<Directory> sorted(Key key, String name) {
        if (DIRECTORIES.contains(key.type())) {
            return List.of(new Directory(name + "/", key.seek() + key.head()));
        }
        if (TREES.contains(key.type()) || NTUPLES.contains(key.type())) {
            trees.merge(name, key, (one, other) -> one.cycle() >= other.cycle() ? one : other);
        } else {
            others.add(key.type());
        }
        return List.of();
    }

    /// @param prefix what comes before the names in it
    /// @param seek   where its head is in the file, after the key
    private record Directory(String prefix, long seek) {}

    private List<Key> keys(Directory directory) throws IOException {
        var in = new Cursor(bytes(directory.seek, (int) Math.min(HEAD, channel.size() - directory.seek)), 0);
        boolean isLarge = in.i2() > LARGE_DIRECTORY;
        in.skip(2 * Integer.BYTES);
        int length = in.i4();
        in.skip(Integer.BYTES);
        in.place(isLarge);
        in.place(isLarge);
        long seek = in.place(isLarge);
        if (seek == 0) {
            throw bad("it has no list of what is in it: was it never closed?");
        }
        var list = new Cursor(bytes(seek, length), 0);
        list.position(Key.read(list).head());
        int count = list.i4();
        var keys = new ArrayList<Key>();
        for (int i = 0; i < count; i++) {
            keys.add(Key.read(list));
        }
        return keys;
    }

    /// Bytes of the file.
    byte[] bytes(long at, int count) throws IOException {
        if (at < 0 || count < 0 || at > channel.size() - count) {
            throw new IOException("it has no %d bytes at byte %d; was it cut short?".formatted(count, at));
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("it ends early");
            }
        }
        return bytes.array();
    }

    /// What a record holds.
    byte[] unpacked(byte[] record, Key key) throws IOException {
        if (Packed.isOld(record, key)) {
            throw bad("'%s' is packed as ROOT did before version 4 (CS)\n  allowed    zlib, lz4, zstd, lzma or none"
                    .formatted(key.name()));
        }
        return Packed.unpack(record, key.head(), key.unpacked());
    }

    long size() throws IOException {
        return channel.size();
    }

    /// An error that names the file.
    InputException bad(String what) {
        return new InputException("cannot read %s: %s".formatted(path, what));
    }

    Path path() {
        return path;
    }
}
