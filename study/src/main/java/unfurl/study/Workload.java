package unfurl.study;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import unfurl.reweight.Fits;

/// What a run has still to do, in its order but for the templates, which come first.
///
/// @param templates of each effect that has one
/// @param nominal   of each unfolding of the data; two where the number of iterations is still to be chosen
/// @param choosing  of each toy or bootstrap by which it is chosen
/// @param replicas  of each replica
/// @param whole     of an unfolding of the data from its first step on
record Workload(List<Fits> templates, List<Fits> nominal, List<Fits> choosing, List<Fits> replicas, Fits whole) {
    /// Copies the lists, and leaves out unfoldings of the data that are finished.
    Workload {
        templates = List.copyOf(templates);
        nominal = nominal.stream().filter(fits -> fits.number() > 0).toList();
        choosing = List.copyOf(choosing);
        replicas = List.copyOf(replicas);
    }

    /// The templates alone.
    Workload ofTemplates() {
        return new Workload(templates, List.of(), List.of(), List.of(), whole);
    }

    /// All fits.
    Fits all() {
        return Stream.of(templates, nominal, choosing, replicas)
                .map(Workload::sum)
                .reduce(Fits.NONE, Fits::plus);
    }

    static Fits sum(List<Fits> parts) {
        return parts.stream().reduce(Fits.NONE, Fits::plus);
    }

    /// The seconds that it takes.
    ///
    /// @param perRow  seconds in which a thread fits a row
    /// @param busy    how many threads work on a fit when it is the only one
    /// @param threads how many there are
    double seconds(double perRow, double busy, int threads) {
        double rows = sum(nominal).rows() / busy;
        for (List<Fits> each : List.of(templates, choosing, replicas)) {
            rows += longest(each, busy, threads);
        }
        return perRow * rows;
    }

    /// The rows of the busiest thread, where each takes the next part when it has finished one; of a single part those
    /// of all that work on it.
    private static double longest(List<Fits> parts, double busy, int threads) {
        if (parts.size() == 1) {
            return parts.getFirst().rows() / busy;
        }
        var loads = new PriorityQueue<>(Collections.nCopies(threads, 0.0));
        double longest = 0;
        for (Fits part : parts) {
            double load = loads.remove() + part.rows();
            loads.add(load);
            longest = Math.max(longest, load);
        }
        return longest;
    }
}
