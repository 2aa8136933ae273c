package unfurl.trees;

import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import unfurl.NumericalException;

/// Calls of the native library: what it refuses becomes one of our errors.
final class Xgboost {
    /// `[12:28:38] /src/data/data.cc:589: ` before each message.
    private static final Pattern ORIGIN = Pattern.compile("^\\[[0-9:]+] \\S+: ");

    private Xgboost() {}

    /// A call that gives something.
    @FunctionalInterface
    interface Call<T> {
        T run() throws XGBoostError;
    }

    /// A call that gives nothing.
    @FunctionalInterface
    interface Action {
        void run() throws XGBoostError;
    }

    /// What a call gives.
    ///
    /// @param doing what it is for; goes on from "while"
    /// @throws NumericalException when the library refuses
    /// @throws OutOfMemoryError   when it has no memory left
    static <T> T call(String doing, Call<T> call) {
        try {
            return call.run();
        } catch (XGBoostError refused) {
            String reason = reason(refused);
            if (reason.contains("bad_alloc") || reason.contains("Memory allocation error")) {
                throw outOfMemory(doing, refused);
            }
            throw new NumericalException("XGBoost failed while %s: %s".formatted(doing, reason), refused);
        }
    }

    /// Does a call.
    static void act(String doing, Action action) {
        call(doing, () -> {
            action.run();
            return doing;
        });
    }

    private static OutOfMemoryError outOfMemory(String doing, XGBoostError refused) {
        var error = new OutOfMemoryError("XGBoost has no memory left while " + doing);
        error.initCause(refused);
        return error;
    }

    private static String reason(XGBoostError refused) {
        String first = String.valueOf(refused.getMessage()).lines().findFirst().orElse("no reason given");
        return ORIGIN.matcher(first).replaceFirst("");
    }

    /// Loads the native library, unless it is loaded.
    ///
    /// @throws LinkageError when it is missing, or does not load on this machine
    static void load() {
        call("loading", () -> new DMatrix(new float[] {0}, 1, 1, Float.NaN)).dispose();
    }
}
