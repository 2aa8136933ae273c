package unfurl.report;

import java.util.List;
import java.util.Optional;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// What the nuisances of a profile fit do to one observable at gen level.
///
/// @param impacts of the nuisances, in their order; empty where not known
/// @param without (bins) contents with the nuisances held where they started, in the bins and unit of
///                [GenLevel#unfolded]; empty where not unfolded so
public record Profiled(List<Impact> impacts, Optional<Numbers> without) {
    /// How the result moves with one nuisance, the others fitted anew.
    ///
    /// @param name        of the nuisance
    /// @param label       in the markup of [Label]
    /// @param up          (bins) change relative to the result with the nuisance one standard deviation above its
    ///                    value; NaN where not known
    /// @param down        (bins) the same below
    /// @param correlation (bins) of the nuisance with the bin, from −1 to 1, NaN where not known; empty without
    ///                    replicas that give it
    public record Impact(String name, String label, Numbers up, Numbers down, Optional<Numbers> correlation) {
        /// @throws unfurl.InputException when the label cannot be read
        public Impact {
            Label.parse(label);
            int bins = up.size();
            if (down.size() != bins
                    || (correlation.isPresent() && correlation.get().size() != bins)) {
                throw new IllegalArgumentException("'%s' moves %d bins up, %d down, and is correlated with %s"
                        .formatted(name, bins, down.size(), correlation.map(Numbers::size)));
            }
        }
    }

    public Profiled {
        impacts = List.copyOf(impacts);
    }

    void requireBins(int bins) {
        for (Impact impact : impacts) {
            if (impact.up().size() != bins) {
                throw new IllegalArgumentException("'%s' moves %d of %d bins"
                        .formatted(impact.name(), impact.up().size(), bins));
            }
        }
        if (without.isPresent() && without.get().size() != bins) {
            throw new IllegalArgumentException("%d contents without profiling for %d bins"
                    .formatted(without.get().size(), bins));
        }
    }
}
