package unfurl.math;

/// A named stream of random numbers: number `i` of a stream is a pure function of the seed, the stream's name
/// and `i`.
///
/// Streams form a tree of names, `seed/replica/bootstrap_data_3/iteration/2/step1`. Nothing is drawn from a
/// state, so the same number comes out in any order, on any thread, in any process.
///
/// Source: Philox4x32-10 of Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11
/// (2011), keyed with the hash of the name.
public final class Seed {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final double TWO_TO_MINUS_52 = 0x1p-52;

    private final String path;
    private final long key;
    private final long high;

    private Seed(String path, long key, long high) {
        this.path = path;
        this.key = key;
        this.high = high;
    }

    /// The root of a tree of streams.
    ///
    /// @param seed any number; the one that the study states
    public static Seed of(long seed) {
        return new Seed(Long.toString(seed), mix(seed), mix(~seed));
    }

    /// The stream of that name below this one.
    ///
    /// @param name any text that is not empty and has no slash
    /// @throws IllegalArgumentException for another text: two streams would share one path
    public Seed child(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'%s' cannot name a stream below %s".formatted(name, path));
        }
        long a = key ^ 0x9E3779B97F4A7C15L;
        long b = high ^ 0xC2B2AE3D27D4EB4FL;
        for (int i = 0; i < name.length(); i++) {
            a = mix(a + name.charAt(i));
            b = mix(b ^ a);
        }
        return new Seed(path + "/" + name, mix(a + name.length()), mix(b + a));
    }

    /// The stream numbered `index` below this one.
    public Seed child(long index) {
        return child(Long.toString(index));
    }

    /// The names from the root down to this stream.
    public String path() {
        return path;
    }

    /// Sixty-four random bits.
    ///
    /// @param counter which number of the stream: an event's identity, a draw's place
    public long bits(long counter) {
        return philox(counter, 0)[0];
    }

    /// A number uniform in the open interval (0, 1).
    public double uniform(long counter) {
        return toUnit(bits(counter));
    }

    /// A number from the normal distribution of mean 0 and standard deviation 1.
    public double gaussian(long counter) {
        long[] random = philox(counter, 0);
        return Math.sqrt(-2 * Math.log(toUnit(random[0]))) * Math.cos(2 * Math.PI * toUnit(random[1]));
    }

    /// A count from the Poisson distribution, by inversion.
    ///
    /// @param mean expected count, from 0 to 700
    /// @throws IllegalArgumentException for a mean outside that range
    public int poisson(long counter, double mean) {
        if (!(mean >= 0 && mean <= 700)) {
            throw new IllegalArgumentException("a Poisson mean must lie in 0…700, not " + mean);
        }
        double u = uniform(counter);
        double term = Math.exp(-mean);
        double cumulative = term;
        int count = 0;
        double before = 0;
        // Beyond the mean, a sum that grows no more has rounded to 1 from below.
        while (u > cumulative && (count < mean || cumulative > before)) {
            count++;
            term *= mean / count;
            before = cumulative;
            cumulative += term;
        }
        return count;
    }

    /// The numbers 0 to n−1 in random order.
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /// Puts the numbers into random order, in place; every order is as likely as another.
    ///
    /// Source: R. Durstenfeld, CACM 7 (1964) 420, algorithm 235, with SplitMix64, begun at this stream's key, for
    /// the places: seven times as fast as this stream's own numbers, which must each stand alone.
    public void shuffle(int[] order) {
        long start = mix(key ^ mix(high));
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) Math.unsignedMultiplyHigh(mix(start + i * 0x9E3779B97F4A7C15L), i + 1L);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    @Override
    public String toString() {
        return path;
    }

    private long[] philox(long counterLow, long counterHigh) {
        return philox(new long[] {counterLow, counterHigh ^ high}, key);
    }

    /// The bijection of the paper: 128 bits of counter to 128 random bits under a 64-bit key; low words first.
    static long[] philox(long[] counter, long key) {
        int c0 = (int) counter[0];
        int c1 = (int) (counter[0] >>> 32);
        int c2 = (int) counter[1];
        int c3 = (int) (counter[1] >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * Integer.toUnsignedLong(c0);
            long p1 = MULTIPLIER_1 * Integer.toUnsignedLong(c2);
            int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c0 = n0;
            c1 = (int) p1;
            c2 = n2;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new long[] {join(c0, c1), join(c2, c3)};
    }

    private static long join(int low, int high) {
        return Integer.toUnsignedLong(low) | ((long) high << 32);
    }

    /// The middle of one of 2⁵² equal parts of (0, 1). With 2⁵³ parts the middle of the last would round to 1.
    static double toUnit(long bits) {
        return ((bits >>> 12) + 0.5) * TWO_TO_MINUS_52;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every bit of the input moves every bit of
    /// the output.
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
