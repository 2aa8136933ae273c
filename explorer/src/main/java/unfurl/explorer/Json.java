package unfurl.explorer;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.hist.Covariance;

/// Numbers for answers: what is not finite is nothing.
final class Json {
    private Json() {}

    static Optional<Double> number(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    static List<Optional<Double>> numbers(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count)
                .mapToObj(i -> number(value.applyAsDouble(i)))
                .toList();
    }

    static List<List<Optional<Double>>> covariance(Covariance matrix) {
        return IntStream.range(0, matrix.size())
                .mapToObj(i -> numbers(matrix.size(), j -> matrix.get(i, j)))
                .toList();
    }

    /// To six digits after the point.
    static List<List<Optional<Double>>> correlation(Covariance matrix) {
        return IntStream.range(0, matrix.size())
                .mapToObj(i -> numbers(matrix.size(), j -> Math.rint(matrix.correlation(i, j) * 1e6) / 1e6))
                .toList();
    }
}
