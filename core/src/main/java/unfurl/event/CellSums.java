package unfurl.event;

import java.util.Arrays;
import java.util.List;
import unfurl.math.Workers;

/// Sums of many columns of weights in the cells of many histograms, in one pass over the events.
///
/// A cell adds up the events of a column in their order, whatever the threads: the bits are those of a
/// histogram of one column. Eight columns are taken together, so that their additions do not wait for each
/// other, and a stretch of events stays in the cache until every histogram has seen it. Columns of `float`
/// stay as they are in memory and are added in `double`.
public final class CellSums {
    private static final int WIDTH = 8;
    private static final int STRETCH = 512;

    private CellSums() {}

    /// Σ of each column over the events of each cell.
    ///
    /// @param columns one number for each event; a column of lists has none
    /// @param cells   for each histogram the cell of each event, 0 … count−1, or −1 where it is not counted
    /// @param counts  how many cells each histogram has
    /// @param workers the threads that share the columns
    /// @return (columns × Σ counts) the sums in the cells of the first histogram, then of the second, …
    public static double[][] of(List<Column> columns, List<int[]> cells, int[] counts, Workers workers) {
        for (int[] places : cells) {
            for (Column column : columns) {
                if (column.size() != places.length) {
                    throw new IllegalArgumentException("%d cells are none of the %d events of column '%s'"
                            .formatted(places.length, column.size(), column.name()));
                }
            }
        }
        double[][] sums = new double[columns.size()][Arrays.stream(counts).sum()];
        int[] counted = cells.size() == 1 ? counted(cells.getFirst()) : new int[0];
        workers.run(Math.ceilDiv(columns.size(), WIDTH), group -> {
            int first = WIDTH * group;
            double[][] eight = ofEight(columns, first, cells, counted, counts);
            for (int k = 0; k < Math.min(WIDTH, columns.size() - first); k++) {
                scatter(eight, counts, k, sums[first + k]);
            }
        });
        return sums;
    }

    /// The events that are counted, in order; nothing when all are.
    private static int[] counted(int[] cells) {
        int count = 0;
        for (int cell : cells) {
            count += cell >= 0 ? 1 : 0;
        }
        int[] events = new int[count < cells.length ? count : 0];
        for (int i = 0, next = 0; next < events.length; i++) {
            events[next] = i;
            next += cells[i] >= 0 ? 1 : 0;
        }
        return events;
    }

    /// Takes the sums of column `k` out of those of its eight.
    private static void scatter(double[][] eight, int[] counts, int k, double[] out) {
        int at = 0;
        for (int h = 0; h < counts.length; h++) {
            for (int cell = 0; cell < counts[h]; cell++) {
                out[at++] = eight[h][WIDTH * (cell + 1) + k];
            }
        }
    }

    /// Up to eight columns from one on; the last of all stands in for those that are missing.
    private static double[][] ofEight(List<Column> columns, int first, List<int[]> cells, int[] counted, int[] counts) {
        double[][] sums = new double[counts.length][];
        Arrays.setAll(sums, h -> new double[WIDTH * (counts[h] + 1)]);
        int events = columns.getFirst().size();
        float[][] floats = floats(columns, first);
        if (sums.length == 1 && floats.length == WIDTH) {
            if (counted.length == 0) {
                add(floats, cells.getFirst(), sums[0]);
            } else {
                add(floats, cells.getFirst(), counted, sums[0]);
            }
            return sums;
        }
        double[] tile = new double[WIDTH * STRETCH];
        for (int from = 0; from < events; from += STRETCH) {
            int to = Math.min(from + STRETCH, events);
            for (int k = 0; k < WIDTH; k++) {
                copy(columns.get(Math.min(first + k, columns.size() - 1)), from, to, k, tile);
            }
            for (int h = 0; h < sums.length; h++) {
                add(tile, cells.get(h), from, to, sums[h]);
            }
        }
        return sums;
    }

    /// The arrays of the eight when all are `float`, and nothing otherwise.
    private static float[][] floats(List<Column> columns, int first) {
        float[][] floats = new float[WIDTH][];
        for (int k = 0; k < WIDTH; k++) {
            if (!(columns.get(Math.min(first + k, columns.size() - 1)).values() instanceof float[] values)) {
                return new float[0][];
            }
            floats[k] = values;
        }
        return floats;
    }

    private static void copy(Column column, int from, int to, int k, double[] tile) {
        switch (column.values()) {
            case float[] v -> {
                for (int i = from; i < to; i++) {
                    tile[WIDTH * (i - from) + k] = v[i];
                }
            }
            case double[] v -> {
                for (int i = from; i < to; i++) {
                    tile[WIDTH * (i - from) + k] = v[i];
                }
            }
            default -> {
                for (int i = from; i < to; i++) {
                    tile[WIDTH * (i - from) + k] = column.at(i);
                }
            }
        }
    }

    /// @param tile  (events × 8) the weights of the events `from` … `to`−1
    /// @param cells −1 for what is not counted
    /// @param sums  (8 × (cells + 1)) added to; the first eight are those of what is not counted
    private static void add(double[] tile, int[] cells, int from, int to, double[] sums) {
        int w = 0;
        for (int i = from; i < to; i++) {
            int at = WIDTH * (cells[i] + 1);
            sums[at] += tile[w];
            sums[at + 1] += tile[w + 1];
            sums[at + 2] += tile[w + 2];
            sums[at + 3] += tile[w + 3];
            sums[at + 4] += tile[w + 4];
            sums[at + 5] += tile[w + 5];
            sums[at + 6] += tile[w + 6];
            sums[at + 7] += tile[w + 7];
            w += WIDTH;
        }
    }

    /// The same of all events, straight from eight columns: for one histogram a tile would not pay.
    private static void add(float[][] w, int[] cells, double[] sums) {
        float[] w0 = w[0];
        float[] w1 = w[1];
        float[] w2 = w[2];
        float[] w3 = w[3];
        float[] w4 = w[4];
        float[] w5 = w[5];
        float[] w6 = w[6];
        float[] w7 = w[7];
        for (int i = 0; i < cells.length; i++) {
            int at = WIDTH * (cells[i] + 1);
            sums[at] += w0[i];
            sums[at + 1] += w1[i];
            sums[at + 2] += w2[i];
            sums[at + 3] += w3[i];
            sums[at + 4] += w4[i];
            sums[at + 5] += w5[i];
            sums[at + 6] += w6[i];
            sums[at + 7] += w7[i];
        }
    }

    /// The same of some events.
    private static void add(float[][] w, int[] cells, int[] counted, double[] sums) {
        float[] w0 = w[0];
        float[] w1 = w[1];
        float[] w2 = w[2];
        float[] w3 = w[3];
        float[] w4 = w[4];
        float[] w5 = w[5];
        float[] w6 = w[6];
        float[] w7 = w[7];
        for (int i : counted) {
            int at = WIDTH * (cells[i] + 1);
            sums[at] += w0[i];
            sums[at + 1] += w1[i];
            sums[at + 2] += w2[i];
            sums[at + 3] += w3[i];
            sums[at + 4] += w4[i];
            sums[at + 5] += w5[i];
            sums[at + 6] += w6[i];
            sums[at + 7] += w7[i];
        }
    }
}
