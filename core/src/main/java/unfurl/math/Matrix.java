package unfurl.math;

import java.util.Arrays;

/// A matrix of doubles that never changes: covariances, responses, Jacobians.
public final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /// An element, given its row and its column.
    @FunctionalInterface
    public interface Element {
        /// The value at (row, column).
        double at(int row, int column);
    }

    /// The matrix with these elements.
    public static Matrix tabulate(int rows, int columns, Element element) {
        double[] values = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = element.at(i, j);
            }
        }
        return new Matrix(rows, columns, values);
    }

    /// A square matrix with these values on its diagonal and 0 elsewhere.
    public static Matrix diagonal(double... values) {
        return tabulate(values.length, values.length, (i, j) -> i == j ? values[i] : 0);
    }

    /// How many rows.
    public int rows() {
        return rows;
    }

    /// How many columns.
    public int columns() {
        return columns;
    }

    /// The element at (row, column).
    public double get(int row, int column) {
        return values[row * columns + column];
    }

    /// The sum of two matrices of one shape.
    public Matrix plus(Matrix other) {
        if (other.rows != rows || other.columns != columns) {
            throw new IllegalArgumentException(
                    "cannot add %d×%d and %d×%d".formatted(rows, columns, other.rows, other.columns));
        }
        return tabulate(rows, columns, (i, j) -> get(i, j) + other.get(i, j));
    }

    /// Every element multiplied by one factor.
    public Matrix times(double factor) {
        return tabulate(rows, columns, (i, j) -> get(i, j) * factor);
    }

    /// The matrix product; each element is summed in order.
    public Matrix times(Matrix other) {
        if (other.rows != columns) {
            throw new IllegalArgumentException(
                    "cannot multiply %d×%d by %d×%d".formatted(rows, columns, other.rows, other.columns));
        }
        double[] out = new double[Math.multiplyExact(rows, other.columns)];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double a = values[i * columns + k];
                for (int j = 0; j < other.columns; j++) {
                    out[i * other.columns + j] += a * other.values[k * other.columns + j];
                }
            }
        }
        return new Matrix(rows, other.columns, out);
    }

    /// Rows and columns exchanged.
    public Matrix transposed() {
        return tabulate(columns, rows, (i, j) -> get(j, i));
    }

    /// The diagonal elements.
    public double[] diagonal() {
        double[] out = new double[Math.min(rows, columns)];
        Arrays.setAll(out, i -> get(i, i));
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * rows + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "%d×%d matrix".formatted(rows, columns);
    }
}
