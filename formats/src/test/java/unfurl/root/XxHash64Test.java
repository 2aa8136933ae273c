package unfurl.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {
    /// Expected: python3-xxhash 3.0.0, `xxhash.xxh64(bytes(i * 7 % 256 for i in range(length))).hexdigest()`.
    @ParameterizedTest
    @CsvSource({
        "0, ef46db3751d8e999",
        "1, e934a84adb052768",
        "3, 9ff70a635a6209ab",
        "4, ae5acdc00a55ac41",
        "8, 87116b3365b924eb",
        "31, f187c62b1e722b7",
        "32, 91b0cb0931a8c629",
        "33, 931b043cf8d65b94",
        "63, 219110bf13e2fa26",
        "64, bf3052e3445775d0",
        "1000, 25275608a9cfc168"
    })
    void agreesWithTheReference(int length, String expected) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            bytes.put((byte) (i * 7));
        }
        assertThat(Long.toHexString(XxHash64.of(bytes.flip()))).isEqualTo(expected);
    }
}
