package unfurl.explorer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The last values that were made, by what they were made of. One thread at a time uses it.
final class Remembered<K, V> {
    private final Map<K, V> values;

    /// @param most how many are kept; the one that was asked for longest ago goes first
    Remembered(int most) {
        this.values = new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// The value, made if it is not there.
    V get(K key, Supplier<V> make) {
        V known = values.get(key);
        if (known == null) {
            known = make.get();
            values.put(key, known);
        }
        return known;
    }
}
