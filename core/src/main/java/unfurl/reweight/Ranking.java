package unfurl.reweight;

import java.util.Arrays;
import java.util.Comparator;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// Events in the order of their scores: which one stands at each place, and the place after each group of
/// equal scores.
final class Ranking {
    private final int[] rows;
    private final int[] ends;

    private Ranking(int[] rows, int[] ends) {
        this.rows = rows;
        this.ends = ends;
    }

    static Ranking of(Mask events, Weights score) {
        int[] rows = Arrays.stream(events.indices())
                .boxed()
                .sorted(Comparator.comparingDouble(score::get))
                .mapToInt(row -> row)
                .toArray();
        int[] ends = new int[rows.length];
        int groups = 0;
        for (int i = 1; i <= rows.length; i++) {
            if (i == rows.length || score.get(rows[i]) != score.get(rows[i - 1])) {
                ends[groups++] = i;
            }
        }
        return new Ranking(rows, Arrays.copyOf(ends, groups));
    }

    int size() {
        return rows.length;
    }

    /// The weights of the events, place after place.
    double[] inOrder(Weights weights) {
        return Arrays.stream(rows).mapToDouble(weights::get).toArray();
    }

    /// The area under the curve and its error, for weights that stand place after place.
    AreaUnderCurve area(double[] first, double[] second) {
        double ofFirst = total(first);
        double ofSecond = total(second);
        double area = 0;
        var firsts = new Spread();
        var seconds = new Spread();
        double below = 0;
        double belowInSecond = 0;
        int from = 0;
        for (int end : ends) {
            double tied = 0;
            double tiedInSecond = 0;
            for (int i = from; i < end; i++) {
                tied += first[i];
                tiedInSecond += second[i];
            }
            double placement = (below + tied / 2) / ofFirst;
            double above = 1 - (belowInSecond + tiedInSecond / 2) / ofSecond;
            area += tiedInSecond * placement;
            for (int i = from; i < end; i++) {
                seconds.add(second[i], placement);
                firsts.add(first[i], above);
            }
            below += tied;
            belowInSecond += tiedInSecond;
            from = end;
        }
        double value = area / ofSecond;
        double variance = firsts.about(value) / (ofFirst * ofFirst) + seconds.about(value) / (ofSecond * ofSecond);
        return new AreaUnderCurve(value, Math.sqrt(variance));
    }

    private double total(double[] weights) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += weights[i];
        }
        if (!(sum > 0)) {
            throw new NumericalException("the area under the curve of %d events: the weights of one sample sum to %s"
                    .formatted(size(), sum));
        }
        return sum;
    }

    /// Σw²(V − c)² for any c.
    private static final class Spread {
        private double squares;
        private double linear;
        private double quadratic;

        void add(double weight, double placement) {
            double square = weight * weight;
            squares += square;
            linear += square * placement;
            quadratic += square * placement * placement;
        }

        double about(double centre) {
            return Math.max(0, quadratic - centre * (2 * linear - centre * squares));
        }
    }
}
