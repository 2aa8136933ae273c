package unfurl.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// What happens to the bytes of a file: cut, flipped, overwritten, given hostile numbers, moved, doubled or dropped.
final class Damage {
    private static final String SIGNS = "\"'[]{}:,\n-0e&*! ";
    private static final int END = 600;

    private Damage() {}

    /// A damaged copy, with one to four of these.
    static byte[] done(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        for (int change = random.nextInt(1, 5); change > 0 && bytes.length > 1; change--) {
            bytes = changed(bytes, place(random, bytes.length), random);
        }
        return bytes;
    }

    /// The footers of many formats are at the end, and are what hostile files change.
    private static int place(SplittableRandom random, int length) {
        return random.nextBoolean() ? random.nextInt(length) : length - 1 - random.nextInt(Math.min(length, END));
    }

    private static byte[] changed(byte[] bytes, int at, SplittableRandom random) {
        switch (random.nextInt(9)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
            case 4 -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            }
            case 5 -> hostileNumber(bytes, at, random);
            case 6 -> overwritten(bytes, at, random);
            case 7 -> swapped(bytes, at, random);
            default -> {
                return spliced(bytes, at, random);
            }
        }
        return bytes;
    }

    /// A number of 4 or 8 bytes, or of as many as it takes in sevens of bits, that no size should be.
    private static void hostileNumber(byte[] bytes, int at, SplittableRandom random) {
        long[] numbers = {
            -1,
            0,
            1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1L << 28,
            1L << random.nextInt(63),
            bytes.length,
            bytes.length - at,
            random.nextLong()
        };
        long number = numbers[random.nextInt(numbers.length)];
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer value = ByteBuffer.allocate(10).order(order);
        switch (random.nextInt(3)) {
            case 0 -> value.putInt((int) number);
            case 1 -> value.putLong(number);
            default -> {
                long left = number;
                for (; (left & ~0x7FL) != 0; left >>>= 7) {
                    value.put((byte) (left | 0x80));
                }
                value.put((byte) left);
            }
        }
        System.arraycopy(value.array(), 0, bytes, at, Math.min(value.position(), bytes.length - at));
    }

    private static void overwritten(byte[] bytes, int at, SplittableRandom random) {
        byte value = (byte) (random.nextBoolean() ? 0 : random.nextInt());
        Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 64)), value);
    }

    /// Two blocks in each other's place.
    private static void swapped(byte[] bytes, int at, SplittableRandom random) {
        int other = random.nextInt(bytes.length);
        int count = Math.min(random.nextInt(1, 256), bytes.length - Math.max(at, other));
        byte[] first = Arrays.copyOfRange(bytes, at, at + count);
        System.arraycopy(bytes, other, bytes, at, count);
        System.arraycopy(first, 0, bytes, other, count);
    }

    /// A part of the bytes written again, or left out, at another place.
    private static byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int count = random.nextInt(Math.min(64, bytes.length - from) + 1);
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        if (random.nextBoolean()) {
            out.write(bytes, from, count);
        }
        int rest = random.nextBoolean() ? at : Math.min(bytes.length, at + count);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }
}
