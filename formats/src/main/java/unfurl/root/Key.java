package unfurl.root;

import java.io.IOException;

/// The head of a record: what it holds, under what name, and where.
///
/// @param bytes    the record's length in the file, this head included
/// @param unpacked how long what it holds is, unpacked
/// @param head     the length of this head, which may have more than is read here
/// @param cycle    counts up when a name is written again
/// @param seek     where the record begins in the file
/// @param type     the class of what it holds
/// @param name     its name
record Key(int bytes, int unpacked, int head, int cycle, long seek, String type, String name) {
    private static final int LARGE = 1000;

    /// The fixed part of the shortest head, with three empty strings.
    private static final int SHORTEST = 29;

    static Key read(Cursor in) throws IOException {
        int bytes = in.i4();
        boolean isLarge = in.i2() > LARGE;
        int unpacked = in.i4();
        in.skip(4);
        int head = in.i2();
        int cycle = in.i2();
        long seek = in.place(isLarge);
        in.place(isLarge);
        String type = in.string();
        String name = in.string();
        in.string();
        if (head < SHORTEST || unpacked < 0) {
            throw new IOException("the head of a record '%s' is damaged".formatted(name));
        }
        return new Key(bytes, unpacked, head, cycle, seek, type, name);
    }
}
