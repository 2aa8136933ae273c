package unfurl.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import unfurl.InputException;

/// Lays bins on an observable's selected events.
///
/// @param events in rising order
record BinLayout(OrderedEvents events) {
    /// How many bins there are about where nobody said.
    private static final int ABOUT = 25;
    private static final double TAIL = 0.005;
    /// How much of a bin's width may lie outside of all events, for the sake of a round number.
    private static final double EMPTY = 0.05;
    /// The widths, to a power of ten, that people like to read.
    private static final double[] NICE = {1, 2, 2.5, 5, 10};
    private static final int HALVINGS = 60;

    /// The edges that are asked for.
    ///
    /// @throws InputException when there are none between the two
    double[] edges(BinsRequest request) {
        double width = Math.max((high() - low()) / request.count(), Double.MIN_NORMAL);
        double from = request.from().orElseGet(() -> first(width));
        double to = request.to().orElseGet(() -> last(width));
        if (!(from < to)) {
            throw new InputException("there are no bins from %s to %s".formatted(from, to));
        }
        double[] edges = switch (request.method()) {
            case EQUAL -> equal(request.count(), from, to);
            case LOG -> logarithmic(request.count(), request.from(), from, to);
            case N_EFF -> ofEqualNEff(request.count(), from, to);
        };
        requireRising(edges, from, to);
        return edges;
    }

    private static void requireRising(double[] edges, double from, double to) {
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw new InputException("%d bins from %s to %s would be too narrow or too wide for numbers"
                        .formatted(edges.length - 1, from, to));
            }
        }
    }

    /// A round number below the events but for the tail; where a cut ends them, where it does.
    private double first(double width) {
        double least = events.value(0);
        double step = Math.pow(10, Math.floor(Math.log10(width)));
        double round = Math.floor(low() / step) * step;
        return least - round > EMPTY * width ? onGrid(least, width, Math::floor) : round;
    }

    /// A round number above the events but for the tail, likewise.
    private double last(double width) {
        double most = events.value(events.size() - 1);
        double step = Math.pow(10, Math.floor(Math.log10(width)));
        double round = Math.ceil(high() / step) * step;
        return round - most > EMPTY * width ? onGrid(Math.nextUp(most), width, Math::ceil) : round;
    }

    /// The value below which 0.5 % of the weight lies.
    double low() {
        return events.quantile(TAIL);
    }

    /// The value above which 0.5 % of the weight lies.
    double high() {
        return events.quantile(1 - TAIL);
    }

    private static double[] equal(int count, double from, double to) {
        double[] edges = new double[count + 1];
        Arrays.setAll(edges, i -> i == count ? to : rounded(from + (to - from) * i / count, (to - from) / count));
        return edges;
    }

    private double[] logarithmic(int count, OptionalDouble asked, double from, double to) {
        double first = asked.isEmpty() && from <= 0 ? smallestPositive() : from;
        if (!(first > 0 && first < to)) {
            throw new InputException("bins of one ratio begin above 0, not at %s\n  allowed    from above 0 to below %s"
                    .formatted(first, to));
        }
        double[] edges = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            double edge = first * Math.pow(to / first, (double) i / count);
            edges[i] = i == 0 ? first : i == count ? to : rounded(edge, edge * (Math.pow(to / first, 1.0 / count) - 1));
        }
        return edges;
    }

    private double smallestPositive() {
        int first = events.at(Double.MIN_VALUE);
        int at = Math.min(first + (int) (TAIL * (events.size() - first)), events.size() - 1);
        return rounded(events.value(at), events.value(at));
    }

    /// The largest N_eff that so many bins have, the last too, found by halving.
    private double[] ofEqualNEff(int count, double from, double to) {
        int first = events.at(from);
        int last = events.at(to);
        if (first == last) {
            throw new InputException("no selected event lies from %s to %s".formatted(from, to));
        }
        double least = 0;
        double most = events.nEff(first, last);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (least + most);
            if (ended(first, last, middle, count).size() == count) {
                least = middle;
            } else {
                most = middle;
            }
        }
        double width = (to - from) / count;
        double[] inside = ended(first, last, least, count - 1).stream()
                .filter(end -> end < last)
                .mapToDouble(end -> rounded(0.5 * (events.value(end - 1) + events.value(end)), width))
                .toArray();
        return DoubleStream.concat(
                        DoubleStream.of(from), DoubleStream.concat(Arrays.stream(inside), DoubleStream.of(to)))
                .distinct()
                .sorted()
                .toArray();
    }

    /// Where bins end that are ended as soon as they have an N_eff; at most `count` of them.
    private List<Integer> ended(int first, int last, double nEff, int count) {
        var ends = new ArrayList<Integer>();
        int start = first;
        while (ends.size() < count && start < last) {
            int end = end(start, last, nEff);
            if (events.nEff(start, end) < nEff) {
                break;
            }
            ends.add(end);
            start = end;
        }
        return ends;
    }

    /// Where a bin that begins with an event has the N_eff, and no value stands on both sides; `last` when nowhere.
    private int end(int start, int last, double nEff) {
        int low = start + 1;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.nEff(start, middle) < nEff) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while (low < last && low > start && events.value(low) == events.value(low - 1)) {
            low++;
        }
        return low;
    }

    /// A number to a thousandth of a width.
    private static double rounded(double value, double width) {
        return onGrid(value, width, Math::rint);
    }

    private static double onGrid(double value, double width, DoubleUnaryOperator round) {
        double step = Math.pow(10, Math.floor(Math.log10(width)) - 2);
        double steps = round.applyAsDouble(value / step);
        return step >= 1 ? steps * step : steps / Math.rint(1 / step);
    }

    /// The bins to begin with: about 25 of a width that people like to read; of whole numbers, half-way between them.
    ///
    /// @param whole whether the observable counts something
    double[] suggested(boolean whole) {
        double range = Math.max(high() - low(), Math.ulp(high()) * ABOUT);
        double rough = range / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double width = Arrays.stream(NICE)
                .map(nice -> nice * power)
                .filter(w -> w >= rough * 0.8)
                .findFirst()
                .orElse(rough);
        width = whole ? Math.max(1, Math.rint(width)) : width;
        double shift = whole ? 0.5 : 0;
        double from = Math.floor((low() + shift) / width) * width - shift;
        int bins = Math.max(1, (int) Math.ceil((high() - from) / width - 1e-9));
        double[] edges = new double[bins + 1];
        double step = width;
        Arrays.setAll(edges, i -> rounded(from + i * step, step));
        return edges;
    }
}
