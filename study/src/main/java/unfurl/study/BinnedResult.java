package unfurl.study;

import static unfurl.formats.Document.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Matrix;
import unfurl.unfold.Ibu;

/// The binned result of a study unfolded by IBU, with its covariances: `ibu.json` of the run folder.
final class BinnedResult {
    /// Above this number of cells a covariance has no use that would be worth its size.
    private static final int MOST_CELLS = 1500;

    private BinnedResult() {}

    /// Writes the spectrum and the covariances from the data, from all the simulation's counts, and from the
    /// smearing alone; yields at the luminosity of the data, cells with the last observable fastest and with
    /// underflow and overflow of each.
    /// @param iterations how many
    static void write(Study study, Method.Ibu method, Prepared prepared, int iterations, Path file) {
        binned(study, method, prepared)
                .ifPresent(ibu -> content(ibu, iterations).write(file));
    }

    /// The problem in bins; empty when there are more of them than a covariance is of use for.
    ///
    /// @throws InputException when a bin cannot be unfolded
    static Optional<Ibu> binned(Study study, Method.Ibu method, Prepared prepared) {
        Grid gen = Prepared.genGrid(study, method);
        Grid reco = Prepared.recoGrid(study, method);
        return gen.cells() > MOST_CELLS || reco.cells() > MOST_CELLS
                ? Optional.empty()
                : Optional.of(new Ibu(prepared.problem(), gen, reco));
    }

    private static Document content(Ibu ibu, int iterations) {
        Ibu.Result all = ibu.unfold(iterations, Ibu.SimulationStatistics.POISSON);
        Ibu.Result smearing = ibu.unfold(iterations, Ibu.SimulationStatistics.MULTINOMIAL);
        var content = entries(
                "iterations",
                iterations,
                "axes",
                all.grid().axes().stream().map(BinnedResult::axis).toList(),
                "spectrum",
                Arrays.stream(all.spectrum().toArray()).boxed().toList(),
                "covariance",
                entries(
                        "data", rows(all.data()),
                        "simulation", rows(all.simulation()),
                        "smearing", rows(smearing.simulation())));
        return Document.of("ibu.json", content);
    }

    private static Object axis(Axis axis) {
        return entries(
                "name", axis.label(),
                "unit", axis.unit(),
                "edges", Arrays.stream(axis.edges()).boxed().toList());
    }

    private static List<List<Double>> rows(Matrix matrix) {
        var rows = new ArrayList<List<Double>>();
        for (int i = 0; i < matrix.rows(); i++) {
            int row = i;
            rows.add(IntStream.range(0, matrix.columns())
                    .mapToObj(j -> matrix.get(row, j))
                    .toList());
        }
        return rows;
    }
}
